"""Zones that an object defines itself: VTIMEZONE (RFC 5545 §3.6.5) as a tzinfo.

The change-overs of all observances are put in one list by time, made as far ahead as asked for.
Local times that don't exist count with the offset before the gap, those that exist twice are the
first of both (RFC 5545 §3.3.5), unless `fold` says otherwise.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from bureau.calendar.recurrence import BadRule, Rule, instances

_OFFSET = re.compile(r"([+-]?)(\d{2}):?(\d{2}):?(\d{2})?$")
_TIME = re.compile(r"(\d{8})T(\d{6})(Z?)")
MOST_ONSETS = 5_000
_AHEAD = 30


@dataclass(frozen=True)
class Observance:
    """STANDARD or DAYLIGHT: when it begins (local, by the offset before) and what it changes."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool
    rules: tuple[Rule, ...]
    dates: tuple[datetime, ...]

    def onsets(self, horizon: datetime) -> set[datetime]:
        """When it begins, as UTC without a zone, up to `horizon`."""
        local = {self.onset, *self.dates}
        for rule in self.rules:
            until = rule.until_for(self._local)
            found = instances(rule, self.onset, until=until)
            some = takewhile(lambda moment: moment <= horizon, found)
            local.update(moment for moment, _ in zip(some, range(MOST_ONSETS), strict=False))
        return {_shifted(moment, -self.before) for moment in local}

    def _local(self, moment: datetime) -> datetime:
        return _shifted(moment.replace(tzinfo=None), self.before)


class DefinedZone(tzinfo):
    """A zone by its own definition."""

    def __init__(self, tzid: str, observances: tuple[Observance, ...]) -> None:
        self.key = tzid
        self._observances = observances
        self._table = _Table(0, [], [])

    def __reduce__(self) -> tuple[object, ...]:
        return DefinedZone, (self.key, self._observances)

    def __repr__(self) -> str:
        return f"DefinedZone({self.key!r})"

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """How far its local time is ahead of UTC at a local time."""
        return self._at(moment)[0]

    def dst(self, moment: datetime | None) -> timedelta:
        """What daylight saving adds; an hour where the definition only says that it is."""
        return timedelta(hours=1) if self._at(moment)[1] else timedelta(0)

    def tzname(self, moment: datetime | None) -> str:
        """The TZNAME in force."""
        return self._at(moment)[2]

    def fromutc(self, moment: datetime) -> datetime:
        """Local time of a time in UTC; `fold` is set for the second of two equal local times."""
        plain = moment.replace(tzinfo=None)
        table = self._table_for(plain.year)
        at = bisect_right(table.times, plain) - 1
        offset, before = self._offsets(table, at)
        local = _shifted(plain, offset)
        is_second = at >= 0 and before > offset and plain - table.times[at] < before - offset
        return local.replace(tzinfo=self, fold=int(is_second))

    def _at(self, moment: datetime | None) -> tuple[timedelta, bool, str]:
        if moment is None:
            return self._observances[0].after, False, self._observances[0].name
        local = moment.replace(tzinfo=None, fold=0)
        table = self._table_for(local.year)
        at = bisect_right(table.times, _shifted(local, timedelta(hours=16))) - 1
        while at >= 0 and not self._has_begun(table, at, local, moment.fold):
            at -= 1
        chosen = table.changes[at] if at >= 0 else None
        offset = self._offsets(table, at)[0]
        return (offset, chosen.is_daylight, chosen.name) if chosen else (offset, False, "")

    def _has_begun(self, table: "_Table", at: int, local: datetime, fold: int) -> bool:
        offset, before = self._offsets(table, at)
        used = min(offset, before) if fold else max(offset, before)
        return _shifted(table.times[at], used) <= local

    def _offsets(self, table: "_Table", at: int) -> tuple[timedelta, timedelta]:
        """The offset from this change-over on, and the one before."""
        if at < 0:
            first = table.changes[0].before if table.changes else self._observances[0].after
            return first, first
        change = table.changes[at]
        return change.after, table.changes[at - 1].after if at else change.before

    def _table_for(self, year: int) -> "_Table":
        table = self._table
        if year < table.until:
            return table
        until = min(year + _AHEAD, 10_000)
        changes = {
            onset: observance
            for observance in self._observances
            for onset in observance.onsets(datetime(until - 1, 12, 31))
        }
        times = sorted(changes)
        # One assignment: other threads see the old table or the new one, never a half.
        self._table = _Table(until, times, [changes[time] for time in times])
        return self._table


class _Table(NamedTuple):
    """The change-overs up to a year, by time, and what each begins."""

    until: int
    times: list[datetime]
    changes: list[Observance]


@lru_cache(maxsize=512)
def defined_zone(tzid: str, definition: tuple[tuple[str, str], ...]) -> DefinedZone | None:
    """The zone of a VTIMEZONE's names and values; None where it defines nothing."""
    observances: list[Observance] = []
    block: list[tuple[str, str]] = []
    for name, value in definition:
        kind = value.upper()
        if name == "BEGIN" and kind in ("STANDARD", "DAYLIGHT"):
            block = []
        elif name == "END" and kind in ("STANDARD", "DAYLIGHT"):
            if observance := _observance(block, kind == "DAYLIGHT"):
                observances.append(observance)
        else:
            block.append((name, value))
    return DefinedZone(tzid, tuple(observances)) if observances else None


def _observance(block: list[tuple[str, str]], is_daylight: bool) -> Observance | None:
    values = dict(reversed(block))
    onset = _times(values.get("DTSTART", ""))
    after = _offset(values.get("TZOFFSETTO", ""))
    if not onset or after is None:
        return None
    before = _offset(values.get("TZOFFSETFROM", ""))
    return Observance(
        onset=onset[0],
        before=after if before is None else before,
        after=after,
        name=values.get("TZNAME", ""),
        is_daylight=is_daylight,
        rules=tuple(rule for name, text in block if name == "RRULE" for rule in _rules(text)),
        dates=tuple(date for name, text in block if name == "RDATE" for date in _times(text)),
    )


def _rules(text: str) -> list[Rule]:
    try:
        return [Rule.parse(text)]
    except BadRule:
        return []


def _times(text: str) -> list[datetime]:
    found = []
    for day, clock, _ in _TIME.findall(text):
        try:
            found.append(datetime.strptime(day + clock, "%Y%m%d%H%M%S"))
        except ValueError:
            continue
    return found


def _offset(text: str) -> timedelta | None:
    if not (found := _OFFSET.match(text.strip())):
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    if size >= timedelta(hours=24):
        return None
    return -size if found[1] == "-" else size


def _shifted(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return datetime.min if by < timedelta(0) else datetime.max


def utc(moment: datetime) -> datetime:
    """A time with a zone in UTC; at the ends of the calendar, the end."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        edge = datetime.min if moment.year < 5000 else datetime.max
        return edge.replace(tzinfo=UTC)
