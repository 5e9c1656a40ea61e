"""Modified Kneser-Ney smoothing (Chen and Goodman 1999, section 3; Heafield 2013 for the details).

The highest order discounts counts; lower orders discount the number of distinct words seen before
the n-gram, except where the n-gram begins a text. Pruned n-grams keep their share of the context's
total, which goes to the order below, so every distribution still sums to one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .counting import Ints, Level

Floats = NDArray[np.float64]
NO_INTS = np.zeros(0, dtype=np.int64)
NO_FLOATS = np.zeros(0)
FALLBACK = (0.5, 1.0, 1.5)
"""Discounts where too few n-grams are there to estimate them."""


@dataclass(frozen=True, slots=True)
class Smoothed:
    """One order: what each n-gram is worth, and what its continuations leave to the order below."""

    words: Ints
    begin: Ints
    """Where the continuations of each n-gram begin in the next order; one more than n-grams."""
    probability: Floats
    backoff: Floats
    seen: Ints
    """How often each n-gram was a context."""


def smooth(
    levels: Sequence[Level], start: int, *, k_authors: int = 1, drop: Ints | None = None
) -> list[Smoothed]:
    """Return the smoothed orders, from words up, of n-grams with at least `k_authors` authors.

    An n-gram that k authors wrote has parts that k authors wrote, so the trie stays whole. `start`
    is the word that begins texts; it and the words of `drop` are never predicted.
    """
    adjusted = _adjusted(levels, start)
    kept = [level.authors >= k_authors for level in levels]
    kept[0][start] = True
    below = _unigrams(adjusted[0], kept[0], start, drop)
    probabilities, backoffs, seen = [below], [], []
    for n in range(1, len(levels)):
        level, counts = levels[n], adjusted[n]
        value = np.maximum(counts - _discount(counts), 0)
        total = _by_context(level, counts, len(levels[n - 1]))
        inverse = 1 / np.maximum(total, 1)
        share = value * inverse[level.prefix] * kept[n]
        backoff = 1 - _by_context(level, share, len(levels[n - 1]))
        below = share + backoff[level.prefix] * probabilities[-1][level.suffix]
        probabilities.append(below)
        backoffs.append(np.where(total > 0, backoff, 1.0))
        seen.append(_by_context(level, level.counts, len(levels[n - 1])).astype(np.int64))
    return _compact(levels, kept, probabilities, backoffs, seen)


def _by_context(level: Level, values: Ints | Floats, size: int) -> Floats:
    sums = np.bincount(level.prefix, weights=values.astype(np.float64), minlength=size)
    return sums.astype(np.float64)


def _adjusted(levels: Sequence[Level], start: int) -> list[Ints]:
    found = []
    for below, above, begins in zip(levels, levels[1:], _begins(levels, start), strict=False):
        lefts = np.bincount(above.suffix, minlength=len(below))
        found.append(np.where(begins, below.counts, lefts))
    return [*found, levels[-1].counts]


def _begins(levels: Sequence[Level], start: int) -> list[NDArray[np.bool_]]:
    """Tell of each n-gram whether its first word is `start`."""
    flags = [levels[0].words == start]
    for level in levels[1:]:
        flags.append(flags[-1][level.prefix])
    return flags


def _discount(counts: Ints) -> Floats:
    return np.array([0.0, *discounts(counts)])[np.minimum(counts, 3)]


def discounts(counts: Ints) -> tuple[float, float, float]:
    """Return D1, D2 and D3+ from the numbers of n-grams with counts one to four."""
    n1, n2, n3, n4 = (int(np.count_nonzero(counts == c)) for c in (1, 2, 3, 4))
    if not (n1 and n2 and n3 and n4):
        return FALLBACK
    y = n1 / (n1 + 2 * n2)
    found = (1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3)
    if not all(0 < value <= c for c, value in enumerate(found, 1)):
        return FALLBACK
    return found


def _unigrams(counts: Ints, kept: NDArray[np.bool_], start: int, drop: Ints | None) -> Floats:
    live = np.where(kept, 1, 0)
    live[start] = 0
    if drop is not None:
        live[drop] = 0
    own = counts.copy()
    own[start] = 0
    total = max(int(own.sum()), 1)
    share = np.maximum(own - _discount(own), 0) / total * live
    words = max(int(live.sum()), 1)
    smoothed: Floats = share + (1 - share.sum()) * live / words
    return smoothed


def _compact(
    levels: Sequence[Level],
    kept: Sequence[NDArray[np.bool_]],
    probabilities: Sequence[Floats],
    backoffs: Sequence[Floats],
    seen: Sequence[Ints],
) -> list[Smoothed]:
    """Leave out what is not kept, words too, which are numbered anew."""
    renumbered = np.cumsum(kept[0]) - 1
    out = []
    for n, (level, stay) in enumerate(zip(levels, kept, strict=True)):
        words, worth = renumbered[level.words[stay]], probabilities[n][stay]
        if n + 1 == len(levels):
            out.append(Smoothed(words, NO_INTS, worth, NO_FLOATS, NO_INTS))
            break
        children = np.bincount(levels[n + 1].prefix[kept[n + 1]], minlength=len(level))
        begin = np.concatenate([[0], np.cumsum(children[stay])])
        out.append(Smoothed(words, begin, worth, backoffs[n][stay], seen[n][stay]))
    return out
