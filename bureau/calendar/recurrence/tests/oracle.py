"""Which times a rule takes, asked of each time alone: slow, and written another way than the rule.

A time belongs to a rule if its period is one of every INTERVAL, and each part says yes to it. What
expands in RFC 5545's table and what limits is the same question for a single time.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

from bureau.calendar.recurrence import Frequency, Rule

DAY = timedelta(days=1)


def oracle(rule: Rule, start: datetime, end: datetime) -> list[datetime]:
    """All times from `start` to before `end` that a rule takes; COUNT and UNTIL are not asked."""
    taken = []
    for key, members in groupby(_times(rule, start, end), lambda time: _period(rule, time)):
        if (key - _period(rule, start)) % rule.interval == 0:
            taken += _at_positions(rule, [time for time in members if _takes(rule, time, start)])
    return [time for time in taken if start <= time < end]


def _times(rule: Rule, start: datetime, end: datetime) -> Iterator[datetime]:
    """Every time of the whole periods that start and end are in, as fine as it matters."""
    around = timedelta(days=380 if rule.freq == Frequency.YEARLY else 32)
    around = timedelta(days=8) if rule.freq == Frequency.WEEKLY else around
    around = DAY if rule.freq >= Frequency.DAILY else around
    first, last = (start - around).date(), (end + around).date()
    hours = rule.byhour or ((start.hour,) if rule.freq <= Frequency.DAILY else range(24))
    minutes = rule.byminute or ((start.minute,) if rule.freq <= Frequency.HOURLY else range(60))
    seconds = rule.bysecond or ((start.second,) if rule.freq <= Frequency.MINUTELY else range(60))
    day = first
    while day <= last:
        for hour in hours:
            for minute in minutes:
                for second in seconds:
                    yield datetime(day.year, day.month, day.day, hour, minute, second)
        day += DAY


def _at_positions(rule: Rule, members: list[datetime]) -> list[datetime]:
    if not rule.bysetpos:
        return members
    return [
        time
        for at, time in enumerate(members, 1)
        if at in rule.bysetpos or at - len(members) - 1 in rule.bysetpos
    ]


def _period(rule: Rule, time: datetime) -> int:
    days = (time.date() - date(1, 1, 1)).days
    if rule.freq == Frequency.YEARLY:
        return _week(rule, time.date())[0] if rule.byweekno else time.year
    if rule.freq == Frequency.MONTHLY:
        return time.year * 12 + time.month
    if rule.freq == Frequency.WEEKLY:
        return (days - rule.wkst) // 7
    if rule.freq == Frequency.DAILY:
        return days
    unit = {Frequency.HOURLY: 3600, Frequency.MINUTELY: 60, Frequency.SECONDLY: 1}[rule.freq]
    return (days * 86_400 + time.hour * 3600 + time.minute * 60 + time.second) // unit


def _week(rule: Rule, day: date) -> tuple[int, int, int]:
    """The year a day's week belongs to, its number and the number of weeks of that year."""
    while day.weekday() != rule.wkst:
        day -= DAY
    middle = day + 3 * DAY
    number = (middle - date(middle.year, 1, 1)).days // 7 + 1
    weeks = 0
    for back in range(6, -1, -1):
        candidate = date(middle.year, 12, 31) - back * DAY
        if candidate.weekday() == (rule.wkst + 3) % 7:
            weeks = (candidate - date(middle.year, 1, 1)).days // 7 + 1
    return middle.year, number, weeks


def _takes(rule: Rule, time: datetime, start: datetime) -> bool:
    day = time.date()
    return (
        (not rule.bymonth or day.month in rule.bymonth)
        and _takes_month_day(rule, day)
        and _takes_year_day(rule, day)
        and _takes_week(rule, day)
        and _takes_weekday(rule, day)
        and _is_like_start(rule, day, start.date())
    )


def _takes_month_day(rule: Rule, day: date) -> bool:
    length = ((day.replace(day=28) + 4 * DAY).replace(day=1) - DAY).day
    wanted = {each if each > 0 else length + 1 + each for each in rule.bymonthday}
    return not wanted or day.day in wanted


def _takes_year_day(rule: Rule, day: date) -> bool:
    length = date(day.year, 12, 31).timetuple().tm_yday
    wanted = {each if each > 0 else length + 1 + each for each in rule.byyearday}
    return not wanted or day.timetuple().tm_yday in wanted


def _takes_week(rule: Rule, day: date) -> bool:
    _, number, weeks = _week(rule, day)
    wanted = {each if each > 0 else weeks + 1 + each for each in rule.byweekno}
    return not wanted or number in wanted


def _takes_weekday(rule: Rule, day: date) -> bool:
    if not rule.byday:
        return True
    return any(
        each.weekday == day.weekday() and (not each.ordinal or _is_nth(rule, each.ordinal, day))
        for each in rule.byday
    )


def _is_nth(rule: Rule, ordinal: int, day: date) -> bool:
    def same(one: date) -> bool:
        by_month = rule.freq == Frequency.MONTHLY or rule.bymonth
        return one.year == day.year and (not by_month or one.month == day.month)

    step, number, other = (-7 * DAY if ordinal > 0 else 7 * DAY), 1, day
    while same(other + step):
        other += step
        number += 1
    return number == abs(ordinal)


def _is_like_start(rule: Rule, day: date, start: date) -> bool:
    """What DTSTART decides where the rule says nothing."""
    if rule.freq == Frequency.YEARLY:
        if rule.byyearday or rule.bymonthday or rule.byday:
            return True
        if rule.byweekno:
            return day.weekday() == start.weekday()
        return day.day == start.day and (bool(rule.bymonth) or day.month == start.month)
    if rule.freq == Frequency.MONTHLY:
        return bool(rule.bymonthday or rule.byday) or day.day == start.day
    if rule.freq == Frequency.WEEKLY:
        return bool(rule.byday) or day.weekday() == start.weekday()
    return True
