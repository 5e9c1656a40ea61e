"""Invitations and cancellations reach many people here at once.

Guests whose copies come out the same are written together: 500 new copies are a handful of
statements, and so are 500 changed ones that nobody has touched.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from bureau.people import Address, Person
from bureau.platform import events, live
from bureau.platform.db import insert, upsert
from bureau.platform.ids import new_id

from ..ical import CalendarData, parse_object
from ..models import (
    Calendar,
    CalendarListEntry,
    CalendarObject,
    CalendarSettings,
    EventDetail,
    Occurrence,
    Tombstone,
)
from ..scheduling import Applied, ITip, apply, partstat_of
from ..scheduling.attendees import address_of, attendees_of
from ..store.rows import Derived, derive, rows_of
from ..store.writing import etag_of
from . import notices
from .calendars import open_default_calendar
from .inbox_delivery import put_into_inboxes

AT_ONCE = 100
ROWS_AT_ONCE = 500

Answers = tuple[tuple[str, str], ...]
"""What somebody answered, by component."""


@dataclass(frozen=True, slots=True)
class _Copy:
    person: Person
    addresses: frozenset[str]
    calendar: Calendar
    existing: CalendarObject | None


@dataclass(frozen=True, slots=True)
class _Result:
    applied: Applied
    copies: list[_Copy]


def tell_many(
    message: ITip,
    persons: Sequence[Person],
    *,
    who: str,
    notifies: bool = True,
    is_silent: bool = False,
) -> None:
    """Apply a request or a cancellation to the copies of people here, in the caller's transaction.
    `is_silent` is for what only brings answers of others: nobody hears of it.
    """
    if not persons:
        return
    results = list(_results(message, _copies(message, persons)))
    for result in results:
        _write(result)
    told = [copy.person for result in results for copy in result.copies]
    if not told:
        return
    live.publish(_watchers(results), "calendar")
    _announce(message, told)
    if is_silent or not message.is_important:
        return
    put_into_inboxes([person.id for person in told], message)
    if notifies:
        for result in results:
            name = f"told_{result.applied.outcome}"
            notices.tell([one.person for one in result.copies], name, message, who)


def _copies(message: ITip, persons: Sequence[Person]) -> list[_Copy]:
    """Return what people have of the event and where it is or belongs, locked. Five queries."""
    uid, ids = message.data.uid, [person.id for person in persons]
    found = _existing(uid, ids)
    calendars = {}
    if message.method == "REQUEST":
        calendars = _default_calendars([one for one in persons if one.id not in found])
    calendars |= {person_id: stored.calendar for person_id, stored in found.items()}
    locked = {row.id: row for row in _lock({one.id for one in calendars.values()})}
    found = _existing(uid, ids)
    addresses = _addresses(ids)
    return [
        _Copy(
            person,
            addresses.get(person.id, frozenset({person.email})),
            locked[calendars[person.id].id],
            found.get(person.id),
        )
        for person in persons
        if person.id in calendars
    ]


def _existing(uid: str, ids: list[str]) -> dict[str, CalendarObject]:
    rows = CalendarObject.objects.filter(uid=uid, calendar__owner_id__in=ids)
    rows = rows.exclude(calendar__kind=Calendar.Kind.RESOURCE).select_related("calendar")
    return {row.calendar.owner_id: row for row in rows.order_by("organizer", "-id")}


def _default_calendars(persons: list[Person]) -> dict[str, Calendar]:
    rows = CalendarSettings.objects.filter(person_id__in=[person.id for person in persons])
    rows = rows.filter(default_calendar__isnull=False).select_related("default_calendar")
    found = {row.person_id: row.default_calendar for row in rows if row.default_calendar}
    missing = [person for person in persons if person.id not in found]
    return found | {person.id: open_default_calendar(person) for person in missing}


def _lock(calendar_ids: set[str]) -> list[Calendar]:
    rows = Calendar.objects.filter(id__in=calendar_ids)
    list(rows.order_by("id").select_for_update().values_list("id"))
    rows.update(seq=F("seq") + 1)
    return list(rows)


def _addresses(ids: list[str]) -> dict[str, frozenset[str]]:
    rows = Address.objects.filter(person_id__in=ids).exclude(kind=Address.Kind.SEND)
    found: dict[str, set[str]] = {}
    for person_id, email in rows.values_list("person_id", "email"):
        found.setdefault(person_id or "", set()).add(email)
    return {person_id: frozenset(emails) for person_id, emails in found.items()}


def _results(message: ITip, copies: list[_Copy]) -> Iterator[_Result]:
    asked = _answers_in(message.data)
    before: dict[str, tuple[CalendarData, dict[str, dict[str, str]]]] = {}
    groups: dict[tuple[str, Answers, str], list[_Copy]] = {}
    for one in copies:
        now, stored = _answers_of(one, asked), one.existing
        if stored is None:
            groups.setdefault(("", now, ""), []).append(one)
            continue
        if stored.etag not in before:
            data = parse_object(bytes(stored.raw))
            before[stored.etag] = data, _answers_in(data)
        then = _answers_of(one, before[stored.etag][1])
        # Whose answer is not what the organiser knows keeps it: that copy is like no other.
        alone = one.person.id if message.method == "REQUEST" and then != now else ""
        groups.setdefault((stored.etag, then, alone), []).append(one)
    for (etag, _, _), members in groups.items():
        own = before[etag][0] if etag else None
        applied = apply(own, message, members[0].addresses)
        if applied.outcome != "nothing":
            yield _Result(applied, members)


def _answers_in(data: CalendarData) -> dict[str, dict[str, str]]:
    return {
        key: {address_of(one): partstat_of(one) for one in attendees_of(part)}
        for key, part in (("", data.master), *data.overrides.items())
        if part is not None
    }


def _answers_of(one: _Copy, answers: dict[str, dict[str, str]]) -> Answers:
    return tuple(
        (key, known[address])
        for key, known in answers.items()
        for address in one.addresses
        if address in known
    )


def _write(result: _Result) -> None:
    data = result.applied.stored
    if data is None:
        _remove(result.copies)
        return
    first = result.copies[0]
    derived = derive(data, list(first.addresses))
    raw = data.to_bytes()
    for at in range(0, len(result.copies), AT_ONCE):
        chunk = result.copies[at : at + AT_ONCE]
        if first.existing is None:
            stored = _inserted(chunk, data, raw, derived)
        else:
            stored = _updated(chunk, raw, derived, keeps_tag=result.applied.keeps_schedule_tag)
        _write_derived(stored, derived)


def _remove(copies: list[_Copy]) -> None:
    pairs = [(one.calendar, one.existing) for one in copies if one.existing is not None]
    for at in range(0, len(pairs), AT_ONCE):
        chunk = pairs[at : at + AT_ONCE]
        graves = [
            Tombstone(calendar_id=calendar.id, name=stored.name, seq=calendar.seq)
            for calendar, stored in chunk
        ]
        upsert(graves, ["calendar_id", "name"], ["seq"])
        ids = [stored.id for _, stored in chunk]
        _clear(ids)
        CalendarObject.objects.filter(id__in=ids).delete()


def _clear(ids: list[str]) -> None:
    """Take away what is derived from objects."""
    Occurrence.objects.filter(object_id__in=ids).delete()
    EventDetail.objects.filter(object_id__in=ids).delete()


def _inserted(
    chunk: list[_Copy], data: CalendarData, raw: bytes, derived: Derived
) -> list[CalendarObject]:
    now, etag = timezone.now(), etag_of(raw)
    stored = [
        CalendarObject(
            id=(key := new_id()),
            calendar_id=one.calendar.id,
            name=f"{key}.ics",
            uid=data.uid,
            component=data.component,
            raw=raw,
            size_bytes=len(raw),
            etag=etag,
            schedule_tag=etag[:32],
            seq=one.calendar.seq,
            created_at=now,
            updated_at=now,
            **_columns(derived),
        )
        for one in chunk
    ]
    insert(*stored)
    return stored


def _columns(derived: Derived) -> dict[str, object]:
    names = ("organizer", "first_at", "last_at", "recurs", "filled_until")
    return {name: getattr(derived, name) for name in names}


def _updated(
    chunk: list[_Copy], raw: bytes, derived: Derived, *, keeps_tag: bool
) -> list[CalendarObject]:
    stored = [one.existing for one in chunk if one.existing is not None]
    ids, etag = [one.id for one in stored], etag_of(raw)
    tag = {} if keeps_tag else {"schedule_tag": etag[:32]}
    seq = Calendar.objects.filter(id=OuterRef("calendar_id")).values("seq")
    CalendarObject.objects.filter(id__in=ids).update(
        raw=raw,
        size_bytes=len(raw),
        etag=etag,
        seq=Subquery(seq),
        updated_at=timezone.now(),
        **tag,
        **_columns(derived),
    )
    _clear(ids)
    return stored


def _write_derived(stored: list[CalendarObject], derived: Derived) -> None:
    details = {one.id: _details(one, derived) for one in stored}
    EventDetail.objects.bulk_create(
        [detail for found in details.values() for detail in found.values()], batch_size=ROWS_AT_ONCE
    )
    rows = [
        row for one in stored for row in rows_of(one, replace(derived, details=details[one.id]))
    ]
    for at in range(0, len(rows), ROWS_AT_ONCE):
        insert(*rows[at : at + ROWS_AT_ONCE])


def _details(stored: CalendarObject, derived: Derived) -> dict[str, EventDetail]:
    found = {}
    for key, detail in derived.details.items():
        found[key] = copy(detail)
        found[key].object_id = stored.id
    return found


def _watchers(results: list[_Result]) -> set[str]:
    calendar_ids = {one.calendar.id for result in results for one in result.copies}
    rows = CalendarListEntry.objects.filter(calendar_id__in=calendar_ids)
    owners = {one.person.id for result in results for one in result.copies}
    return owners | set(rows.values_list("person_id", flat=True))


def _announce(message: ITip, told: list[Person]) -> None:
    """Emit one `event.delivered` for all copies; the organiser's write is the audited one."""
    events.emit(
        "event.delivered",
        stream="calendar:delivered",
        subject=("event", message.data.uid[:26]),
        payload={"uid": message.data.uid, "people": len(told), "method": message.method},
    )
