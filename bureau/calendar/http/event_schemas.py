"""Shapes of events and their occurrences. Ends do not belong to what they end (RFC 5545 §3.6.1):
a one-day event of the 3rd ends on the 4th.
"""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, model_validator

from .shapes import Busy, CalendarInput, Color, Email, Moment, TimeSpan, Title, Visibility, Zone

Range = Literal["this", "following", "all"]
KindWord = Literal[
    "event", "out_of_office", "focus_time", "working_location", "training", "birthday", "task"
]
AnswerWord = Literal["accepted", "tentative", "declined"]
Rule = Annotated[str, Field(max_length=500, description="RRULE without its name (RFC 5545)")]
WebUrl = Annotated[str, Field(max_length=2000, pattern=r"^(https?://\S+)?$")]


class OccurrenceOut(Schema):
    """When something happens, as the grids show it."""

    id: str
    event_id: str
    recurrence_id: str
    calendar_id: str
    title: str
    start: Moment
    end: Moment
    is_all_day: bool
    status: str
    busy: Busy
    visibility: str
    color: str
    location: str
    kind: str
    recurs: bool
    organizer: str
    guests: int
    my_status: str
    conference_url: str
    has_attachments: bool
    may_edit: bool
    is_private_stub: bool


class OccurrencesOut(Schema):
    """Occurrences by start; `next` where there are more than fit."""

    items: list[OccurrenceOut]
    next: str | None = None


class OccurrencesQuery(Schema):
    """Which calendars (ids, comma-separated; all shown ones if empty) and which part of time."""

    calendars: str = Field("", max_length=3000)
    start: datetime = Field(alias="from")
    end: datetime = Field(alias="to")
    q: str = Field("", max_length=200)


class ReminderRule(CalendarInput):
    """How long before the start, and by which way."""

    method: Literal["popup", "email"] = "popup"
    minutes: int = Field(ge=0, le=40320)


class EventGuestIn(CalendarInput):
    """Somebody to invite; the address of a group invites everybody in it."""

    email: Email
    is_optional: bool = False


class GuestsCan(CalendarInput):
    """What guests may do themselves."""

    modify: bool = False
    invite: bool = True
    see_guests: bool = True


class EventAttachmentIn(CalendarInput):
    """A file of Drive, or an address."""

    node_id: str | None = Field(None, max_length=26)
    url: WebUrl | None = None
    name: str = Field("", max_length=255)

    @model_validator(mode="after")
    def _one(self) -> "EventAttachmentIn":
        if bool(self.node_id) == bool(self.url):
            raise ValueError("Give either a file or an address.")
        return self


class EventFields(CalendarInput):
    """What an event says."""

    title: Title = ""
    description: str = Field("", max_length=100_000, description="HTML")
    location: Title = ""
    is_all_day: bool = False
    time_zone: Zone = ""
    recurrence: Rule | None = None
    busy: Busy = "busy"
    visibility: Visibility = "public"
    color: Color = ""
    kind: KindWord = "event"
    conference_url: WebUrl = ""
    reminders: list[ReminderRule] | None = Field(None, max_length=10)
    guests: list[EventGuestIn] = Field(default_factory=list, max_length=2000)
    resources: list[str] = Field(default_factory=list, max_length=50)
    guests_can: GuestsCan = Field(default_factory=GuestsCan)
    attachments: list[EventAttachmentIn] = Field(default_factory=list, max_length=50)


class EventIn(EventFields):
    """An event to make; in the caller's default calendar if none is given."""

    calendar_id: str | None = Field(None, max_length=26)
    start: Moment
    end: Moment
    notifies: bool = Field(True, description="Outside guests are told by mail")


class EventChangesIn(EventFields):
    """Some fields of an event; those left out stay."""

    start: Moment | None = None
    end: Moment | None = None


class EventPatch(CalendarInput):
    """A change of one occurrence, of it and those that follow, or of all."""

    range: Range = "all"
    recurrence_id: str = Field("", max_length=40)
    etag: str = Field("", max_length=64, description="Refused where the event has another by now")
    changes: EventChangesIn
    notifies: bool = True
    note: str = Field("", max_length=5000)


class RemovalQuery(Schema):
    """What of an event is to go."""

    range: Range = "all"
    recurrence_id: str = Field("", max_length=40)
    notifies: bool = True


class EventAnswerIn(CalendarInput):
    """The answer to an invitation."""

    range: Range = "all"
    recurrence_id: str = Field("", max_length=40)
    status: AnswerWord
    note: str = Field("", max_length=5000)
    proposed_start: datetime | None = None
    proposed_end: datetime | None = None


class EventMoveIn(CalendarInput):
    """Where to."""

    calendar_id: str = Field(max_length=26)


class LateIn(CalendarInput):
    """By how much the caller is late."""

    minutes: int = Field(ge=1, le=600)
    note: str = Field("", max_length=2000)


class LateOut(Schema):
    """Whom a letter went to."""

    told: list[str]


class OrganizerOut(Schema):
    """Who invited."""

    name: str
    email: str
    is_me: bool


class EventGuestOut(Schema):
    """A guest and their answer."""

    email: str
    name: str
    person_id: str | None
    group_size: int | None
    is_optional: bool
    is_organizer: bool
    is_resource: bool
    status: str
    note: str
    proposed_start: datetime | None
    proposed_end: datetime | None


class EventAttachmentOut(Schema):
    """A file or address; files that the caller may not read have their name only."""

    node_id: str | None
    url: str | None
    name: str
    may_read: bool


class CalendarRef(Schema):
    """A calendar in passing."""

    id: str
    name: str
    color: str


class EventOut(Schema):
    """An event, or one of its occurrences, with everything the caller may know."""

    event_id: str
    recurrence_id: str
    calendar_id: str
    calendar: CalendarRef
    etag: str
    uid: str
    title: str
    description: str
    location: str
    start: Moment
    end: Moment
    is_all_day: bool
    time_zone: str
    recurrence: str | None
    recurrence_text: str
    busy: Busy
    visibility: str
    status: str
    color: str
    kind: str
    conference_url: str
    reminders: list[ReminderRule] | None
    guests: list[EventGuestOut]
    resources: list[str]
    guests_can: GuestsCan
    attachments: list[EventAttachmentOut]
    organizer: OrganizerOut | None
    my_status: str
    recurs: bool
    is_private_stub: bool
    may_edit: bool
    may_answer: bool
    may_invite: bool
    created_at: datetime
    updated_at: datetime


class QuickIn(CalendarInput):
    """A sentence, in English or French."""

    text: str = Field(min_length=1, max_length=500)
    time_zone: Zone = ""
    language: Literal["", "en", "fr"] = ""


class Understood(Schema):
    """A piece of the sentence, and what it was taken for."""

    part: Literal["date", "time", "duration", "recurrence", "guest", "location"]
    text: str
    start: int
    end: int


class QuickOut(Schema):
    """What the sentence says; guests are words to be completed to addresses."""

    title: str
    start: Moment
    end: Moment
    is_all_day: bool
    recurrence: str | None
    guests: list[str]
    location: str
    understood: list[Understood]


class FreeBusyIn(CalendarInput):
    """Whose time, and which part of it."""

    emails: list[Email] = Field(max_length=200)
    start: datetime = Field(alias="from")
    end: datetime = Field(alias="to")


class BusyTimeSpan(TimeSpan):
    """When somebody has no time."""

    status: Busy


class FreeBusyOut(Schema):
    """When a person has no time, and when they work."""

    email: str
    name: str
    is_known: bool
    busy: list[BusyTimeSpan]
    working: list[TimeSpan]


class FreeBusyListOut(Schema):
    """One entry for every address, in the order they were asked for."""

    items: list[FreeBusyOut]


class FindIn(CalendarInput):
    """Whom a meeting needs, how long it lasts, and between when it is to be."""

    guests: list[Email] = Field(max_length=200)
    optional: list[Email] = Field(default_factory=list, max_length=200)
    resources: list[str] = Field(default_factory=list, max_length=20)
    duration_min: int = Field(ge=5, le=1440)
    start: datetime = Field(alias="from")
    end: datetime = Field(alias="to")
    time_zone: Zone = ""


class SlotOut(TimeSpan):
    """A time that suits; best first."""

    conflicts: list[str]
    out_of_hours: list[str]
    score: int = Field(description="0 to 100")


class SlotsOut(Schema):
    """At most twenty slots."""

    slots: list[SlotOut]


class TeamQuery(Schema):
    """Whose days (ids of persons, comma-separated) and which part of time."""

    people: str = Field("", max_length=6000)
    start: datetime = Field(alias="from")
    end: datetime = Field(alias="to")


class TeamRow(Schema):
    """A person's days: what the caller may see of them, busy times for the rest."""

    person_id: str
    name: str
    email: str
    time_zone: str
    occurrences: list[OccurrenceOut]
    working: list[TimeSpan]


class TeamOut(Schema):
    """A row for every person."""

    items: list[TeamRow]
