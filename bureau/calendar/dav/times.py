"""Times in filters and requests: UTC in iCalendar's form (RFC 4791 §9.9)."""

from datetime import UTC, datetime

from bureau.platform.dav import DavError, Element, caldav

FIRST = datetime(1, 1, 2, tzinfo=UTC)
LAST = datetime(9998, 12, 31, tzinfo=UTC)


def moment_of(text: str) -> datetime:
    """Read `20261123T090000Z`; raises 403 with CALDAV:valid-filter for anything else."""
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise DavError(403, caldav("valid-filter")) from None


def range_of(element: Element, *, needs_both: bool = False) -> tuple[datetime, datetime]:
    """Read `start` and `end`; one that is left out stands for the end of time."""
    start, end = element.get("start"), element.get("end")
    if (start is None and end is None) or (needs_both and (start is None or end is None)):
        raise DavError(403, caldav("valid-filter"))
    found = (
        FIRST if start is None else moment_of(start),
        LAST if end is None else moment_of(end),
    )
    if found[0] >= found[1]:
        raise DavError(403, caldav("valid-filter"))
    return found
