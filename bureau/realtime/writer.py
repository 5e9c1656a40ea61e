"""The one thread of this process that writes the log: what ticks of all rooms brought meanwhile is
committed together, and each room is told when its own is durable. On PostgreSQL an item that a
longer transaction holds (an edit of the server) is tried again in a moment, so that the other rooms
do not wait for it.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from django.db import DatabaseError, connection, connections, transaction

from .jobs import after_edit
from .models import Item
from .store import NewUpdate, Taken, append

log = logging.getLogger(__name__)

MOST_AT_ONCE = 500
HELD_S, LONGEST_HELD_S = 0.02, 1.0
HELD = Taken(-1, -1, -1)
"""The item is locked by somebody else for now."""
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
        self._held: list[Write] = []
        """Writes to items that somebody else has locked."""
        self._held_since = 0.0

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
        found, self._held = self._held, []
        try:
            first = self._queue.get(timeout=HELD_S if found else None)
        except Empty:
            return found
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
        taken: Sequence[Taken | None] | None = None
        for pause_s in (*PAUSES_S, None):
            try:
                taken = store(writes, waits=self._has_waited_long())
                break
            except DatabaseError:
                log.exception("realtime: storing updates failed")
                _drop_connection()
                if pause_s is not None:
                    time.sleep(pause_s)
        for number, write in enumerate(writes):
            if taken and taken[number] is HELD:
                self._held.append(write)
            else:
                write.done(taken[number] if taken else None, taken is not None)
        self._held_since = (self._held_since or time.monotonic()) if self._held else 0.0

    def _has_waited_long(self) -> bool:
        return bool(self._held_since) and time.monotonic() - self._held_since > LONGEST_HELD_S


def store(writes: Sequence[Write], *, waits: bool = True) -> "list[Taken | None]":
    """Store all writes in one transaction; items in one order, so that processes never wait for one
    another in a ring. Without `waits`, those of items that others have locked come back as `HELD`.
    """
    taken: dict[int, Taken | None] = {}
    order = sorted(range(len(writes)), key=lambda number: writes[number].item_id)
    with transaction.atomic():
        locked = set() if waits else _locked({write.item_id for write in writes})
        for number in order:
            write = writes[number]
            taken[number] = HELD
            if write.item_id not in locked:
                taken[number] = found = append(write.item_id, write.updates)
                if found:
                    after_edit(write.item_id, found, len(write.updates))
    return [taken[number] for number in range(len(writes))]


def _locked(ids: set[str]) -> set[str]:
    """Lock what can be locked at once, in one order, and return the others. One query; SQLite has
    one writer anyway.
    """
    if not connection.features.has_select_for_update_skip_locked:
        return set()
    rows = Item.objects.filter(id__in=ids).order_by("id").select_for_update(skip_locked=True)
    return ids - set(rows.values_list("id", flat=True))


def _drop_connection() -> None:
    connections["default"].close()
