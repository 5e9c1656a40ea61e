"""A whole calendar as one iCalendar file (RFC 5545 §3.4)."""

import re
from collections.abc import Iterable, Iterator

from bureau.people import Actor

from . import policies
from .models import Calendar, CalendarObject, EventDetail
from .splitting import PRODID, plain_name, split


def export_calendar(actor: Actor, calendar_id: str) -> tuple[str, bytes]:
    """Return a file name and the content: all that the actor may read. Private events of others
    are left out. Raises `UnknownCalendar`.
    """
    calendar = policies.calendar_for(actor, calendar_id)
    role = policies.role_on(actor, calendar)
    hidden = private_objects(calendar) if role < policies.EDIT else frozenset()
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", calendar.name).strip("-") or "calendar"
    return name, calendar_file(calendar, hidden)


def private_objects(calendar: Calendar) -> frozenset[str]:
    """Return the ids of objects of which something is not for everybody. One query."""
    rows = EventDetail.objects.filter(object__calendar=calendar).exclude(visibility="public")
    return frozenset(rows.values_list("object_id", flat=True))


def calendar_file(calendar: Calendar, hidden: frozenset[str]) -> bytes:
    """Return all objects but the hidden ones as one file, each zone once."""
    rows = CalendarObject.objects.filter(calendar=calendar).order_by("id")
    found = (bytes(raw) for id, raw in rows.values_list("id", "raw") if id not in hidden)
    return join(calendar.name, found)


def join(name: str, objects: Iterable[bytes]) -> bytes:
    """Return one file of many objects."""
    zones: dict[bytes, list[bytes]] = {}
    body: list[bytes] = []
    for raw in objects:
        body += _body(raw, zones)
    head = [b"BEGIN:VCALENDAR", b"VERSION:2.0", PRODID, *_named(name)]
    defined = [line for lines in zones.values() for line in lines]
    return b"\r\n".join([*head, *defined, *body, b"END:VCALENDAR", b""])


def _body(raw: bytes, zones: dict[bytes, list[bytes]]) -> Iterator[bytes]:
    for piece in split(raw).pieces:
        for zone, block in piece.zones.items():
            zones.setdefault(zone, block.lines)
        for block in piece.blocks:
            yield from block.lines


def _named(name: str) -> list[bytes]:
    return [b"X-WR-CALNAME:" + plain_name(name)] if name.strip() else []
