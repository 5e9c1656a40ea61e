"""Reads of calendars, each with a fixed number of queries."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from bureau.people import Person
from bureau.platform.db import prepared

from .ical import Span, occurrences, parse_object
from .models import (
    Calendar,
    CalendarListEntry,
    CalendarObject,
    EventDetail,
    Occurrence,
    Tombstone,
)
from .store.window import LONG, WIDEST_OFFSET, window

MOST_ON_THE_FLY = 5_000
"""Occurrences of one object that are expanded outside of the rows."""


class EventRow(NamedTuple):
    """One occurrence with what lists show of it."""

    calendar_id: str
    object_id: str
    recurrence_id: str
    start_at: datetime
    end_at: datetime
    is_local: bool
    """All day or floating: the times are those of the clock, written as if they were UTC."""
    busy: str
    kind: str
    title: str
    location: str
    color: str
    status: str
    visibility: str
    is_all_day: bool
    organizer: str
    guests: int
    my_status: str
    conference_url: str
    has_attachments: bool
    name: str
    uid: str
    component: str
    recurs: bool
    created_by_id: str | None


COLUMNS = (
    "calendar_id",
    "object_id",
    "recurrence_id",
    "start_at",
    "end_at",
    "is_local",
    "busy",
    "detail__kind",
    "detail__title",
    "detail__location",
    "detail__color",
    "detail__status",
    "detail__visibility",
    "detail__is_all_day",
    "detail__organizer",
    "detail__guests",
    "detail__my_status",
    "detail__conference_url",
    "detail__has_attachments",
    "object__name",
    "object__uid",
    "object__component",
    "object__recurs",
    "object__created_by_id",
)


def occurrences_between(
    calendar_ids: Collection[str], start: datetime, end: datetime, zone: str = "UTC"
) -> list[EventRow]:
    """Return what happens in the calendars in the range, sorted by start (RFC 4791 §9.9). Local
    times are judged in the zone.

    Three queries by index; series that reach out of what is kept in rows are expanded on the fly.
    """
    if not calendar_ids:
        return []
    ids = list(calendar_ids)
    low, high = start - WIDEST_OFFSET, end + WIDEST_OFFSET
    rows = [EventRow._make(row) for row in _scanned(ids, low - LONG, low, high)]
    rows += [EventRow._make(row) for row in _long(ids, low, high)]
    outside = {one.id: one for one in _outside(ids, start, end)}
    if outside:
        rows = [row for row in rows if row.object_id not in outside]
        rows += _expanded(outside.values(), low, high)
    found = [row for row in rows if overlaps(row, start, end, zone)]
    found.sort(key=lambda row: row.start_at)
    return found


def overlaps(row: EventRow, start: datetime, end: datetime, zone: str) -> bool:
    """Tell whether an occurrence overlaps the range (RFC 4791 §9.9)."""
    begins, ends = row.start_at, row.end_at
    if row.is_local:
        begins, ends = placed(begins, zone), placed(ends, zone)
    return begins < end and (ends > start or begins >= start)


def placed(local: datetime, zone: str) -> datetime:
    """Return the moment at which clocks in the zone show this local time."""
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@prepared
def _scanned(
    ids: list[str], earliest: datetime, start: datetime, end: datetime
) -> QuerySet[Occurrence, Any]:
    rows = Occurrence.objects.filter(
        calendar_id__in=ids, start_at__gt=earliest, start_at__lt=end, is_long=False
    )
    return rows.filter(Q(end_at__gt=start) | Q(start_at__gte=start)).values_list(*COLUMNS)


@prepared
def _long(ids: list[str], start: datetime, end: datetime) -> QuerySet[Occurrence, Any]:
    rows = Occurrence.objects.filter(calendar_id__in=ids, is_long=True, end_at__gt=start)
    return rows.filter(start_at__lt=end).values_list(*COLUMNS)


def _outside(ids: list[str], start: datetime, end: datetime) -> list[CalendarObject]:
    """Return the series of which the rows do not cover the range. No query within a year back."""
    early = start < window()[0] - WIDEST_OFFSET
    return _beyond(ids, start, end, early=early)


@prepared
def _beyond(
    ids: list[str], start: datetime, end: datetime, *, early: bool
) -> QuerySet[CalendarObject]:
    rows = CalendarObject.objects.filter(calendar_id__in=ids, filled_until__isnull=False)
    rows = rows.filter(first_at__lt=end).filter(Q(last_at__isnull=True) | Q(last_at__gt=start))
    return rows if early else rows.filter(filled_until__lt=end)


def _expanded(
    objects: Iterable[CalendarObject], start: datetime, end: datetime
) -> Iterator[EventRow]:
    found = list(objects)
    details: dict[str, dict[str, EventDetail]] = {}
    for detail in EventDetail.objects.filter(object_id__in=[one.id for one in found]):
        details.setdefault(detail.object_id, {})[detail.recurrence_id] = detail
    for one in found:
        yield from _expanded_one(one, details.get(one.id, {}), start, end)


def _expanded_one(
    one: CalendarObject, details: dict[str, EventDetail], start: datetime, end: datetime
) -> Iterator[EventRow]:
    for span in occurrences(parse_object(bytes(one.raw)), start, end, UTC, MOST_ON_THE_FLY):
        detail = details.get(span.recurrence_id) or details.get("")
        if detail is not None:
            yield _row(one, detail, span)


def _row(one: CalendarObject, detail: EventDetail, span: Span) -> EventRow:
    shown = [getattr(detail, name.removeprefix("detail__")) for name in COLUMNS[7:19]]
    placed_at = (one.calendar_id, one.id, span.recurrence_id, span.start, span.end, span.is_local)
    of_object = (one.name, one.uid, one.component, one.recurs, one.created_by_id)
    return EventRow._make((*placed_at, detail.busy, *shown, *of_object))


def object_named(calendar_id: str, name: str) -> CalendarObject | None:
    """Return an object by its name. One query by unique index."""
    found = _named(calendar_id, name)
    return found[0] if found else None


@prepared
def _named(calendar_id: str, name: str) -> QuerySet[CalendarObject]:
    return CalendarObject.objects.filter(calendar_id=calendar_id, name=name)


def object_with_uid(calendar_id: str, uid: str) -> CalendarObject | None:
    """Return the object of a calendar that has the UID. One query by unique index."""
    found = _with_uid(calendar_id, uid)
    return found[0] if found else None


@prepared
def _with_uid(calendar_id: str, uid: str) -> QuerySet[CalendarObject]:
    return CalendarObject.objects.filter(calendar_id=calendar_id, uid=uid)


def name_of_uid(owner_id: str, uid: str) -> tuple[str, str] | None:
    """Return calendar id and name of an object with this UID in any calendar of the owner. One
    query by index.
    """
    rows = CalendarObject.objects.filter(uid=uid, calendar__owner_id=owner_id)
    return rows.values_list("calendar_id", "name").first()


class ObjectRow(NamedTuple):
    """What DAV answers of an object."""

    id: str
    name: str
    uid: str
    component: str
    etag: str
    schedule_tag: str
    size_bytes: int
    seq: int
    updated_at: datetime
    created_at: datetime
    created_by_id: str | None
    raw: bytes


OBJECT_COLUMNS = ObjectRow._fields
LISTED = OBJECT_COLUMNS[:-1]


def objects_named(calendar_id: str, names: Sequence[str]) -> list[ObjectRow]:
    """Return the objects with these names and their bytes. One query for each 500."""
    found: list[ObjectRow] = []
    for at in range(0, len(names), 500):
        rows = _many(calendar_id, list(names[at : at + 500]))
        found += [ObjectRow._make(row) for row in rows]
    return found


@prepared
def _many(calendar_id: str, names: list[str]) -> QuerySet[CalendarObject, Any]:
    rows = CalendarObject.objects.filter(calendar_id=calendar_id, name__in=names)
    return rows.values_list(*OBJECT_COLUMNS)


def objects_of(calendar_id: str, *, with_raw: bool, component: str = "") -> list[ObjectRow]:
    """Return all objects of a calendar by name, or those of a kind of component, with their bytes
    where they are wanted. One query.
    """
    rows = _all_of(calendar_id, with_raw=with_raw, component=component)
    return [ObjectRow._make(row if with_raw else (*row, b"")) for row in rows]


@prepared
def _all_of(calendar_id: str, *, with_raw: bool, component: str) -> QuerySet[CalendarObject, Any]:
    rows = CalendarObject.objects.filter(calendar_id=calendar_id).order_by("name")
    if component:
        rows = rows.filter(component=component)
    return rows.values_list(*(OBJECT_COLUMNS if with_raw else LISTED))


@dataclass(frozen=True, slots=True)
class Change:
    """A changed object, or one that is gone."""

    name: str
    seq: int
    row: ObjectRow | None


def changes_since(calendar_id: str, seq: int, most: int) -> list[Change]:
    """Return what changed after `seq`, oldest first, at most one more than `most`. Two queries by
    index.
    """
    rows = [ObjectRow._make((*row, b"")) for row in _changed(calendar_id, seq, most=most + 1)]
    changes = [Change(row.name, row.seq, row) for row in rows]
    if seq > 0:
        changes += [Change(name, at, None) for name, at in _gone(calendar_id, seq)]
    changes.sort(key=lambda change: change.seq)
    return changes[: most + 1]


@prepared
def _changed(calendar_id: str, seq: int, *, most: int) -> QuerySet[CalendarObject, Any]:
    rows = CalendarObject.objects.filter(calendar_id=calendar_id, seq__gt=seq).order_by("seq")
    return rows.values_list(*LISTED)[:most]


@prepared
def _gone(calendar_id: str, seq: int) -> QuerySet[Tombstone, Any]:
    rows = Tombstone.objects.filter(calendar_id=calendar_id, seq__gt=seq).order_by("seq")
    return rows.values_list("name", "seq")


def events_within(calendar_id: str, start: datetime, end: datetime, zone: str) -> list[ObjectRow]:
    """Return the events that happen in the range, by name, with their bytes. Four queries by
    index.
    """
    rows = occurrences_between([calendar_id], start, end, zone)
    names = {row.name for row in rows if row.component == "VEVENT"}
    return objects_named(calendar_id, sorted(names))


@dataclass(frozen=True, slots=True)
class OpenRange:
    """What happens after a moment, or before one."""

    sure: set[str]
    """Names of the objects that do."""
    doubtful: set[str]
    """Names of those of which their time zone decides."""


def names_beyond(
    calendar_id: str, component: str, start: datetime | None, end: datetime | None
) -> OpenRange:
    """Return the names of the objects of a kind that happen after `start` or before `end`; one of
    both is None. One query.
    """
    rows = CalendarObject.objects.filter(calendar_id=calendar_id, component=component)
    rows = rows.filter(first_at__isnull=False)
    if start is not None:
        rows = rows.filter(Q(last_at__isnull=True) | Q(last_at__gte=start - WIDEST_OFFSET))
    if end is not None:
        rows = rows.filter(first_at__lt=end + WIDEST_OFFSET)
    found = OpenRange(set(), set())
    for name, first, last in rows.values_list("name", "first_at", "last_at"):
        ends_late = start is None or last is None or last > start + WIDEST_OFFSET
        begins_early = end is None or (first is not None and first < end - WIDEST_OFFSET)
        (found.sure if ends_late and begins_early else found.doubtful).add(name)
    return found


def names_touching(calendar_id: str, start: datetime, end: datetime) -> set[str]:
    """Return the names of the objects that may overlap the range: a superset, for what is asked of
    their bytes afterwards. Three queries by index.
    """
    low, high = start - WIDEST_OFFSET, end + WIDEST_OFFSET
    ids = [calendar_id]
    found = set(_touched(ids, low - LONG, low, high)) | set(_touched_long(ids, low, high))
    early = start < window()[0] - WIDEST_OFFSET
    return found | {one.name for one in _beyond(ids, low, high, early=early)}


@prepared
def _touched(
    ids: list[str], earliest: datetime, start: datetime, end: datetime
) -> QuerySet[Occurrence, str]:
    rows = Occurrence.objects.filter(
        calendar_id__in=ids, start_at__gt=earliest, start_at__lt=end, is_long=False
    )
    rows = rows.filter(Q(end_at__gt=start) | Q(start_at__gte=start))
    return rows.values_list("object__name", flat=True).distinct()


@prepared
def _touched_long(ids: list[str], start: datetime, end: datetime) -> QuerySet[Occurrence, str]:
    rows = Occurrence.objects.filter(calendar_id__in=ids, is_long=True, end_at__gt=start)
    return rows.filter(start_at__lt=end).values_list("object__name", flat=True).distinct()


def undated_names(calendar_id: str) -> list[str]:
    """Return the names of the objects without any time. One query by index."""
    rows = CalendarObject.objects.filter(calendar_id=calendar_id, first_at__isnull=True)
    return list(rows.values_list("name", flat=True))


def watcher_ids(calendar: Calendar) -> list[str]:
    """Return who has the calendar in their side bar, and its owner. One query by index."""
    return [calendar.owner_id, *_watchers(calendar.id)]


@prepared
def _watchers(calendar_id: str) -> QuerySet[CalendarListEntry, str]:
    rows = CalendarListEntry.objects.filter(calendar_id=calendar_id)
    return rows.filter(person__state=Person.State.ACTIVE).values_list("person_id", flat=True)
