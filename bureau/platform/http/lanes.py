"""Lanes: bounded pools of long-lived threads. A thread keeps its database connection between
requests.

Threads are started as they are needed and the queue in front of them is bounded, so a lane
refuses work rather than letting it pile up.
"""

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue

log = logging.getLogger(__name__)

Work = Callable[[], None]


class Lane:
    """Up to `threads` threads and up to `waiting` pieces of work in front of them."""

    def __init__(self, name: str, threads: int, waiting: int) -> None:
        self.name = name
        self._most_threads = threads
        self._most_waiting = waiting
        self._work: SimpleQueue[Work | None] = SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._threads: list[threading.Thread] = []

    @property
    def waiting(self) -> int:
        """How much work no thread has taken yet."""
        return self._work.qsize()

    def submit(self, work: Work) -> bool:
        """Queue the work; False when the lane is full. Call from one thread only (the event
        loop's).
        """
        if self._work.qsize() >= self._most_waiting:
            return False
        self._work.put(work)
        if not self._idle.acquire(blocking=False) and len(self._threads) < self._most_threads:
            self._start_thread()
        return True

    def close(self) -> None:
        """Let every thread end after the work that is queued."""
        for _ in self._threads:
            self._work.put(None)

    def _start_thread(self) -> None:
        name = f"{self.name}-{len(self._threads)}"
        thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _run(self) -> None:
        while True:
            work = self._work.get()
            if work is None:
                return
            try:
                work()
            except Exception:
                log.exception("work in lane %s failed", self.name)
            del work
            self._idle.release()
