"""Several processes from one command: one with the web, mail and jobs, one with the documents.

Measured on two cores with ten people in one document while 16 clients ask for lists without a
pause: in one process a keystroke reached the others after 84 ms (p95 154 ms), because threads wait
for the interpreter lock; with documents in a process of their own after 6 ms (p95 17 ms), and lists
came 20 % faster. Memory that was loaded before is shared.

The supervisor has no threads and no database connection, so it can start a process again at any
time. Documents come back by themselves when theirs died; anything else ends them all.
"""

import ctypes
import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

from django.db import connections

from bureau.platform.process import Role

log = logging.getLogger(__name__)

APART: tuple[Role, ...] = ("realtime",)
"""Roles with a process of their own."""
STOP_S = 10
PAUSE_S = 1.0
PR_SET_PDEATHSIG = 1

Serve = Callable[[Sequence[Role]], int]


@dataclass(slots=True)
class Child:
    """One process and what it does."""

    roles: Sequence[Role]
    pid: int = 0
    started_at: float = 0.0

    @property
    def may_return(self) -> bool:
        """Whether it is started again when it dies."""
        return set(self.roles) <= set(APART)


def groups(roles: Sequence[Role]) -> list[list[Role]]:
    """Return which roles share a process."""
    together = [role for role in roles if role not in APART]
    apart = [role for role in roles if role in APART]
    return [group for group in (apart, together) if group]


class Supervisor:
    """Starts the processes and waits for their end."""

    def __init__(self, groups: Sequence[Sequence[Role]], serve: Serve) -> None:
        self._children = [Child(group) for group in groups]
        self._serve = serve
        self._is_stopping = False
        self._code = 0

    def run(self) -> int:
        """Return the exit code once all have ended."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        signal.signal(signal.SIGALRM, self._on_alarm)
        connections.close_all()
        gc.collect()
        gc.freeze()  # a collection in a child would copy every page it looks at
        for child in self._children:
            self._start(child)
        while any(child.pid for child in self._children):
            pid, status = os.wait()
            for child in self._children:
                if child.pid == pid:
                    child.pid = 0
                    self._ended(child, os.waitstatus_to_exitcode(status))
        return self._code

    def _start(self, child: Child) -> None:
        parent = os.getpid()
        child.started_at = time.monotonic()
        child.pid = os.fork()
        if child.pid == 0:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
                signal.signal(number, signal.SIG_DFL)
            _die_with(parent)
            os._exit(self._serve(child.roles))

    def _ended(self, child: Child, code: int) -> None:
        if self._is_stopping:
            self._code = self._code or int(code != 0)
        elif child.may_return and code != 0:
            log.error("the process of %s died (%s); starting it again", child.roles, code)
            time.sleep(max(0.0, child.started_at + PAUSE_S - time.monotonic()))
            self._start(child)
        else:
            self._code = int(code != 0)
            self._stop()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stop()

    def _stop(self) -> None:
        if not self._is_stopping:
            self._is_stopping = True
            signal.alarm(STOP_S)
            self._signal(signal.SIGTERM)

    def _on_alarm(self, _number: int, _frame: FrameType | None) -> None:
        log.error("a process did not end in time")
        self._code = 1
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        for child in self._children:
            if child.pid:
                os.kill(child.pid, number)


def _die_with(parent: int) -> None:
    """Let the kernel end this process when its parent ends, however that comes about."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
