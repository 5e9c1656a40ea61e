"""Which days of a year, month, week or day a rule takes: the table of RFC 5545 §3.3.10.

Days are proleptic Gregorian ordinals (`date.toordinal`), so that comparing and counting are plain
integers. A part that the table forbids for a frequency limits, as the other parts do.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from .rule import Day, Frequency, Rule

LAST_DAY = date.max.toordinal()


def month_days(year: int, month: int) -> range:
    """The days of a month."""
    first = date(year, month, 1).toordinal()
    return range(first, first + monthrange(year, month)[1])


def year_days(year: int) -> range:
    """The days of a year."""
    return range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)


def weekday(day: int) -> int:
    """Monday is 0."""
    return (day - 1) % 7


def week_start(day: int, wkst: int) -> int:
    """The first day of the week a day is in."""
    return day - (weekday(day) - wkst) % 7


@lru_cache(maxsize=4096)
def weeks_of(year: int, wkst: int) -> tuple[int, int]:
    """First day of week 1 and number of weeks of a year: week 1 has four of its days or more."""

    def first(of: int) -> int:
        # Day 4 of January is in week 1, whatever day the week starts on.
        return week_start(date(of, 1, 1).toordinal() + 3, wkst)

    start = first(year)
    end = first(year + 1) if year < 9999 else start + 52 * 7
    return start, (end - start) // 7


def nth(days: Sequence[int], wanted: Iterable[Day]) -> set[int]:
    """The days of a period that BYDAY names; ordinals count within the period."""
    found: set[int] = set()
    for ordinal, day in wanted:
        first = days[0] + (day - weekday(days[0])) % 7
        same = range(first, days[-1] + 1, 7)
        if not ordinal:
            found.update(same)
        elif abs(ordinal) <= len(same):
            found.add(same[ordinal - 1 if ordinal > 0 else ordinal])
    return found


def days_of_year(rule: Rule, year: int, start: date) -> list[int]:
    """The days a yearly rule takes in a year; with BYWEEKNO in the year's weeks."""
    if rule.byweekno:
        found = _in_weeks(rule, year, start)
    elif rule.byyearday:
        found = _by_yearday(rule, year)
    elif rule.bymonthday:
        found = {day for month in _months(rule) for day in _by_monthday(rule, year, month)}
    elif rule.byday:
        return sorted(_by_weekday_of_year(rule, year))
    else:
        return _anniversaries(rule, year, start)
    return sorted(day for day in found if _passes(rule, day, ordinals_in_month=bool(rule.bymonth)))


def _months(rule: Rule) -> Sequence[int]:
    return rule.bymonth or range(1, 13)


def _in_weeks(rule: Rule, year: int, start: date) -> set[int]:
    first, weeks = weeks_of(year, rule.wkst)
    numbers = {number if number > 0 else weeks + 1 + number for number in rule.byweekno}
    days = {
        day
        for number in numbers
        if 1 <= number <= weeks
        for day in range(first + 7 * (number - 1), first + 7 * number)
        if 1 <= day <= LAST_DAY
    }
    if rule.byday or rule.bymonthday or rule.byyearday:
        return days
    return {day for day in days if weekday(day) == start.weekday()}


def _by_yearday(rule: Rule, year: int) -> set[int]:
    days = year_days(year)
    return {
        days[number - 1 if number > 0 else number]
        for number in rule.byyearday
        if abs(number) <= len(days)
    }


def _by_monthday(rule: Rule, year: int, month: int) -> set[int]:
    days = month_days(year, month)
    return {
        days[number - 1 if number > 0 else number]
        for number in rule.bymonthday
        if abs(number) <= len(days)
    }


def _by_weekday_of_year(rule: Rule, year: int) -> set[int]:
    if not rule.bymonth:
        return nth(year_days(year), rule.byday)
    return {day for month in rule.bymonth for day in nth(month_days(year, month), rule.byday)}


def _anniversaries(rule: Rule, year: int, start: date) -> list[int]:
    days = (month_days(year, month) for month in rule.bymonth or (start.month,))
    return [month[start.day - 1] for month in days if start.day <= len(month)]


def days_of_month(rule: Rule, year: int, month: int, start: date) -> list[int]:
    """The days a monthly rule takes in a month."""
    if rule.bymonth and month not in rule.bymonth:
        return []
    days = month_days(year, month)
    if rule.bymonthday:
        found = _by_monthday(rule, year, month)
    elif rule.byday:
        found = nth(days, rule.byday)
    elif rule.byyearday or rule.byweekno:
        found = set(days)
    else:
        found = {days[start.day - 1]} if start.day <= len(days) else set()
    return sorted(day for day in found if _passes(rule, day, ordinals_in_month=True))


def weekdays_of(rule: Rule, start: date) -> list[int]:
    """The days of a week a weekly rule takes, counted from the week's first day."""
    wanted = {day.weekday for day in rule.byday} or {start.weekday()}
    return sorted((day - rule.wkst) % 7 for day in wanted)


def days_of_week(rule: Rule, first: int, offsets: Iterable[int]) -> list[int]:
    """The days a weekly rule takes in the week from `first` on; `offsets` are its `weekdays_of`."""
    days = [first + offset for offset in offsets]
    if rule.limits_days or not 0 < first < LAST_DAY - 7:
        return [day for day in days if 1 <= day <= LAST_DAY and _passes(rule, day)]
    return days


def takes_day(rule: Rule, day: int) -> bool:
    """Whether a rule of days or shorter periods takes a day."""
    return _passes(rule, day)


def _passes(rule: Rule, day: int, *, ordinals_in_month: bool = False) -> bool:
    if rule.byday and not _passes_weekday(rule, day, ordinals_in_month):
        return False
    if not (rule.bymonth or rule.bymonthday or rule.byyearday or rule.byweekno):
        return True
    when = date.fromordinal(day)
    if rule.bymonth and when.month not in rule.bymonth:
        return False
    if rule.bymonthday and not _passes_monthday(rule, when):
        return False
    if rule.byyearday and day not in _by_yearday(rule, when.year):
        return False
    return not rule.byweekno or rule.freq == Frequency.YEARLY or _passes_week(rule, day)


def _passes_weekday(rule: Rule, day: int, in_month: bool) -> bool:
    own = weekday(day)
    counts = rule.freq <= Frequency.MONTHLY and not rule.byweekno
    for wanted in rule.byday:
        if wanted.weekday != own:
            continue
        if not (wanted.ordinal and counts):
            return True
        when = date.fromordinal(day)
        days = month_days(when.year, when.month) if in_month else year_days(when.year)
        if day in nth(days, (wanted,)):
            return True
    return False


def _passes_monthday(rule: Rule, when: date) -> bool:
    length = monthrange(when.year, when.month)[1]
    return when.day in rule.bymonthday or when.day - length - 1 in rule.bymonthday


def _passes_week(rule: Rule, day: int) -> bool:
    year = date.fromordinal(min(week_start(day, rule.wkst) + 3, LAST_DAY)).year
    first, weeks = weeks_of(year, rule.wkst)
    number = (day - first) // 7 + 1
    return number in rule.byweekno or number - weeks - 1 in rule.byweekno
