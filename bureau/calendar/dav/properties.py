"""Properties of calendars, homes and principals (RFC 4791 §5.2, §6.2; RFC 6638 §2.4)."""

from __future__ import annotations

from typing import Any

from bureau.platform.dav import (
    BASIC,
    Call,
    Properties,
    Property,
    apple,
    caldav,
    calendarserver,
    escaped,
    hrefs,
    text,
)

from ..actions.objects import LARGEST_BYTES
from ..ical.vtimezones import zone_lines
from .calendars import CalendarResource
from .names import (
    INBOX,
    MOST_ATTENDEES,
    MOST_INSTANCES,
    OUTBOX,
    SUPPORTED_COLLATIONS,
    SUPPORTED_DATA,
    calendar_path,
    home_path,
)
from .setting import COLOR, ZONE


def _components(one: CalendarResource, _call: Call) -> str:
    return "".join(f'<C:comp name="{name}"/>' for name in one.calendar.components.split(","))


def _color(one: CalendarResource, _call: Call) -> str:
    """The caller's own colour, or the calendar's: as long as a client wrote it, if it is that."""
    own = one.entry.color if one.entry else ""
    written = one.calendar.properties.get(COLOR, "")
    if not own and written[:7].lower() == one.calendar.color:
        return str(written)
    return own or one.calendar.color


def _order(one: CalendarResource, _call: Call) -> str:
    return str(one.entry.position if one.entry else one.calendar.position)


def _zone(one: CalendarResource, _call: Call) -> str | None:
    written = one.calendar.properties.get(ZONE)
    if written:
        return str(written)
    if not one.calendar.time_zone:
        return None
    lines = "\r\n".join(zone_lines(one.calendar.time_zone))
    product = "-//Bureau//Calendar//EN"
    return escaped(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{product}\r\n{lines}\r\nEND:VCALENDAR\r\n"
    )


def _transparency(one: CalendarResource, _call: Call) -> str:
    return "<C:transparent/>" if one.calendar.is_transparent else "<C:opaque/>"


def _sharing(one: CalendarResource, _call: Call) -> str | None:
    """Tell Apple's clients who owns a calendar that was shared."""
    if one.entry is None:
        return None
    return f"<CS:common-name/>{hrefs(one.owner_path())}"


LIMITS: Properties = {
    caldav("supported-calendar-data"): Property(lambda _one, _call: SUPPORTED_DATA),
    caldav("supported-collation-set"): Property(lambda _one, _call: SUPPORTED_COLLATIONS),
    caldav("max-resource-size"): Property(lambda _one, _call: str(LARGEST_BYTES)),
    caldav("min-date-time"): Property(lambda _one, _call: "00010102T000000Z"),
    caldav("max-date-time"): Property(lambda _one, _call: "99981231T235959Z"),
    caldav("max-instances"): Property(lambda _one, _call: str(MOST_INSTANCES)),
    caldav("max-attendees-per-instance"): Property(lambda _one, _call: str(MOST_ATTENDEES)),
}

CALENDAR: Properties = {
    **BASIC,
    **LIMITS,
    caldav("calendar-description"): Property(lambda one, _: text(one.calendar.description)),
    caldav("calendar-timezone"): Property(_zone),
    caldav("calendar-timezone-id"): Property(lambda one, _: text(one.calendar.time_zone)),
    caldav("supported-calendar-component-set"): Property(_components),
    caldav("schedule-calendar-transp"): Property(_transparency),
    calendarserver("getctag"): Property(lambda one, _: str(one.calendar.seq)),
    calendarserver("organizer"): Property(_sharing),
    apple("calendar-color"): Property(_color),
    apple("calendar-order"): Property(_order),
}

TYPES = {"resource": "RESOURCE", "room": "ROOM"}


def _user_type(one: Any, _call: Call) -> str:
    return TYPES.get(one.kind, "INDIVIDUAL")


def _user_addresses(one: Any, _call: Call) -> str:
    addresses = [f"mailto:{email}" for email in one.addresses()]
    preferred = f'<D:href preferred="1">{escaped(addresses[0])}</D:href>'
    urn = f"urn:uuid:{one.person_id}"
    return preferred + hrefs(*addresses[1:], one.path, urn)


PRINCIPAL: Properties = {
    caldav("calendar-home-set"): Property(lambda one, _: hrefs(home_path(one.person_id))),
    caldav("calendar-user-address-set"): Property(_user_addresses),
    caldav("calendar-user-type"): Property(_user_type),
    caldav("schedule-inbox-URL"): Property(
        lambda one, _: hrefs(calendar_path(one.person_id, INBOX))
    ),
    caldav("schedule-outbox-URL"): Property(
        lambda one, _: hrefs(calendar_path(one.person_id, OUTBOX))
    ),
    calendarserver("calendar-proxy-read-for"): Property(lambda _one, _call: ""),
    calendarserver("calendar-proxy-write-for"): Property(lambda _one, _call: ""),
}
