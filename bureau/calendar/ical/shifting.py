"""A rule whose start moves to another day, so that all it gives moves along.

Weekly rules turn with their weekdays and the first day of their week: every occurrence moves by
the same days. Rules by the month keep their form (the second Tuesday becomes the second
Wednesday). What has no such form keeps its days.
"""

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime

from bureau.calendar.recurrence import Day, Frequency, Rule, instances

_DAY_PARTS = ("byday", "bymonthday", "byyearday", "byweekno", "bymonth")


def shifted_rule(rule: Rule, old: datetime, new: datetime) -> Rule | None:
    """The rule for a start that moved; None where its days cannot move."""
    days = (new.date() - old.date()).days
    found = rule if not days else _with_other_days(rule, old, new.date(), days)
    return found and _with_other_clock(found, old, new)


def _with_other_days(rule: Rule, old: datetime, new: date, days: int) -> Rule | None:
    parts = {part for part in _DAY_PARTS if getattr(rule, part)}
    if not parts:
        return replace(rule, wkst=_turned_week(rule, days))
    if parts == {"byday"} and rule.freq >= Frequency.WEEKLY:
        return _turned(rule, days)
    takes_start = next(instances(rule, old, until=old), None) == old
    if rule.bysetpos or rule.freq > Frequency.MONTHLY or not takes_start:
        return None
    return _with_month(rule, parts, new)


def _turned(rule: Rule, days: int) -> Rule | None:
    if rule.freq > Frequency.DAILY:
        return None
    turned = tuple(sorted(Day(day.ordinal, (day.weekday + days) % 7) for day in rule.byday))
    return replace(rule, byday=turned, wkst=_turned_week(rule, days))


def _turned_week(rule: Rule, days: int) -> int:
    """The first day of the week, turned where it decides which weeks or days are taken."""
    decides = rule.freq == Frequency.WEEKLY and (rule.interval > 1 or rule.bysetpos)
    return (rule.wkst + days) % 7 if decides else rule.wkst


def _with_month(rule: Rule, parts: set[str], new: date) -> Rule | None:
    """The one day of a month a rule names, named for another day in the same way."""
    if rule.bymonth and new.month not in rule.bymonth:
        if len(rule.bymonth) > 1 or rule.freq != Frequency.YEARLY:
            return None
        rule = replace(rule, bymonth=(new.month,))
    named = parts - {"bymonth"}
    if named == {"bymonthday"} and len(rule.bymonthday) == 1:
        return replace(rule, bymonthday=(_month_day(rule.bymonthday[0], new),))
    if named == {"byday"} and len(rule.byday) == 1 and rule.byday[0].ordinal:
        if rule.freq == Frequency.YEARLY and not rule.bymonth:
            return None
        return replace(rule, byday=(_nth_day(rule.byday[0].ordinal, new),))
    return rule if not named else None


def _month_day(old: int, new: date) -> int:
    return new.day if old > 0 else new.day - monthrange(new.year, new.month)[1] - 1


def _nth_day(ordinal: int, new: date) -> Day:
    if ordinal > 0:
        return Day((new.day - 1) // 7 + 1, new.weekday())
    return Day(-((monthrange(new.year, new.month)[1] - new.day) // 7 + 1), new.weekday())


def _with_other_clock(rule: Rule, old: datetime, new: datetime) -> Rule:
    """BYHOUR and BYMINUTE of a rule that names one time of day follow the start's."""
    if rule.freq > Frequency.DAILY or old.time() == new.time():
        return rule
    if rule.byhour == (old.hour,):
        rule = replace(rule, byhour=(new.hour,))
    if rule.byminute == (old.minute,):
        rule = replace(rule, byminute=(new.minute,))
    hours = (new.hour - old.hour) if new.minute == old.minute else 0
    if len(rule.byhour) > 1 and hours and all(0 <= hour + hours <= 23 for hour in rule.byhour):
        rule = replace(rule, byhour=tuple(hour + hours for hour in rule.byhour))
    return rule
