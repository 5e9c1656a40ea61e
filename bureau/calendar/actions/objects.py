"""Putting, moving and deleting objects: the one way in which events and tasks are written.

Each is one transaction: rights, parsing, preconditions (RFC 4791 §5.3.2.1), scheduling, rows,
delivery, event. The calendar is locked first, so what is compared is what is replaced.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from bureau.people import Actor
from bureau.platform import live

from .. import policies, queries
from ..errors import BadObject, NameTaken, ObjectChanged, TooLarge, UidTaken, UnknownObject
from ..events import announce_object
from ..ical import BadCalendarData, CalendarData, parse_object
from ..models import Calendar, CalendarObject
from ..store.writing import Placed, next_seq, remove_at, write_at
from . import scheduling

LARGEST_BYTES = 5 * 1024 * 1024
"""CALDAV:max-resource-size."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an object."""

    object: CalendarObject
    is_new: bool
    is_as_sent: bool
    """Whether GET answers the very bytes that were put; else PUT gives no entity tag."""

    @property
    def etag(self) -> str:
        """The entity tag, without quotes."""
        return self.object.etag

    @property
    def schedule_tag(self) -> str:
        """The schedule tag, without quotes; empty when nobody is invited."""
        return self.object.schedule_tag


@dataclass(frozen=True, slots=True)
class Wish:
    """Under which conditions and how an object is written."""

    match: Collection[str] | None = None
    """Entity tags of which the object must have one (If-Match)."""
    none_match: bool = False
    """There must be nothing of this name (If-None-Match: *)."""
    schedule_tag: str | None = None
    """If-Schedule-Tag-Match (RFC 6638 §8.2)."""
    schedules: bool = True
    notifies: bool = True
    """Whether guests are told."""
    note: str = ""
    """Words that go with the messages."""


def put_object(
    actor: Actor,
    calendar: Calendar,
    name: str,
    raw: bytes,
    *,
    match: Collection[str] | str | None = None,
    none_match: bool = False,
    schedule_tag: str | None = None,
    schedules: bool = True,
) -> Stored:
    """Store an object under a name of the calendar, as new or instead of what is there.

    Raises `BadObject`, `TooLarge`, `UidTaken`, `ObjectChanged`, `NameTaken`, `NotYourCalendar`,
    `UnknownCalendar`, and what scheduling refuses; then nothing has changed.
    """
    wish = Wish(_tags(match), none_match, schedule_tag, schedules)
    data = parsed(calendar, raw)
    with transaction.atomic():
        return _put(actor, calendar, name, data, raw, wish)


def put_data(
    actor: Actor,
    calendar: Calendar,
    name: str,
    data: CalendarData,
    *,
    match: Collection[str] | str | None = None,
    none_match: bool = False,
    notifies: bool = True,
    note: str = "",
) -> Stored:
    """Store an object that was made or edited here; otherwise as `put_object`."""
    wish = Wish(_tags(match), none_match, notifies=notifies, note=note)
    raw = data.to_bytes()
    if len(raw) > LARGEST_BYTES:
        raise TooLarge()
    with transaction.atomic():
        return _put(actor, calendar, name, data, raw, wish)


def _tags(match: Collection[str] | str | None) -> Collection[str] | None:
    return (match,) if isinstance(match, str) else match


def parsed(calendar: Calendar, raw: bytes) -> CalendarData:
    """Read bytes as an object that this calendar takes; raises `BadObject` or `TooLarge`."""
    if len(raw) > LARGEST_BYTES:
        raise TooLarge()
    try:
        data = parse_object(raw)
    except BadCalendarData as error:
        raise BadObject(error.words, error.precondition) from None
    if data.component not in calendar.components.split(","):
        raise BadObject(f"This calendar takes no {data.component}.", "supported-calendar-component")
    return data


def _put(
    actor: Actor, calendar: Calendar, name: str, data: CalendarData, raw: bytes, wish: Wish
) -> Stored:
    role = policies.role_on(actor, calendar)
    policies.require(role, policies.ADD)
    seq = next_seq(calendar)
    existing = queries.object_named(calendar.id, name)
    _check_existing(existing, wish)
    if existing is None:
        policies.check_adds(actor, calendar, role)
    else:
        policies.check_changes(actor, calendar, existing, role)
    _check_uid(calendar, name, data, existing)
    # Reading what was there is a third of a write: only guests make it matter.
    old = old_data(existing) if existing is not None and existing.organizer else None
    done = _scheduled(actor, calendar, old, data, wish)
    assert done.data is not None
    is_as_sent = not (done.changed or done.data.is_repaired)
    stored = write_at(
        Placed(calendar, name, seq, existing, actor.person_id or None, done.keeps_schedule_tag),
        done.data,
        raw if is_as_sent else done.data.to_bytes(),
    )
    scheduling.deliver(done)
    _tell("updated" if existing else "created", calendar, stored)
    return Stored(stored, existing is None, is_as_sent)


def _scheduled(
    actor: Actor,
    calendar: Calendar,
    old: CalendarData | None,
    new: CalendarData | None,
    wish: Wish,
) -> scheduling.Processed:
    if not wish.schedules:
        return scheduling.Processed(new)
    return scheduling.process(calendar, old, new, actor, notifies=wish.notifies, note=wish.note)


def _check_existing(existing: CalendarObject | None, wish: Wish) -> None:
    if existing is None:
        if wish.match is not None or wish.schedule_tag is not None:
            raise ObjectChanged()
        return
    if wish.none_match:
        raise NameTaken()
    if wish.match is not None and existing.etag not in wish.match:
        raise ObjectChanged()
    if wish.schedule_tag is not None and existing.schedule_tag != wish.schedule_tag:
        raise ObjectChanged()


def _check_uid(
    calendar: Calendar, name: str, data: CalendarData, existing: CalendarObject | None
) -> None:
    """Refuse a UID that another object of the calendar has, and one other than the object had."""
    if existing is not None and existing.uid == data.uid:
        return
    other = queries.object_with_uid(calendar.id, data.uid)
    if other is not None:
        raise UidTaken(other.name)
    if existing is not None:
        raise UidTaken(name)


def old_data(existing: CalendarObject | None) -> CalendarData | None:
    """Return the stored object as it is read; None where there is none."""
    return None if existing is None else parse_object(bytes(existing.raw))


def delete_object(
    actor: Actor,
    calendar: Calendar,
    name: str,
    *,
    match: Collection[str] | str | None = None,
    schedule_tag: str | None = None,
    schedules: bool = True,
    notifies: bool = True,
    note: str = "",
) -> None:
    """Delete an object; guests are told that it is cancelled, organisers that one will not come.

    Raises `UnknownObject`, `ObjectChanged`, `NotYourCalendar`, `UnknownCalendar`.
    """
    wish = Wish(_tags(match), False, schedule_tag, schedules, notifies, note)
    with transaction.atomic():
        role = policies.role_on(actor, calendar)
        policies.require(role, policies.ADD)
        seq = next_seq(calendar)
        existing = queries.object_named(calendar.id, name)
        if existing is None:
            raise UnknownObject()
        _check_existing(existing, wish)
        policies.check_changes(actor, calendar, existing, role)
        done = _scheduled(actor, calendar, old_data(existing), None, wish)
        remove_at(calendar, existing, seq)
        scheduling.deliver(done)
        _tell("deleted", calendar, existing)


def move_object(
    actor: Actor,
    source: Calendar,
    name: str,
    target: Calendar,
    new_name: str,
    *,
    overwrites: bool = False,
    match: Collection[str] | str | None = None,
) -> Stored:
    """Move an object into another calendar or under another name. Nobody is told: its guests see no
    difference (RFC 6638 §3.2.2.2).

    Raises as `put_object` and `delete_object` do, and `NameTaken` where `overwrites` is false.
    """
    with transaction.atomic():
        for calendar in sorted({source.id: source, target.id: target}.values(), key=_by_id):
            next_seq(calendar)
        moved = _taken(actor, source, name, _tags(match))
        if (source.id, name) == (target.id, new_name):
            return Stored(moved, False, True)
        replaced = _place(actor, target, moved, new_name, overwrites)
        if replaced is not None:
            remove_at(target, replaced, target.seq)
            announce_object("deleted", target, replaced)
        data = parsed(target, bytes(moved.raw))
        remove_at(source, moved, source.seq)
        placed = Placed(target, new_name, target.seq, created_by_id=moved.created_by_id)
        stored = write_at(placed, data, bytes(moved.raw))
        announce_object("deleted", source, moved)
        live.publish(queries.watcher_ids(source), "calendar", calendar=source.id)
        _tell("created", target, stored)
        return Stored(stored, replaced is None, True)


def _by_id(calendar: Calendar) -> str:
    return calendar.id


def _taken(
    actor: Actor, source: Calendar, name: str, match: Collection[str] | None
) -> CalendarObject:
    """Return the object that is to be moved away, if the actor may do so."""
    moved = queries.object_named(source.id, name)
    policies.require(policies.role_on(actor, source), policies.READ)
    if moved is None:
        raise UnknownObject()
    policies.check_changes(actor, source, moved, policies.role_on(actor, source))
    _check_existing(moved, Wish(match))
    return moved


def _place(
    actor: Actor, target: Calendar, moved: CalendarObject, name: str, overwrites: bool
) -> CalendarObject | None:
    """Return what stands where an object is to come, if the actor may replace it."""
    role = policies.role_on(actor, target)
    policies.check_adds(actor, target, role)
    replaced = queries.object_named(target.id, name)
    if replaced is not None and not overwrites:
        raise NameTaken()
    if replaced is not None:
        policies.check_changes(actor, target, replaced, role)
    same = queries.object_with_uid(target.id, moved.uid)
    if same is not None and same.id not in (moved.id, replaced.id if replaced else ""):
        raise UidTaken(same.name)
    return replaced


def copy_object(
    actor: Actor,
    source: Calendar,
    name: str,
    target: Calendar,
    new_name: str,
    *,
    overwrites: bool = False,
) -> Stored:
    """Copy an object; the copy has the same UID, so it cannot stay in the same calendar.

    Raises as `put_object` does, and `UnknownObject`.
    """
    with transaction.atomic():
        policies.require(policies.role_on(actor, source), policies.READ)
        found = queries.object_named(source.id, name)
        if found is None:
            raise UnknownObject()
        return put_object(
            actor, target, new_name, bytes(found.raw), none_match=not overwrites, schedules=False
        )


def _tell(verb: str, calendar: Calendar, stored: CalendarObject) -> None:
    announce_object(verb, calendar, stored)
    live.publish(queries.watcher_ids(calendar), "calendar", calendar=calendar.id)
