"""What changed between two states of a document, word by word, and by whom.

A document is a line of words; a paragraph ends with a word of its own that carries the paragraph's
attributes. The states between, each with its authors, are gone through one by one: a word is new by
those in whose state it appears, and gone by those in whose state it is missing. What came and went
in between is nobody's news.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from .schema import Json

Authors = frozenset[str]
NOBODY: Authors = frozenset()
Change = Literal["insert", "delete"]

_PIECES = re.compile(r"\w+|\s+|[^\w\s]", re.UNICODE)
_END = "\n"
MOST_COMPARED = 20_000
"""Words of neighbouring paragraphs that all differ; more are taken as replaced, lest it take
minutes.
"""


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text with its marks, a node that is no text, or the end of a paragraph."""

    text: str
    looks: str = ""
    """Marks, or attributes of the paragraph that ends here; not part of what is compared."""
    block: Json = field(default_factory=dict, compare=False, hash=False)


@dataclass(slots=True)
class _Tracked:
    """A word on its way from the first state to the last."""

    word: Word
    origin: int
    """Its number in the first state, -1 for one that is new."""
    authors: Authors = NOBODY


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words of one fate."""

    text: str
    change: Change | None
    authors: Authors


@dataclass(frozen=True, slots=True)
class ComparedBlock:
    """A paragraph of the later state, or one that is gone."""

    attributes: Json
    is_in_table: bool
    is_reformatted: bool
    """Its attributes, or marks in it, changed."""
    parts: tuple[Part, ...]


Known = dict[str, list[Word]]
"""Blocks that were read before: most are the same in all states."""


def words_of(doc: Json, known: Known) -> list[Word]:
    """Return a document node as a line of words."""
    found: list[Word] = []
    for block in doc.get("content", ()):
        key = json.dumps(block, sort_keys=True)
        if key not in known:
            known[key] = list(_words({"content": [block]}, is_in_table=False))
        found += known[key]
    return found


def _words(parent: Json, is_in_table: bool) -> Iterator[Word]:
    for block in parent.get("content", ()):
        kind = block["type"]
        if kind == "paragraph":
            yield from _line(block)
            attributes = block.get("attrs", {})
            about = {"attributes": attributes, "is_in_table": is_in_table}
            yield Word(_END, repr(sorted(attributes.items(), key=str)), about)
        elif kind in ("table", "tableRow", "tableCell", "tableHeader"):
            yield from _words(block, is_in_table=True)
        else:
            about = {"attributes": {"style": kind}, "is_in_table": is_in_table}
            yield Word(f"\0{kind}")
            yield Word(_END, "", about)


def _line(block: Json) -> Iterator[Word]:
    for node in block.get("content", ()):
        if node["type"] != "text":
            yield Word(f"\0{node['type']}:{_said(node)}")
            continue
        looks = repr(_shown_marks(node))
        for piece in _PIECES.findall(node["text"]):
            yield Word(piece, looks)


def _shown_marks(node: Json) -> list[Json]:
    return [mark for mark in node.get("marks", ()) if mark["type"] != "comment"]


def _said(node: Json) -> str:
    attributes = node.get("attrs", {})
    return str(attributes.get("label") or attributes.get("latex") or attributes.get("src") or "")


def compare(states: Sequence[Json], authors: Sequence[Authors]) -> list[ComparedBlock]:
    """Compare the first of the states with the last; `authors` made each of those after the
    first.
    """
    known: Known = {}
    first = words_of(states[0], known)
    line = [_Tracked(word, number) for number, word in enumerate(first)]
    gone: dict[int, Authors] = {}
    for state, by in zip(states[1:], authors, strict=True):
        line = _step(line, words_of(state, known), by, gone)
    return list(_blocks(_woven(first, line, gone)))


def _step(
    line: list[_Tracked], words: list[Word], by: Authors, gone: dict[int, Authors]
) -> list[_Tracked]:
    fresh: list[_Tracked] = []
    for verb, start, end, from_, to in _opcodes([one.word.text for one in line], words):
        if verb == "equal":
            pairs = zip(line[start:end], words[from_:to], strict=True)
            fresh += [
                one if one.word is word else _Tracked(word, one.origin, one.authors)
                for one, word in pairs
            ]
            continue
        gone.update({one.origin: by for one in line[start:end] if one.origin >= 0})
        fresh += [_Tracked(word, -1, by) for word in words[from_:to]]
    return fresh


Opcode = tuple[str, int, int, int, int]


def _opcodes(old: list[str], words: list[Word]) -> list[Opcode]:
    """Compare paragraph by paragraph, and word by word where paragraphs differ. Only what lies
    between the common ends is looked at: most steps change one place.
    """
    new = [word.text for word in words]
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    room = most - head
    tail = next((at for at in range(room) if old[-1 - at] != new[-1 - at]), room)
    last_old, last_new = len(old) - tail, len(new) - tail
    return [
        ("equal", 0, head, 0, head),
        *_by_paragraph(old, new, (head, last_old, head, last_new)),
        ("equal", last_old, len(old), last_new, len(new)),
    ]


def _by_paragraph(
    old: list[str], new: list[str], span: tuple[int, int, int, int]
) -> Iterator[Opcode]:
    before, after = _paragraphs(old, span[0], span[1]), _paragraphs(new, span[2], span[3])
    matcher = SequenceMatcher(
        None,
        [tuple(old[start:end]) for start, end in before],
        [tuple(new[start:end]) for start, end in after],
        autojunk=False,
    )
    for verb, first, last, from_, to in matcher.get_opcodes():
        old_span = _joined(before, first, last, span[1])
        new_span = _joined(after, from_, to, span[3])
        if verb == "equal":
            yield ("equal", *old_span, *new_span)
        else:
            yield from _by_word(old, new, (*old_span, *new_span))


def _by_word(old: list[str], new: list[str], span: tuple[int, int, int, int]) -> Iterator[Opcode]:
    start, end, from_, to = span
    if end - start + to - from_ > MOST_COMPARED:
        yield ("replace", start, end, from_, to)
        return
    matcher = SequenceMatcher(None, old[start:end], new[from_:to], autojunk=False)
    for verb, first, last, other, another in matcher.get_opcodes():
        yield (verb, first + start, last + start, other + from_, another + from_)


def _paragraphs(words: list[str], start: int, end: int) -> list[tuple[int, int]]:
    """Return where the paragraphs of a stretch begin and end."""
    found = []
    for at in range(start, end):
        if words[at] == _END:
            found.append((start, at + 1))
            start = at + 1
    return [*found, (start, end)] if start < end else found


def _joined(spans: list[tuple[int, int]], first: int, last: int, end: int) -> tuple[int, int]:
    if first == last:
        at = spans[first][0] if first < len(spans) else end
        return at, at
    return spans[first][0], spans[last - 1][1]


@dataclass(frozen=True, slots=True)
class _Fate:
    """A word of either state and what became of it."""

    word: Word
    change: Change | None
    authors: Authors
    is_reformatted: bool = False


def _woven(first: list[Word], line: list[_Tracked], gone: dict[int, Authors]) -> Iterator[_Fate]:
    """Yield the words of the last state, with those that are gone where they stood."""
    at = 0
    for one in line:
        if one.origin < 0:
            yield _Fate(one.word, "insert", one.authors)
            continue
        yield from _missing(first, at, one.origin, gone)
        is_reformatted = first[one.origin].looks != one.word.looks
        yield _Fate(one.word, None, NOBODY, is_reformatted)
        at = one.origin + 1
    yield from _missing(first, at, len(first), gone)


def _missing(first: list[Word], start: int, end: int, gone: dict[int, Authors]) -> Iterator[_Fate]:
    for number in range(start, end):
        yield _Fate(first[number], "delete", gone.get(number, NOBODY))


def _blocks(fates: Iterable[_Fate]) -> Iterator[ComparedBlock]:
    line: list[_Fate] = []
    for fate in fates:
        line.append(fate)
        if fate.word.text == _END:
            yield _block(line)
            line = []


def _block(line: list[_Fate]) -> ComparedBlock:
    about = line[-1].word.block
    parts: list[Part] = []
    for fate in line:
        text = _shown(fate)
        if not text:
            continue
        last = parts[-1] if parts else None
        if last and (last.change, last.authors) == (fate.change, fate.authors):
            parts[-1] = Part(last.text + text, last.change, last.authors)
        else:
            parts.append(Part(text, fate.change, fate.authors))
    is_reformatted = any(fate.is_reformatted for fate in line)
    return ComparedBlock(about["attributes"], about["is_in_table"], is_reformatted, tuple(parts))


def _shown(fate: _Fate) -> str:
    """Return what is shown of a word; the end of a paragraph only where it is new or gone."""
    text = fate.word.text
    if text == _END:
        return "¶" if fate.change else ""
    if not text.startswith("\0"):
        return text
    kind, _, said = text[1:].partition(":")
    return said if kind in ("mention", "equation") else f"[{kind}]"
