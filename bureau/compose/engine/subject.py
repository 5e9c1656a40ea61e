"""Subjects for a finished text: its most telling group of words."""

import re
from collections.abc import Iterator, Sequence
from math import log

from .guards import Guard
from .lexicon import zipf_of
from .style import CLOSERS, LONGEST_LINE, OPENERS
from .tokens import PUNCTUATION, is_plain_capital, is_word, lowered, raised, tokens, written

MOST = 3
LONGEST = 5
LEAST_LETTERS = 3
RARE = 1e-7
COMMON = 4e-4
"""Words more frequent than this say little, and never begin or end a subject."""
LEAST_WORDS = 6
"""Shorter texts have no subject to find."""
BELIEF = 0.45
"""The share of found subjects that lie within the real one's words, by our measurements."""


def subjects_for(body: str, language: str, guard: Guard) -> list[tuple[str, float]]:
    """Return up to three subjects with how fitting they are, best first."""
    sentences = [tokens(sentence) for sentence in _sentences(body)]
    frequency = zipf_of(language)
    words = [word.lower() for sentence in sentences for word in sentence if is_word(word)]
    if len(words) < LEAST_WORDS:
        return []
    worth: dict[str, float] = {}
    for place, sentence in enumerate(sentences):
        for group in _groups(sentence, frequency):
            if all(guard.admits(token, "the") for token in group):
                score = _score(group, words, frequency) / (1 + 0.15 * place)
                text = _title(group, language)
                worth[text] = max(worth.get(text, 0.0), score)
    best = sorted(worth, key=lambda text: -worth[text])
    return [(text, round(BELIEF / (rank + 1), 3)) for rank, text in enumerate(_apart(best))]


def _sentences(body: str) -> Iterator[str]:
    """Yield the sentences without greeting and closing."""
    for line in body.splitlines():
        short = len(line) <= LONGEST_LINE
        if short and CLOSERS.match(line.strip()):
            return
        if not (short and OPENERS.match(line.strip())):
            yield from re.split(r"(?<=[.!?;:])\s+", line)


def _groups(sentence: Sequence[str], frequency: dict[str, float]) -> Iterator[tuple[str, ...]]:
    """Yield groups of neighbouring words that begin and end with a telling one."""
    for first in range(len(sentence)):
        for last in range(first, min(first + LONGEST, len(sentence))):
            token = sentence[last]
            if not is_word(token) or token in PUNCTUATION:
                break
            if _is_telling(sentence[first], frequency) and _is_telling(token, frequency):
                yield tuple(sentence[first : last + 1])


def _is_telling(word: str, frequency: dict[str, float]) -> bool:
    return (
        is_word(word)
        and len(word) >= LEAST_LETTERS
        and "'" not in word
        and frequency.get(word.lower(), RARE) < COMMON
    )


def _score(group: Sequence[str], words: Sequence[str], frequency: dict[str, float]) -> float:
    weights = [-log(max(frequency.get(word.lower(), RARE), RARE)) for word in group]
    repeats = [min(words.count(word.lower()), 3) for word in group]
    total = sum(w * (0.6 + 0.4 * n) for w, n in zip(weights, repeats, strict=True))
    return float(total / len(group) ** 0.55)


def _title(group: Sequence[str], language: str) -> str:
    first = lowered(group[0]) if is_plain_capital(group[0]) else group[0]
    return raised(written([first, *group[1:]], "", opens=False).strip())


def _apart(ordered: Sequence[str]) -> list[str]:
    """Keep subjects that share no word with a better one."""
    kept: list[str] = []
    for text in ordered:
        words = set(text.lower().split())
        if all(words.isdisjoint(other.lower().split()) for other in kept):
            kept.append(text)
        if len(kept) == MOST:
            break
    return kept
