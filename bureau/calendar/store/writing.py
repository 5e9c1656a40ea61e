"""Storing an object: its bytes and all that is derived from them, in the caller's transaction.

The caller has checked rights and the object's preconditions, and has taken the calendar's next
`seq` with `next_seq`, which locks the calendar until the transaction ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from blake3 import blake3
from django.db import connection
from django.utils import timezone

from bureau import people
from bureau.platform.db import increment, insert, update, upsert, upsert_one
from bureau.platform.ids import new_id

from ..errors import UnknownCalendar
from ..ical import CalendarData
from ..models import Calendar, CalendarObject, EventDetail, Tombstone
from .rows import Derived, derive, rows_of

ROWS_AT_ONCE = 500
CLEAR = (
    "DELETE FROM calendar_occurrence WHERE object_id = %s",
    "DELETE FROM calendar_eventdetail WHERE object_id = %s",
)
REMOVE = (
    "DELETE FROM calendar_calendarobject WHERE id = %s",
    *CLEAR,
    "DELETE FROM calendar_reminder WHERE object_id = %s",
)
"""The object goes first: what a job adds to it meanwhile is then either there already, and goes
as well, or is refused by the database. References are checked at the end of a transaction.
"""
REMOVE_ALL = (
    "DELETE FROM calendar_occurrence WHERE calendar_id = %s",
    "DELETE FROM calendar_eventdetail WHERE object_id IN "
    "(SELECT id FROM calendar_calendarobject WHERE calendar_id = %s)",
    "DELETE FROM calendar_reminder WHERE object_id IN "
    "(SELECT id FROM calendar_calendarobject WHERE calendar_id = %s)",
    "DELETE FROM calendar_calendarobject WHERE calendar_id = %s",
    "DELETE FROM calendar_tombstone WHERE calendar_id = %s",
)

UNBURY = "DELETE FROM calendar_tombstone WHERE calendar_id = %s AND name = %s"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where and how an object is stored."""

    calendar: Calendar
    name: str
    seq: int
    existing: CalendarObject | None = None
    created_by_id: str | None = None
    keeps_schedule_tag: bool = False


def next_seq(calendar: Calendar) -> int:
    """Count a change of the calendar, and let other writers of it wait for this transaction."""
    seq = increment(Calendar, "seq", calendar.id)
    if seq is None:
        raise UnknownCalendar()
    calendar.seq = seq
    return seq


def etag_of(raw: bytes) -> str:
    """Return the entity tag of these bytes, without quotes."""
    return blake3(raw).hexdigest(16)


def write(
    calendar: Calendar,
    name: str,
    data: CalendarData,
    raw: bytes,
    *,
    existing: CalendarObject | None = None,
    created_by_id: str | None = None,
    keeps_schedule_tag: bool = False,
) -> CalendarObject:
    """Store an object under a name, without asking for rights and without scheduling. Locks the
    calendar and counts the change. `existing` is the object that it replaces.
    """
    placed = Placed(calendar, name, next_seq(calendar), existing, created_by_id, keeps_schedule_tag)
    return write_at(placed, data, raw)


def write_at(placed: Placed, data: CalendarData, raw: bytes) -> CalendarObject:
    """Store an object in a calendar that is locked already."""
    calendar = placed.calendar
    derived = derive(data, _addresses(calendar, data))
    stored = _filled(placed, data, raw, derived)
    if placed.existing is None:
        insert(stored)
        _unbury(calendar.id, placed.name)
    else:
        update(stored, *CHANGING)
        clear(stored.id)
    _write_derived(stored, derived)
    return stored


def _addresses(calendar: Calendar, data: CalendarData) -> list[str]:
    """Return the owner's addresses where somebody is invited. One query then."""
    if not any(data.attendees(part) for part in data.parts):
        return []
    return people.addresses_of(calendar.owner_id)


def _unbury(calendar_id: str, name: str) -> None:
    """Forget that something of this name was deleted. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(UNBURY, [calendar_id, name])


CHANGING = (
    "name",
    "uid",
    "component",
    "raw",
    "size_bytes",
    "etag",
    "schedule_tag",
    "seq",
    "organizer",
    "first_at",
    "last_at",
    "recurs",
    "filled_until",
    "updated_at",
)


def _filled(placed: Placed, data: CalendarData, raw: bytes, derived: Derived) -> CalendarObject:
    now = timezone.now()
    stored = placed.existing or CalendarObject(
        id=new_id(),
        calendar_id=placed.calendar.id,
        created_by_id=placed.created_by_id,
        created_at=now,
    )
    etag = etag_of(raw)
    if not (placed.keeps_schedule_tag and stored.schedule_tag):
        stored.schedule_tag = f"{placed.seq}-{etag[:16]}" if derived.organizer else ""
    stored.name, stored.uid, stored.component = placed.name, data.uid, data.component
    stored.raw, stored.size_bytes, stored.etag, stored.seq = raw, len(raw), etag, placed.seq
    stored.organizer = derived.organizer
    stored.first_at, stored.last_at = derived.first_at, derived.last_at
    stored.recurs, stored.filled_until = derived.recurs, derived.filled_until
    stored.updated_at = now
    return stored


def _write_derived(stored: CalendarObject, derived: Derived) -> None:
    for detail in derived.details.values():
        detail.object_id = stored.id
    _insert_details(list(derived.details.values()))
    rows = rows_of(stored, derived)
    for at in range(0, len(rows), ROWS_AT_ONCE):
        insert(*rows[at : at + ROWS_AT_ONCE])


def _insert_details(details: list[EventDetail]) -> None:
    """Insert details and read their keys back. Most objects have one."""
    if len(details) == 1:
        upsert_one(details[0], ["object_id", "recurrence_id"], ["kind"])
    else:
        EventDetail.objects.bulk_create(details)


def clear(object_id: str) -> None:
    """Take away what is derived from an object. Two statements."""
    _execute(CLEAR, object_id)


def _execute(statements: Iterable[str], object_id: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, [object_id])


def refill(stored: CalendarObject, calendar: Calendar, data: CalendarData) -> None:
    """Make the derived rows of an object anew; the object itself does not change."""
    derived = derive(data, _addresses(calendar, data))
    clear(stored.id)
    stored.first_at, stored.last_at = derived.first_at, derived.last_at
    stored.recurs, stored.filled_until = derived.recurs, derived.filled_until
    update(stored, "first_at", "last_at", "recurs", "filled_until")
    _write_derived(stored, derived)


def remove(calendar: Calendar, stored: CalendarObject) -> int:
    """Delete an object and leave a tombstone, without asking for rights and without scheduling.
    Locks the calendar; returns its new `seq`.
    """
    seq = next_seq(calendar)
    remove_at(calendar, stored, seq)
    return seq


def remove_at(calendar: Calendar, stored: CalendarObject, seq: int) -> None:
    """Delete an object of a calendar that is locked already."""
    _execute(REMOVE, stored.id)
    grave = Tombstone(calendar_id=calendar.id, name=stored.name, seq=seq)
    upsert([grave], ["calendar_id", "name"], ["seq"])


def remove_all(calendar: Calendar) -> None:
    """Delete all objects of a calendar with their tombstones. Locks the calendar and the objects;
    seven statements.
    """
    next_seq(calendar)
    locked = CalendarObject.objects.select_for_update().filter(calendar_id=calendar.id)
    list(locked.values_list("id", flat=True))
    with connection.cursor() as cursor:
        for statement in REMOVE_ALL:
            cursor.execute(statement, [calendar.id])
