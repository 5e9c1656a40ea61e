"""Working hours as spans of time. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .choices import Choices, WorkingHours

DAY = timedelta(days=1)


def working_spans(
    choices: Choices, start: datetime, end: datetime
) -> list[tuple[datetime, datetime]]:
    """Return when somebody works between two moments, in UTC, by start."""
    zone = ZoneInfo(choices.time_zone)
    spans = [
        (max(begins, start), min(ends, end))
        for day in _days(start.astimezone(zone).date(), end.astimezone(zone).date())
        for begins, ends in _of_day(choices.working_hours, day, zone)
        if begins < end and ends > start
    ]
    return sorted(spans)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * DAY


def _of_day(
    hours: list[WorkingHours], day: date, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    for part in hours:
        if part.day == day.weekday():
            yield _moment(day, part.start, zone), _moment(day, part.end, zone)


def _moment(day: date, clock: str, zone: ZoneInfo) -> datetime:
    if clock == "24:00":
        return _moment(day + DAY, "00:00", zone)
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)
