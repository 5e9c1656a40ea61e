"""Shapes of shared mailboxes."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

State = Literal["open", "done"]


class Teammate(Schema):
    """A person."""

    id: str
    name: str
    email: str


class PeopleOut(Schema):
    """Persons by name."""

    items: list[Teammate]
    next: str | None = None


class SharedAccountOut(Schema):
    """An account of somebody else that the caller reads."""

    account_id: str
    name: str
    email: str
    kind: str
    may_send: bool
    unread: int
    mine: int = Field(description="Open conversations that are assigned to the caller")


class SharedAccountsOut(Schema):
    """Accounts by name."""

    items: list[SharedAccountOut]
    next: str | None = None


class CareQuery(Schema):
    """Which conversations."""

    state: State | None = None
    assignee_id: str | None = Field(None, description="Empty for those that are nobody's")
    cursor: str | None = None
    limit: int = Field(100, ge=1, le=200)


class CareIn(Schema):
    """What to change; what is left out stays."""

    assignee_id: str | None = None
    state: State | None = None


class CareOut(Schema):
    """Who takes care of a conversation."""

    thread_id: str
    assignee: Teammate | None
    state: State
    notes: int
    changed_at: datetime | None


class CaresOut(Schema):
    """Conversations, changed last first."""

    items: list[CareOut]
    next: str | None = None


class NoteIn(Schema):
    """A comment."""

    text: str = Field(min_length=1, max_length=20_000)


class NoteOut(Schema):
    """A comment."""

    id: str
    author: Teammate | None
    text: str
    created_at: datetime
    edited_at: datetime | None
    may_change: bool


class NotesOut(Schema):
    """Comments, oldest first."""

    items: list[NoteOut]
    next: str | None = None


class PresenceIn(Schema):
    """What the caller does with a conversation just now."""

    doing: Literal["viewing", "answering", "gone"]


class PresentPerson(Schema):
    """Somebody who is there."""

    person: Teammate
    doing: Literal["viewing", "answering"]


class PresenceOut(Schema):
    """Who else is there."""

    others: list[PresentPerson]
