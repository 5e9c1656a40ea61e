"""How fast a destination gets mail: so many messages a minute, and none for a while once its host
says that it is too much.

Hosts that refuse for their own limits judge all that comes from us: to go on with other messages
would only make it longer. Refusals of a single recipient, as by grey lists, are not of that kind.
"""

import re
import threading
import time

from bureau.platform import limits
from bureau.platform.errors import TooManyRequests

PER_MINUTE = 300
PAUSE_S = 120.0
MOST_PAUSES = 10_000
_SLOW_DOWN = re.compile(
    r"421\b|4\d\d[ -]4\.7\.28\b|4\d\d\b.*\b(?:rate|too (?:many|much|fast))\b", re.IGNORECASE
)

_paused: dict[str, float] = {}
_lock = threading.Lock()


def wait_s(destination: str, *, is_relay: bool) -> float:
    """Count a message to a destination and return 0, or return how long it has to wait. A relay
    is our own choice: it is paused when it says so, not counted.
    """
    with _lock:
        left_s = _paused.get(destination, 0.0) - time.monotonic()
    if left_s > 0:
        return left_s
    if is_relay:
        return 0.0
    try:
        limits.take("mail.destination", destination, rate=PER_MINUTE, per_s=60)
    except TooManyRequests as full:
        return float(full.retry_after_s)
    return 0.0


def heed(destination: str, reply: str) -> None:
    """Pause a destination whose host just said that it gets too much."""
    if _SLOW_DOWN.match(reply):
        now = time.monotonic()
        with _lock:
            if len(_paused) >= MOST_PAUSES:
                _paused.clear()
            _paused[destination] = now + PAUSE_S


def forget() -> None:
    """Begin anew, as a process does."""
    with _lock:
        _paused.clear()
