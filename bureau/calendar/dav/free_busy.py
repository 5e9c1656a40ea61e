"""VFREEBUSY (RFC 5545 §3.6.4) of calendars: what is busy, joined where it touches."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.utils import timezone

from bureau.platform.ids import new_id

from .. import queries
from ..ical.lines import fold
from ..models import Calendar

KINDS = {"busy": "BUSY", "tentative": "BUSY-TENTATIVE", "unavailable": "BUSY-UNAVAILABLE"}
HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bureau//Calendar//EN\r\n"

Period = tuple[datetime, datetime]


def free_busy_of(calendars: Iterable[Calendar], start: datetime, end: datetime, zone: str) -> bytes:
    """Return the VFREEBUSY of a range; calendars that never make busy are left out."""
    ids = [one.id for one in calendars if not one.is_transparent]
    rows = queries.occurrences_between(ids, start, end, zone)
    busy: dict[str, list[Period]] = {}
    for row in rows:
        if (kind := KINDS.get(row.busy)) and row.status != "cancelled":
            begins, ends = row.start_at, row.end_at
            if row.is_local:
                begins, ends = queries.placed(begins, zone), queries.placed(ends, zone)
            busy.setdefault(kind, []).append((max(begins, start), min(ends, end)))
    return written_free_busy(busy, start, end)


def joined(periods: Iterable[Period]) -> list[Period]:
    """Return the periods in order, joined where they touch or overlap; empty ones are left out."""
    found: list[Period] = []
    for start, end in sorted(one for one in periods if one[0] < one[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def written_free_busy(
    busy: dict[str, list[Period]], start: datetime, end: datetime, about: Sequence[str] = ()
) -> bytes:
    """Return a calendar with one VFREEBUSY; `about` are its lines where it answers a request."""
    lines = [
        *(("METHOD:REPLY",) if about else ()),
        "BEGIN:VFREEBUSY",
        *(about or (f"UID:{new_id()}",)),
        f"DTSTAMP:{_moment(timezone.now())}",
        f"DTSTART:{_moment(start)}",
        f"DTEND:{_moment(end)}",
    ]
    for kind, periods in sorted(busy.items()):
        for begins, ends in joined(periods):
            lines.append(f"FREEBUSY;FBTYPE={kind}:{_moment(begins)}/{_moment(ends)}")
    lines += ["END:VFREEBUSY", "END:VCALENDAR"]
    return HEAD + b"".join(map(fold, lines))


def _moment(moment: datetime) -> str:
    at = moment.astimezone(UTC)
    return f"{at.year:04}{at:%m%dT%H%M%SZ}"
