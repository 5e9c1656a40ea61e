"""When an object happens (RFC 5545 §3.8.5): rules, dates, exceptions and changed occurrences.

Rules count in the local time of DTSTART's zone; each local time becomes an instant by §3.3.5. What
a client changed of one occurrence replaces it wherever it was moved to; a change of "this and
following" shifts all that follow. A series without an end is worked out only as far as asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from heapq import heappop, heappush, merge
from itertools import islice

from icalendar import Component

from .data import CalendarData
from .series import Segment, segments_of
from .times import length_of, local_time, moved, start_of, when_of

MOST_OCCURRENCES = 20_000
"""No expansion gives more."""
MOST_COUNTED = 50_000
"""A rule with a larger COUNT is taken as endless: its end is not searched."""

_CONFUSED = timedelta(hours=4)
"""No clock is put back or forward by more, save where a country changes its day."""
_FIRST = datetime(1, 1, 2, tzinfo=UTC)
_LAST = datetime(9999, 12, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Span:
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
    streams = [_ordered(data, segment, asked) for segment in segments_of(data)]
    found = merge(*streams, _changed(data, asked), key=_order)
    return islice(found, min(limit, MOST_OCCURRENCES))


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
    streams = [_ordered(data, segment, everything) for segment in segments]
    for span in merge(*streams, _changed(data, everything), key=_order):
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

    def overlaps(self, start: datetime, end: datetime, is_local: bool) -> bool:
        """RFC 4791 §9.9: what takes no time belongs to the range it begins in."""
        low, high = self.of(is_local)
        return start < high and (end > low or (start == end and start >= low))


def _ordered(data: CalendarData, segment: Segment, asked: _Range) -> Iterator[Span]:
    """The spans of a segment by their instants; those of one day may come in another order."""
    spans = _spans(data, segment, asked)
    if segment.series.is_ordered:
        yield from spans
        return
    waiting: list[tuple[datetime, datetime, int, Span]] = []
    for number, span in enumerate(spans):
        heappush(waiting, (span.start, span.end, number, span))
        while moved(waiting[0][0], _CONFUSED) < span.start:
            yield heappop(waiting)[3]
    while waiting:
        yield heappop(waiting)[3]


def _spans(data: CalendarData, segment: Segment, asked: _Range) -> Iterator[Span]:
    """The unchanged occurrences of a segment that overlap the range, in order."""
    series = segment.series
    is_local = segment.start.is_local
    low, high = asked.of(is_local)
    reach = moved(low, -(segment.longest + timedelta(days=1)) - segment.shift)
    for when, length in segment.starts(local_time(reach, series.start.zone)):
        start = segment.moved(when)
        if start.instant >= moved(high, _CONFUSED):
            return
        if segment.before is not None and when.instant >= segment.before:
            continue
        recurrence_id = when.text if series.recurs else ""
        if recurrence_id in data.overrides:
            continue
        stop = (length or segment.length).end_of(start)
        if asked.overlaps(start.instant, stop, is_local):
            yield Span(recurrence_id, start.instant, stop, is_local, segment.component)


def _changed(data: CalendarData, asked: _Range) -> list[Span]:
    """The changed occurrences that overlap the range."""
    spans = []
    for key, component in data.overrides.items():
        start = start_of(component) or when_of(component, "RECURRENCE-ID")
        if start is None:
            continue
        stop = length_of(component).end_of(start)
        if asked.overlaps(start.instant, stop, start.is_local):
            spans.append(Span(key, start.instant, stop, start.is_local, component))
    return sorted(spans, key=_order)
