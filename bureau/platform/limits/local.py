"""The generic cell rate algorithm in memory: one number per key, the time at which its bucket is
full again.
"""

import threading
import time
from collections.abc import Callable

MOST_KEYS = 50_000
"""Beyond this many keys, the full buckets are forgotten."""


class LocalLimiter:
    """Buckets of one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._full_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait_s(self, key: str, rate: int, per_s: int) -> float:
        """Take one and return 0, or take none and return how long to wait for the next."""
        interval_s = per_s / rate
        with self._lock:
            now = self._clock()
            full_at = max(self._full_at.get(key, now), now) + interval_s
            wait_s = full_at - per_s - now
            # A microsecond of mercy: sums of fractions are not exact.
            if wait_s > 1e-6:
                return wait_s
            self._full_at[key] = full_at
            if len(self._full_at) > MOST_KEYS:
                self._forget(now)
        return 0.0

    def _forget(self, now: float) -> None:
        self._full_at = {key: at for key, at in self._full_at.items() if at > now}
