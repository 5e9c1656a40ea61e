"""Marking the sought words in a text, as HTML with everything else escaped (RFC 8621 section 5)."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bureau.platform.text import fold

BEFORE_CHARS = 60
LONGEST_BYTES = 255
_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


def marked(text: str, words: Sequence[str]) -> str | None:
    """Return the text with its matches in `<mark>`, None where there are none."""
    spans = list(_spans(text, words))
    return _written(text, spans) if spans else None


def excerpt(texts: Iterable[str], words: Sequence[str]) -> str | None:
    """Return the part around the first match in one of the texts, marked and at most 255 octets;
    None where there is no match.
    """
    for text in texts:
        flat = _SPACE.sub(" ", text)
        first = next(_spans(flat, words), None)
        if first is not None:
            return _around(flat, first, words)
    return None


def _spans(text: str, words: Sequence[str]) -> Iterator[_Span]:
    for match in _WORD.finditer(text):
        folded = fold(match[0])
        if any(_matches(folded, word) for word in words):
            yield _Span(match.start(), match.end())


def _matches(folded: str, word: str) -> bool:
    """A word is found by its beginning; a character of a script without spaces anywhere."""
    return folded.startswith(word) or (len(word) == 1 and not word.isascii() and word in folded)


def _around(text: str, first: _Span, words: Sequence[str]) -> str:
    start = max(0, first.start - BEFORE_CHARS)
    if start:
        start = text.find(" ", start, first.start) + 1 or start
    for length in (200, 150, 100, 60, first.end - start):
        piece = text[start : start + length].strip()
        written = _written(piece, list(_spans(piece, words)))
        if len(written.encode()) <= LONGEST_BYTES:
            return written
    return _written(text[first.start : first.end][:40], [])


def _written(text: str, spans: Sequence[_Span]) -> str:
    pieces, at = [], 0
    for span in spans:
        pieces.append(html.escape(text[at : span.start]))
        pieces.append(f"<mark>{html.escape(text[span.start : span.end])}</mark>")
        at = span.end
    return "".join([*pieces, html.escape(text[at:])])
