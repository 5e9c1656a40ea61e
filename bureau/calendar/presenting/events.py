"""One event, or one of its occurrences, with everything its reader may know."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from icalendar import Component

from bureau import people
from bureau.people import Actor, Person

from .. import policies
from ..choices import choices_of
from ..errors import UnknownObject
from ..ical import (
    CalendarData,
    When,
    attachments_of,
    color_of,
    conference_of,
    describe,
    guests_can_of,
    length_of,
    occurrences,
    organizer_of,
    parse_object,
    reminders_of,
    start_of,
    text_of,
)
from ..models import CalendarObject
from ..queries import placed
from ..rich_text import shown_description
from .attachments import present_attachments
from .guests import Guests, present_guests
from .occurrences import Eyes, eyes_of, may_edit
from .rule_words import rule_in_words

MOST_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """An event as one person opens it."""

    stored: CalendarObject
    data: CalendarData
    component: Component
    recurrence_id: str
    start: When
    end: datetime
    """An instant; local times stand as if they were UTC."""
    eyes: Eyes
    person: Person
    role: int

    @property
    def owners_addresses(self) -> frozenset[str]:
        """The addresses of the calendar's owner."""
        return self.eyes.addresses[self.stored.calendar.owner_id]


def present_event(actor: Actor, event_id: str, recurrence_id: str) -> dict[str, Any]:
    """Show an event; raises `UnknownObject`. At most twelve queries."""
    return present_opened(open_event(actor, event_id, recurrence_id))


def open_event(actor: Actor, event_id: str, recurrence_id: str) -> Opened:
    """Return an event that the actor may know of; raises `UnknownObject`. Six queries."""
    rows = CalendarObject.objects.select_related("calendar__owner")
    stored = rows.filter(id=event_id, component="VEVENT").first()
    person = people.find_person(actor.person_id)
    if stored is None or person is None:
        raise UnknownObject()
    eyes = eyes_of(actor, [stored.calendar])
    if stored.calendar_id not in eyes.roles:
        raise UnknownObject()
    data = parse_object(bytes(stored.raw))
    component = data.component_for(recurrence_id) if recurrence_id else data.first
    start, end = _times(data, component, recurrence_id)
    assert component is not None
    role = eyes.roles[stored.calendar_id]
    return Opened(stored, data, component, recurrence_id, start, end, eyes, person, role)


def _times(
    data: CalendarData, component: Component | None, recurrence_id: str
) -> tuple[When, datetime]:
    """Return when it starts and ends; raises `UnknownObject` for what is no occurrence."""
    start = start_of(component) if component is not None else None
    if component is None or start is None:
        raise UnknownObject()
    if recurrence_id and recurrence_id not in data.overrides:
        start = start.at(_local(start, recurrence_id))
        if not _is_occurrence(data, start, recurrence_id):
            raise UnknownObject()
    return start, length_of(component).end_of(start)


def _local(model: When, recurrence_id: str) -> datetime:
    """Return the local time, in the zone of the series, that a recurrence id names."""
    form = "%Y%m%d" if model.is_all_day else "%Y%m%dT%H%M%S"
    try:
        named = datetime.strptime(recurrence_id.removesuffix("Z"), form)  # noqa: DTZ007
    except ValueError:
        raise UnknownObject() from None
    if not recurrence_id.endswith("Z"):
        return named
    return named.replace(tzinfo=UTC).astimezone(model.zone).replace(tzinfo=None)


def _is_occurrence(data: CalendarData, start: When, recurrence_id: str) -> bool:
    near = timedelta(seconds=1)
    found = occurrences(data, start.instant - near, start.instant + near, UTC, MOST_LOOKED_AT)
    return any(span.recurrence_id == recurrence_id for span in found)


def present_opened(one: Opened) -> dict[str, Any]:
    """Show an opened event. Six more queries."""
    described = describe(one.component, one.owners_addresses)
    hides = policies.hides_details(one.role, described.visibility)
    start, end = moments(one)
    calendar = one.stored.calendar
    shown: dict[str, Any] = {
        "event_id": one.stored.id,
        "recurrence_id": one.recurrence_id,
        "calendar_id": calendar.id,
        "calendar": {"id": calendar.id, "name": calendar.name, "color": calendar.color},
        "etag": one.stored.etag,
        "start": start,
        "end": end,
        "is_all_day": one.start.is_all_day,
        "time_zone": zone_name(one.start),
        "busy": described.busy,
        "visibility": described.visibility,
        "status": described.status,
        "recurs": one.data.recurs,
        "is_private_stub": hides,
        "created_at": one.stored.created_at,
        "updated_at": one.stored.updated_at,
    }
    return {**shown, **(_nothing() if hides else _details(one))}


def zone_name(start: When) -> str:
    """Return the IANA name of its zone; empty where it has none."""
    return str(getattr(start.zone, "key", "") or ("UTC" if start.zone is not None else ""))


def moments(one: Opened) -> tuple[date, date]:
    """Return start and end as the API tells them."""
    if one.start.is_all_day:
        return one.start.local.date(), one.end.date()
    if one.start.is_local:
        place = partial(placed, zone=choices_of(one.person).time_zone)
        return place(one.start.instant), place(one.end)
    return one.start.instant, one.end


def _nothing() -> dict[str, Any]:
    texts = ("uid", "title", "description", "location", "recurrence_text", "color")
    return {
        **dict.fromkeys((*texts, "conference_url", "my_status"), ""),
        "kind": "event",
        "recurrence": None,
        "reminders": None,
        "organizer": None,
        "guests": [],
        "resources": [],
        "attachments": [],
        "guests_can": {"modify": False, "invite": False, "see_guests": False},
        **dict.fromkeys(("may_edit", "may_answer", "may_invite"), False),
    }


def _details(one: Opened) -> dict[str, Any]:
    described = describe(one.component, one.owners_addresses)
    rule = rule_of(one.data)
    rights = guests_can_of(one.component)
    guests = present_guests(
        Guests(one.component, one.owners_addresses, one.person.id, "see_guests" in rights)
    )
    reminders = reminders_of(one.component)
    return {
        "uid": one.stored.uid,
        "title": text_of(one.component, "SUMMARY"),
        "description": shown_description(one.component),
        "location": text_of(one.component, "LOCATION"),
        "recurrence": rule or None,
        "recurrence_text": rule_in_words(rule, one.person.language),
        "color": color_of(one.component),
        "kind": described.kind,
        "conference_url": conference_of(one.component),
        "reminders": None
        if reminders is None
        else [{"method": each.method, "minutes": each.minutes} for each in reminders],
        "guests_can": {name: name in rights for name in ("modify", "invite", "see_guests")},
        "attachments": present_attachments(one.person, attachments_of(one.component)),
        "my_status": described.my_status,
        **guests,
        **_abilities(one, described.my_status, rights),
    }


def rule_of(data: CalendarData) -> str:
    """Return the text of its RRULE; empty without one."""
    found = data.first.get("RRULE")
    first = found[0] if isinstance(found, list) and found else found
    return "" if first is None else first.to_ical().decode()


def _abilities(one: Opened, my_status: str, rights: frozenset[str]) -> dict[str, bool]:
    calendar_id, author = one.stored.calendar_id, one.stored.created_by_id
    organizer = organizer_of(one.component)
    writes = may_edit(one.eyes, calendar_id, author, "")
    invited = bool(organizer) and organizer not in one.owners_addresses
    edits = writes and (not invited or "modify" in rights)
    answers = writes and invited and bool(my_status)
    return {
        "may_edit": edits,
        "may_answer": answers,
        "may_invite": edits or (answers and "invite" in rights),
    }
