"""Scheduling messages (RFC 5546 §1.4) before they are delivered or mailed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Component, vCalAddress

from ..ical import CalendarData
from ..ical.data import copied
from ..ical.writing import write_component
from .attendees import (
    address_of,
    attendees_of,
    set_attendees,
    without_bookkeeping,
)

_PRIVATE = ("DTSTAMP", "COLOR", "LAST-MODIFIED", "CREATED", "PERCENT-COMPLETE", "COMPLETED")
_KEPT_X = ("X-ALT-DESC", "X-BUREAU-KIND", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-CDO-BUSYSTATUS")
_ESSENTIAL = frozenset(
    {
        "UID",
        "DTSTART",
        "DTEND",
        "DUE",
        "DURATION",
        "RECURRENCE-ID",
        "SEQUENCE",
        "SUMMARY",
        "LOCATION",
        "ORGANIZER",
        "COMMENT",
    }
)
"""What replies and cancellations say of the event (RFC 5546 §3.2.3, §3.2.5)."""


@dataclass(frozen=True, slots=True)
class ITip:
    """One message to one or many recipients who are told the same."""

    method: str
    """REQUEST, REPLY, CANCEL, ADD, COUNTER, DECLINECOUNTER or REFRESH."""
    sender: str
    recipients: tuple[str, ...]
    data: CalendarData
    """The object without METHOD."""
    is_new: bool = False
    """Whether the recipients hear of it for the first time."""
    is_important: bool = True
    """Whether people are to be told; false for answers of others and the like."""
    note: str = ""


def message_bytes(message: ITip) -> bytes:
    """Return the iCalendar object with its METHOD, as it goes into mails and inboxes."""
    written = message.data.to_bytes()
    head = b"BEGIN:VCALENDAR\r\n"
    return head + f"METHOD:{message.method}\r\n".encode() + written[len(head) :]


def message_data(like: CalendarData, components: Iterable[Component]) -> CalendarData:
    """Return an object with these components and the zones of another."""
    calendar = Calendar()
    for name in ("VERSION", "PRODID", "CALSCALE"):
        if name in like.calendar:
            calendar[name] = like.calendar[name]
    zones = [one for one in like.calendar.subcomponents if one.name == "VTIMEZONE"]
    calendar.subcomponents.extend([*zones, *components])
    return CalendarData.of_calendar(calendar)


def told(component: Component, now: datetime) -> Component:
    """Return a component as guests get it: no alarms, nothing private, our bookkeeping gone."""
    copy = copied(component)
    copy.subcomponents = [one for one in copy.subcomponents if one.name != "VALARM"]
    for name in [name for name in copy if name.startswith("X-") and name not in _KEPT_X]:
        copy.pop(name)
    for name in _PRIVATE:
        copy.pop(name, None)
    stamp(copy, now)
    set_attendees(copy, [without_bookkeeping(one) for one in attendees_of(copy)])
    _tidy_organizer(copy)
    return copy


def essence(component: Component, attendees: Iterable[vCalAddress], now: datetime) -> Component:
    """Return what a reply or cancellation repeats of a component, with only these attendees."""
    copy = copied(component)
    copy.subcomponents = []
    for name in [name for name in copy if name not in _ESSENTIAL]:
        copy.pop(name)
    stamp(copy, now)
    set_attendees(copy, [without_bookkeeping(one) for one in attendees])
    _tidy_organizer(copy)
    return copy


def stamp(component: Component, now: datetime) -> None:
    """Set DTSTAMP (RFC 5546 §2.1.5: when this message was made)."""
    component.pop("DTSTAMP", None)
    component.add("DTSTAMP", now)


def _tidy_organizer(component: Component) -> None:
    organizer = component.get("ORGANIZER")
    if isinstance(organizer, vCalAddress):
        component["ORGANIZER"] = without_bookkeeping(organizer)


def components_of(data: CalendarData) -> dict[str, Component]:
    """Return the components by key, the series under the empty one."""
    master = {"": data.master} if data.master is not None else {}
    return {**master, **data.overrides}


def are_same(one: CalendarData, other: CalendarData) -> bool:
    """Tell whether two objects say the same, however their zones are written."""
    parts, others = components_of(one), components_of(other)
    return parts.keys() == others.keys() and all(
        write_component(parts[key]) == write_component(others[key]) for key in parts
    )


def guests_of(component: Component, own: frozenset[str]) -> list[vCalAddress]:
    """Return the attendees other than oneself."""
    return [one for one in attendees_of(component) if address_of(one) not in own]
