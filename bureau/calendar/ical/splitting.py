"""Taking one occurrence, or all from one on, out of a series.

A split makes two objects that together happen exactly when the one did: the rule ends before the
occurrence in the first and goes on from it in the second, and every exception goes to the half it
belongs to.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from icalendar import Component
from icalendar.prop import vRecur, vText

from bureau.calendar.recurrence import Rule, instances

from .data import CalendarData, copied, values_of
from .errors import UnknownOccurrence
from .expanding import has_occurrences
from .parsing import rule_text
from .properties import put
from .series import Series, segment_at, start_in
from .times import When, length_of, local_time, start_of, when, when_of
from .timing import dated, dated_list, write_times

_OF_SERIES = ("RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID")


def origin_of(data: CalendarData, recurrence_id: str) -> When:
    """The original start that a RECURRENCE-ID's text names, in the kind of the series.

    UnknownOccurrence where the series has no such occurrence.
    """
    model = start_of(data.master) if data.master else None
    if recurrence_id in data.overrides:
        own = when_of(data.overrides[recurrence_id], "RECURRENCE-ID")
        assert own is not None
        return own.like(model) if model else own
    found = when_of_text(recurrence_id)
    if found is None or model is None or data.master is None:
        raise UnknownOccurrence(recurrence_id)
    origin = found.like(model)
    if origin.text != recurrence_id or not Series(data.master, model).has(origin):
        raise UnknownOccurrence(recurrence_id)
    return origin


def when_of_text(text: str) -> When | None:
    """The date or time that a RECURRENCE-ID's text says."""
    try:
        if len(text) == 8:
            return when(date(int(text[:4]), int(text[4:6]), int(text[6:])))
        found = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")
    except ValueError:
        return None
    return When(found, UTC if text.endswith("Z") else None)


def override_for(data: CalendarData, recurrence_id: str) -> Component:
    """The component of an occurrence; made from the series' if there is none yet."""
    origin = origin_of(data, recurrence_id)
    if recurrence_id in data.overrides:
        return data.overrides[recurrence_id]
    assert data.master is not None
    segment = segment_at(data, origin)
    component = copied(segment.component)
    for name in _OF_SERIES:
        component.pop(name, None)
    component["RECURRENCE-ID"] = dated(origin, data.master.get("DTSTART"))
    write_times(component, segment.moved(origin), segment.length_at(origin), ends=False)
    data.calendar.subcomponents.append(component)
    data.overrides[recurrence_id] = component
    return component


def is_first(data: CalendarData, recurrence_id: str) -> bool:
    """Whether nothing of the series happens before an occurrence."""
    origin = origin_of(data, recurrence_id)
    if any(origin_of(data, key).instant < origin.instant for key in data.overrides):
        return False
    model = start_of(data.master) if data.master else None
    if data.master is None or model is None:
        return True
    first = next(Series(data.master, model).instances(), None)
    return first is None or first[0].instant >= origin.instant


def without(data: CalendarData, recurrence_id: str) -> CalendarData | None:
    """The object without an occurrence; None when nothing else is left."""
    origin = origin_of(data, recurrence_id)
    twin = data.copy()
    _drop(twin, [recurrence_id])
    if twin.master is not None:
        start = start_of(twin.master)
        if start and Series(twin.master, start).has(origin):
            _exclude(twin.master, origin)
    return twin if has_occurrences(twin) else None


def _drop(data: CalendarData, keys: list[str]) -> None:
    gone = [data.overrides.pop(key) for key in keys if key in data.overrides]
    data.calendar.subcomponents = [
        part for part in data.calendar.subcomponents if not any(part is each for each in gone)
    ]


def _exclude(master: Component, origin: When) -> None:
    lines = values_of(master, "EXDATE")
    lines.append(dated_list([origin], master.get("DTSTART")))
    master["EXDATE"] = lines if len(lines) > 1 else lines[0]


def divided(data: CalendarData, recurrence_id: str) -> tuple[CalendarData | None, CalendarData]:
    """Two objects: what happens before an occurrence, and it with all that follow under a new UID.

    The first is None when nothing happens before.
    """
    origin = origin_of(data, recurrence_id)
    later = [key for key in data.overrides if origin_of(data, key).instant >= origin.instant]
    kept, split = data.copy(), data.copy()
    _drop(kept, later)
    _drop(split, [key for key in data.overrides if key not in later])
    if kept.master is not None and split.master is not None:
        _end_before(kept.master, origin)
        _begin_at(data, split, origin)
    split.uid = str(uuid4())
    for part in split.parts:
        part["UID"] = vText(split.uid)
    return (kept if has_occurrences(kept) else None), split


def _end_before(master: Component, origin: When) -> None:
    start = start_of(master)
    assert start is not None
    rules = []
    for rule in Series(master, start).rules:
        if rule.count is None:
            rules.append(replace(rule, until=_just_before(origin)))
        elif number := _number_before(rule, start, origin):
            rules.append(replace(rule, count=number))
    set_rules(master, rules)
    keep_dates(master, start, lambda moment: moment.instant < origin.instant)


def _just_before(origin: When) -> date | datetime:
    if origin.is_all_day:
        return origin.local.date() - timedelta(days=1)
    before = origin.local - timedelta(seconds=1)
    return before if origin.is_local else origin.instant - timedelta(seconds=1)


def _number_before(rule: Rule, start: When, origin: When) -> int:
    found = list(instances(rule, start.local, until=origin.local))
    number = sum(1 for local in found if local < origin.local)
    if not found or found[0] != start.local:
        number += 1  # DTSTART counts as the first all the same.
    return min(number, rule.count or number)


def _begin_at(data: CalendarData, split: CalendarData, origin: When) -> None:
    """Makes the master of the second half begin at an occurrence, or at its rule's next."""
    master, old = split.master, start_of(data.master) if data.master else None
    assert master is not None
    assert old is not None
    length = length_of(master)
    rules, starts = [], []
    for rule in Series(master, old).rules:
        rest = _rest(rule, old, origin)
        until = rule.until_for(lambda moment: local_time(moment, old.zone))
        following = instances(rule, old.local, until=until, after=origin.local)
        first = next(following, None) if rest else None
        if rest and first is not None:
            rules.append(rest)
            starts.append(first)
    start = origin.at(min(starts)) if starts else origin
    set_rules(master, rules)
    write_times(master, start, length, ends=False)
    keep_dates(master, start, lambda moment: moment.instant >= origin.instant)
    _carry_range(data, split, origin)


def _rest(rule: Rule, start: When, origin: When) -> Rule | None:
    if rule.count is None:
        return rule
    left = rule.count - _number_before(rule, start, origin)
    return replace(rule, count=left) if left > 0 else None


def _carry_range(data: CalendarData, split: CalendarData, origin: When) -> None:
    """A change of "this and following" from before the split goes on after it."""
    segment = segment_at(data, origin)
    if segment.component is data.master or origin.text in split.overrides:
        return
    component = copied(segment.component)
    value = dated(origin, values_of(segment.component, "RECURRENCE-ID")[0])
    component["RECURRENCE-ID"] = value
    write_times(component, segment.moved(origin), segment.length, ends=False)
    split.calendar.subcomponents.append(component)
    split.overrides[origin.text] = component


def keep_dates(master: Component, start: When, belongs: Callable[[When], bool]) -> None:
    """Leaves only those of RDATE and EXDATE that belong."""
    for name in ("RDATE", "EXDATE"):
        lines = values_of(master, name)
        for line in lines:
            line.dts = [each for each in line.dts if belongs(start_in(each.dt).like(start))]
        lines = [line for line in lines if line.dts]
        put(master, name, lines[0] if len(lines) == 1 else lines or None)


def set_rules(master: Component, rules: list[Rule]) -> None:
    """Writes the rules of a series; those that say the same keep their text."""
    old = {Rule.parse(rule_text(value)): value for value in values_of(master, "RRULE")}
    values = [old.get(rule) or vRecur.from_ical(rule.to_text()) for rule in rules]
    if values:
        master["RRULE"] = values if len(values) > 1 else values[0]
    else:
        master.pop("RRULE", None)
