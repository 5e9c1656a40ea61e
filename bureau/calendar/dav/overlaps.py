"""When tasks and alarms overlap a range (RFC 4791 §9.9); of events `ical.occurrences` decides."""

from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from icalendar import Component

from ..ical import CalendarData, length_of, occurrences, when_of
from .names import MOST_INSTANCES

Range = tuple[datetime, datetime]
FARTHEST_ALARM = timedelta(days=62)
"""Alarms further off are found only when they are absolute."""


def task_overlaps(part: Component, start: datetime, end: datetime, zone: ZoneInfo) -> bool:
    """Judge a task that does not recur, by the table of RFC 4791 §9.9."""
    begin, due = _moment(part, "DTSTART", zone), _moment(part, "DUE", zone)
    if begin is not None and due is not None:
        return (start < due or start <= begin) and (end > begin or end >= due)
    if begin is not None:
        return _begun_overlaps(part, begin, start, end)
    if due is not None:
        return start < due <= end or (start <= due and end > due)
    return _undated_overlaps(part, start, end, zone)


def _begun_overlaps(part: Component, begin: datetime, start: datetime, end: datetime) -> bool:
    if "DURATION" not in part:
        return start <= begin < end
    length = length_of(part)
    stop = begin + timedelta(days=length.days) + length.exact
    return start <= stop and (end > begin or end >= stop)


def _undated_overlaps(part: Component, start: datetime, end: datetime, zone: ZoneInfo) -> bool:
    done, made = _moment(part, "COMPLETED", zone), _moment(part, "CREATED", zone)
    if done is not None and made is not None:
        return (start <= made or start <= done) and (end >= made or end >= done)
    if done is not None:
        return start <= done <= end
    return made is None or end > made


def _moment(part: Component, name: str, zone: ZoneInfo) -> datetime | None:
    found = when_of(part, name)
    if found is None:
        return None
    return found.local.replace(tzinfo=zone) if found.is_local else found.instant


def alarm_overlaps(
    alarm: Component, part: Component, data: CalendarData, within: Range, zone: ZoneInfo
) -> bool:
    """Tell whether an alarm of a component rings in the range, at any of its repetitions."""
    return any(
        within[0] <= moment + again < within[1]
        for moment in _alarm_times(alarm, part, data, within, zone)
        for again in _repetitions(alarm)
    )


def _alarm_times(
    alarm: Component, part: Component, data: CalendarData, within: Range, zone: ZoneInfo
) -> list[datetime]:
    trigger = alarm.get("TRIGGER")
    value = getattr(trigger, "dt", None)
    if isinstance(value, datetime):
        return [value if value.tzinfo else value.replace(tzinfo=zone)]
    if not isinstance(value, timedelta):
        return []
    at_end = str(getattr(trigger, "params", {}).get("RELATED", "START")).upper() == "END"
    reach = (within[0] - FARTHEST_ALARM, within[1] + FARTHEST_ALARM)
    spans = islice(occurrences(data, *reach, zone, MOST_INSTANCES), MOST_INSTANCES)
    found = [span for span in spans if span.component is part]
    moments = [span.end if at_end else span.start for span in found]
    local = [span.is_local for span in found]
    return [
        (moment.replace(tzinfo=zone) if is_local else moment) + value
        for moment, is_local in zip(moments, local, strict=True)
    ]


def _repetitions(alarm: Component) -> list[timedelta]:
    count, gap = alarm.get("REPEAT"), getattr(alarm.get("DURATION"), "dt", None)
    if count is None or not isinstance(gap, timedelta):
        return [timedelta(0)]
    return [gap * number for number in range(min(int(count), 100) + 1)]
