"""VTIMEZONE for IANA zones, for objects that name a zone without defining it.

All change-overs since FIRST_YEAR are in it. Those that come back each year on the same weekday of
a month are one observance with a rule, the last of them without an end; single ones are alone.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bureau.calendar.recurrence import WEEKDAYS

from .zones import named_zone

FIRST_YEAR = 1970
LAST_YEAR = 2037
_STEP = timedelta(days=5)


class _Turn(NamedTuple):
    """A change-over: the local time by the offset before, and what it changes."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool

    def places(self) -> tuple[tuple[object, ...], ...]:
        """How a yearly rule may name it: by the nth or by the last weekday of its month."""
        days = monthrange(self.local.year, self.local.month)[1]
        ordinals = ((self.local.day - 1) // 7 + 1, -((days - self.local.day) // 7 + 1))
        same = (*self[1:], self.local.month, self.local.weekday(), self.local.time())
        return tuple((*same, ordinal) for ordinal in ordinals)


@lru_cache(maxsize=256)
def zone_lines(tzid: str) -> tuple[str, ...]:
    """The definition of a zone under the name an object gives it; nothing for unknown zones."""
    zone = named_zone(tzid)
    if zone is None:
        return ()
    lines = ["BEGIN:VTIMEZONE", f"TZID:{tzid}"]
    if tzid != zone.key:
        lines.append(f"X-LIC-LOCATION:{zone.key}")
    lines += _observance(_at_first(zone), None)
    for run in _runs(list(_turns(zone))):
        lines += _observance(run[0], run)
    return (*lines, "END:VTIMEZONE")


def _at_first(zone: ZoneInfo) -> _Turn:
    """What holds before the first change-over."""
    start = datetime(FIRST_YEAR, 1, 1, tzinfo=zone)
    offset = start.utcoffset() or timedelta(0)
    return _Turn(
        start.replace(tzinfo=None), offset, offset, start.tzname() or "", bool(start.dst())
    )


def _turns(zone: ZoneInfo) -> Iterator[_Turn]:
    end = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
    low = datetime(FIRST_YEAR, 1, 2, tzinfo=UTC)
    while low < end:
        high = low + _STEP
        if _state(zone, low) != _state(zone, high):
            yield _turn(zone, low, high)
        low = high


def _state(zone: ZoneInfo, instant: datetime) -> tuple[timedelta, str]:
    local = instant.astimezone(zone)
    return local.utcoffset() or timedelta(0), local.tzname() or ""


def _turn(zone: ZoneInfo, low: datetime, high: datetime) -> _Turn:
    before = _state(zone, low)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if _state(zone, middle) == before:
            low = middle
        else:
            high = middle
    offset, name = _state(zone, high)
    local = (high + before[0]).replace(tzinfo=None)
    return _Turn(local, before[0], offset, name, bool(high.astimezone(zone).dst()))


def _runs(turns: list[_Turn]) -> list[list[_Turn]]:
    """The change-overs by what one observance can say: the same weekday in following years."""
    open_runs: list[tuple[list[_Turn], set[tuple[object, ...]]]] = []
    runs: list[list[_Turn]] = []
    for turn in turns:
        places = set(turn.places())
        for at, (run, common) in enumerate(open_runs):
            if run[-1].local.year + 1 == turn.local.year and common & places:
                run.append(turn)
                open_runs[at] = (run, common & places)
                break
        else:
            open_runs.append(([turn], places))
            runs.append(open_runs[-1][0])
    return runs


def _observance(turn: _Turn, run: list[_Turn] | None) -> list[str]:
    kind = "DAYLIGHT" if turn.is_daylight else "STANDARD"
    lines = [f"BEGIN:{kind}", f"DTSTART:{turn.local:%Y%m%dT%H%M%S}"]
    if run and len(run) > 1:
        lines.append(_rule(run))
    return [
        *lines,
        f"TZOFFSETFROM:{_offset(turn.before)}",
        f"TZOFFSETTO:{_offset(turn.after)}",
        f"TZNAME:{turn.name}",
        f"END:{kind}",
    ]


def _rule(run: list[_Turn]) -> str:
    places = set(run[0].places()).intersection(*(turn.places() for turn in run))
    ordinal = min((place[-1] for place in places), key=str)
    first, last = run[0].local, run[-1]
    day = f"{ordinal}{WEEKDAYS[first.weekday()]}"
    until = f"{last.local - last.before:%Y%m%dT%H%M%SZ}"
    ends = "" if last.local.year == LAST_YEAR else f";UNTIL={until}"
    return f"RRULE:FREQ=YEARLY;BYMONTH={first.month};BYDAY={day}{ends}"


def _offset(offset: timedelta) -> str:
    seconds = round(offset.total_seconds())
    sign, seconds = "-" if seconds < 0 else "+", abs(seconds)
    text = f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}"
    return f"{text}{seconds % 60:02}" if seconds % 60 else text
