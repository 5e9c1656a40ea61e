"""Shapes of rooms, equipment and reminders."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from .shapes import CalendarInput, Email, Zone

Feature = Annotated[str, Field(min_length=1, max_length=40)]
ResourceKind = Literal["room", "equipment"]


class ResourceQuery(Schema):
    """Filters; with `from` and `to` each one says whether it is free then."""

    q: str = Field("", max_length=200)
    kind: Literal["", "room", "equipment"] = ""
    building: str = Field("", max_length=120)
    capacity: int = Field(0, ge=0)
    features: str = Field("", max_length=400, description="Comma-separated; all of them")
    start: datetime | None = Field(None, alias="from")
    end: datetime | None = Field(None, alias="to")
    cursor: str | None = None
    limit: int = Field(100, ge=1, le=200)


class ResourceOut(Schema):
    """A room or a thing that can be booked."""

    id: str
    calendar_id: str
    name: str
    email: str
    kind: ResourceKind
    building: str
    floor: str
    capacity: int
    features: list[str]
    description: str
    is_active: bool
    needs_approval: bool
    longest_min: int
    horizon_days: int
    may_book: bool
    is_free: bool | None


class ResourcesOut(Schema):
    """By building and name."""

    items: list[ResourceOut]
    next: str | None = None


class ResourceFields(CalendarInput):
    """What administrators write down."""

    name: str = Field("", min_length=1, max_length=200)
    kind: ResourceKind = "room"
    building: str = Field("", max_length=120)
    floor: str = Field("", max_length=40)
    capacity: int = Field(0, ge=0, le=100_000)
    features: list[Feature] = Field(default_factory=list, max_length=50)
    description: str = Field("", max_length=5000)
    needs_approval: bool = False
    longest_min: int = Field(0, ge=0, le=525_600)
    horizon_days: int = Field(365, ge=1, le=3650)


class ResourceIn(ResourceFields):
    """A resource to make; its address is made of its name if none is given."""

    name: str = Field(min_length=1, max_length=200)
    email: Email | None = None
    time_zone: Zone = ""


class ResourcePatch(ResourceFields):
    """Some fields; those left out stay."""

    is_active: bool = True


class BuildingOut(Schema):
    """A building and how much can be booked there."""

    name: str
    resources: int


class BuildingsOut(Schema):
    """Buildings by name."""

    items: list[BuildingOut]
    next: str | None = None


class ReminderOut(Schema):
    """A reminder that is due."""

    id: str
    event_id: str
    recurrence_id: str
    calendar_id: str
    title: str
    location: str
    conference_url: str
    starts_at: datetime
    due_at: datetime


class RemindersOut(Schema):
    """Reminders that are due now, the earliest first."""

    items: list[ReminderOut]
    next: str | None = None


class SnoozeIn(CalendarInput):
    """For how long."""

    minutes: int = Field(ge=1, le=40320)
