"""Reads of realtime. Content is read in one statement, so that it is one state of the database even
outside a transaction.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from pycrdt import Doc

from bureau.platform import blobs

from .errors import ItemNotFound, VersionNotFound
from .models import Authorship, Update, Version
from .updates import EMPTY, BadUpdate, Span, spans_of

AnyDoc = Doc[Any]

# The newest snapshot first, then what came after it; nothing at all for an unknown item.
CONTENT = """
SELECT seq, data FROM (
  SELECT s.upto_seq AS seq, s.state AS data, 0 AS rank FROM realtime_snapshot s
    JOIN realtime_item i ON i.id = s.item_id AND i.snapshot_seq = s.upto_seq WHERE i.id = %s
  UNION ALL
  SELECT u.seq, u.data, 1 FROM realtime_update u
    JOIN realtime_item i ON i.id = u.item_id AND u.seq > i.snapshot_seq WHERE i.id = %s
) AS content ORDER BY rank, seq
"""
APPLIED_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Content:
    """A document's state and the number of the last update in it."""

    seq: int
    updates: Sequence[bytes]
    """In order; the first is the snapshot."""

    def doc(self) -> AnyDoc:
        """Return a document of its own."""
        doc: AnyDoc = Doc(allow_multithreading=True)
        apply_all(doc, self.updates)
        return doc


@dataclass(frozen=True, slots=True)
class Written:
    """A range of a client's clock (`clock_to` exclusive) and who is behind it: a person's id,
    `guest:<name>`, or empty for the system.
    """

    clock_from: int
    clock_to: int
    author: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as it is listed. Authors are as in `Written`."""

    id: str
    name: str
    upto_seq: int
    at: datetime
    created_by: str
    authors: tuple[str, ...]
    size_bytes: int


def read_content(item_id: str) -> Content:
    """Return the committed content; raises `ItemNotFound`. One statement by primary keys."""
    with connection.cursor() as cursor:
        cursor.execute(CONTENT, [item_id, item_id])
        rows: list[tuple[int, bytes]] = cursor.fetchall()
    if not rows:
        raise ItemNotFound
    return Content(rows[-1][0], [bytes(data) for _, data in rows])


def load(item_id: str) -> AnyDoc:
    """Return the document as committed, for reading; raises `ItemNotFound`. One query."""
    return read_content(item_id).doc()


def apply_all(doc: AnyDoc, updates: Iterable[bytes]) -> None:
    """Apply updates in few transactions."""
    waiting = list(updates)
    for start in range(0, len(waiting), APPLIED_AT_ONCE):
        with doc.transaction():
            for update in waiting[start : start + APPLIED_AT_ONCE]:
                if update != EMPTY:
                    doc.apply_update(update)


def updates_after(item_id: str, seq: int) -> list[tuple[int, bytes]]:
    """Return number and bytes of later updates; where some are not kept any more, the whole state
    with its number alone. One query by primary key, seldom two.
    """
    rows = Update.objects.filter(item_id=item_id, seq__gt=seq).order_by("seq")
    found = [(number, bytes(data)) for number, data in rows.values_list("seq", "data")]
    if found and found[0][0] == seq + 1:
        return found
    content = read_content(item_id)
    return [(content.seq, content.doc().get_update())] if content.seq > seq else []


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One update of the log. Authors are as in `Written`."""

    seq: int
    author: str
    at: datetime
    data: bytes


def log_between(item_id: str, after: int, upto: int) -> list[LogEntry]:
    """Return the updates after one number up to another, as far as they are kept. One query by
    primary key.
    """
    rows = Update.objects.filter(item_id=item_id, seq__gt=after, seq__lte=upto).order_by("seq")
    found = rows.values_list("seq", "author", "at", "data")
    return [LogEntry(seq, author, at, bytes(data)) for seq, author, at, data in found]


def versions(item_id: str) -> list[VersionRow]:
    """Return the versions, newest first. One query."""
    rows = Version.objects.filter(item_id=item_id).order_by("-id")
    return [
        VersionRow(
            row.id,
            row.name,
            row.upto_seq,
            row.at,
            row.created_by,
            tuple(row.authors),
            row.size_bytes,
        )
        for row in rows
    ]


def state_at(item_id: str, version_id: str) -> bytes:
    """Return the whole state of a version, a Yjs update; raises `VersionNotFound`. One query and a
    blob.
    """
    row = Version.objects.filter(item_id=item_id, id=version_id).first()
    if row is None:
        raise VersionNotFound
    return zlib.decompress(blobs.read(row.blob))


def authors(item_id: str) -> dict[int, list[Written]]:
    """Return, by client id, who wrote which clocks, in order. Two queries; reads the log of the
    last 30 days.
    """
    return _by_client(item_id, is_deletion=False)


def deleters(item_id: str) -> dict[int, list[Written]]:
    """Return, by client id, who deleted which of its clocks. Two queries, as `authors`."""
    return _by_client(item_id, is_deletion=True)


def _by_client(item_id: str, *, is_deletion: bool) -> dict[int, list[Written]]:
    folded = Authorship.objects.filter(item_id=item_id, is_deletion=is_deletion)
    found = [
        ((client, start, end), author)
        for client, start, end, author in folded.values_list(
            "client", "clock_from", "clock_to", "author"
        )
    ]
    rows = Update.objects.filter(item_id=item_id).order_by("seq").values_list("author", "data")
    for author, data in rows.iterator():
        found += [(span, author) for span in _spans(bytes(data), is_deletion=is_deletion)]
    return merged(found)


def _spans(update: bytes, *, is_deletion: bool) -> list[Span]:
    try:
        spans = spans_of(update)
    except BadUpdate:
        return []
    return spans.deleted if is_deletion else spans.written


def merged(found: Iterable[tuple[Span, str]]) -> dict[int, list[Written]]:
    """Return the ranges by client, ordered, without overlaps (the first to claim one has it) and
    with neighbours of one author joined.
    """
    by_client: dict[int, list[Written]] = {}
    for (client, start, end), author in found:
        _claim(by_client.setdefault(client, []), Written(start, end, author))
    return by_client


def _claim(ranges: list[Written], fresh: Written) -> None:
    """Add what of the range nobody has claimed. The usual case is that it continues the last."""
    if not ranges or ranges[-1].clock_to <= fresh.clock_from:
        _append(ranges, fresh)
        return
    free = [fresh]
    for taken in ranges:
        free = [part for piece in free for part in _without(piece, taken)]
    ordered = sorted([*ranges, *free], key=lambda written: written.clock_from)
    ranges.clear()
    for written in ordered:
        _append(ranges, written)


def _append(ranges: list[Written], fresh: Written) -> None:
    last = ranges[-1] if ranges else None
    if last and last.author == fresh.author and last.clock_to == fresh.clock_from:
        ranges[-1] = Written(last.clock_from, fresh.clock_to, fresh.author)
    else:
        ranges.append(fresh)


def _without(piece: Written, taken: Written) -> list[Written]:
    if taken.clock_to <= piece.clock_from or taken.clock_from >= piece.clock_to:
        return [piece]
    left = Written(piece.clock_from, taken.clock_from, piece.author)
    right = Written(taken.clock_to, piece.clock_to, piece.author)
    return [part for part in (left, right) if part.clock_from < part.clock_to]
