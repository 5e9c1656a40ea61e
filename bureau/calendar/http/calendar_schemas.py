"""Shapes of calendars, who has them, and what can be added to one's list."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from .shapes import CalendarInput, CalendarOwnerOut, Color, Zone

RoleWord = Literal["free_busy", "viewer", "commenter", "contributor", "editor", "manager"]
GrantWord = Literal["viewer", "commenter", "contributor", "editor", "manager"]
KindWord = Literal["own", "team", "company", "holidays", "birthdays", "subscribed", "resource"]
FreeBusyWord = Literal["everyone", "shared", "nobody"]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class CalendarOut(Schema):
    """A calendar as the caller has it in their list."""

    id: str
    name: str
    description: str
    color: str
    kind: KindWord
    owner: CalendarOwnerOut
    role: RoleWord
    is_shown: bool
    is_default: bool
    is_mine: bool
    time_zone: str
    free_busy: FreeBusyWord
    is_transparent: bool
    components: list[str]
    position: int
    dav_url: str


class CalendarsOut(Schema):
    """The caller's list: own calendars, the company's, and those that were added."""

    items: list[CalendarOut]
    next: str | None = None


class CalendarIn(CalendarInput):
    """A calendar to make."""

    name: Name
    description: str = Field("", max_length=5000)
    color: Color = ""
    time_zone: Zone = ""
    kind: Literal["own", "team"] = "own"


class CalendarPatch(CalendarInput):
    """What to change for everybody who sees it."""

    name: Name = ""
    description: str = Field("", max_length=5000)
    color: Color = ""
    time_zone: Zone = ""
    free_busy: FreeBusyWord = "everyone"
    is_transparent: bool = False


class EntryIn(CalendarInput):
    """The caller's own look of a calendar; what is left out stays."""

    is_shown: bool | None = None
    name: str | None = Field(None, max_length=200)
    color: Color | None = None
    position: int | None = Field(None, ge=0, le=32767)


class CalendarGrantIn(CalendarInput):
    """The role to give."""

    role: GrantWord


class CalendarGrantOut(Schema):
    """Who has which role on a calendar."""

    principal_id: str
    kind: str
    name: str
    email: str
    role: GrantWord


class CalendarGrantsOut(Schema):
    """Everybody with a role, highest first."""

    items: list[CalendarGrantOut]
    next: str | None = None


class CalendarDirectoryQuery(Schema):
    """What to look for."""

    q: str = Field("", max_length=200)
    kind: Literal["", "person", "calendar"] = ""


class CalendarDirectoryEntry(Schema):
    """A person whose calendar can be added, or a calendar that one has a role on."""

    kind: Literal["person", "calendar"]
    person_id: str | None
    calendar_id: str | None
    name: str
    email: str
    color: str
    is_added: bool


class CalendarDirectoryOut(Schema):
    """What can be added, by name; at most fifty."""

    items: list[CalendarDirectoryEntry]
    next: str | None = None


class SubscriptionIn(CalendarInput):
    """What to add to one's list: exactly one of these."""

    person_id: str | None = Field(None, max_length=26)
    calendar_id: str | None = Field(None, max_length=26)
    holidays: str | None = Field(None, max_length=10, description="A country, such as FR")
    url: str | None = Field(None, max_length=2000, description="An .ics elsewhere (or webcal:)")
    birthdays: bool = Field(False, description="Of one's contacts")
    name: str | None = Field(None, max_length=200)
    color: Color | None = None


class SubscriptionState(Schema):
    """How an outside calendar does."""

    calendar_id: str
    url: str
    fetched_at: datetime | None
    next_at: datetime
    failures: int
    problem: str
    skipped: int


class CountryOut(Schema):
    """A country whose holidays are known."""

    code: str
    name: str


class CountriesOut(Schema):
    """Countries by name."""

    items: list[CountryOut]
    next: str | None = None


class PublicationIn(CalendarInput):
    """How a calendar is published."""

    is_public: bool = Field(False, description="Also found by name; else known by its address only")
    shows: Literal["everything", "busy"] = "everything"


class PublicationOut(PublicationIn):
    """An address at which anybody reads the calendar."""

    id: str
    ics_url: str
    html_url: str
    created_at: datetime


class PublicationsOut(Schema):
    """Where a calendar is published."""

    items: list[PublicationOut]
    next: str | None = None
