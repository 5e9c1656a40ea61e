"""Doing background work from a command, beside a server or without one.

One job after the other: on SQLite there is one writer, and threads would only wait for each other.
"""

import time
from collections.abc import Callable

from bureau.platform import jobs

PATIENCE_S = 600
LOOK_AGAIN_S = 0.1
AT_A_TIME = 40


def work_until(done: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Run due jobs until it is so, or the patience ends; what others run is waited for."""
    deadline = time.monotonic() + patience_s
    while not done() and time.monotonic() < deadline:
        if not jobs.drain(AT_A_TIME):
            time.sleep(LOOK_AGAIN_S)


def work_off() -> None:
    """Run everything that is due."""
    while jobs.drain():
        pass
