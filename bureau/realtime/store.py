"""The one way into the log: takes numbers under the item's lock and adds the updates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

TAKE = """
UPDATE realtime_item SET seq = seq + %s, edited_at = %s WHERE id = %s
RETURNING seq, snapshot_seq, version_seq
"""
ADD = "INSERT INTO realtime_update (item_id, seq, author, at, data) VALUES (%s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """An update that is to be stored."""

    author: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """The number of the last of the updates, and what was covered before them."""

    seq: int
    snapshot_seq: int
    version_seq: int


def append(item_id: str, updates: Sequence[NewUpdate]) -> Taken | None:
    """Add the updates in the caller's transaction, None when the item is gone. Two statements; the
    item is locked until the transaction ends.
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [len(updates), now, item_id])
        found: tuple[int, int, int] | None = cursor.fetchone()
        if found is None:
            return None
        taken = Taken(*found)
        cursor.executemany(ADD, _rows(item_id, taken.seq - len(updates), now, updates))
    return taken


def _rows(
    item_id: str, seq: int, now: datetime, updates: Sequence[NewUpdate]
) -> list[tuple[str, int, str, datetime, bytes]]:
    return [
        (item_id, seq + number, update.author, now, update.data)
        for number, update in enumerate(updates, start=1)
    ]
