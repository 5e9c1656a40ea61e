"""Setting properties of calendars, by PROPPATCH and when they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bureau.people import Actor
from bureau.platform.dav import Element, apple, caldav, calendarserver, dav, inner_of, text_of

from .. import policies
from ..actions.calendars import CalendarFields, update_calendar
from ..actions.sharing import EntryFields, set_entry
from ..ical.zones import named_zone
from ..models import Calendar

if TYPE_CHECKING:
    from .calendars import CalendarResource

NAME = dav("displayname")
DESCRIPTION = caldav("calendar-description")
COLOR = apple("calendar-color")
ORDER = apple("calendar-order")
ZONE = caldav("calendar-timezone")
ZONE_ID = caldav("calendar-timezone-id")
COMPONENTS = caldav("supported-calendar-component-set")
TRANSPARENT = caldav("schedule-calendar-transp")

PERSONAL = frozenset({NAME, COLOR, ORDER})
"""What everybody may choose for themselves of a calendar that was shared."""
PROTECTED = frozenset(
    {
        COMPONENTS,
        calendarserver("getctag"),
        caldav("supported-calendar-data"),
        caldav("supported-collation-set"),
        caldav("max-resource-size"),
        caldav("min-date-time"),
        caldav("max-date-time"),
        caldav("max-instances"),
        caldav("max-attendees-per-instance"),
    }
)
LONGEST_KEPT = 64 * 1024
MOST_KEPT = 100


class BadValue(Exception):
    """The value of a property cannot be set."""


def apply(
    actor: Actor, resource: CalendarResource, changes: Mapping[str, Element | None]
) -> dict[str, int]:
    """Set properties of a calendar; return the status of each that cannot be set."""
    failed = dict.fromkeys((name for name in changes if name in PROTECTED), 403)
    is_personal = resource.role < policies.MANAGE
    if is_personal:
        failed.update(dict.fromkeys((name for name in changes if name not in PERSONAL), 403))
    if failed:
        return failed
    fields, failed = fields_of(changes, resource.calendar)
    if failed:
        return failed
    if is_personal:
        set_entry(actor, resource.calendar, _entry(fields))
        return {}
    resource.calendar = update_calendar(actor, resource.calendar, fields)
    return {}


def _entry(fields: CalendarFields) -> EntryFields:
    return EntryFields(name=fields.name, color=fields.color, position=fields.position)


def fields_of(
    changes: Mapping[str, Element | None], calendar: Calendar | None = None
) -> tuple[CalendarFields, dict[str, int]]:
    """Read properties as the fields of a calendar; tell which have no right value."""
    fields, failed, kept = CalendarFields(), {}, {}
    for name, element in changes.items():
        try:
            known = _known(name, element)
        except BadValue:
            failed[name] = 403 if name in (ZONE, ZONE_ID) else 409
            continue
        if known:
            fields = replace(fields, **known)
        if name not in SIMPLE or name in (COLOR, ZONE):
            kept[name] = None if element is None else _kept(element)
    has_room = len({**(calendar.properties if calendar else {}), **kept}) <= MOST_KEPT
    if not has_room or any(value and len(value) > LONGEST_KEPT for value in kept.values()):
        failed.update(dict.fromkeys(kept, 507))
    return replace(fields, properties=kept or None), failed


SIMPLE = frozenset({NAME, DESCRIPTION, COLOR, ORDER, ZONE, ZONE_ID, TRANSPARENT, COMPONENTS})


def _kept(element: Element) -> str:
    return inner_of(element)


def _known(name: str, element: Element | None) -> dict[str, Any]:
    """Return the field that a property stands for."""
    words = text_of(element)
    if name == NAME:
        return {"name": words[:200]}
    if name == DESCRIPTION:
        return {"description": words}
    if name == COLOR:
        return {"color": _color(words)} if words else {}
    if name == ORDER:
        return {"position": min(int(words), 32_000)} if words.isdigit() else {}
    if name in (ZONE, ZONE_ID):
        return {"time_zone": _zone(name, words)}
    if name == TRANSPARENT:
        is_there = element is not None and element.find(caldav("transparent")) is not None
        return {"is_transparent": is_there}
    if name == COMPONENTS and element is not None:
        return {"components": _components(element)}
    return {}


def _color(words: str) -> str:
    color = words.lower()[:7]
    if len(color) != 7 or color[0] != "#" or set(color[1:]) - set("0123456789abcdef"):
        raise BadValue()
    return color


def _zone(name: str, words: str) -> str:
    """Return the IANA zone that a VTIMEZONE or an id means; empty to remove it."""
    if not words:
        return ""
    tzid = words if name == ZONE_ID else tzid_of(words)
    zone = named_zone(tzid)
    if zone is None and name == ZONE_ID:
        raise BadValue()
    return zone.key if zone else ""


def tzid_of(words: str) -> str:
    """Return the TZID of a VTIMEZONE's text; raises `BadValue` where there is none."""
    lines = [line.strip() for line in words.splitlines()]
    found = [line.partition(":")[2] for line in lines if line.upper().startswith("TZID")]
    if not found or "BEGIN:VTIMEZONE" not in (line.upper() for line in lines):
        raise BadValue()
    return found[0]


def _components(element: Element) -> str:
    names = [one.get("name", "").upper() for one in element.iterfind(caldav("comp"))]
    if not names:
        raise BadValue()
    return ",".join(dict.fromkeys(names))
