"""CALDAV:filter (RFC 4791 §9.7): reading it, and judging objects by it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Component

from bureau.platform.dav import DavError, Element, caldav, children_of

from ..ical import CalendarData, occurrences, values_of, when_of
from .matching import TextMatch, matches_text, text_match_of, texts_of
from .overlaps import alarm_overlaps, task_overlaps
from .times import range_of

Range = tuple[datetime, datetime]
COMPONENTS = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VALARM"})
DATED = frozenset(
    {
        "COMPLETED",
        "CREATED",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "DUE",
        "LAST-MODIFIED",
        "RECURRENCE-ID",
    }
)


@dataclass(frozen=True, slots=True)
class ParamFilter:
    """Of a parameter."""

    name: str
    is_absent: bool
    match: TextMatch | None


@dataclass(frozen=True, slots=True)
class PropFilter:
    """Of a property: one of its values must fulfil all."""

    name: str
    is_absent: bool
    within: Range | None
    match: TextMatch | None
    params: tuple[ParamFilter, ...]


@dataclass(frozen=True, slots=True)
class CompFilter:
    """Of a component: one of this name must fulfil all."""

    name: str
    is_absent: bool
    within: Range | None
    props: tuple[PropFilter, ...]
    parts: tuple[CompFilter, ...]

    @property
    def is_range_alone(self) -> bool:
        """Whether the times decide, or nothing."""
        return not (self.is_absent or self.props or self.parts)


def filter_of(element: Element | None) -> CompFilter:
    """Read the filter of a query; raises 403 with CALDAV:valid-filter or supported-filter."""
    found = [] if element is None else children_of(element)
    if len(found) != 1 or found[0].tag != caldav("comp-filter"):
        raise DavError(403, caldav("valid-filter"))
    if found[0].get("name", "").upper() != "VCALENDAR":
        raise DavError(403, caldav("valid-filter"))
    return _comp_filter(found[0])


def _comp_filter(element: Element) -> CompFilter:
    name = element.get("name", "").upper()
    if not name:
        raise DavError(403, caldav("valid-filter"))
    within = element.find(caldav("time-range"))
    if within is not None and name not in COMPONENTS:
        raise DavError(403, caldav("supported-filter"))
    return CompFilter(
        name=name,
        is_absent=_is_absent(element),
        within=None if within is None else range_of(within),
        props=tuple(_prop_filter(one) for one in element.iterfind(caldav("prop-filter"))),
        parts=tuple(_comp_filter(one) for one in element.iterfind(caldav("comp-filter"))),
    )


def _is_absent(element: Element) -> bool:
    absent = element.find(caldav("is-not-defined")) is not None
    if absent and len(children_of(element)) > 1:
        raise DavError(403, caldav("valid-filter"))
    return absent


def _prop_filter(element: Element) -> PropFilter:
    within = element.find(caldav("time-range"))
    name = element.get("name", "").upper()
    if not name:
        raise DavError(403, caldav("valid-filter"))
    if within is not None and name not in DATED:
        raise DavError(403, caldav("supported-filter"))
    return PropFilter(
        name=name,
        is_absent=_is_absent(element),
        within=None if within is None else range_of(within),
        match=text_match_of(element.find(caldav("text-match"))),
        params=tuple(_param_filter(one) for one in element.iterfind(caldav("param-filter"))),
    )


def _param_filter(element: Element) -> ParamFilter:
    match = text_match_of(element.find(caldav("text-match")))
    return ParamFilter(element.get("name", "").upper(), _is_absent(element), match)


def matches(data: CalendarData, asked: CompFilter, zone: ZoneInfo) -> bool:
    """Tell whether an object fulfils the filter of VCALENDAR."""
    if asked.is_absent:
        return False
    if not all(_has_property(data.calendar, one, zone) for one in asked.props):
        return False
    return all(_has_part(data, one, zone) for one in asked.parts)


def _has_part(data: CalendarData, asked: CompFilter, zone: ZoneInfo) -> bool:
    if asked.name == "VTIMEZONE":
        found = data.calendar.walk("VTIMEZONE")
    else:
        found = [part for part in data.parts if part.name == asked.name]
    if asked.is_absent or not found:
        return asked.is_absent and not found
    if asked.within and not _happens(data, asked.within, zone):
        return False
    if not (asked.props or asked.parts):
        return True
    return any(_fulfils(part, data, asked, zone) for part in found)


def _happens(data: CalendarData, within: Range, zone: ZoneInfo) -> bool:
    if data.component == "VTODO" and not data.recurs:
        return any(task_overlaps(part, *within, zone) for part in data.parts)
    return next(occurrences(data, *within, zone, 1), None) is not None


def _fulfils(part: Component, data: CalendarData, asked: CompFilter, zone: ZoneInfo) -> bool:
    if not all(_has_property(part, one, zone) for one in asked.props):
        return False
    return all(_has_inner(part, data, one, zone) for one in asked.parts)


def _has_inner(part: Component, data: CalendarData, asked: CompFilter, zone: ZoneInfo) -> bool:
    """Judge components inside of components: alarms."""
    found = [inner for inner in part.subcomponents if inner.name == asked.name]
    if asked.is_absent or not found:
        return asked.is_absent and not found
    return any(
        (asked.within is None or alarm_overlaps(alarm, part, data, asked.within, zone))
        and all(_has_property(alarm, one, zone) for one in asked.props)
        for alarm in found
    )


def _has_property(part: Component, asked: PropFilter, zone: ZoneInfo) -> bool:
    found = values_of(part, asked.name)
    if asked.is_absent or not found:
        return asked.is_absent and not found
    if asked.within and not _is_within(part, asked, zone):
        return False
    return (
        any(
            (asked.match is None or any(matches_text(one, asked.match) for one in texts_of(value)))
            and all(_has_parameter(value, one) for one in asked.params)
            for value in found
        )
        if not _negates(asked)
        else all(
            any(matches_text(one, asked.match) for one in texts_of(value))
            for value in found
            if asked.match
        )
    )


def _negates(asked: PropFilter) -> bool:
    """A negated match holds when no value has the text (RFC 4791 §9.7.5)."""
    return asked.match is not None and asked.match.is_negated and not asked.params


def _is_within(part: Component, asked: PropFilter, zone: ZoneInfo) -> bool:
    found = when_of(part, asked.name)
    if found is None or asked.within is None:
        return False
    moment = found.local.replace(tzinfo=zone) if found.is_local else found.instant
    start, end = asked.within
    if found.is_all_day:
        return moment < end and moment + timedelta(days=1) > start
    return start <= moment < end


def _has_parameter(value: object, asked: ParamFilter) -> bool:
    params = getattr(value, "params", {})
    given = params.get(asked.name)
    if asked.is_absent or given is None:
        return asked.is_absent and given is None
    texts = given if isinstance(given, list) else [given]
    return asked.match is None or any(matches_text(str(one), asked.match) for one in texts)
