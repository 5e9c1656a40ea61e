"""Whether rooms and things can have a booking, decided at once (never two at the same time).

The row of the resource is locked before its calendar is looked at, and stays locked until the
transaction that books ends; on SQLite writers wait for one another anyway.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone
from icalendar import Component

from bureau import access, people
from bureau.people import Actor

from .. import queries
from ..ical import CalendarData, Span, bounds, occurrences
from ..models import Resource
from ..scheduling.attendees import NOTE, attendee_in, changed, replace_attendee
from ..scheduling.comparing import timing
from ..scheduling.instances import exclude, keys_in, occurrence_of
from ..scheduling.messages import components_of, message_data

MOST_DECLINED = 60
"""Occurrences of a series that are declined one by one; beyond that all of it is."""
MOST_BOOKED = 1_500
"""Occurrences of one booking."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a resource answers."""

    partstat: str
    declined: frozenset[str] = frozenset()
    """Occurrences that it declines although it accepts the series."""
    reason: str = ""
    """The word of `scheduling_words` that says why not."""


def decide_all(
    resources: Iterable[Resource], old: CalendarData | None, new: CalendarData, actor: Actor
) -> CalendarData:
    """Return the object with the answers of its rooms. Three queries for each that is asked.

    Who neither moved nor is new keeps the answer that was given.
    """
    rooms = sorted(resources, key=lambda one: one.id)
    asked = [room for room in rooms if _is_asked(room, old, new)]
    locked = {row.id: row for row in _locked([room.id for room in asked])}
    for room in rooms:
        address = room.person.email
        if room in asked:
            new = _answered(new, address, decide(locked[room.id], new, address, actor))
        elif old is not None:
            new = _kept(new, old, address)
    return new


def _locked(ids: list[str]) -> QuerySet[Resource]:
    rows = Resource.objects.filter(id__in=ids).order_by("id")
    return rows.select_related("calendar").select_for_update(of=("self",))


def _is_asked(room: Resource, old: CalendarData | None, new: CalendarData) -> bool:
    return old is None or _booked(old, room.person.email) != _booked(new, room.person.email)


def _booked(data: CalendarData, address: str) -> dict[str, object]:
    """Return what of the object takes the room's time."""
    return {
        key: (timing(part), frozenset(keys_in(part, "EXDATE")), str(part.get("STATUS", "")))
        for key, part in components_of(data).items()
        if attendee_in(part, {address}) is not None
    }


def decide(room: Resource, data: CalendarData, address: str, actor: Actor) -> Decision:
    """Decide on a booking; the row of the resource is locked. Three queries."""
    if not room.is_active:
        return Decision("DECLINED", reason="room_closed")
    if not may_book(actor, room):
        return Decision("DECLINED", reason="room_not_yours")
    now = timezone.now()
    zone = ZoneInfo(room.calendar.time_zone or "UTC")
    last = bounds(data)[1]
    horizon = now + timedelta(days=room.horizon_days)
    if last is None or last > horizon:
        return Decision("DECLINED", reason="room_too_far")
    spans = _wanted(data, address, now, horizon, zone)
    if not spans:
        return Decision("ACCEPTED")
    if room.longest_min and any(_minutes(one) > room.longest_min for one in spans):
        return Decision("DECLINED", reason="room_too_long")
    return _by_conflicts(room, spans, taken_keys(room, data.uid, spans, zone))


def _by_conflicts(room: Resource, spans: list[Span], taken: frozenset[str]) -> Decision:
    accepted = "NEEDS-ACTION" if room.needs_approval else "ACCEPTED"
    reason = "room_waits" if room.needs_approval else ""
    if not taken:
        return Decision(accepted, reason=reason)
    if len(taken) == len(spans) or len(taken) > MOST_DECLINED:
        return Decision("DECLINED", reason="room_taken")
    return Decision(accepted, taken, reason or "room_partly_taken")


def may_book(actor: Actor, room: Resource) -> bool:
    """Tell whether the actor may book the resource. Two queries."""
    if actor.kind == "system" or actor.is_admin:
        return True
    role = access.role_on(people.principals_of(actor.person_id), room.scope_id)
    return role >= access.Role.CONTRIBUTOR


def _wanted(
    data: CalendarData, address: str, now: datetime, horizon: datetime, zone: ZoneInfo
) -> list[Span]:
    spans = occurrences(data, now - timedelta(days=1), horizon, zone, MOST_BOOKED)
    return [
        one
        for one in spans
        if attendee_in(one.component, {address}) is not None
        and str(one.component.get("STATUS", "")).upper() != "CANCELLED"
    ]


def _minutes(span: Span) -> float:
    return (span.end - span.start).total_seconds() / 60


def taken_keys(room: Resource, uid: str, spans: list[Span], zone: ZoneInfo) -> frozenset[str]:
    """Return which of the occurrences meet another booking. Three queries by index."""
    wanted = sorted((*_moments(one, zone), one.recurrence_id) for one in spans)
    low, high = wanted[0][0], max(end for _, end, _ in wanted)
    rows = queries.occurrences_between([room.calendar_id], low, high, str(zone))
    booked = sorted(
        (_placed(row.start_at, row.is_local, zone), _placed(row.end_at, row.is_local, zone))
        for row in rows
        if row.uid != uid and row.busy != "free"
    )
    return frozenset(_overlapping(wanted, booked))


def _moments(span: Span, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return _placed(span.start, span.is_local, zone), _placed(span.end, span.is_local, zone)


def _placed(moment: datetime, is_local: bool, zone: ZoneInfo) -> datetime:
    return moment.replace(tzinfo=zone).astimezone(UTC) if is_local else moment


def _overlapping(
    wanted: list[tuple[datetime, datetime, str]], booked: list[tuple[datetime, datetime]]
) -> Iterable[str]:
    """Yield the keys of what overlaps; bookings overlap nobody, so their ends are in order."""
    at = 0
    for start, end, key in wanted:
        while at < len(booked) and booked[at][1] <= start:
            at += 1
        if at < len(booked) and booked[at][0] < end:
            yield key


def _answered(data: CalendarData, address: str, decision: Decision) -> CalendarData:
    copy = data.copy()
    parts = dict(components_of(copy))
    for key in decision.declined - set(parts):
        parts[key] = occurrence_of(parts[""], key)
    for key, part in parts.items():
        room = attendee_in(part, {address})
        if room is not None:
            is_declined = key in decision.declined
            partstat = "DECLINED" if is_declined else decision.partstat
            said = {NOTE: decision.reason if is_declined or partstat != "ACCEPTED" else ""}
            replace_attendee(part, changed(room, PARTSTAT=partstat, RSVP="", **said))
    return message_data(copy, parts.values())


def _kept(data: CalendarData, old: CalendarData, address: str) -> CalendarData:
    known = components_of(old)
    copy = data.copy()
    for key, part in components_of(copy).items():
        room, before = attendee_in(part, {address}), known.get(key) or known.get("")
        was = attendee_in(before, {address}) if before is not None else None
        if room is not None and was is not None:
            kept = {name: str(was.params.get(name, "")) for name in ("PARTSTAT", NOTE)}
            replace_attendee(part, changed(room, **kept))
    return copy


def booked_part(data: CalendarData, address: str) -> CalendarData | None:
    """Return what of an object the room's calendar keeps; None where it declined everything."""
    parts = components_of(data.copy())
    kept = {key: part for key, part in parts.items() if _takes_part(part, address)}
    if not kept:
        return None
    if "" in kept:
        exclude(kept[""], set(parts) - set(kept))
    return message_data(data, kept.values())


def _takes_part(part: Component, address: str) -> bool:
    room = attendee_in(part, {address})
    return room is not None and str(room.params.get("PARTSTAT", "")).upper() != "DECLINED"
