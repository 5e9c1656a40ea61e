"""Events as the browser writes them: made, changed, removed and moved, one occurrence or many."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction

from bureau import people
from bureau.people import Actor
from bureau.platform.errors import BadInput
from bureau.platform.ids import new_id

from .. import ical, policies
from ..errors import ObjectChanged, UnknownObject
from ..ical import CalendarData, parse_object
from ..listing import zone_of
from ..models import Calendar, CalendarObject
from .event_changes import changes_from, zone_for
from .importing import calendar_to_write
from .objects import delete_object, move_object, put_data

Range = Literal["this", "following", "all"]


@dataclass(frozen=True, slots=True)
class Aim:
    """Which occurrences are meant, and how guests hear of it."""

    range: Range = "all"
    recurrence_id: str = ""
    etag: str = ""
    """Refused where the event has another; empty for whatever it has."""
    notifies: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """Where the changed part is now."""

    event_id: str
    recurrence_id: str


def make(
    actor: Actor, calendar_id: str | None, fields: Mapping[str, Any], *, notifies: bool = True
) -> CalendarObject:
    """Make an event and invite its guests.

    Raises `UnknownCalendar`, `NotYourCalendar`, `ReadOnlyCalendar`, `BadInput`, `BadObject`.
    """
    with transaction.atomic():
        calendar = calendar_to_write(actor, calendar_id)
        person = people.find_person(actor.person_id)
        zone = zone_for(calendar, fields, zone_of(person) if person else "UTC")
        changes = changes_from(actor, calendar, {**fields, "time_zone": zone}, None)
        uid = f"{new_id()}@{actor.email.rpartition('@')[2] or 'bureau'}"
        return add_event(actor, calendar, changes, uid, notifies=notifies)


def add_event(
    actor: Actor, calendar: Calendar, changes: ical.EventChanges, uid: str, *, notifies: bool = True
) -> CalendarObject:
    """Make an event of this UID; raises `NameTaken` where it is there, and as `make` does."""
    with _told():
        data = ical.create(changes, uid)
    name = event_name(uid)
    return put_data(actor, calendar, name, data, none_match=True, notifies=notifies).object


def event_name(uid: str) -> str:
    """Return the last segment of the address of an event that is made here."""
    return f"{uid.partition('@')[0]}.ics"


def change(actor: Actor, event_id: str, fields: Mapping[str, Any], aim: Aim) -> Changed:
    """Change one occurrence, it and those that follow, or all.

    Raises `UnknownObject`, `ObjectChanged`, `NotYourCalendar`, `BadInput`, `BadObject`.
    """
    with transaction.atomic():
        stored, data = _open(actor, event_id, aim)
        component = data.component_for(aim.recurrence_id)
        changes = changes_from(actor, stored.calendar, fields, component)
        with _told():
            edited = ical.edit(data, ical.Range(aim.range), aim.recurrence_id, changes)
        if edited.kept is not None:
            _put(actor, stored, edited.kept, aim)
        if edited.split is None:
            return Changed(stored.id, aim.recurrence_id if aim.range == "this" else "")
        if edited.kept is None:
            delete_object(actor, stored.calendar, stored.name, schedules=False)
        made = _put_split(actor, stored.calendar, edited.split, aim)
        return Changed(made.id, "")


@contextmanager
def _told() -> Iterator[None]:
    """Say what an edit refuses in our own words."""
    try:
        yield
    except ical.UnknownOccurrence:
        raise UnknownObject() from None
    except ical.BadCalendarData as error:
        raise BadInput(error.words) from None


def _open(actor: Actor, event_id: str, aim: Aim) -> tuple[CalendarObject, CalendarData]:
    """Return an event whose occurrences the actor may change, locked against others' changes."""
    stored = event_of(actor, event_id)
    if aim.etag and stored.etag != aim.etag:
        raise ObjectChanged()
    if aim.range != "all" and not aim.recurrence_id:
        raise BadInput(errors=[{"field": "recurrence_id", "message": "Say which occurrence."}])
    return stored, parse_object(bytes(stored.raw))


def event_of(actor: Actor, event_id: str) -> CalendarObject:
    """Return an event that the actor may read, with its calendar; raises `UnknownObject`."""
    rows = CalendarObject.objects.select_related("calendar__owner")
    stored = rows.filter(id=event_id, component="VEVENT").first()
    if stored is None or policies.role_on(actor, stored.calendar) < policies.READ:
        raise UnknownObject()
    return stored


def _put(actor: Actor, stored: CalendarObject, data: CalendarData, aim: Aim) -> None:
    put_data(
        actor,
        stored.calendar,
        stored.name,
        data,
        match=stored.etag,
        notifies=aim.notifies,
        note=aim.note,
    )


def _put_split(actor: Actor, calendar: Calendar, data: CalendarData, aim: Aim) -> CalendarObject:
    name = f"{new_id()}.ics"
    done = put_data(
        actor, calendar, name, data, none_match=True, notifies=aim.notifies, note=aim.note
    )
    return done.object


def remove(actor: Actor, event_id: str, aim: Aim) -> None:
    """Remove one occurrence, it and those that follow, or all; guests are told.

    Raises `UnknownObject`, `NotYourCalendar`, `BadInput`.
    """
    with transaction.atomic():
        stored, data = _open(actor, event_id, aim)
        with _told():
            left = ical.remove(data, ical.Range(aim.range), aim.recurrence_id).kept
        if left is not None:
            _put(actor, stored, left, aim)
            return
        delete_object(
            actor,
            stored.calendar,
            stored.name,
            match=stored.etag,
            notifies=aim.notifies,
            note=aim.note,
        )


def move(actor: Actor, event_id: str, calendar_id: str) -> CalendarObject:
    """Put an event into another calendar; raises `UnknownObject`, `UnknownCalendar`,
    `NotYourCalendar`, `UidTaken`.
    """
    with transaction.atomic():
        stored = event_of(actor, event_id)
        target = policies.calendar_for(actor, calendar_id, policies.ADD)
        done = move_object(actor, stored.calendar, stored.name, target, stored.name)
        return done.object
