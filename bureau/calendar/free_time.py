"""When people have no time, as far as the asker may know; for many people at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bureau import people
from bureau.people import Actor, Person

from . import policies
from .choices import Choices, choices_of_all
from .models import Calendar
from .queries import EventRow, occurrences_between, placed
from .working import working_spans

COUNTED = (Calendar.Kind.OWN, Calendar.Kind.RESOURCE)
"""Kinds of calendars that make their owners busy."""


@dataclass(frozen=True, slots=True)
class BusyTime:
    """When somebody has no time, and how firmly."""

    start: datetime
    end: datetime
    status: str


@dataclass(frozen=True, slots=True)
class FreeBusy:
    """What may be known of one person's time."""

    email: str
    person: Person | None
    """None where it is nobody of ours."""
    is_known: bool
    busy: list[BusyTime]
    working: list[tuple[datetime, datetime]]


def free_busy_of(
    actor: Actor, emails: Collection[str], start: datetime, end: datetime
) -> list[FreeBusy]:
    """Return one entry for each address, in order. Groups are not resolved; whoever shares nothing
    is not known. Nine queries, however many there are.
    """
    owners = people.resolve_addresses(emails)
    persons = {one.id: one for one in owners.values() if isinstance(one, Person)}
    choices = choices_of_all(persons)
    calendars = _calendars(actor, list(persons))
    busy = _busy(calendars, choices, start, end)
    known = {one.owner_id for one in calendars}
    found = []
    for email in emails:
        owner = owners.get(email.strip().lower())
        person = owner if isinstance(owner, Person) else None
        found.append(
            FreeBusy(
                email,
                person,
                person is not None and person.id in known,
                merged(busy.get(person.id, [])) if person else [],
                _working(person, choices, start, end) if person else [],
            )
        )
    return found


def _working(
    person: Person, choices: Mapping[str, Choices], start: datetime, end: datetime
) -> list[tuple[datetime, datetime]]:
    if person.kind == Person.Kind.RESOURCE:
        return [(start, end)]
    return working_spans(choices[person.id], start, end)


def _calendars(actor: Actor, person_ids: list[str]) -> list[Calendar]:
    """Return what counts of these persons and may be known. Three queries."""
    rows = Calendar.objects.filter(owner_id__in=person_ids, kind__in=COUNTED, is_transparent=False)
    found = list(rows)
    roles = policies.roles_on(actor, found)
    return [one for one in found if roles[one.id] > 0]


def _busy(
    calendars: list[Calendar], choices: Mapping[str, Choices], start: datetime, end: datetime
) -> dict[str, list[BusyTime]]:
    owners = {one.id: one.owner_id for one in calendars}
    found: dict[str, list[BusyTime]] = {}
    for row in occurrences_between(list(owners), start, end):
        owner = owners[row.calendar_id]
        if takes_time(row):
            begins, ends = _moments(row, choices[owner].time_zone)
            if begins < end and ends > start:
                span = BusyTime(max(begins, start), min(ends, end), row.busy)
                found.setdefault(owner, []).append(span)
    return found


def takes_time(row: EventRow) -> bool:
    """Tell whether somebody is busy then (RFC 4791 §7.10)."""
    return (
        row.component == "VEVENT"
        and row.busy != "free"
        and row.status != "cancelled"
        and row.my_status != "declined"
    )


def _moments(row: EventRow, zone: str) -> tuple[datetime, datetime]:
    if row.is_local:
        return placed(row.start_at, zone), placed(row.end_at, zone)
    return row.start_at, row.end_at


def merged(spans: list[BusyTime]) -> list[BusyTime]:
    """Return the spans by start, those of one kind that touch as one."""
    found: list[BusyTime] = []
    last: dict[str, int] = {}
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        at = last.get(span.status)
        if at is not None and found[at].end >= span.start:
            if span.end > found[at].end:
                found[at] = BusyTime(found[at].start, span.end, span.status)
            continue
        last[span.status] = len(found)
        found.append(span)
    return found
