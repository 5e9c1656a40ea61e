"""What anybody would build first, on the same letters: stupid backoff (Brants et al. 2007) over one
table of all counts, and the most frequent word that begins as typed.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from bureau.compose.engine import ngrams
from bureau.compose.engine.calibration import Calibration
from bureau.compose.engine.counting import Stream, count
from bureau.compose.engine.kneser_ney import NO_INTS, Smoothed
from bureau.compose.engine.ngrams import NgramModel, Sample, build_words
from bureau.compose.engine.tokens import HIDDEN, LINE, START, is_word

BACKOFF = 0.4


def stupid_backoff(samples: Sequence[Sample]) -> NgramModel:
    """Return relative frequencies up to four words, 0.4 of the shorter context's otherwise."""
    samples = ngrams.without_chance_capitals(samples)
    words = {token for one in samples for token in one.tokens} | {START, LINE, HIDDEN}
    vocabulary = sorted(words, key=str.encode)
    number = {word: n for n, word in enumerate(vocabulary)}
    texts = [([number[START], *(number[t] for t in one.tokens)], 0) for one in samples]
    levels = count(Stream.of(texts), len(vocabulary), ngrams.ORDER)
    orders = []
    for n, level in enumerate(levels):
        whole = levels[n - 1].counts[level.prefix] if n else level.counts.sum()
        share = level.counts / np.maximum(whole, 1)
        if n + 1 == len(levels):
            orders.append(Smoothed(level.words, NO_INTS, share, share[:0], NO_INTS))
            break
        children = np.bincount(levels[n + 1].prefix, minlength=len(level))
        begin = np.concatenate([[0], np.cumsum(children)])
        rest = np.full(len(level), BACKOFF)
        orders.append(Smoothed(level.words, begin, share, rest, level.counts))
    return NgramModel(ngrams._pack(vocabulary, orders))


def most_frequent(samples: Sequence[Sample]) -> NgramModel:
    """Return how frequent each word is, whatever comes before."""
    counts = Counter(token for one in samples for token in one.tokens if is_word(token))
    return NgramModel(build_words({word: float(n) for word, n in counts.items()}))


def raw(threshold: float) -> Calibration:
    """Return the confidence of a model that is taken at its word."""
    return Calibration((), (), threshold)
