"""Reads of the audit record, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from bureau.people import describe_principals
from bureau.platform.db import Page, paginate

from .models import Entry

Row = dict[str, Any]

COLUMNS = (
    "number",
    "occurred_at",
    "name",
    "subject_kind",
    "subject_id",
    "actor_id",
    "channel",
    "address",
    "changes",
    "payload",
    "request_id",
    "root_id",
    "hash",
)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What to look for; empty fields ask for nothing."""

    actor_id: str = ""
    subject_id: str = ""
    subject_kind: str = ""
    name: str = ""
    """A whole name (`person.created`), or the beginning up to a dot (`person.`)."""
    since: datetime | None = None
    until: datetime | None = None


def list_entries(wanted: AuditFilter, cursor: str | None, limit: int) -> Page[Row]:
    """Return a page with the names of actors and subjects. Three queries."""
    page = paginate(matching(wanted).values(*COLUMNS), ("-number",), cursor, limit)
    ids = {row["actor_id"] for row in page.items} | {row["subject_id"] for row in page.items}
    cards = describe_principals(ids - {""})
    for row in page.items:
        for side in ("actor", "subject"):
            card = cards.get(row[f"{side}_id"])
            row[f"{side}_name"] = card.name if card else ""
    return page


def matching(wanted: AuditFilter) -> QuerySet[Entry]:
    """Return the entries asked for, not evaluated."""
    rows = Entry.objects.all()
    for field in ("actor_id", "subject_id", "subject_kind"):
        if value := getattr(wanted, field):
            rows = rows.filter(**{field: value})
    if wanted.name.endswith("."):
        rows = rows.filter(name__startswith=wanted.name)
    elif wanted.name:
        rows = rows.filter(name=wanted.name)
    if wanted.since:
        rows = rows.filter(occurred_at__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(occurred_at__lt=wanted.until)
    return rows


def export_entries(wanted: AuditFilter) -> Iterator[Row]:
    """Yield all entries asked for, oldest first, with their hashes. One query, read as a stream."""
    rows = matching(wanted).order_by("number").values(*COLUMNS, "event_id", "cause_id", "prev_hash")
    yield from rows.iterator(chunk_size=1000)
