"""From bytes to icalendar's components, without losing anything.

icalendar's own reader keeps zone definitions of one file for all later ones, drops lines it can't
read and raises on some; so the lines are read here and its value types are used for each of them.
A value that does not have its property's form is kept as text and written back as it came.
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, TypeAlias

from icalendar import Calendar, Component
from icalendar.prop import (
    TypesFactory,
    vCategory,
    vDDDLists,
    vDDDTypes,
    vDuration,
    vRecur,
    vText,
    vUnknown,
)

from .errors import BadCalendarData
from .lines import Line, read_lines, unescaped
from .zones import Zones

Moment: TypeAlias = (
    date | datetime | timedelta | tuple[datetime, datetime] | tuple[datetime, timedelta]
)
"""A value of a date or time property, as icalendar's values hold it in `dt`."""

DEEPEST = 8
"""Components inside components; RFC 5545 needs three."""
MOST_LINES = 200_000

_TYPES = TypesFactory.instance()
_COMMA = re.compile(r"(?<!\\),")
_ZONED = frozenset({"DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "RDATE", "EXDATE"})
_STRUCTURED = frozenset({"REQUEST-STATUS", "RESOURCES"})
"""TEXT with separators of its own; kept as it is."""
_BAD_VALUE = (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError)
_LEAP = re.compile(r"(\d{8}T\d{4})60")


def read_calendar(raw: bytes) -> Calendar:
    """The VCALENDAR in some bytes; BadCalendarData when there is none or its ends don't meet."""
    roots = read_components(raw)
    calendars = [root for root in roots if isinstance(root, Calendar)]
    if len(calendars) != 1:
        raise BadCalendarData("valid-calendar-data", "This is not one iCalendar object.")
    return calendars[0]


def read_components(raw: bytes) -> list[Component]:
    """The outermost components in some bytes, in their order."""
    lines = list(read_lines(raw))
    if len(lines) > MOST_LINES:
        raise BadCalendarData("max-resource-size", "The calendar data has too many lines.")
    zones = Zones.of_lines(lines)
    roots: list[Component] = []
    stack: list[Component] = []
    for line in lines:
        if line.name == "BEGIN":
            _begin(line.value.strip().upper(), stack)
        elif line.name == "END":
            _end(line.value.strip().upper(), stack, roots)
        elif stack:
            _add(stack[-1], line, zones)
    if stack:
        raise BadCalendarData("valid-calendar-data", f"{stack[-1].name} has no END line.")
    return roots


def _begin(name: str, stack: list[Component]) -> None:
    if len(stack) >= DEEPEST:
        raise BadCalendarData("valid-calendar-data", "Components are nested too deeply.")
    component = Component.get_component_class(name)()
    if not component.name:
        component.name = name  # type: ignore[misc]
    stack.append(component)


def _end(name: str, stack: list[Component], roots: list[Component]) -> None:
    if not stack or stack[-1].name != name:
        raise BadCalendarData("valid-calendar-data", f"END:{name[:40]} has no BEGIN.")
    component = stack.pop()
    (stack[-1].subcomponents if stack else roots).append(component)


def _add(component: Component, line: Line, zones: Zones) -> None:
    try:
        value = _value(line, zones)
    except _BAD_VALUE as reason:
        value = vUnknown(line.value)
        component.errors.append((line.name, str(reason)))
    value.params = line.params
    append(component, line.name, value)


def append(component: Component, name: str, value: object) -> None:
    """Adds a property's value as it is, after those of the same name."""
    present = component.get(name)
    if present is None:
        component[name] = value
    elif isinstance(present, list):
        present.append(value)
    else:
        component[name] = [present, value]


def _value(line: Line, zones: Zones) -> Any:
    name, text = line.name, line.value
    if name == "CATEGORIES":
        return vCategory([unescaped(word) for word in _COMMA.split(text)])
    if name in _STRUCTURED:
        return vUnknown(text)
    kind: Any = _TYPES.for_property(name, line.params.value)
    if kind is vText:
        return vText(unescaped(text))
    if hasattr(kind, "get_value_from_content_line"):
        return kind(text)
    if kind in (vDDDTypes, vDDDLists) or name in _ZONED:
        return _times(line, zones)
    value = kind(kind.from_ical(unescaped(text)))
    if kind is vRecur:
        remember(value, (text, {part: list(given) for part, given in value.items()}))
    if kind is vDuration:
        remember(value, (text, value.td))
    return value


def remember(value: object, source: tuple[str, object]) -> None:
    """Keeps how a value was written, and what that meant: it is written so while it means it."""
    vars(value)["source"] = source


def _times(line: Line, zones: Zones) -> vDDDLists | vDDDTypes:
    text = _LEAP.sub(r"\g<1>59", line.value.strip().upper())
    zone = zones.get(line.params.get("TZID"))
    if line.name in ("RDATE", "EXDATE"):
        moments = [_time(part.strip(), zone) for part in text.split(",") if part.strip()]
        value: vDDDLists | vDDDTypes = vDDDLists(moments)
        source: tuple[str, object] = (line.value, tuple(moments))
    else:
        moment = _time(text, zone)
        value = vDDDTypes(moment)
        source = (line.value, moment)
    remember(value, source)
    return value


def _time(text: str, zone: tzinfo | None) -> Moment:
    if "/" in text:
        start, _, end = text.partition("/")
        first, last = _time(start, zone), _time(end, zone)
        if isinstance(first, datetime) and isinstance(last, datetime):
            return first, last
        if isinstance(first, datetime) and isinstance(last, timedelta):
            return first, last
        raise ValueError(f"{text!r} is no period")
    if "P" in text:
        length: timedelta = vDuration.from_ical(text)  # type: ignore[no-untyped-call]
        return length
    if len(text) == 8:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    return _moment(text, zone)


def _moment(text: str, zone: tzinfo | None) -> datetime:
    if len(text) not in (15, 16) or text[8] != "T" or (len(text) == 16 and text[15] != "Z"):
        raise ValueError(f"{text!r} is no time")
    return datetime(
        int(text[:4]),
        int(text[4:6]),
        int(text[6:8]),
        int(text[9:11]),
        int(text[11:13]),
        int(text[13:15]),
        tzinfo=UTC if len(text) == 16 else zone,
    )
