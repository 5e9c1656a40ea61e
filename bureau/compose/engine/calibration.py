"""Confidence that means what it says: of the suggestions shown with confidence c, a share of c is
what the writer goes on to write.

A logistic regression weighs what speaks for a candidate, and an isotonic one (pool adjacent
violators) makes its answer true on held-out text, without ever changing an order.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from .search import Candidate

RIDGE = 1.0
Z = 0.84
"""Caution with few held-out texts: the target is missed in one case of five at most."""
STEPS = 25
LEAST_SAMPLES = 400
LOWEST_PERCENT = 20
NEVER = 1.01
LEAST_POOL = 25
"""Fewer held-out candidates than this tell no share of their own."""


Offer = tuple[float, float, bool]
"""Usefulness, confidence, and whether it was what was written."""


def features(one: Candidate) -> list[float]:
    """Return what speaks for and against a candidate."""
    odds = log(max(one.likelihood, 1e-6) / max(1 - one.likelihood, 1e-3))
    person, organisation = one.known
    is_middle = one.typed > 0
    return [
        1.0,
        odds,
        odds if is_middle else 0.0,
        odds if one.words > 1 else 0.0,
        float(is_middle),
        min(one.typed, 6) / 6,
        float(one.words > 1),
        min(one.words, 6) / 6,
        one.margin,
        log(max(one.first, 1e-6)),
        min(person, 7) / 7,
        min(organisation, 7) / 7,
        float(one.is_ended),
        min(one.rest, 8) / 8,
    ]


@dataclass(frozen=True, slots=True)
class Calibration:
    """From a candidate to the share of its like that are right. `steps` rise in both numbers."""

    slopes: tuple[float, ...]
    steps: tuple[tuple[float, float], ...]
    threshold: float
    """Suggestions below this confidence are not shown."""

    def confidence(self, one: Candidate) -> float:
        """Return how likely it is that this is what will be written."""
        if not self.slopes:
            return CAUTION * one.likelihood
        score = sum(a * b for a, b in zip(self.slopes, features(one), strict=True))
        return isotonic_value(self.steps, 1 / (1 + exp(-max(min(score, 30.0), -30.0))))


CAUTION = 0.9
UNCALIBRATED = Calibration((), (), 0.72)
"""For organisations with too little text to learn from."""


def isotonic_value(steps: Sequence[tuple[float, float]], score: float) -> float:
    """Return the value at a score, on straight lines between the steps."""
    place = bisect_right(steps, (score, 2.0))
    if place == 0 or not steps:
        return steps[0][1] if steps else score
    if place == len(steps):
        return steps[-1][1]
    (x0, y0), (x1, y1) = steps[place - 1], steps[place]
    return y0 + (y1 - y0) * (score - x0) / max(x1 - x0, 1e-12)


def fit(
    samples: Sequence[tuple[Candidate, bool]], moments: Sequence[int], target: float
) -> Calibration:
    """Learn from held-out candidates, each with the moment of writing it was offered at and whether
    it was right; the threshold is the lowest at which the share of right ones is `target`.
    """
    if len(samples) < LEAST_SAMPLES:
        return UNCALIBRATED
    rows = np.array([features(one) for one, _ in samples])
    right = np.array([is_right for _, is_right in samples], dtype=float)
    slopes = regress(rows, right)
    scores = 1 / (1 + np.exp(-np.clip(rows @ slopes, -30, 30)))
    steps = pool(scores, right)
    found = Calibration(tuple(map(float, slopes)), tuple(steps), 0.0)
    offers = _by_moment(samples, [found.confidence(one) for one, _ in samples], moments)
    return Calibration(found.slopes, found.steps, threshold_for(offers, target))


def _by_moment(
    samples: Sequence[tuple[Candidate, bool]],
    confidences: Sequence[float],
    moments: Sequence[int],
) -> list[list[Offer]]:
    found: dict[int, list[Offer]] = {}
    for (one, is_right), sure, moment in zip(samples, confidences, moments, strict=True):
        found.setdefault(moment, []).append((utility(one, sure), sure, is_right))
    return [sorted(offers, reverse=True) for offers in found.values()]


def utility(one: Candidate, confidence: float) -> float:
    """Return what showing a candidate is worth: the keys it is expected to save, less what reading
    it costs when it is wrong.
    """
    return confidence * sqrt(len(one.text))


def regress(rows: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the slopes of a logistic regression (Newton's method, a small ridge)."""
    slopes = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ slopes, -30, 30)))
        gradient = rows.T @ (right - chance) - RIDGE * slopes
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows
        slopes = slopes + np.linalg.solve(curve + RIDGE * np.eye(rows.shape[1]), gradient)
    return slopes


def pool(scores: NDArray[np.float64], right: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Return the isotonic regression as (score, share) steps that rise in both."""
    order = np.argsort(scores, kind="stable")
    blocks: list[tuple[float, float, int]] = []
    for place in range(0, len(order), LEAST_POOL):
        chunk = order[place : place + LEAST_POOL]
        blocks.append((float(scores[chunk].sum()), float(right[chunk].sum()), len(chunk)))
        while len(blocks) > 1 and _share(blocks[-2]) >= _share(blocks[-1]):
            last, before = blocks.pop(), blocks.pop()
            blocks.append(tuple(map(sum, zip(before, last, strict=True))))  # type: ignore[arg-type]
    return [(total / size, hits / size) for total, hits, size in blocks]


def _share(block: tuple[float, float, int]) -> float:
    return block[1] / block[2]


def threshold_for(moments: Sequence[Sequence[Offer]], target: float) -> float:
    """Return the lowest confidence at which what is shown is right often enough. Each moment has
    its offers, the most useful first; the first one that is sure enough is shown.
    """
    for percent in range(LOWEST_PERCENT, 100):
        threshold = percent / 100
        shown = [next((o for o in offers if o[1] >= threshold), None) for offers in moments]
        hits = [is_right for _, _, is_right in filter(None, shown)]
        if len(hits) >= LEAST_POOL and _lower_bound(sum(hits), len(hits)) >= target:
            return threshold
    return NEVER


def _lower_bound(hits: int, n: int) -> float:
    """Return the least share that the hits are likely to stand for (Wilson, one-sided 80 %)."""
    share, z2 = hits / n, Z * Z
    middle = share + z2 / (2 * n)
    spread = Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return (middle - spread) / (1 + z2 / n)
