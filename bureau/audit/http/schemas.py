"""What goes in and out of the routes of audit."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field


class AuditAsked(Schema):
    """Filters of the record; empty fields ask for nothing."""

    actor_id: str = ""
    subject_id: str = ""
    subject_kind: str = ""
    name: str = ""
    since: datetime | None = None
    until: datetime | None = None


class AuditQuery(AuditAsked):
    """A page of the record."""

    cursor: str | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class ExportQuery(AuditAsked):
    """An export of the record."""

    format: Literal["csv", "jsonl"] = "csv"


class EntryOut(Schema):
    """Who did what, when, from where."""

    number: int
    occurred_at: datetime
    name: str
    actor_id: str
    actor_name: str
    subject_kind: str
    subject_id: str
    subject_name: str
    channel: str
    address: str
    changes: dict[str, Any]
    payload: dict[str, Any]
    request_id: str
    root_id: str
    hash: str


class EntryPage(Schema):
    """A page of the record, newest first."""

    items: list[EntryOut]
    next: str | None


class VerdictOut(Schema):
    """What a check of the chain found."""

    intact: bool
    entries: int
    broken_at: int | None
    head: str
