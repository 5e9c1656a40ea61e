"""Rules of hours, minutes and seconds.

Times are whole seconds (ordinal of the day × 86,400 + second). Where a part refuses a period the
search goes on at the next day, hour or minute that may be taken, so that a rule of seconds limited
to one day a year costs a few steps.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from .days import LAST_DAY, takes_day
from .periods import next_day, positions
from .rule import Frequency, Rule

_DAY = 86_400
_UNIT = {Frequency.HOURLY: 3600, Frequency.MINUTELY: 60, Frequency.SECONDLY: 1}
_MOST_EMPTY = 20_000


def moments_within_days(
    rule: Rule, start: datetime, after: datetime, until: datetime | None
) -> Iterator[datetime]:
    """The times of a rule of hours or shorter periods, from the period that `after` is in."""
    unit = _UNIT[rule.freq]
    step = unit * rule.interval
    origin = _seconds(start) // unit * unit
    period = origin + max(0, (_seconds(after) - origin) // step) * step
    end = min(_seconds(until or datetime.max), (LAST_DAY + 1) * _DAY - 1)
    empty = 0
    while period <= end and empty < _MOST_EMPTY:
        refused = _refused_until(rule, period)
        if refused:
            period += -(-(refused - period) // step) * step
            empty += 1
            continue
        found = positions(rule, _members(rule, period, start))
        empty = 0 if found else empty + 1
        for second in found:
            yield _moment(second)
        period += step


def _refused_until(rule: Rule, period: int) -> int:
    """0 where a period is taken; else the first second that may be."""
    day, second = divmod(period, _DAY)
    if not takes_day(rule, day):
        return next_day(rule, day) * _DAY
    if rule.byhour and second // 3600 not in rule.byhour:
        return period - period % 3600 + 3600
    if rule.freq == Frequency.HOURLY:
        return 0
    if rule.byminute and second // 60 % 60 not in rule.byminute:
        return period - period % 60 + 60
    if rule.freq == Frequency.MINUTELY or not rule.bysecond:
        return 0
    return 0 if second % 60 in {min(wanted, 59) for wanted in rule.bysecond} else period + 1


def _members(rule: Rule, period: int, start: datetime) -> list[int]:
    if rule.freq == Frequency.SECONDLY:
        return [period]
    seconds = sorted({min(second, 59) for second in rule.bysecond or (start.second,)})
    if rule.freq == Frequency.MINUTELY:
        return [period + second for second in seconds]
    minutes = rule.byminute or (start.minute,)
    return [period + 60 * minute + second for minute in minutes for second in seconds]


def _seconds(moment: datetime) -> int:
    return moment.toordinal() * _DAY + moment.hour * 3600 + moment.minute * 60 + moment.second


def _moment(second: int) -> datetime:
    day, rest = divmod(second, _DAY)
    return datetime.combine(date.fromordinal(day), time.min) + timedelta(seconds=rest)
