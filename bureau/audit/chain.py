"""The chain: each entry's hash covers the entry and the hash before it (SHA-256 over canonical
JSON).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC

from django.db import connection
from django.db.models import QuerySet

from bureau.platform.db import insert, prepared

from .models import Entry

LOCK = 0x6275_7265_6175_0003
FIRST = "0" * 64
TEXTS = (
    "event_id",
    "name",
    "subject_kind",
    "subject_id",
    "actor_id",
    "channel",
    "address",
    "request_id",
    "cause_id",
    "root_id",
    "prev_hash",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the chain found."""

    intact: bool
    entries: int
    """How many entries were found sound, from the first on."""
    broken_at: int | None
    """Number of the first entry that is not what was written, or is missing."""
    head: str
    """Hash of the last sound entry: kept elsewhere, it proves that nothing was cut off at the end.
    """


def hash_of(entry: Entry) -> str:
    """Return the hash that the entry must have."""
    content = {field: getattr(entry, field) for field in TEXTS}
    content |= {"number": entry.number, "payload": entry.payload, "changes": entry.changes}
    content["occurred_at"] = entry.occurred_at.astimezone(UTC).isoformat()
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def append(entry: Entry) -> None:
    """Give the entry its place at the end and store it. Two queries.

    Writers wait for one another until they commit (PostgreSQL: an advisory lock; SQLite: its one
    writer).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    last = _last()
    number, entry.prev_hash = last[0] if last else (0, FIRST)
    entry.number = number + 1
    entry.hash = hash_of(entry)
    insert(entry)


@prepared
def _last() -> QuerySet[Entry, tuple[int, str]]:
    return Entry.objects.order_by("-number").values_list("number", "hash")[:1]


def verify_chain() -> Verdict:
    """Recompute every hash from the first entry on. One query, read as a stream."""
    number, head = 0, FIRST
    for entry in Entry.objects.order_by("number").iterator(chunk_size=1000):
        sound = entry.number == number + 1 and entry.prev_hash == head
        if not sound or entry.hash != hash_of(entry):
            return Verdict(False, number, number + 1, head)
        number, head = entry.number, entry.hash
    return Verdict(True, number, None, head)
