"""What others see of private events: that the owner is busy, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from icalendar import Calendar, Component

from bureau.platform.dav import Call

from .. import policies
from ..ical import copied, parse_object
from ..ical.writing import write_calendar
from ..models import EventDetail

if TYPE_CHECKING:
    from .calendars import CalendarResource

KEPT = frozenset(
    {
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "DUE",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "SEQUENCE",
        "TRANSP",
        "CLASS",
        "CREATED",
        "LAST-MODIFIED",
    }
)
WORDS = "Busy"


def is_masked(parent: CalendarResource, name: str, call: Call) -> bool:
    """Tell whether the caller must not see what an object says. One query per calendar and
    request, none for those who may change everything.
    """
    if parent.role >= policies.EDIT:
        return False
    key = f"private:{parent.calendar.id}"
    if key not in call.memo:
        rows = EventDetail.objects.filter(
            object__calendar_id=parent.calendar.id, visibility__in=("private", "confidential")
        )
        call.memo[key] = set(rows.values_list("object__name", flat=True))
    return name in call.memo[key]


def masked(raw: bytes) -> bytes:
    """Return an object without all that tells what it is about."""
    calendar = parse_object(bytes(raw)).copy().calendar
    shown = Calendar()
    for name in ("VERSION", "PRODID"):
        shown[name] = calendar.get(name, "")
    shown.subcomponents = [
        part if part.name == "VTIMEZONE" else _masked(part) for part in calendar.subcomponents
    ]
    return write_calendar(shown)


def _masked(part: Component) -> Component:
    twin = copied(part)
    for name in [name for name in twin if name.upper() not in KEPT]:
        del twin[name]
    twin.subcomponents = []
    twin.add("SUMMARY", WORDS)
    return twin
