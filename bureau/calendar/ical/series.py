"""A recurrence set without its changed occurrences (RFC 5545 §3.8.5), and its segments.

A segment is a stretch of a series that one component describes: all of it, or from a change of
"this and following" (RANGE=THISANDFUTURE, §3.2.13) up to the next one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from heapq import merge
from itertools import islice, takewhile

from icalendar import Component

from bureau.calendar.recurrence import BadRule, Frequency, Rule, instances

from .data import CalendarData, values_of
from .parsing import rule_text
from .times import Length, When, length_of, local_time, moved, start_of, when, when_of

Instance = tuple[When, Length | None]
"""When an occurrence starts, and how long it takes where RDATE says so (PERIOD)."""


class Series:
    """All starts that a master's DTSTART, RRULE, RDATE and EXDATE give."""

    def __init__(self, master: Component, start: When) -> None:
        self.master = master
        self.start = start

    @cached_property
    def rules(self) -> list[Rule]:
        """Its rules; what cannot be read counts for nothing."""
        found = []
        for value in values_of(self.master, "RRULE"):
            try:
                found.append(Rule.parse(rule_text(value)))
            except BadRule:
                continue
        return found

    @cached_property
    def dates(self) -> list[Instance]:
        """RDATE, in order."""
        found = [
            instance
            for moment in moments_of(self.master, "RDATE")
            if (instance := self._instance(moment))
        ]
        return sorted(found, key=_local)

    @cached_property
    def _excluded(self) -> tuple[frozenset[str], frozenset[date]]:
        """EXDATE: texts of starts, and days on which every start is excluded."""
        moments = moments_of(self.master, "EXDATE")
        found = [when(moment) for moment in moments if isinstance(moment, date)]
        days = [each.local.date() for each in found if each.is_all_day]
        texts = [each.like(self.start).text for each in found]
        return frozenset(texts), frozenset(() if self.start.is_all_day else days)

    @cached_property
    def recurs(self) -> bool:
        """Whether its occurrences are told apart by a RECURRENCE-ID."""
        return "RRULE" in self.master or "RDATE" in self.master

    @property
    def is_endless(self) -> bool:
        """Whether a rule has neither COUNT nor UNTIL."""
        return any(rule.count is None and rule.until is None for rule in self.rules)

    @cached_property
    def is_ordered(self) -> bool:
        """Whether its local times are surely in the order of their instants.

        Where clocks are put back or forward, times of one day may change places.
        """
        if self.dates or len(self.rules) != 1:
            return not self.dates and not self.rules
        rule = self.rules[0]
        clocks = len(rule.byhour), len(rule.byminute), len(rule.bysecond)
        return rule.freq <= Frequency.DAILY and max(clocks) <= 1

    def instances(
        self,
        first: When | None = None,
        reach: datetime = datetime.min,
        stop: datetime = datetime.max,
    ) -> Iterator[Instance]:
        """Its starts in order, from `first` on.

        Those before the local time `reach` or after `stop` may lack: they are not searched.
        """
        after = max(first.local, reach) if first else reach
        texts, days = self._excluded
        seen = set(texts)
        sources = self._sources(after, stop)
        merged = sources[0] if len(sources) == 1 else merge(*sources, key=_local)
        for found in merged:
            text = found[0].text
            if text not in seen and not (days and found[0].local.date() in days):
                yield found
            seen.add(text)

    def has(self, origin: When) -> bool:
        """Whether something starts then."""
        found = self.instances(origin, stop=origin.local)
        return any(
            each[0].text == origin.text
            for each in takewhile(lambda each: each[0].local <= origin.local, found)
        )

    def _sources(self, after: datetime, stop: datetime) -> list[Iterator[Instance]]:
        sources = [self._by_rule(rule, after, stop) for rule in self.rules]
        if self.start.local >= after and not self._rule_has_start:
            sources.append(iter([(self.start, None)]))
        if dates := [each for each in self.dates if each[0].local >= after]:
            sources.append(iter(dates))
        return sources

    @cached_property
    def _rule_has_start(self) -> bool:
        """Whether a rule gives DTSTART; if none does, it is an occurrence all the same."""
        start = self.start.local
        return any(next(instances(rule, start, until=start), None) == start for rule in self.rules)

    def _by_rule(self, rule: Rule, after: datetime, stop: datetime) -> Iterator[Instance]:
        """The starts of a rule. DTSTART counts as the first of COUNT even if the rule lacks it."""
        start = self.start.local
        until = rule.until_for(lambda moment: local_time(moment, self.start.zone))
        until = min(until, stop) if until else stop
        if rule.count is not None and not self._rule_has_start:
            found = islice(instances(rule, start, until=until), rule.count - 1)
            for local in found:
                if local >= after:
                    yield self.start.at(local), None
            return
        at = self.start.at
        for local in instances(rule, start, until=until, after=after):
            yield at(local), None

    def _instance(self, moment: object) -> Instance | None:
        if isinstance(moment, tuple):
            begin, end = when(moment[0]), moment[1]
            exact = end if isinstance(end, timedelta) else when(end).instant - begin.instant
            return begin.like(self.start), Length(0, max(exact, timedelta(0)))
        return (when(moment).like(self.start), None) if isinstance(moment, date) else None


def _local(instance: Instance) -> datetime:
    return instance[0].local


def moments_of(component: Component, name: str) -> list[object]:
    """The values of RDATE or EXDATE, of all its lines."""
    return [
        moment.dt
        for value in values_of(component, name)
        for moment in getattr(value, "dts", None) or []
    ]


def start_in(moment: date | tuple[datetime, datetime | timedelta]) -> When:
    """The start that a value of RDATE or EXDATE says."""
    return when(moment[0] if isinstance(moment, tuple) else moment)


@dataclass(frozen=True)
class Segment:
    """A stretch of a series that one component describes."""

    series: Series
    component: Component
    first: When
    """The first start it may describe, as the series has it."""
    before: datetime | None
    """The instant from which another segment describes; None for the last one."""
    start: When
    """When its own first occurrence starts; differs from `first` if "following" moved."""
    length: Length

    @property
    def is_base(self) -> bool:
        """Whether the series itself describes it."""
        return self.component is self.series.master

    @cached_property
    def shift(self) -> timedelta:
        """How far its occurrences are from the series' starts, in local time."""
        return self.start.local - self.first.local

    @cached_property
    def longest(self) -> timedelta:
        """No occurrence is longer."""
        lengths = [length for _, length in self.series.dates if length] + [self.length]
        return max(length.longest for length in lengths)

    def is_over(self, original: When) -> bool:
        """Whether another segment describes an occurrence already."""
        return self.before is not None and original.instant >= self.before

    @property
    def is_endless(self) -> bool:
        """Whether it has no last occurrence."""
        return self.before is None and self.series.is_endless

    def starts(self, reach: datetime, stop: datetime) -> Iterator[Instance]:
        """The series' starts it may describe, in order."""
        return self.series.instances(None if self.is_base else self.first, reach, stop)

    def length_at(self, original: When) -> Length:
        """How long an occurrence takes: RDATE may say so of its own."""
        dated = (length for when, length in self.series.dates if when.text == original.text)
        return next((length for length in dated if length), self.length)

    def moved(self, original: When) -> When:
        """When an occurrence of the series starts in this segment."""
        if self.is_base:
            return original
        return self.start.at(moved(original.local, self.shift))


def segments_of(data: CalendarData) -> list[Segment]:
    """The segments of an object, in order; none where the master or its start is missing."""
    master = data.master
    start = start_of(master) if master is not None else None
    if master is None or start is None:
        return []
    series = Series(master, start)
    turns = [(start, master, start), *_turns(data, start)]
    ends = [turn[0].instant for turn in turns[1:]]
    return [
        Segment(series, component, first, before, begin, length_of(component))
        for (first, component, begin), before in zip(turns, [*ends, None], strict=True)
    ]


def segment_at(data: CalendarData, original: When) -> Segment:
    """The segment that describes an occurrence, by its original start."""
    segments = segments_of(data)
    begun = [each for each in segments[1:] if each.first.instant <= original.instant]
    return begun[-1] if begun else segments[0]


def _turns(data: CalendarData, model: When) -> list[tuple[When, Component, When]]:
    """Where a component begins to describe all that follow: original start, it, its own start."""
    found = []
    for component in data.overrides.values():
        value = values_of(component, "RECURRENCE-ID")[0]
        origin, begin = when_of(component, "RECURRENCE-ID"), start_of(component)
        is_range = str(getattr(value, "params", {}).get("RANGE", "")).upper() == "THISANDFUTURE"
        if is_range and origin and begin:
            found.append((origin.like(model), component, begin))
    return sorted(found, key=lambda turn: turn[0].instant)
