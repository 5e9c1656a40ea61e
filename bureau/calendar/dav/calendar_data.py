"""CALDAV:calendar-data in reports (RFC 4791 §9.6): the bytes as they came in, or what a client asks
of them: expanded occurrences, the changed ones of a range, some components and properties.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component
from icalendar.prop import vDDDTypes

from bureau.platform.dav import Call, DavError, Element, caldav, children_of, escaped

from ..ical import CalendarData, Span, copied, occurrences, parse_object, when_of
from ..ical.writing import write_calendar
from .names import MOST_INSTANCES
from .times import range_of

if TYPE_CHECKING:
    from .objects import ObjectResource

DATA = caldav("calendar-data")
OF_SERIES = ("RRULE", "RDATE", "EXDATE", "EXRULE")


@dataclass(frozen=True, slots=True)
class Part:
    """Which properties and inner components of a component are wanted; None for all."""

    properties: dict[str, bool] | None
    """By name; true where only the name is wanted, without a value."""
    parts: dict[str, Part] | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a client asks of the data."""

    expand: tuple[datetime, datetime] | None = None
    limit: tuple[datetime, datetime] | None = None
    part: Part | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the bytes are wanted as they are."""
        return self.expand is None and self.limit is None and self.part is None


def calendar_data(resource: ObjectResource, call: Call) -> str:
    """Write the data of an object as the report asks for it."""
    wish = _wish(call)
    raw = resource.shown(call)
    if not wish.is_plain:
        raw = changed(raw, wish, ZoneInfo(call.memo.get("zone", "UTC")))
    return escaped(raw.decode("utf-8", "replace"))


def _wish(call: Call) -> Wish:
    found = call.memo.get(DATA)
    if not isinstance(found, Wish):
        found = call.memo[DATA] = wish_of(call.asked.get(DATA))
    return found


def wish_of(asked: Element | None) -> Wish:
    """Read the element that asks for the data."""
    if asked is None:
        return Wish()
    if asked.get("content-type", "text/calendar") != "text/calendar":
        raise DavError(403, caldav("supported-calendar-data"))
    if asked.get("version", "2.0") != "2.0":
        raise DavError(403, caldav("supported-calendar-data"))
    expand = asked.find(caldav("expand"))
    limit = asked.find(caldav("limit-recurrence-set"))
    comp = asked.find(caldav("comp"))
    return Wish(
        expand=None if expand is None else range_of(expand, needs_both=True),
        limit=None if limit is None else range_of(limit, needs_both=True),
        part=None if comp is None else _part(comp),
    )


def _part(comp: Element) -> Part:
    properties, parts = None, None
    if comp.find(caldav("allprop")) is None:
        properties = {
            one.get("name", "").upper(): one.get("novalue", "no") == "yes"
            for one in comp.iterfind(caldav("prop"))
        }
    if comp.find(caldav("allcomp")) is None:
        inner = [one for one in children_of(comp) if one.tag == caldav("comp")]
        parts = {one.get("name", "").upper(): _part(one) for one in inner}
    return Part(properties, parts)


def changed(raw: bytes, wish: Wish, zone: ZoneInfo) -> bytes:
    """Return the data as it was asked for."""
    data = parse_object(raw)
    calendar = data.calendar
    if wish.expand:
        calendar = _expanded(data, *wish.expand, zone)
    elif wish.limit:
        calendar = _limited(data, *wish.limit)
    if wish.part is not None:
        calendar = _reduced(calendar, wish.part)
        return bytes(calendar.to_ical(sorted=False))
    return write_calendar(calendar)


def _shell(calendar: Calendar) -> Calendar:
    """Return a calendar with the same properties and nothing inside."""
    twin = Calendar()
    for name, value in calendar.items():
        twin[name] = value
    return twin


def _expanded(data: CalendarData, start: datetime, end: datetime, zone: ZoneInfo) -> Calendar:
    """Return each occurrence as a component of its own, in UTC (RFC 4791 §9.6.5)."""
    twin = _shell(data.calendar)
    found = occurrences(data, start, end, zone, MOST_INSTANCES)
    twin.subcomponents = [_occurrence(data, span) for span in found]
    return twin


def _occurrence(data: CalendarData, span: Span) -> Component:
    part = copied(span.component)
    for name in (*OF_SERIES, "RECURRENCE-ID"):
        part.pop(name, None)
    is_all_day = _is_all_day(span.component)
    if "DTSTART" in part:
        part["DTSTART"] = _value(span.start, span.is_local, is_all_day)
    for name in ("DTEND", "DUE"):
        if name in part:
            part[name] = _value(span.end, span.is_local, is_all_day)
    if span.recurrence_id:
        part["RECURRENCE-ID"] = _recurrence_id(span.recurrence_id)
    return part


def _is_all_day(component: Component) -> bool:
    found = when_of(component, "DTSTART") or when_of(component, "DUE")
    return bool(found and found.is_all_day)


def _value(moment: datetime, is_local: bool, is_all_day: bool) -> vDDDTypes:
    if is_all_day:
        value = vDDDTypes(moment.date())
        value.params["VALUE"] = "DATE"
        return value
    return vDDDTypes(moment.replace(tzinfo=None) if is_local else moment.astimezone(UTC))


def _recurrence_id(text: str) -> vDDDTypes:
    if len(text) == 8:
        return _value(datetime.strptime(f"{text}+0000", "%Y%m%d%z"), True, True)
    moment = datetime.strptime(text[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return _value(moment, not text.endswith("Z"), False)


def _limited(data: CalendarData, start: datetime, end: datetime) -> Calendar:
    """Leave out changed occurrences that neither are nor would have been in the range (RFC 4791
    §9.6.6).
    """
    twin = _shell(data.calendar)
    dropped = {id(part) for part in _outside(data, start, end)}
    twin.subcomponents = [one for one in data.calendar.subcomponents if id(one) not in dropped]
    return twin


def _outside(data: CalendarData, start: datetime, end: datetime) -> Iterator[Component]:
    shown = {span.recurrence_id for span in occurrences(data, start, end, limit=MOST_INSTANCES)}
    for recurrence_id, part in data.overrides.items():
        own = when_of(part, "RECURRENCE-ID")
        was_there = own is not None and start - timedelta(days=1) < own.instant < end
        moves_others = "RANGE" in getattr(part.get("RECURRENCE-ID"), "params", {})
        if recurrence_id not in shown and not was_there and not moves_others:
            yield part


def _reduced(calendar: Calendar, part: Part) -> Calendar:
    twin = Calendar()
    _fill(twin, calendar, part)
    return twin


def _fill(twin: Component, source: Component, part: Part) -> None:
    for name, value in source.items():
        if part.properties is None:
            twin[name] = value
        elif name.upper() in part.properties:
            twin[name] = "" if part.properties[name.upper()] else value
    for inner in source.subcomponents:
        wanted = Part(None, None) if part.parts is None else part.parts.get(str(inner.name))
        if wanted is not None:
            copy = type(inner)()
            if not copy.name:
                copy.name = inner.name  # type: ignore[misc]
            _fill(copy, inner, wanted)
            twin.subcomponents.append(copy)
