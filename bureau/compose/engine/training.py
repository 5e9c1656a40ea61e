"""Builds what an organisation learns together, and measures how sure it may be.

One text in ten is held out first: on those, models that have not seen them give the weights of the
mixture and the calibration. Then the model is built once more of everything.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .calibration import UNCALIBRATED, Calibration, fit
from .corpus import Corpus
from .lexicon import language_of
from .mixture import Draft, Weights, fit_weights
from .ngrams import NgramModel, Sample, build
from .tokens import START, is_opening, is_word, words_of, written
from .writer import LANGUAGES, LEAST_DRAFT_WORD, Context, Shared, Writer

K_AUTHORS = 5
"""Word groups of fewer authors stay with those who wrote them."""
TARGET = 0.8
"""The share of shown suggestions that are what is written."""
MOST_WORDS = 4_000_000
"""Words of all authors together; more authors give fewer each."""
HELD_OUT_EVERY = 10
MOST_WRITERS = 40
"""Authors whose held-out texts are tried."""
MOST_PLACES = 20_000
MOST_MOMENTS = 4_000
SEED = 7
_WORD = re.compile(r"(?<![^\s(])[^\W\d_]+")
_MIDDLES = 4
"""A word is tried at its start and after up to so many letters."""


@dataclass(frozen=True, slots=True)
class Learned:
    """The organisation's model and how to use it."""

    model: bytes
    weights: Weights
    calibration: Calibration
    authors: int
    words: int

    def to_json(self) -> dict[str, Any]:
        """Return all but the model."""
        weights = [[*key, list(found)] for key, found in sorted(self.weights.items())]
        calibration = {
            "slopes": list(self.calibration.slopes),
            "steps": [list(step) for step in self.calibration.steps],
            "threshold": self.calibration.threshold,
        }
        counts = {"authors": self.authors, "words": self.words}
        return {"weights": weights, "calibration": calibration, **counts}


@dataclass(frozen=True, slots=True)
class Trial:
    """A writer and the texts that were held out of everything the writer knows."""

    writer: Writer
    texts: Sequence[Sequence[str]]


def learn(corpora: Sequence[Corpus]) -> Learned:
    """Learn from the corpora of all authors, one each."""
    each = MOST_WORDS // max(len(corpora), 1)
    shares = [_newest(corpus.samples(author), each) for author, corpus in enumerate(corpora)]
    weights, calibration = _tried(shares)
    everything = [sample for share in shares for sample in share]
    words = sum(len(sample.tokens) for sample in everything)
    model = build(everything, k_authors=K_AUTHORS)
    return Learned(model, weights, calibration, len(corpora), words)


def _newest(samples: Sequence[Sample], most_words: int) -> list[Sample]:
    kept, words = [], 0
    for sample in samples:
        if words >= most_words:
            break
        kept.append(sample)
        words += len(sample.tokens)
    return kept


def _tried(shares: Sequence[Sequence[Sample]]) -> tuple[Weights, Calibration]:
    known = [[s for n, s in enumerate(share) if n % HELD_OUT_EVERY] for share in shares]
    held = [share[::HELD_OUT_EVERY] for share in shares]
    shared = Shared(NgramModel(build([s for one in known for s in one], k_authors=K_AUTHORS)))
    largest = sorted(range(len(shares)), key=lambda n: -len(held[n]))[:MOST_WRITERS]
    trials = [
        Trial(
            Writer(shared, NgramModel(build(known[n]))),
            [sample.tokens for sample in held[n]],
        )
        for n in largest
        if known[n] and held[n]
    ]
    return tune(trials)


def tune(trials: Sequence[Trial], target: float = TARGET) -> tuple[Weights, Calibration]:
    """Return weights and calibration from texts that the writers' models have not seen."""
    weights = _weights(trials)
    if not weights:
        return {}, UNCALIBRATED
    samples, moments = [], []
    for moment, writer, prefix, truth in drawn(trials, MOST_MOMENTS):
        tried = replace(writer, shared=replace(writer.shared, weights=weights))
        for one, _ in tried.candidates(prefix, Context()):
            samples.append((one, is_right(one.text, truth)))
            moments.append(moment)
    return weights, fit(samples, moments, target)


def is_right(text: str, truth: str) -> bool:
    """Tell whether the text is what was written, up to the end of a word."""
    after = truth[len(text) : len(text) + 1]
    return truth.startswith(text) and not after.isalpha()


def _weights(trials: Sequence[Trial]) -> Weights:
    rows: list[list[float]] = []
    keys: list[tuple[int, int]] = []
    most = MOST_PLACES // max(len(trials), 1)
    for trial in trials:
        found = list(_places(trial, most))
        rows += [row for row, _ in found]
        keys += [key for _, key in found]
    return fit_weights(np.array(rows), keys) if rows else {}


def _places(trial: Trial, most: int) -> Iterator[tuple[list[float], tuple[int, int]]]:
    for tokens in trial.texts:
        seen: Counter[str] = Counter()
        language = language_of(words_of(tokens), (trial.writer.language, *LANGUAGES))
        mixture = trial.writer.mixture(language, Draft(seen))
        place, before = mixture.start(), START
        for token in tokens[:most]:
            opens = is_opening(before)
            yield mixture.shares(place, token, opens=opens), mixture.buckets(place)
            place, before = mixture.after(place, token, opens=opens), token
            if is_word(token) and len(token) >= LEAST_DRAFT_WORD:
                seen[token] += 1
        most -= len(tokens)
        if most <= 0:
            return


def drawn(trials: Sequence[Trial], most: int) -> Iterator[tuple[int, Writer, str, str]]:
    """Yield moments of writing, drawn alike from all held-out texts: (number, writer, text before
    the caret, text after it).
    """
    places = [
        (trial.writer, text, at)
        for trial in trials
        for text in map(_text, trial.texts)
        for at in caret_places(text)
    ]
    random.Random(SEED).shuffle(places)  # noqa: S311 - a sample that is the same every time
    for moment, (writer, text, at) in enumerate(places[:most]):
        yield moment, writer, text[:at], text[at:]


def _text(tokens: Sequence[str]) -> str:
    return written(tokens, START, opens=False)


def caret_places(text: str) -> Iterator[int]:
    """Yield where the caret stands while the text is written: before and within its words."""
    for match in _WORD.finditer(text):
        if match.start():
            yield match.start()
        for letters in range(1, min(_MIDDLES + 1, len(match.group()))):
            yield match.start() + letters
