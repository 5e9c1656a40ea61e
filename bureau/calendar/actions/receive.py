"""One message reaches one person: their object, their inbox, their bell."""

from datetime import timedelta

from django.utils import timezone

from bureau import people
from bureau.people import Person
from bureau.platform import live
from bureau.platform.ids import new_id

from .. import queries
from ..events import announce_object
from ..ical import parse_object
from ..models import Calendar, CalendarObject
from ..scheduling import Applied, ITip, apply
from ..store.writing import remove, write
from . import notices, spreading
from .calendars import open_default_calendar
from .inbox_delivery import put_into_inboxes

SPREAD_AFTER = timedelta(seconds=3)


def receive(person: Person, message: ITip, *, who: str, notifies: bool = True) -> Applied:
    """Apply a message to what the person has, in the caller's transaction.

    A message that brings nothing new changes nothing and tells nobody. About fifteen queries.
    """
    calendar, existing = _locked(person, message)
    own = parse_object(bytes(existing.raw)) if existing is not None else None
    applied = apply(own, message, frozenset(people.addresses_of(person.id)))
    if applied.outcome == "nothing":
        return applied
    stored = _keep(calendar, existing, applied)
    if applied.outcome == "asked_again" and existing is not None:
        spreading.send_again(existing, message.sender)
    if applied.answers and stored is not None:
        spreading.spread.at(
            timezone.now() + SPREAD_AFTER, key=f"calendar.spread/{stored.id}"
        ).enqueue(object_id=stored.id)
    if message.is_important:
        put_into_inboxes([person.id], message)
        if notifies and applied.outcome != "asked_again":
            notices.tell([person], phrase(applied), message, who, _note(applied))
    return applied


def _locked(person: Person, message: ITip) -> tuple[Calendar, CalendarObject | None]:
    """Return the calendar that the message concerns, locked, and the object in it."""
    found = object_of(person, message.data.uid)
    calendar = found.calendar if found is not None else open_default_calendar(person)
    locked = Calendar.objects.select_for_update().get(id=calendar.id)
    return locked, queries.object_with_uid(locked.id, message.data.uid)


def object_of(person: Person, uid: str) -> CalendarObject | None:
    """Return the person's object with this UID: in a calendar of theirs, or one that they made in
    a calendar of others. Two queries by index.
    """
    rows = CalendarObject.objects.filter(uid=uid).select_related("calendar")
    rows = rows.exclude(calendar__kind=Calendar.Kind.RESOURCE)
    own = rows.filter(calendar__owner_id=person.id).order_by("-organizer", "id").first()
    return own or rows.filter(created_by_id=person.id, organizer=person.email).first()


def _keep(
    calendar: Calendar, existing: CalendarObject | None, applied: Applied
) -> CalendarObject | None:
    if applied.stored is None:
        if existing is not None:
            remove(calendar, existing)
            _tell("deleted", calendar, existing)
        return None
    if applied.outcome in ("asked_again", "counter_declined"):
        return existing
    name = existing.name if existing is not None else f"{new_id()}.ics"
    stored = write(
        calendar,
        name,
        applied.stored,
        applied.stored.to_bytes(),
        existing=existing,
        keeps_schedule_tag=applied.keeps_schedule_tag,
    )
    _tell("updated" if existing is not None else "created", calendar, stored)
    return stored


def _tell(verb: str, calendar: Calendar, stored: CalendarObject) -> None:
    announce_object(verb, calendar, stored)
    live.publish(queries.watcher_ids(calendar), "calendar", calendar=calendar.id)


def phrase(applied: Applied) -> str:
    """Return the name of the words that say what happened."""
    if applied.outcome == "answered":
        return f"told_{applied.answers[-1].partstat.lower().replace('-', '_')}"
    return f"told_{applied.outcome}"


def _note(applied: Applied) -> str:
    return next((one.note for one in applied.answers if one.note), "")
