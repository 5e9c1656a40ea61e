"""How hot a correspondent is: one number that grows with how often and how lately one wrote.

Each message counts 2^(t / half life), t being when it was sent; the heat is log2 of their sum.
Comparing two heats is comparing the sums at any moment, so nothing has to age.
"""

import math
from datetime import UTC, datetime, timedelta

HALF_LIFE = timedelta(days=30)
_START = datetime(2020, 1, 1, tzinfo=UTC)


def warmed(heat: float, sent: int, at: datetime) -> float:
    """Return the heat after one more message at this time; `sent` is how many counted before."""
    new = (at - _START) / HALF_LIFE
    if not sent:
        return new
    high, low = max(heat, new), min(heat, new)
    return high + math.log2(1 + 2.0 ** (low - high))
