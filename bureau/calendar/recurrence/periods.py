"""The periods of rules of days and longer, each with the days it takes.

The Gregorian calendar comes round in 400 years, weekdays included: a yearly or monthly rule that
finds nothing in as many steps finds nothing at all. For weeks and days a smaller number does.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from typing import TypeVar

from .days import (
    LAST_DAY,
    days_of_month,
    days_of_week,
    days_of_year,
    month_days,
    takes_day,
    week_start,
    weekdays_of,
)
from .rule import Frequency, Rule

MOST_EMPTY = {
    Frequency.YEARLY: 401,
    Frequency.MONTHLY: 4801,
    Frequency.WEEKLY: 4000,
    Frequency.DAILY: 12_000,
}

T = TypeVar("T")


def positions(rule: Rule, members: list[T]) -> list[T]:
    """What BYSETPOS takes of a period's members, in their order."""
    if not rule.bysetpos:
        return members
    size = len(members)
    taken = {at - 1 if at > 0 else size + at for at in rule.bysetpos}
    return [members[at] for at in sorted(taken) if 0 <= at < size]


def clocks_of(rule: Rule, hours: Sequence[int], start: datetime) -> list[time]:
    """The times of day in some hours; a leap second is the one before it (RFC 5545 §3.3.12)."""
    clocks = {
        time(hour, minute, min(second, 59))
        for hour in hours
        for minute in rule.byminute or (start.minute,)
        for second in rule.bysecond or (start.second,)
    }
    return sorted(clocks)


def days_by_period(rule: Rule, start: date, after: date, last: int) -> Iterator[list[int]]:
    """The days of each period that may reach `after`, until a period begins behind `last`."""
    periods: dict[Frequency, Callable[[Rule, date, date, int], Iterator[list[int]]]] = {
        Frequency.YEARLY: _years,
        Frequency.MONTHLY: _months,
        Frequency.WEEKLY: _weeks,
        Frequency.DAILY: _days,
    }
    return periods[rule.freq](rule, start, after, last)


def _steps(first: int, interval: int, reach: int, end: int) -> range:
    """The periods of a rule by number, from the last one that begins by `reach`."""
    skipped = max(0, (reach - first) // interval)
    return range(first + skipped * interval, end, interval)


def _years(rule: Rule, start: date, after: date, last: int) -> Iterator[list[int]]:
    first = start.year
    if rule.byweekno:
        monday = week_start(start.toordinal(), rule.wkst)
        first = date.fromordinal(min(max(monday + 3, 1), LAST_DAY)).year
    for year in _steps(first, rule.interval, after.year - 1, 10_000):
        if date(year, 1, 1).toordinal() - 7 > last:
            return
        yield days_of_year(rule, year, start)


def _months(rule: Rule, start: date, after: date, last: int) -> Iterator[list[int]]:
    first = start.year * 12 + start.month - 1
    for month in _steps(first, rule.interval, after.year * 12 + after.month - 1, 120_000):
        if month_days(month // 12, month % 12 + 1)[0] > last:
            return
        yield days_of_month(rule, month // 12, month % 12 + 1, start)


def _weeks(rule: Rule, start: date, after: date, last: int) -> Iterator[list[int]]:
    first = week_start(start.toordinal(), rule.wkst)
    end = min(last, LAST_DAY) + 1
    offsets = weekdays_of(rule, start)
    for week in _steps(first, 7 * rule.interval, after.toordinal(), end):
        yield days_of_week(rule, week, offsets)


def _days(rule: Rule, start: date, after: date, last: int) -> Iterator[list[int]]:
    first, interval = start.toordinal(), rule.interval
    end = min(last, LAST_DAY) + 1
    day = _steps(first, interval, after.toordinal(), end).start
    while day < end:
        if takes_day(rule, day):
            yield [day]
            day += interval
            continue
        yield []
        day += -(-(next_day(rule, day) - day) // interval) * interval


def next_day(rule: Rule, day: int) -> int:
    """The first day after a refused one that BYMONTH does not refuse for its month."""
    when = date.fromordinal(day)
    if not rule.bymonth or when.month in rule.bymonth:
        return day + 1
    later = [month for month in rule.bymonth if month > when.month]
    year = when.year if later else when.year + 1
    return date(year, (later or rule.bymonth)[0], 1).toordinal() if year < 10_000 else LAST_DAY + 1
