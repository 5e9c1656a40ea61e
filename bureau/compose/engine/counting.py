"""Counts of word n-grams as a trie in flat arrays.

Level n holds every n-gram once, sorted by (its first n-1 words, its last word), so the
continuations of a context are one contiguous range and their last words are sorted in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Level:
    """All n-grams of one order. `prefix` and `suffix` are indices into the order below."""

    words: Ints
    prefix: Ints
    suffix: Ints
    counts: Ints
    authors: Ints

    def __len__(self) -> int:
        return len(self.words)


@dataclass(frozen=True, slots=True)
class Stream:
    """Texts one after the other: the words, and which text and author each word is of."""

    words: Ints
    texts: Ints
    authors: Ints

    @classmethod
    def of(cls, texts: Sequence[tuple[Sequence[int], int]]) -> "Stream":
        """Join texts, each given as its word numbers and its author's number."""
        sizes = [len(words) for words, _ in texts]
        parts = [np.asarray(words, dtype=np.int64) for words, _ in texts]
        return cls(
            np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64),
            np.repeat(np.arange(len(texts)), sizes),
            np.repeat(np.array([author for _, author in texts], dtype=np.int64), sizes),
        )


def count(stream: Stream, vocabulary: int, order: int) -> list[Level]:
    """Count all n-grams up to `order`; level 1 has every word of the vocabulary."""
    nodes = stream.words
    levels = [_unigrams(stream, vocabulary)]
    for n in range(2, order + 1):
        level, nodes = _next_level(stream, nodes, n)
        levels.append(level)
    return levels


def _unigrams(stream: Stream, vocabulary: int) -> Level:
    none = np.zeros(vocabulary, dtype=np.int64)
    return Level(
        words=np.arange(vocabulary),
        prefix=none,
        suffix=none,
        counts=np.bincount(stream.words, minlength=vocabulary),
        authors=_authors(stream.words, stream.authors, vocabulary),
    )


def _next_level(stream: Stream, nodes: Ints, n: int) -> tuple[Level, Ints]:
    """Return the level of n-grams and, for each position, the n-gram that begins there."""
    size = max(len(stream.words) - n + 1, 0)
    starts = np.flatnonzero(stream.texts[:size] == stream.texts[n - 1 :])
    starts = starts[nodes[starts] >= 0]
    keys = nodes[starts] << 32 | stream.words[starts + n - 1]
    unique, first, inverse, counts = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    level = Level(
        words=unique & 0xFFFFFFFF,
        prefix=unique >> 32,
        suffix=nodes[starts[first] + 1],
        counts=counts.astype(np.int64),
        authors=_authors(inverse, stream.authors[starts], len(unique)),
    )
    here = np.full(len(stream.words), -1, dtype=np.int64)
    here[starts] = inverse
    return level, here


def _authors(grams: Ints, authors: Ints, size: int) -> Ints:
    """Count the distinct authors of each n-gram."""
    pairs = np.unique(grams << 32 | authors)
    return np.bincount(pairs >> 32, minlength=size)
