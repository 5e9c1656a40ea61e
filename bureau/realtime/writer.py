"""The one thread of this process that writes the log: what ticks of all rooms brought meanwhile is
committed together, and each room is told when its own is durable.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from django.db import DatabaseError, connections, transaction

from .jobs import after_edit
from .store import NewUpdate, Taken, append

log = logging.getLogger(__name__)

MOST_AT_ONCE = 500
PAUSES_S = (0.05, 0.2, 0.5, 1.0, 2.0)
"""Waits between tries; after the last one the batches are given up."""


@dataclass(frozen=True, slots=True)
class Write:
    """What one tick of one room wants stored."""

    item_id: str
    updates: Sequence[NewUpdate]
    done: "Callable[[Taken | None, bool], None]"
    """Called on the writer's thread: with what was taken, or None when the item is gone; the second
    argument tells whether the database took it at all."""


class Writer:
    """Starts with the first write, ends with `close`."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Write | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def put(self, write: Write) -> None:
        """Queue a write."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="realtime-writer", daemon=True)
            self._thread.start()
        self._queue.put(write)

    def close(self) -> None:
        """Write what is queued, then end."""
        if self._thread:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        try:
            while writes := self._next():
                self._commit(writes)
        finally:
            connections.close_all()

    def _next(self) -> list[Write]:
        """Wait for a write and return all that are there; none at the end."""
        first = self._queue.get()
        found: list[Write] = []
        while first is not None:
            found.append(first)
            if len(found) == MOST_AT_ONCE:
                return found
            try:
                first = self._queue.get_nowait()
            except Empty:
                return found
        if found:
            self._queue.put(None)
        return found

    def _commit(self, writes: list[Write]) -> None:
        for pause_s in (*PAUSES_S, None):
            try:
                taken = store(writes)
            except DatabaseError:
                log.exception("realtime: storing updates failed")
                _drop_connection()
                if pause_s is not None:
                    time.sleep(pause_s)
                    continue
                taken = None
            break
        for number, write in enumerate(writes):
            write.done(taken[number] if taken else None, taken is not None)


def store(writes: Sequence[Write]) -> "list[Taken | None]":
    """Store all writes in one transaction; items in one order, so that processes never wait for one
    another in a ring.
    """
    taken: dict[int, Taken | None] = {}
    order = sorted(range(len(writes)), key=lambda number: writes[number].item_id)
    with transaction.atomic():
        for number in order:
            write = writes[number]
            taken[number] = append(write.item_id, write.updates)
            if found := taken[number]:
                after_edit(write.item_id, found, len(write.updates))
    return [taken[number] for number in range(len(writes))]


def _drop_connection() -> None:
    connections["default"].close()
