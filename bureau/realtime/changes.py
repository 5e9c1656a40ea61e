"""Tells the products that documents of theirs changed: within half a second of the first change and
at most every second after it, on one thread per process, those that are due together in one call.
Where very many are written at once, those under way wait longer, so that what products do about it
leaves room for the writing.
"""

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import close_old_connections, connections

from .kinds import Change, kind_named

log = logging.getLogger(__name__)

FIRST_S = 0.4
AGAIN_S = 1.0
MOST_PER_S = 25
"""Of documents that go on changing."""
TOGETHER_S = 0.25
"""What is due so soon goes along."""
RESTS_S = 10.0
"""The thread ends when nothing happened for so long."""


@dataclass(slots=True)
class _Waiting:
    kind: str
    due: float
    seq: int = 0
    persons: set[str] = field(default_factory=set)

    def as_change(self, item_id: str) -> Change:
        """Return what the product is told."""
        return Change(item_id, frozenset(self.persons), self.seq)


class Changes:
    """Collects changes by item."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._waiting: dict[str, _Waiting] = {}
        self._told: dict[str, float] = {}
        self._thread: threading.Thread | None = None

    def note(self, item_id: str, kind: str, authors: set[str], seq: int) -> None:
        """Remember that these authors changed the item."""
        found = kind_named(kind)
        if found is None or found.changed is None:
            return
        with self._condition:
            waiting = self._waiting.get(item_id)
            if waiting is None:
                waiting = _Waiting(kind, self._due(item_id))
                self._waiting[item_id] = waiting
                self._wake()
            waiting.seq = max(waiting.seq, seq)
            waiting.persons |= {author for author in authors if author and ":" not in author}

    def flush(self) -> None:
        """Tell everything that waits, here and now."""
        with self._condition:
            waiting, self._waiting = self._waiting, {}
        _tell(waiting.items())

    def _due(self, item_id: str) -> float:
        now = time.monotonic()
        again_s = max(AGAIN_S, len(self._told) / MOST_PER_S)
        return max(now + FIRST_S, self._told.get(item_id, 0.0) + again_s)

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="realtime-changes", daemon=True)
            self._thread.start()
        self._condition.notify()

    def _run(self) -> None:
        while due := self._next():
            _tell(due)
        connections.close_all()

    def _next(self) -> list[tuple[str, _Waiting]]:
        with self._condition:
            while True:
                if not self._waiting and not self._condition.wait(RESTS_S):
                    self._thread = None
                    self._told.clear()
                    return []
                now = time.monotonic()
                if any(one.due <= now for one in self._waiting.values()):
                    soon = now + TOGETHER_S
                    due = [id for id, one in self._waiting.items() if one.due <= soon]
                    self._told = {id: at for id, at in self._told.items() if now - at < RESTS_S}
                    self._told.update(dict.fromkeys(due, now))
                    return [(item_id, self._waiting.pop(item_id)) for item_id in due]
                if self._waiting:
                    soonest = min(one.due for one in self._waiting.values())
                    self._condition.wait(soonest - now)


def _tell(due: Iterable[tuple[str, _Waiting]]) -> None:
    by_kind: dict[str, list[Change]] = defaultdict(list)
    for item_id, one in due:
        by_kind[one.kind].append(one.as_change(item_id))
    for name, found in by_kind.items():
        kind = kind_named(name)
        if kind is None or kind.changed is None:
            continue
        try:
            close_old_connections()
            kind.changed(found)
        except Exception:
            # The edge of a thread: one product's failure must not silence the others.
            log.exception("realtime: telling %s of a change failed", name)


changes = Changes()
