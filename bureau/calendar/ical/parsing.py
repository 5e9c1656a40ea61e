"""Bytes to objects, with the checks of RFC 4791 §4.1 and §5.3.2.1.

Strict about what an object is: one kind of component, one UID, one series, no METHOD. Tolerant of
how real clients write: doubled lines, missing zones, missing DTSTAMP, line ends of any kind.
"""

from dataclasses import dataclass

from icalendar import Calendar, Component

from bureau.calendar.recurrence import BadRule, Rule

from .data import ZONE, CalendarData, text_of, values_of
from .errors import BadCalendarData
from .reading import read_calendar
from .times import start_of, when_of
from .writing import write_component

KINDS = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VAVAILABILITY"})
_RESOURCE = "valid-calendar-object-resource"
_DATA = "valid-calendar-data"
_SINGLE = ("RRULE", "DTSTART", "DTEND", "DUE", "DURATION", "RECURRENCE-ID", "UID", "SUMMARY")
METHODS = frozenset(
    {"REQUEST", "REPLY", "CANCEL", "ADD", "COUNTER", "DECLINECOUNTER", "REFRESH", "PUBLISH"}
)


@dataclass(frozen=True)
class ITipMessage:
    """A scheduling message (RFC 5546): what is asked for, and of which object.

    `data` has no METHOD any more. Its components may lack what an object needs, DTSTART first.
    """

    method: str
    data: CalendarData


def parse_object(raw: bytes) -> CalendarData:
    """The object in some bytes, or BadCalendarData with the precondition of RFC 4791 §5.3.2.1."""
    calendar = read_calendar(raw)
    if "METHOD" in calendar:
        raise BadCalendarData(_RESOURCE, "A calendar keeps no messages: METHOD is not allowed.")
    data = _assembled(calendar, KINDS)
    for part in data.parts:
        _check_start(part)
    return data


def parse_message(raw: bytes) -> ITipMessage:
    """The scheduling message in some bytes; BadCalendarData when it is none."""
    calendar = read_calendar(raw)
    method = text_of(calendar, "METHOD").strip().upper()
    if method not in METHODS:
        raise BadCalendarData(_DATA, "This is no scheduling message: it has no known METHOD.")
    calendar.pop("METHOD")
    return ITipMessage(method, _assembled(calendar, KINDS | {"VFREEBUSY"}))


def _assembled(calendar: Calendar, kinds: frozenset[str]) -> CalendarData:
    if text_of(calendar, "VERSION").strip() not in ("", "2.0"):
        raise BadCalendarData("supported-calendar-data", "Only iCalendar 2.0 is understood.")
    parts = [part for part in calendar.subcomponents if part.name != ZONE]
    _check_kind(parts, kinds)
    _check_uid(parts)
    repaired = [_repair(part) for part in parts]
    for part in parts:
        _check_times(part)
    data = CalendarData.of_calendar(calendar)
    data.is_repaired = any(repaired)
    if len(data.parts) != len(parts):
        raise BadCalendarData(_RESOURCE, "An occurrence or the series itself is there twice.")
    return data


def _check_kind(parts: list[Component], kinds: frozenset[str]) -> None:
    names = {str(part.name) for part in parts}
    if not names:
        raise BadCalendarData(_RESOURCE, "There is no event or task in the calendar data.")
    if not names <= kinds:
        odd = sorted(names - kinds)[0]
        raise BadCalendarData("supported-calendar-component", f"{odd[:40]} can't be kept here.")
    if len(names) > 1:
        raise BadCalendarData(_RESOURCE, "An object has one kind of component only.")


def _check_uid(parts: list[Component]) -> None:
    uids = {text_of(part, "UID").strip() for part in parts}
    if uids == {""} or len(uids) > 1:
        raise BadCalendarData(_RESOURCE, "All components of an object have one UID.")


def _check_times(part: Component) -> None:
    for name in ("DTSTART", "DTEND", "DUE", "RECURRENCE-ID"):
        if name in part and when_of(part, name) is None:
            raise BadCalendarData(_DATA, f"{name} is no date or time.")
    for rule in values_of(part, "RRULE"):
        _check_rule(rule)


def _check_start(part: Component) -> None:
    if part.name == "VEVENT" and start_of(part) is None:
        raise BadCalendarData(_DATA, "An event needs a DTSTART.")


def _check_rule(value: object) -> None:
    text = rule_text(value)
    try:
        Rule.parse(text)
    except BadRule as reason:
        is_scale = "RSCALE=" in text.upper() and "RSCALE=GREGORIAN" not in text.upper()
        raise BadCalendarData("supported-rscale" if is_scale else _DATA, str(reason)) from None


def rule_text(value: object) -> str:
    """The text of an RRULE's value, or of any other."""
    written = value.to_ical() if hasattr(value, "to_ical") else str(value)
    return written.decode() if isinstance(written, bytes) else str(written)


def _repair(part: Component) -> bool:
    """Leaves out what a client has written twice (Thunderbird doubles RRULE and VALARM)."""
    repaired = False
    for name in _SINGLE:
        values = values_of(part, name)
        if len(values) > 1:
            kept = list({_line(value): value for value in reversed(values)}.values())[::-1]
            part[name] = kept[0] if len(kept) == 1 or name != "RRULE" else kept
            repaired = True
    if len(part.subcomponents) > 1:
        alarms = {write_component(inner): inner for inner in reversed(part.subcomponents)}
        repaired |= len(alarms) < len(part.subcomponents)
        part.subcomponents = list(alarms.values())[::-1]
    return repaired


def _line(value: object) -> str:
    return f"{getattr(value, 'params', '')}{rule_text(value)}"
