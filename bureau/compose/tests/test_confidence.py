"""Confidence means what it says, and never changes an order."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ..engine.calibration import (
    UNCALIBRATED,
    Calibration,
    Offer,
    fit,
    isotonic_value,
    pool,
    regress,
    threshold_for,
)
from ..engine.mixture import fit_weights
from ..engine.search import Candidate


def candidate(likelihood: float, words: int = 1) -> Candidate:
    return Candidate("text", likelihood, words, 2, 3, likelihood, 0.1, (3, 3), is_ended=False)


def samples_of(chances: list[float], seed: int = 1) -> list[tuple[Candidate, bool]]:
    """Candidates that are right half as often as they say."""
    chance = random.Random(seed)
    return [(candidate(p), chance.random() < p / 2) for p in chances]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=30, max_size=300))
def test_isotonic_steps_rise_and_keep_the_average(pairs: list[tuple[float, bool]]) -> None:
    scores, right = np.array([s for s, _ in pairs]), np.array([float(r) for _, r in pairs])
    steps = pool(scores, right)
    assert all(a[0] <= b[0] and a[1] < b[1] for a, b in zip(steps, steps[1:], strict=False))
    assert steps[0][1] >= right.min()
    assert steps[-1][1] <= right.max()


@settings(max_examples=50, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_is_never_less_sure(first: float, second: float) -> None:
    steps = ((0.1, 0.05), (0.4, 0.3), (0.9, 0.95))
    low, high = sorted((first, second))
    assert isotonic_value(steps, low) <= isotonic_value(steps, high)


def test_overconfident_candidates_are_taken_down_to_the_truth() -> None:
    chance = random.Random(3)
    likelihoods = [chance.uniform(0.05, 0.95) for _ in range(6000)]
    learned = fit(samples_of(likelihoods), range(6000), 0.8)
    for likelihood in (0.2, 0.5, 0.8):
        assert abs(learned.confidence(candidate(likelihood)) - likelihood / 2) < 0.08


def test_likelier_candidates_of_a_kind_are_surer() -> None:
    chance = random.Random(4)
    learned = fit(samples_of([chance.random() for _ in range(3000)]), range(3000), 0.3)
    sure = [learned.confidence(candidate(p / 20)) for p in range(1, 20)]
    assert sure == sorted(sure)


def test_with_little_text_nothing_is_learned() -> None:
    assert fit(samples_of([0.5] * 50), range(50), 0.8) is UNCALIBRATED


def moments(seed: int) -> list[list[Offer]]:
    """Each moment has a long offer and a short one; each is right as often as it says."""
    chance = random.Random(seed)
    pairs = [(chance.random(), chance.random()) for _ in range(4000)]
    return [[(2 * p, p, chance.random() < p), (q, q, chance.random() < q)] for p, q in pairs]


def test_what_is_shown_is_right_as_often_as_asked() -> None:
    threshold = threshold_for(moments(5), 0.8)
    for seed, least in ((5, 0.8), (6, 0.78)):
        shown = [next((o for o in each if o[1] >= threshold), None) for each in moments(seed)]
        hits = [is_right for _, _, is_right in filter(None, shown)]
        assert sum(hits) / len(hits) >= least
        assert len(hits) > 1000


def test_where_nothing_is_right_often_enough_nothing_is_shown() -> None:
    assert threshold_for([[(0.9, 0.9, False)]] * 500, 0.8) > 1


def test_regression_finds_what_matters() -> None:
    chance = np.random.default_rng(1)
    rows = np.column_stack([np.ones(4000), chance.normal(size=4000), chance.normal(size=4000)])
    right = (chance.random(4000) < 1 / (1 + np.exp(-2 * rows[:, 1]))).astype(float)
    slopes = regress(rows, right)
    assert abs(slopes[1] - 2) < 0.3
    assert abs(slopes[2]) < 0.2


def test_the_part_that_knows_better_gets_the_weight() -> None:
    shares = np.array([[0.5, 0.1, 0.0], [0.4, 0.2, 0.0], [0.6, 0.1, 0.0]] * 50)
    weights = fit_weights(shares, [(3, 3)] * 150)[3, 3]
    assert weights[0] > 0.9
    assert abs(sum(weights) - 1) < 1e-9


def test_an_uncalibrated_confidence_is_cautious() -> None:
    assert Calibration((), (), 0.5).confidence(candidate(0.8)) < 0.8
