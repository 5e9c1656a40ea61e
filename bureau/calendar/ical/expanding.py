"""When an object happens (RFC 5545 §3.8.5): rules, dates, exceptions and changed occurrences.

Rules count in the local time of DTSTART's zone; each local time becomes an instant by §3.3.5. What
a client changed of one occurrence replaces it wherever it was moved to; a change of "this and
following" shifts all that follow. A series without an end is worked out only as far as asked.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from heapq import heappop, heappush, merge
from itertools import islice
from typing import NamedTuple

from icalendar import Component

from .data import CalendarData
from .series import Segment, segments_of
from .times import length_of, local_time, moved, start_of, when_of

MOST_OCCURRENCES = 20_000
"""No expansion gives more."""
MOST_COUNTED = 10_000
"""What happens more often is taken as endless: its last occurrence is not searched."""

_CONFUSED = timedelta(hours=4)
"""No clock is put back or forward by more, save where a country changes its day."""
_FIRST = datetime(1, 1, 2, tzinfo=UTC)
_LAST = datetime(9999, 12, 30, tzinfo=UTC)


class Span(NamedTuple):
    """One occurrence. Local ones (all day, floating) have their local times as if in UTC.

    `recurrence_id` is empty where nothing recurs. `component` describes the occurrence: its own
    or the series'; its dates are those of the component, not of the occurrence.
    """

    recurrence_id: str
    start: datetime
    end: datetime
    is_local: bool
    component: Component


def occurrences(
    data: CalendarData,
    start: datetime,
    end: datetime,
    floating_zone: tzinfo = UTC,
    limit: int = MOST_OCCURRENCES,
) -> Iterator[Span]:
    """The occurrences that overlap a range (RFC 4791 §9.9), by their start; `limit` at most.

    `start` and `end` are aware. Dates and floating times are compared in `floating_zone`.
    """
    asked = _Range(start, end, floating_zone)
    return islice(_all(data, asked, segments_of(data)), min(limit, MOST_OCCURRENCES))


def bounds(data: CalendarData) -> tuple[datetime | None, datetime | None, bool]:
    """When its first occurrence begins and its last one ends, and whether it recurs.

    No last where it has no end, or where that lies beyond MOST_COUNTED occurrences; neither for
    what has no date. Local times stand as if they were UTC.
    """
    segments = segments_of(data)
    if any(segment.is_endless for segment in segments):
        first = next(occurrences(data, _FIRST, _LAST), None)
        return (first.start if first else None), None, data.recurs
    first_at, last_at = None, None
    everything = _Range(_FIRST, _LAST, UTC)
    for number, span in enumerate(_all(data, everything, segments)):
        if number >= MOST_COUNTED:
            return first_at, None, data.recurs
        first_at = first_at or span.start
        last_at = max(last_at or span.end, span.end)
    return first_at, last_at, data.recurs


def has_occurrences(data: CalendarData) -> bool:
    """Whether it happens at all; an undated task does, once."""
    if data.start is None:
        return bool(data.parts)
    return next(occurrences(data, _FIRST, _LAST), None) is not None


def _order(span: Span) -> tuple[datetime, datetime]:
    return span.start, span.end


class _Range:
    """What is asked for, as instants and as local times as if in UTC."""

    def __init__(self, start: datetime, end: datetime, zone: tzinfo) -> None:
        self.start, self.end = start.astimezone(UTC), end.astimezone(UTC)
        self.local_start = local_time(self.start, zone).replace(tzinfo=UTC)
        self.local_end = local_time(self.end, zone).replace(tzinfo=UTC)

    def of(self, is_local: bool) -> tuple[datetime, datetime]:
        """The range for instants or for local times."""
        return (self.local_start, self.local_end) if is_local else (self.start, self.end)


def _overlaps(start: datetime, end: datetime, low: datetime, high: datetime) -> bool:
    """RFC 4791 §9.9: what takes no time belongs to the range it begins in."""
    return start < high and (end > low or (start == end and start >= low))


def _all(data: CalendarData, asked: _Range, segments: list[Segment]) -> Iterator[Span]:
    streams = [
        (_spans if segment.series.is_ordered else _ordered)(data, segment, asked)
        for segment in segments
    ]
    if len(streams) == 1 and not data.overrides:
        return streams[0]
    return merge(*streams, _changed(data, asked), key=_order)


def _ordered(data: CalendarData, segment: Segment, asked: _Range) -> Iterator[Span]:
    """The spans of a segment by their instants; those of one day may come in another order."""
    waiting: list[tuple[datetime, datetime, int, Span]] = []
    for number, span in enumerate(_spans(data, segment, asked)):
        heappush(waiting, (span.start, span.end, number, span))
        while moved(waiting[0][0], _CONFUSED) < span.start:
            yield heappop(waiting)[3]
    while waiting:
        yield heappop(waiting)[3]


def _spans(data: CalendarData, segment: Segment, asked: _Range) -> Iterator[Span]:
    """The unchanged occurrences of a segment that overlap the range, nearly in order."""
    is_local = segment.start.is_local
    low, high = asked.of(is_local)
    stop_at = moved(high, _CONFUSED)
    reach = moved(low, -(segment.longest + timedelta(days=1)) - segment.shift)
    zone = segment.series.start.zone
    last = moved(stop_at, timedelta(days=1) - segment.shift)
    recurs, overrides, usual = segment.series.recurs, data.overrides, segment.length
    for when, length in segment.starts(local_time(reach, zone), local_time(last, zone)):
        start = segment.moved(when)
        begin = start.instant
        if begin >= stop_at:
            return
        end = (length or usual).end_of(start)
        if not _overlaps(begin, end, low, high) or segment.is_over(when):
            continue
        recurrence_id = when.text if recurs else ""
        if recurrence_id not in overrides:
            yield Span(recurrence_id, begin, end, is_local, segment.component)


def _changed(data: CalendarData, asked: _Range) -> list[Span]:
    """The changed occurrences that overlap the range."""
    spans = []
    for key, component in data.overrides.items():
        start = start_of(component) or when_of(component, "RECURRENCE-ID")
        if start is None:
            continue
        stop = length_of(component).end_of(start)
        if _overlaps(start.instant, stop, *asked.of(start.is_local)):
            spans.append(Span(key, start.instant, stop, start.is_local, component))
    return sorted(spans, key=_order)
