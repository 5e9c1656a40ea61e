"""When a rule happens: period by period (RFC 5545 §3.3.10), in order, without repeats.

Each period of FREQ is worked out alone and whole, so that BYSETPOS counts from its beginning even
where DTSTART is in its middle, and so that periods before the time asked for are skipped by
arithmetic. Only COUNT makes a rule start at its beginning; where each period has exactly one
member even that is arithmetic. A rule that finds nothing for a whole round of the calendar ends.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from .periods import MOST_EMPTY, clocks_of, days_by_period, positions
from .rule import Frequency, Rule
from .subdaily import moments_within_days

MOST_COUNTED = 20_000
"""A larger COUNT ends there, unless the rule has no BY parts; 50 years of days are less."""

_BY_PARTS = (
    "bysecond",
    "byminute",
    "byhour",
    "byday",
    "bymonthday",
    "byyearday",
    "byweekno",
    "bymonth",
    "bysetpos",
)


def instances(
    rule: Rule,
    start: datetime,
    *,
    until: datetime | None = None,
    after: datetime | None = None,
) -> Iterator[datetime]:
    """The local times a rule gives, from its start on, in order.

    `until` is the last time it may give (`Rule.until_for`); what is before `after` is left out.
    The start itself is given only where the rule takes it. Ends with the year 9999 or when
    nothing comes any more.
    """
    count = rule.count and min(rule.count, MOST_COUNTED)
    if count is None:
        return _bounded(rule, start, start if after is None else max(start, after), until)
    if after is not None and after > start and (step := _plain_step(rule)):
        left = (rule.count or 0) - (after - start) // step
        begin = start + (after - start) // step * step
        found = islice(_bounded(rule, start, begin, until), max(left, 0))
        return (moment for moment in found if moment >= after)
    found = islice(_bounded(rule, start, start, until), count)
    return found if after is None else (moment for moment in found if moment >= after)


def _plain_step(rule: Rule) -> timedelta | None:
    """The distance of its members, for a rule without BY parts of which each period has one."""
    if rule.freq < Frequency.WEEKLY or any(getattr(rule, part) for part in _BY_PARTS):
        return None
    unit = {
        Frequency.WEEKLY: timedelta(weeks=1),
        Frequency.DAILY: timedelta(days=1),
        Frequency.HOURLY: timedelta(hours=1),
        Frequency.MINUTELY: timedelta(minutes=1),
        Frequency.SECONDLY: timedelta(seconds=1),
    }[rule.freq]
    try:
        return unit * rule.interval
    except OverflowError:
        return None


def _bounded(
    rule: Rule, start: datetime, after: datetime, until: datetime | None
) -> Iterator[datetime]:
    if rule.freq >= Frequency.HOURLY:
        found = moments_within_days(rule, start, after, until)
    else:
        found = _moments_of_days(rule, start, after, until)
    for moment in found:
        if until is not None and moment > until:
            return
        if moment >= after:
            yield moment


def _moments_of_days(
    rule: Rule, start: datetime, after: datetime, until: datetime | None
) -> Iterator[datetime]:
    clocks = clocks_of(rule, rule.byhour or (start.hour,), start)
    last = (until or datetime.max).toordinal()
    empty = 0
    for days in days_by_period(rule, start.date(), after.date(), last):
        members = [(day, clock) for day in days for clock in clocks]
        if rule.bysetpos:
            members = positions(rule, members)
        for day, clock in members:
            yield datetime.combine(date.fromordinal(day), clock)
        empty = 0 if members else empty + 1
        if empty > MOST_EMPTY[rule.freq]:
            return
