"""Modified Kneser-Ney as the textbook writes it, with dictionaries: slow, and easy to check."""

from collections import Counter
from collections.abc import Sequence

Gram = tuple[int, ...]
START = 0


class Naive:
    """Chen and Goodman 1999, equations 23 to 27, interpolated down to the uniform distribution."""

    def __init__(self, texts: Sequence[Sequence[int]], vocabulary: int, order: int) -> None:
        self.order, self.words = order, range(1, vocabulary)
        grams = [Counter[Gram]() for _ in range(order + 1)]
        for text in texts:
            line = (START, *text)
            for n in range(1, order + 1):
                grams[n].update(line[i : i + n] for i in range(len(line) - n + 1))
        self.counts = [self._adjusted(grams, n) for n in range(order + 1)]
        self.discounts = [self._discounts(counts) for counts in self.counts]

    def _adjusted(self, grams: list["Counter[tuple[int, ...]]"], n: int) -> dict[Gram, int]:
        if n in (0, self.order):
            return dict(grams[n])
        lefts = Counter(gram[1:] for gram in grams[n + 1])
        found = {gram: grams[n][gram] if gram[0] == START else lefts[gram] for gram in grams[n]}
        if n == 1:
            found[START,] = 0
        return found

    @staticmethod
    def _discounts(counts: dict[Gram, int]) -> tuple[float, float, float]:
        n = [sum(c == k for c in counts.values()) for k in range(5)]
        if not all(n[1:]):
            return 0.5, 1.0, 1.5
        y = n[1] / (n[1] + 2 * n[2])
        found = tuple(k - (k + 1) * y * n[k + 1] / n[k] for k in (1, 2, 3))
        if not all(0 < value <= k for k, value in enumerate(found, 1)):
            return 0.5, 1.0, 1.5
        return found[0], found[1], found[2]

    def probability(self, context: tuple[int, ...], word: int) -> float:
        """Return P(word | context) for a context of at most order - 1 words."""
        n = len(context) + 1
        after = {
            gram[-1]: c for gram, c in self.counts[n].items() if gram[:-1] == context and c > 0
        }
        total = sum(after.values())
        below = self._below(context, word)
        if not total:
            return below
        taken = {w: min(self.discounts[n][min(c, 3) - 1], c) for w, c in after.items()}
        own = (after[word] - taken[word]) / total if word in after else 0.0
        return own + sum(taken.values()) / total * below

    def _below(self, context: tuple[int, ...], word: int) -> float:
        if context:
            return self.probability(context[1:], word)
        return 1 / len(self.words)
