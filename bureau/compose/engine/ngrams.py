"""A finished n-gram model: read-only arrays in one block of bytes, mapped from a file or held.

A state is the n-gram that each suffix of the last words is, longest first; it is all that is
needed of the text before, and costs a few binary searches to carry on by a word.
"""

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .counting import Stream, count
from .kneser_ney import Smoothed, smooth
from .tokens import HIDDEN, LINE, MARKS, PUNCTUATION, START, is_opening, is_plain_capital, lowered

MAGIC = b"BNG1"
ORDER = 4
NOTHING = -1
LEAST = 1e-9

State = tuple[int, ...]
"""For k = 1, 2, …: the k-gram of the last k words, or NOTHING."""


@dataclass(frozen=True, slots=True)
class _Order:
    words: memoryview
    begin: memoryview
    probability: NDArray[np.float16]
    backoff: NDArray[np.float16]
    seen: memoryview


class NgramModel:
    """Probabilities of the next word. Cheap to open: nothing is read until it is needed."""

    def __init__(self, block: bytes | memoryview) -> None:
        view = memoryview(block)
        if bytes(view[:4]) != MAGIC:
            raise ValueError("this is no n-gram model")
        size = int.from_bytes(view[4:8], "little")
        header = json.loads(bytes(view[8 : 8 + size]))
        at = 8 + size + (-size) % 8
        arrays = [_array(view, at + start, kind, n) for start, kind, n in header["arrays"]]
        self.size_bytes = len(view)
        self._text, self._offsets = arrays[0].data, arrays[1].data
        self._orders = [_order(arrays[i : i + 5]) for i in range(2, len(arrays), 5)]
        self.order = len(self._orders)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def word(self, number: int) -> str:
        """Return a word by its number; numbers follow the order of the words' bytes."""
        return bytes(self._text[self._offsets[number] : self._offsets[number + 1]]).decode()

    def _position(self, word: bytes) -> int:
        low, high = 0, len(self)
        text, offsets = self._text, self._offsets
        while low < high:
            middle = (low + high) // 2
            if bytes(text[offsets[middle] : offsets[middle + 1]]) < word:
                low = middle + 1
            else:
                high = middle
        return low

    def number(self, word: str) -> int:
        """Return the number of a word, NOTHING when it is unknown."""
        found = self._position(word.encode())
        return found if found < len(self) and self.word(found) == word else NOTHING

    def opening(self, word: str) -> str:
        """Return the word as the model counts it at the beginning of a sentence."""
        if not is_plain_capital(word):
            return word
        small = self.number(lowered(word))
        large = self.number(word)
        return word if self._share(large) > self._share(small) else lowered(word)

    def _share(self, number: int) -> float:
        return -99.0 if number == NOTHING else float(self._orders[0].probability[number])

    def range_of(self, prefix: str) -> tuple[int, int]:
        """Return the range of numbers of the words that begin with the prefix."""
        first = prefix.encode()
        # 0xff is in no UTF-8 text, so it sorts after all words with this beginning.
        return self._position(first), self._position(first + b"\xff")

    @cached_property
    def start(self) -> State:
        """The state at the beginning of a text."""
        return self.after((), START)

    def after(self, state: State, word: str) -> State:
        """Return the state one word later."""
        number = self.number(word)
        if number == NOTHING:
            return ()
        if self.order == 1:
            return ()
        nodes = [number]
        for k, node in enumerate(state[: self.order - 2], 1):
            nodes.append(self._child(k, node, number) if node != NOTHING else NOTHING)
        while nodes[-1] == NOTHING:
            nodes.pop()
        return tuple(nodes)

    def _child(self, k: int, node: int, number: int) -> int:
        """Return the (k+1)-gram that continues a k-gram, NOTHING when it was never seen."""
        begin, words = self._orders[k - 1].begin, self._orders[k].words
        high = begin[node + 1]
        found = bisect_left(words, number, begin[node], high)
        return found if found < high and words[found] == number else NOTHING

    def probability(self, state: State, number: int) -> float:
        """Return the smoothed probability that a word comes next."""
        if number == NOTHING:
            return 0.0
        factor = 1.0
        for k in range(len(state), 0, -1):
            node = state[k - 1]
            if node == NOTHING:
                continue
            child = self._child(k, node, number)
            if child != NOTHING:
                return factor * exp(self._orders[k].probability[child])
            factor *= exp(self._orders[k - 1].backoff[node])
        return factor * exp(self._orders[0].probability[number])

    def best(self, state: State, low: int, high: int, limit: int) -> set[int]:
        """Return the likeliest words with numbers from `low` up to `high` (exclusive)."""
        found: set[int] = set()
        for k in range(len(state), 0, -1):
            if state[k - 1] != NOTHING:
                found.update(self._best_after(k, state[k - 1], low, high, limit))
        if len(found) < limit and high - low < len(self):
            found.update(_top(self._orders[0].probability[low:high], low, limit))
        return found

    def _best_after(self, k: int, node: int, low: int, high: int, limit: int) -> list[int]:
        begin, order = self._orders[k - 1].begin, self._orders[k]
        first, last = begin[node], begin[node + 1]
        if low > 0 or high < len(self):
            first = bisect_left(order.words, low, first, last)
            last = bisect_left(order.words, high, first, last)
        places = _top(order.probability[first:last], first, limit)
        return [order.words[place] for place in places]

    def mass(self, state: State, low: int, high: int, without: Sequence[int] = ()) -> float:
        """Estimate how likely any word of the range is, but for some: what was seen after each
        known part of the context, most for the longest. It errs only by words that were seen after
        several of them; leave the likeliest words out, whose probability is known.
        """
        total, factor = 0.0, 1.0
        for k in range(len(state), 0, -1):
            node = state[k - 1]
            if node == NOTHING:
                continue
            begin, order = self._orders[k - 1].begin, self._orders[k]
            first = bisect_left(order.words, low, begin[node], begin[node + 1])
            last = bisect_left(order.words, high, first, begin[node + 1])
            total += factor * _sum_without(order, first, last, without)
            factor *= exp(self._orders[k - 1].backoff[node])
        return total + factor * _sum_without(self._orders[0], low, high, without)

    def evidence(self, state: State) -> tuple[int, int]:
        """Return how many of the last words are known as a context, and how often it was seen."""
        for k in range(len(state), 0, -1):
            node = state[k - 1]
            if node != NOTHING and (seen := self._orders[k - 1].seen[node]):
                return k, seen
        return 0, 0


def _top(values: NDArray[np.float16], first: int, limit: int) -> list[int]:
    if len(values) > limit:
        chosen = np.argpartition(values, len(values) - limit)[-limit:]
        return [first + int(place) for place in chosen]
    return list(range(first, first + len(values)))


def _sum(logs: NDArray[np.float16]) -> float:
    return float(np.exp(logs.astype(np.float32)).sum()) if len(logs) else 0.0


def _sum_without(order: "_Order", first: int, last: int, without: Sequence[int]) -> float:
    """Return the sum of the probabilities from `first` to `last`, without those of some words."""
    whole = _sum(order.probability[first:last])
    for number in without:
        place = bisect_left(order.words, number, first, last)
        if place < last and order.words[place] == number:
            whole -= exp(order.probability[place])
    return max(whole, 0.0)


def _array(view: memoryview, at: int, kind: str, size: int) -> NDArray[Any]:
    return np.frombuffer(view, dtype=np.dtype(kind), count=size, offset=at)


def _order(arrays: Sequence[NDArray[Any]]) -> _Order:
    words, begin, probability, backoff, seen = arrays
    return _Order(words.data, begin.data, probability, backoff, seen.data)


@dataclass(frozen=True, slots=True)
class Sample:
    """The tokens of one text and a number for its author."""

    tokens: Sequence[str]
    author: int = 0


def build(samples: Sequence[Sample], *, order: int = ORDER, k_authors: int = 1) -> bytes:
    """Count, smooth and pack a model of these texts."""
    samples = without_chance_capitals(samples)
    vocabulary = sorted(
        {START, LINE, HIDDEN, *(token for sample in samples for token in sample.tokens)},
        key=str.encode,
    )
    number = {word: n for n, word in enumerate(vocabulary)}
    start = number[START]
    stream = Stream.of([([start, *(number[t] for t in one.tokens)], one.author) for one in samples])
    levels = count(stream, len(vocabulary), order)
    known = levels[0].authors >= k_authors
    orders = smooth(levels, start, k_authors=k_authors, drop=np.array([number[HIDDEN]]))
    return _pack([w for n, w in enumerate(vocabulary) if known[n] or n == start], orders)


def build_words(frequencies: Mapping[str, float]) -> bytes:
    """Pack a model that knows words alone, by how frequent they are."""
    vocabulary = sorted([START, *frequencies], key=str.encode)
    shares = np.array([frequencies.get(word, 0.0) for word in vocabulary])
    numbers, none = np.arange(len(vocabulary)), np.zeros(0)
    whole = max(shares.sum(), LEAST)
    return _pack(vocabulary, [Smoothed(numbers, numbers[:0], shares / whole, none, numbers[:0])])


def without_chance_capitals(samples: Sequence[Sample]) -> list[Sample]:
    """Write the first word of a sentence small unless the texts write it large elsewhere too."""
    large: dict[str, int] = {}
    for sample in samples:
        for before, token in zip([START, *sample.tokens], sample.tokens, strict=False):
            if not is_opening(before) and token not in PUNCTUATION and token not in MARKS:
                large[token] = large.get(token, 0) + 1
    return [Sample(_folded(sample.tokens, large), sample.author) for sample in samples]


def _folded(tokens: Sequence[str], mid: dict[str, int]) -> list[str]:
    out = list(tokens)
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else START
        if is_opening(before) and is_plain_capital(token):
            small = lowered(token)
            if mid.get(small, 0) >= mid.get(token, 0):
                out[place] = small
    return out


def _pack(vocabulary: Sequence[str], orders: Sequence[Smoothed]) -> bytes:
    encoded = [word.encode() for word in vocabulary]
    text = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    offsets = np.concatenate([[0], np.cumsum([len(word) for word in encoded])])
    kind = "<u2" if len(vocabulary) < 1 << 16 else "<u4"
    arrays: list[NDArray[Any]] = [text, offsets.astype("<u4")]
    for one in orders:
        arrays += [
            one.words.astype(kind),
            one.begin.astype("<u4"),
            _logs(one.probability),
            _logs(one.backoff),
            np.minimum(one.seen, 65535).astype("<u2"),
        ]
    return _joined(arrays)


def _logs(values: NDArray[np.float64]) -> NDArray[np.float16]:
    return np.log(np.maximum(values, LEAST)).astype("<f2")


def _joined(arrays: Sequence[NDArray[Any]]) -> bytes:
    places, parts, at = [], [], 0
    for array in arrays:
        places.append([at, array.dtype.str, len(array)])
        raw = array.tobytes()
        raw += b"\0" * (-len(raw) % 8)
        parts.append(raw)
        at += len(raw)
    header = json.dumps({"arrays": places}).encode()
    size = len(header).to_bytes(4, "little")
    return b"".join([MAGIC, size, header, b"\0" * (-len(header) % 8), *parts])
