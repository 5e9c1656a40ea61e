"""Rate limits: at most `rate` takes per `per_s` seconds for each key of a bucket, all of them at
once if wished.

    limits.take("sign-in", address, rate=10, per_s=60)        # raises TooManyRequests

Kept in the process's memory, or shared between processes through Valkey or Redis when its URL is
set. While that server is away each process counts for itself: a limit may then be looser, never
absent.
"""

from functools import cache
from typing import Protocol

from bureau.platform.config import config
from bureau.platform.errors import TooManyRequests

from .local import LocalLimiter

__all__ = ["take"]


class Limiter(Protocol):
    """Counts takes."""

    def wait_s(self, key: str, rate: int, per_s: int) -> float:
        """Take one and return 0, or take none and return how long to wait for the next."""
        ...


@cache
def _limiter() -> Limiter:
    if config().pubsub_url:
        from .redis import RedisLimiter

        return RedisLimiter(config().pubsub_url)
    return LocalLimiter()


def take(bucket: str, key: str, rate: int, per_s: int) -> None:
    """Count one, or raise `TooManyRequests` with `retry_after_s`."""
    wait_s = _limiter().wait_s(f"{bucket}/{key}", rate, per_s)
    if wait_s > 0:
        raise TooManyRequests(retry_after_s=int(wait_s) + 1)
