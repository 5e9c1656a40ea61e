"""Several models as one: P(word) = sum of weight x P of each model, where the weights depend on how
much each of the learned models has seen of the words before.

The weights are found by expectation maximisation on texts that the models were not built from.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .ngrams import NOTHING, NgramModel, State

PARTS = ("person", "organisation", "phrases", "lexicon", "draft")
BUCKETS = 8
ROUNDS = 12
PRIOR = 30.0
"""Positions' worth of belief in the weights of all buckets together."""
START_WEIGHTS = (6.0, 3.0, 3.0)
"""Of person, organisation and phrases where they know the words before well."""
STARTING_REST = (0.3, 0.1)
"""Of the lexicon and the draft, which look at no words before."""

Place = tuple[State, ...]
"""The state of each model at one place of the text."""
Weights = Mapping[tuple[int, int], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Draft:
    """The words of this draft and its subject: who writes about something names it again."""

    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return max(sum(self.counts.values()), 1)

    def of_prefix(self, prefix: str) -> list[str]:
        """Return the words that begin with a prefix."""
        return [word for word in self.counts if word.startswith(prefix)]


class Mixture:
    """The models of one writer. Models that do not exist are None."""

    def __init__(
        self, models: Mapping[str, NgramModel | None], weights: Weights, draft: Draft
    ) -> None:
        self.models = [models.get(name) for name in PARTS[:-1]]
        self.draft = draft
        self._weights = weights
        self._at: dict[tuple[int, int], list[float]] = {}

    def start(self) -> Place:
        """Return the place at the beginning of a text."""
        return tuple(model.start if model else () for model in self.models)

    def nowhere(self) -> Place:
        """Return the place of which nothing is known."""
        return tuple(() for _ in self.models)

    def after(self, place: Place, word: str, *, opens: bool = False) -> Place:
        """Return the place one word later; `opens` tells that it begins a sentence."""
        return tuple(
            model.after(state, model.opening(word) if opens else word) if model else ()
            for model, state in zip(self.models, place, strict=True)
        )

    def weights(self, place: Place) -> list[float]:
        """Return the weight of each part here."""
        key = self.buckets(place)
        learned = self._weights.get(key)
        if learned is None:
            return self._present(starting_weights(self._known(place, len(START_WEIGHTS))))
        if key not in self._at:
            self._at[key] = self._present(learned)
        return self._at[key]

    def _present(self, weights: Sequence[float]) -> list[float]:
        there = [*(model is not None and len(model) > 1 for model in self.models), True]
        kept = [w if is_there else 0.0 for w, is_there in zip(weights, there, strict=True)]
        whole = sum(kept) or 1.0
        return [w / whole for w in kept]

    def buckets(self, place: Place) -> tuple[int, int]:
        """Return how much the person's and the organisation's models know of this place."""
        person, organisation = self._known(place, 2)
        return person, organisation

    def _known(self, place: Place, models: int) -> list[int]:
        return [
            bucket(*model.evidence(state)) if model else 0
            for model, state in zip(self.models[:models], place, strict=False)
        ]

    def shares(self, place: Place, word: str, *, opens: bool = False) -> list[float]:
        """Return the probability of a word by each part."""
        return [
            *(
                model.probability(state, model.number(model.opening(word) if opens else word))
                if model
                else 0.0
                for model, state in zip(self.models, place, strict=True)
            ),
            self.draft.counts.get(word, 0) / self.draft.total,
        ]

    def next(self, place: Place, prefixes: Sequence[str], limit: int) -> list[tuple[str, float]]:
        """Return the likeliest words that begin with one of the prefixes, best first, with their
        probability given that a word with such a beginning comes.
        """
        weights = self.weights(place)
        # In order, so that sums, and what is learned from them, are the same in every process.
        found = sorted({word for one in prefixes for word in self._gathered(place, one, limit)})
        worth = [
            (sum(w * p for w, p in zip(weights, self.shares(place, word), strict=True)), word)
            for word in found
        ]
        whole = 1.0
        if prefixes != ("",):
            rest = sum(self._rest(place, prefix, weights, found) for prefix in prefixes)
            whole = max(rest + sum(p for p, _ in worth), 1e-12)
        return [(word, p / whole) for p, word in sorted(worth, reverse=True)]

    def _gathered(self, place: Place, prefix: str, limit: int) -> list[str]:
        """Return likely words with the prefix."""
        words = self.draft.of_prefix(prefix) if prefix else []
        for model, state in zip(self.models, place, strict=True):
            if model is not None:
                low, high = model.range_of(prefix) if prefix else (0, len(model))
                if low < high:
                    words += map(model.word, model.best(state, low, high, limit))
        return words

    def _rest(
        self, place: Place, prefix: str, weights: Sequence[float], found: Iterable[str]
    ) -> float:
        """Estimate how likely any other word with the prefix is."""
        words = [word for word in found if word.startswith(prefix)]
        mass = 0.0
        for model, state, weight in zip(self.models, place, weights, strict=False):
            if model is not None and weight:
                low, high = model.range_of(prefix)
                known = [number for word in words if (number := model.number(word)) != NOTHING]
                mass += weight * model.mass(state, low, high, known) if low < high else 0.0
        return mass


def bucket(known: int, seen: int) -> int:
    """Return the class of a context: nothing, one word, and two or three by how often seen."""
    if known < 2:
        return known
    return 2 + 3 * (known - 2) + (seen > 2) + (seen > 10)


def starting_weights(known: Sequence[int]) -> list[float]:
    """Return weights for who has no text to find better ones from: most for who knows most."""
    knowing = [
        weight * (0.02 + one / BUCKETS) for weight, one in zip(START_WEIGHTS, known, strict=True)
    ]
    return [*knowing, *STARTING_REST]


def fit_weights(
    shares: NDArray[np.float64], keys: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], list[float]]:
    """Return the weights under which the held-out words are likeliest; a row of `shares` holds the
    probability of one word by each part.
    """
    everywhere = _maximise(shares, np.full(shares.shape[1], 1 / shares.shape[1]), 1.0)
    found = {}
    for key in set(keys):
        rows = shares[[one == key for one in keys]]
        found[key] = [float(w) for w in _maximise(rows, everywhere, PRIOR)]
    return found


def _maximise(
    shares: NDArray[np.float64], prior: NDArray[np.float64], belief: float
) -> NDArray[np.float64]:
    weights = prior
    for _ in range(ROUNDS):
        joint = shares * weights
        whole = joint.sum(axis=1, keepdims=True)
        parts = np.divide(joint, whole, out=np.zeros_like(joint), where=whole > 0)
        weights = (parts.sum(axis=0) + belief * prior) / (np.sum(whole > 0) + belief)
        weights = weights / weights.sum()
    return weights
