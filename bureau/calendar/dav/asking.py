"""Asking the outbox when others are busy (RFC 6638 §5): a VFREEBUSY request in, answers out."""

from datetime import datetime
from email.utils import parseaddr

from icalendar import Component

from bureau import people
from bureau.people import Actor
from bureau.platform.dav import Content, DavError, caldav, escaped, href
from bureau.platform.dav.names import DECLARATIONS

from ..free_time import BusyTime, FreeBusy, free_busy_of
from ..ical import BadCalendarData, address_of, parse_message, text_of, values_of, when_of
from .free_busy import KINDS, written_free_busy

MOST_ATTENDEES = 200
KNOWN, UNKNOWN, NO_RIGHT = "2.0;Success", "3.7;Invalid calendar user", "3.8;No authority"
LARGEST_BYTES = 512 * 1024


def answer(actor: Actor, raw: bytes) -> Content:
    """Answer a request; raises 403 with CALDAV:valid-calendar-data or valid-organizer."""
    request = _request(raw)
    start, end = _moment(request, "DTSTART"), _moment(request, "DTEND")
    if start >= end:
        raise DavError(403, caldav("valid-calendar-data"))
    organizer = values_of(request, "ORGANIZER")
    if not organizer or address_of(organizer[0]) not in people.addresses_of(actor.person_id):
        raise DavError(403, caldav("valid-organizer"))
    asked = [str(one) for one in values_of(request, "ATTENDEE")][:MOST_ATTENDEES]
    found = free_busy_of(actor, [_email(one) for one in asked], start, end)
    parts = [
        _response(request, address, one, start, end)
        for address, one in zip(asked, found, strict=True)
    ]
    body = f"<C:schedule-response {DECLARATIONS}>{''.join(parts)}</C:schedule-response>"
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return Content((head + body).encode(), "application/xml; charset=utf-8")


def _request(raw: bytes) -> Component:
    """Return the VFREEBUSY of a request."""
    if len(raw) > LARGEST_BYTES:
        raise DavError(403, caldav("max-resource-size"))
    try:
        message = parse_message(raw)
    except BadCalendarData:
        raise DavError(403, caldav("valid-calendar-data")) from None
    if message.method != "REQUEST" or message.data.component != "VFREEBUSY":
        raise DavError(403, caldav("valid-calendar-data"))
    return message.data.first


def _moment(request: Component, name: str) -> datetime:
    found = when_of(request, name)
    if found is None or found.is_local:
        raise DavError(403, caldav("valid-calendar-data"))
    return found.instant


def _email(address: str) -> str:
    """Return the mail address of a calendar user address."""
    if address[:7].lower() == "mailto:":
        return parseaddr(address[7:])[1] or address[7:]
    return address


def _response(
    request: Component, address: str, found: FreeBusy, start: datetime, end: datetime
) -> str:
    status = KNOWN if found.is_known else UNKNOWN if found.person is None else NO_RIGHT
    parts = f"<C:recipient>{href(address)}</C:recipient>"
    parts += f"<C:request-status>{escaped(status)}</C:request-status>"
    if found.is_known:
        reply = written_free_busy(_by_kind(found.busy), start, end, _about(request, address))
        parts += f"<C:calendar-data>{escaped(reply.decode())}</C:calendar-data>"
    return f"<C:response>{parts}</C:response>"


def _by_kind(busy: list[BusyTime]) -> dict[str, list[tuple[datetime, datetime]]]:
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    for one in busy:
        found.setdefault(KINDS.get(one.status, "BUSY"), []).append((one.start, one.end))
    return found


def _about(request: Component, address: str) -> list[str]:
    """Return the lines that say to which request and for whom this is the answer."""
    organizer = str(values_of(request, "ORGANIZER")[0])
    lines = [f"ORGANIZER:{organizer}", f"ATTENDEE:{address}"]
    uid = text_of(request, "UID")
    return [line.replace("\r", "").replace("\n", "") for line in (f"UID:{uid}", *lines)]
