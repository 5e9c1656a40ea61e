"""The reports of calendars: calendar-query, calendar-multiget (RFC 4791 §7.8, §7.9) and
free-busy-query (§7.10). The rows of occurrences decide wherever times alone are asked for.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bureau.platform.dav import BadXml, Call, DavError, Element, Report, caldav, dav, text_of
from bureau.platform.dav.reports import filtered, multiget

from .. import policies, queries
from ..errors import UnknownCalendar
from ..ical import BadCalendarData, parse_object
from ..ical.zones import named_zone
from ..queries import ObjectRow
from .calendars import CalendarResource
from .filters import CompFilter, filter_of, matches
from .free_busy import free_busy_of
from .objects import ObjectResource
from .setting import BadValue, tzid_of
from .times import FIRST, LAST, range_of

ANY = CompFilter("VCALENDAR", False, None, (), ())


def calendar_query(resource: CalendarResource, call: Call, root: Element) -> bytes:
    """Answer the objects that fulfil a filter."""
    asked = filter_of(root.find(caldav("filter")))
    zone = _zone(resource, root)
    call.memo["zone"] = zone
    rows = _found(resource, asked, zone, call)
    most = _limit(root)
    found = [ObjectResource(resource, row) for row in rows[:most]]
    return filtered(resource, call, root, found, is_truncated=len(rows) > len(found))


def _limit(root: Element) -> int | None:
    words = text_of(root.find(f"{dav('limit')}/{dav('nresults')}"))
    return int(words) if words.isascii() and words.isdigit() else None


def _zone(resource: CalendarResource, root: Element) -> str:
    """Return the zone in which floating times are judged (RFC 4791 §9.8, RFC 7809 §5.2)."""
    tzid = text_of(root.find(caldav("timezone-id")))
    if tzid:
        zone = named_zone(tzid)
        if zone is None:
            raise DavError(403, caldav("valid-timezone"))
        return zone.key
    written = text_of(root.find(caldav("timezone")))
    if written:
        try:
            zone = named_zone(tzid_of(written))
        except BadValue:
            raise DavError(403, caldav("valid-calendar-data")) from None
        return zone.key if zone else "UTC"
    return resource.zone()


def _found(resource: CalendarResource, asked: CompFilter, zone: str, call: Call) -> list[ObjectRow]:
    calendar_id = resource.calendar.id
    part = asked.parts[0] if len(asked.parts) == 1 else None
    if asked.is_absent:
        return []
    if part is None or asked.props or part.is_absent:
        rows = queries.objects_of(calendar_id, with_raw=True)
        return rows if asked == ANY else _judged(resource, rows, asked, zone, call)
    if part.within and part.is_range_alone and part.name == "VEVENT":
        if FIRST not in part.within and LAST not in part.within:
            return queries.events_within(calendar_id, *part.within, zone)
        return _open_ended(resource, part, asked, zone, call)
    if part.within is None:
        rows = queries.objects_of(calendar_id, with_raw=True, component=part.name)
        return rows if part.is_range_alone else _judged(resource, rows, asked, zone, call)
    rows = queries.objects_named(calendar_id, _candidates(calendar_id, part))
    return _judged(resource, rows, asked, zone, call)


def _open_ended(
    resource: CalendarResource, part: CompFilter, asked: CompFilter, zone: str, call: Call
) -> list[ObjectRow]:
    """Return what happens after or before a moment: as most clients ask when they start."""
    calendar_id = resource.calendar.id
    names = queries.names_beyond(calendar_id, part.name, *_sides(part))
    rows = queries.objects_named(calendar_id, sorted(names.sure))
    doubtful = queries.objects_named(calendar_id, sorted(names.doubtful))
    return sorted([*rows, *_judged(resource, doubtful, asked, zone, call)], key=_by_name)


def _by_name(row: ObjectRow) -> str:
    return row.name


def _sides(part: CompFilter) -> tuple[datetime | None, datetime | None]:
    start, end = part.within or (FIRST, LAST)
    return None if start == FIRST else start, None if end == LAST else end


def _candidates(calendar_id: str, part: CompFilter) -> list[str]:
    """Return the names of the objects that may be meant."""
    start, end = _sides(part)
    if start is None or end is None:
        beyond = queries.names_beyond(calendar_id, part.name, start, end)
        names = beyond.sure | beyond.doubtful
    else:
        names = queries.names_touching(calendar_id, start, end)
    return sorted(names.union(queries.undated_names(calendar_id)))


def _judged(
    resource: CalendarResource, rows: list[ObjectRow], asked: CompFilter, zone: str, call: Call
) -> list[ObjectRow]:
    """Return the rows whose bytes, as the caller may see them, fulfil the filter."""
    place = ZoneInfo(zone)
    found = []
    for row in rows:
        try:
            data = parse_object(ObjectResource(resource, row).shown(call))
        except BadCalendarData:
            continue
        if matches(data, asked, place):
            found.append(row)
    return found


def calendar_multiget(resource: CalendarResource, call: Call, root: Element) -> bytes:
    """Answer objects by address."""
    call.memo["zone"] = resource.zone()
    return multiget(resource, call, root)


def free_busy_query(resource: CalendarResource, call: Call, root: Element) -> bytes:
    """Answer when the calendar makes its owner busy, as iCalendar."""
    within = root.find(caldav("time-range"))
    if within is None:
        raise BadXml()
    if resource.role < policies.FREE_BUSY:
        raise UnknownCalendar()
    return free_busy_of([resource.calendar], *range_of(within, needs_both=True), resource.zone())


REPORTS: dict[str, Report] = {
    caldav("calendar-query"): calendar_query,
    caldav("calendar-multiget"): calendar_multiget,
    caldav("free-busy-query"): free_busy_query,
}
