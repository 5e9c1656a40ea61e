"""A whole series at another time, by another rule or in another zone.

Every exception moves with the occurrence it is of: RECURRENCE-ID, EXDATE and RDATE are counted
anew in local time. A changed occurrence that had kept its place in the series keeps it; one that
was moved stays where it was put. Exceptions to occurrences that a new rule no longer gives go.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from icalendar import Component

from bureau.calendar.recurrence import BadRule, Frequency, Rule, instances

from .changes import UNSET, EventChanges
from .data import CalendarData, copied, values_of
from .errors import BadCalendarData
from .properties import put
from .series import Series, segment_at, start_in
from .shifting import shifted_rule
from .splitting import origin_of, set_rules
from .times import Length, When, length_of, local_time, midnight, moved, start_of, when
from .timing import dated, dated_list, new_length, new_start, write_times

_TIMING = ("start", "end", "zone", "is_all_day", "rule")
MOST_COUNTED = 20_000

Period = tuple[datetime, datetime | timedelta]


def changes_timing(changes: EventChanges) -> bool:
    """Whether changes are about when it happens."""
    return any(name in changes.changed for name in _TIMING)


def reschedule_one(component: Component, changes: EventChanges) -> None:
    """Puts one component at the time the changes say."""
    start = start_of(component)
    target = new_start(start, changes)
    if target is None or not changes_timing(changes):
        return
    was_all_day = bool(start and start.is_all_day)
    length = new_length(length_of(component), target, was_all_day, changes)
    write_times(component, target, length, ends=changes.end is not UNSET)


def reschedule(data: CalendarData, recurrence_id: str, changes: EventChanges) -> CalendarData:
    """Puts a series where the changes of one of its occurrences say; changes what it is given."""
    if not changes_timing(changes):
        return data
    if data.master is None or start_of(data.master) is None:
        for part in data.parts if not recurrence_id else [data.overrides[recurrence_id]]:
            reschedule_one(part, changes)
        return data
    move = _move(data, data.master, recurrence_id, changes)
    _move_overrides(data, move, recurrence_id)
    _write_master(data.master, move)
    return CalendarData.of_calendar(data.calendar)


@dataclass(frozen=True)
class _Move:
    """Where a series was and where it comes to be."""

    old: When
    new: When
    old_length: Length
    new_length: Length
    rules: list[Rule]
    keeps_rule: bool
    sets_end: bool
    targets: Callable[[datetime], datetime]

    def target(self, origin: When) -> When:
        """Where the series has an occurrence now that it had at `origin`."""
        return self.new.at(self.targets(origin.local))

    @property
    def is_still(self) -> bool:
        """Whether no start changes."""
        return self.old == self.new and self.keeps_rule


def _move(
    data: CalendarData, master: Component, recurrence_id: str, changes: EventChanges
) -> _Move:
    old = start_of(master)
    assert old is not None
    begin, length = _occurrence(data, recurrence_id) if recurrence_id else (old, length_of(master))
    target = new_start(begin, changes)
    assert target is not None
    rules = Series(master, old).rules
    new, moved_rules = _moved_rules(rules, old, _shifted(old, begin, target))
    given = _given_rules(changes)
    if given is None:
        given = [_with_until(rule, old, new) for rule in moved_rules]
    was = length_of(master)
    return _Move(
        old=old,
        new=new,
        old_length=was,
        new_length=new_length(
            length if changes.end is not UNSET else was, target, begin.is_all_day, changes
        ),
        rules=given,
        keeps_rule=changes.rule is UNSET,
        sets_end=changes.end is not UNSET,
        targets=_targets(rules, moved_rules, old, new),
    )


def _occurrence(data: CalendarData, recurrence_id: str) -> tuple[When, Length]:
    """When an occurrence starts now and how long it takes."""
    origin = origin_of(data, recurrence_id)
    own = data.overrides.get(recurrence_id)
    if own is not None and (start := start_of(own)):
        return start, length_of(own)
    segment = segment_at(data, origin)
    return segment.moved(origin), segment.length_at(origin)


def _shifted(old: When, begin: When, target: When) -> When:
    """The series' start, moved as the occurrence is."""
    local = moved(old.local, target.local - begin.local)
    if target.is_all_day:
        return target.at(midnight(local))
    return target.at(local)


def _given_rules(changes: EventChanges) -> list[Rule] | None:
    if changes.rule is UNSET:
        return None
    try:
        return [Rule.parse(changes.rule)] if changes.rule else []
    except BadRule as reason:
        raise BadCalendarData("valid-calendar-data", str(reason)) from None


def _moved_rules(rules: list[Rule], old: When, new: When) -> tuple[When, list[Rule]]:
    """The rules for a moved start; where their days cannot move, only the time of day does."""
    found = [shifted_rule(rule, old.local, new.local) for rule in rules]
    if all(found):
        return new, [rule for rule in found if rule]
    same_day = new.at(datetime.combine(old.local, new.local.time()))
    return same_day, [shifted_rule(rule, old.local, same_day.local) or rule for rule in rules]


def _with_until(rule: Rule, old: When, new: When) -> Rule:
    """UNTIL moved as the start is, in the form that the start's now has."""
    if rule.until is None or (old == new):
        return rule
    last = rule.until
    if not isinstance(last, datetime):
        end = datetime.combine(last, old.local.time())
    else:
        end = local_time(last, old.zone) if last.tzinfo else last
    target = new.at(moved(end, new.local - old.local))
    if new.is_all_day:
        return replace(rule, until=target.local.date())
    return replace(rule, until=target.local if new.is_local else target.instant)


def _targets(
    before: list[Rule], after: list[Rule], old: When, new: When
) -> Callable[[datetime], datetime]:
    """Where starts come to be: by the same distance, or one by one where months differ."""
    shift = new.local - old.local
    if len(before) != 1 or _is_even(before[0], old.local, new.local):
        return lambda local: moved(local, shift)
    pairs = zip(instances(before[0], old.local), instances(after[0], new.local), strict=False)
    known: dict[datetime, datetime] = {}

    def target(local: datetime) -> datetime:
        for source, place in islice(pairs, MOST_COUNTED if local not in known else 0):
            known[source] = place
            if source >= local:
                break
        return known.get(local, moved(local, shift))

    return target


def _is_even(rule: Rule, old: datetime, new: datetime) -> bool:
    """Whether all starts of a rule move as far as its first does."""
    has_clocks = bool(rule.byhour or rule.byminute or rule.bysecond)
    return not has_clocks and (rule.freq >= Frequency.WEEKLY or old.date() == new.date())


def _move_overrides(data: CalendarData, move: _Move, recurrence_id: str) -> None:
    """Moves the changed occurrences along; those the rule no longer gives are left out."""
    if move.is_still and not move.sets_end:
        return
    gone = []
    future = _series_after(data, move) if not move.keeps_rule else None
    for key, part in data.overrides.items():
        origin = origin_of(data, key)
        target = move.target(origin)
        if future is not None and not future.has(target):
            gone.append(part)
            continue
        _move_override(part, move, origin, target, is_named=key == recurrence_id)
    data.calendar.subcomponents = [
        part for part in data.calendar.subcomponents if not any(part is each for each in gone)
    ]


def _series_after(data: CalendarData, move: _Move) -> Series:
    assert data.master is not None
    future = copied(data.master)
    set_rules(future, move.rules)
    for name in ("RDATE", "EXDATE"):
        future.pop(name, None)
    return Series(future, move.new)


def _move_override(
    part: Component, move: _Move, origin: When, target: When, *, is_named: bool
) -> None:
    start, length = start_of(part), length_of(part)
    value = values_of(part, "RECURRENCE-ID")[0]
    is_range = str(value.params.get("RANGE", "")).upper() == "THISANDFUTURE"
    is_in_place = start is not None and start.instant == origin.instant
    is_alike = is_in_place or (start is not None and start.is_all_day == move.new.is_all_day)
    is_as_long = length == move.old_length and is_alike
    takes = move.new_length if is_named or is_as_long else length
    if is_in_place or is_named:
        write_times(part, target, takes, ends=move.sets_end or takes != length)
    elif is_range and start is not None:
        own = target.at(moved(target.local, start.local - origin.local))
        write_times(part, own, takes, ends=takes != length)
    elif takes != length and start is not None:
        write_times(part, start, takes, ends=True)
    if not move.is_still:
        part["RECURRENCE-ID"] = dated(target, value)


def _write_master(master: Component, move: _Move) -> None:
    if not move.is_still:
        for name in ("RDATE", "EXDATE"):
            _move_dates(master, name, move)
    set_rules(master, move.rules)
    takes = move.new_length
    write_times(master, move.new, takes, ends=move.sets_end or takes != move.old_length)


def _move_dates(master: Component, name: str, move: _Move) -> None:
    lines = []
    for line in values_of(master, name):
        moments = [
            (target, length) if length else target
            for moment in line.dts
            for target, length in [_moved_date(moment.dt, move)]
        ]
        if moments:
            lines.append(dated_list(moments, line))
    put(master, name, lines[0] if len(lines) == 1 else lines or None)


def _moved_date(moment: date | Period, move: _Move) -> tuple[When, Length | None]:
    begin = start_in(moment)
    target = move.target(begin.like(move.old))
    if not isinstance(moment, tuple) or move.new.is_all_day:
        return target, None
    end = moment[1]
    exact = end if isinstance(end, timedelta) else when(end).instant - begin.instant
    return target, Length(0, exact)
