"""Edits of one occurrence, of it and all that follow, or of a whole series.

Pure: the object that is given stays as it is. Whatever an edit does not name stays too, above all
the other occurrences with their exceptions. JSON and CalDAV meet in the same objects.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

from icalendar import Calendar, Component, Event
from icalendar.prop import vDDDTypes, vInt, vText

from .changes import EventChanges, Guest
from .data import CalendarData, address_of, text_of, values_of
from .moving import reschedule, reschedule_one
from .properties import has_same, set_property, writes
from .splitting import divided, is_first, override_for, without

_SIGNIFICANT = frozenset({"start", "end", "zone", "is_all_day", "rule", "location", "status"})
PRODID = "-//Bureau//Calendar//EN"


class Range(StrEnum):
    """What of a series an edit is for."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True)
class Edited:
    """What an edit leaves: the object under its UID, and the new one that follows a split.

    `kept` is None when nothing of it is left.
    """

    kept: CalendarData | None
    split: CalendarData | None = None


def create(changes: EventChanges, uid: str = "", now: datetime | None = None) -> CalendarData:
    """A new event with what `changes` say; `start` must be among them."""
    event = Event()
    event["UID"] = vText(uid or str(uuid4()))
    event["DTSTAMP"] = event["CREATED"] = _now(now)
    calendar = Calendar()
    calendar["VERSION"], calendar["PRODID"] = vText("2.0"), vText(PRODID)
    calendar.subcomponents.append(event)
    data = CalendarData.of_calendar(calendar)
    reschedule_one(event, changes)
    reschedule(data, "", EventChanges(rule=changes.rule))
    _apply(event, changes)
    event["SEQUENCE"] = vInt(0)
    return data


def edit(
    data: CalendarData,
    of: Range,
    recurrence_id: str,
    changes: EventChanges,
    now: datetime | None = None,
) -> Edited:
    """The object after an edit of an occurrence, of it and what follows, or of all.

    `recurrence_id` names the occurrence that `changes.start` and `end` are about; empty for the
    series itself. An edit of what follows from the first occurrence on is one of all. SEQUENCE
    grows where guests have to know (RFC 5546 §2.1.4). Raises UnknownOccurrence, or
    BadCalendarData for a rule that is none.
    """
    if _is_whole(data, of, recurrence_id):
        return Edited(_edit_all(data.copy(), recurrence_id, changes, now))
    if of == Range.THIS:
        return Edited(_edit_one(data.copy(), recurrence_id, changes, now))
    kept, split = divided(data, recurrence_id)
    if kept is not None:
        _touch(kept, now)
    return Edited(kept, _edit_all(split, recurrence_id, changes, now))


def remove(
    data: CalendarData, of: Range, recurrence_id: str, now: datetime | None = None
) -> Edited:
    """The object without an occurrence, without it and what follows; nothing for all."""
    if _is_whole(data, of, recurrence_id):
        return Edited(None)
    if of == Range.FOLLOWING:
        kept = divided(data, recurrence_id)[0]
    else:
        kept = without(data, recurrence_id)
    if kept is not None:
        _touch(kept, now)
    return Edited(kept)


def _is_whole(data: CalendarData, of: Range, recurrence_id: str) -> bool:
    if not data.recurs or of == Range.ALL:
        return True
    return of == Range.FOLLOWING and (not recurrence_id or is_first(data, recurrence_id))


def _edit_one(
    data: CalendarData, recurrence_id: str, changes: EventChanges, now: datetime | None
) -> CalendarData:
    component = override_for(data, recurrence_id)
    reschedule_one(component, changes)
    _apply(component, changes)
    _stamp(component, now, is_significant=_is_significant(changes))
    return data


def _edit_all(
    data: CalendarData, recurrence_id: str, changes: EventChanges, now: datetime | None
) -> CalendarData:
    model = data.master
    for key, part in data.overrides.items():
        for field, value in changes.changed.items():
            _apply_along(part, model if key != recurrence_id else None, field, value)
    if model is not None:
        _apply(model, changes)
    reschedule(data, recurrence_id if data.recurs else "", changes)
    for part in data.parts:
        _stamp(part, now, is_significant=_is_significant(changes))
    return CalendarData.of_calendar(data.calendar)


def _apply(component: Component, changes: EventChanges) -> None:
    for field, value in changes.changed.items():
        if writes(field):
            set_property(component, field, value)


def _apply_along(part: Component, model: Component | None, field: str, value: object) -> None:
    """A change of the series, for a changed occurrence: where it differs from it, it stays so."""
    if not writes(field):
        return
    if model is None or has_same(part, model, field):
        set_property(part, field, value)
    elif field == "guests" and isinstance(value, tuple):
        set_property(part, field, _guests_along(part, model, value))


def _guests_along(
    part: Component, model: Component, guests: tuple[Guest, ...]
) -> tuple[Guest, ...]:
    """The guests of a changed occurrence with those that the series lost and won."""
    before = {address_of(value) for value in values_of(model, "ATTENDEE")}
    after = {guest.email.lower(): guest for guest in guests}
    own = [
        after.pop(address, Guest(address, str(value.params.get("CN", ""))))
        for value in values_of(part, "ATTENDEE")
        if (address := address_of(value)) in after or address not in before
    ]
    return (*own, *(guest for address, guest in after.items() if address not in before))


def _is_significant(changes: EventChanges) -> bool:
    return not _SIGNIFICANT.isdisjoint(changes.changed)


def _touch(data: CalendarData, now: datetime | None) -> None:
    """Stamps a series that lost occurrences."""
    for part in data.parts:
        _stamp(part, now, is_significant=part is data.master)


def _stamp(component: Component, now: datetime | None, *, is_significant: bool) -> None:
    component["DTSTAMP"] = component["LAST-MODIFIED"] = _now(now)
    sequence = text_of(component, "SEQUENCE").strip()
    number = int(sequence) if sequence.isdecimal() else 0
    component["SEQUENCE"] = vInt(number + is_significant)


def _now(now: datetime | None) -> vDDDTypes:
    return vDDDTypes((now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0))
