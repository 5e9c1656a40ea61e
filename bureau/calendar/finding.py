"""Finding a time for a meeting. Pure.

Time is cut into minutes from the start of the search; what somebody does is one long integer with
a bit for each minute. Whether a meeting can begin at a minute is then one bit of one integer a
person, however many appointments there are. Seconds count as their whole minute: meetings begin
and end on minutes, so that is exact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
STEP_MIN = 15
MOST_SLOTS = 20

Interval = tuple[datetime, datetime]
"""From when until when; the end does not belong to it."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """When somebody, or a room, has no time, and when they work; None for always."""

    who: str
    busy: Sequence[Interval]
    working: Sequence[Interval] | None = None
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A time for the meeting: who could not come, for whom it is out of hours, and how good it is
    (100: it suits everybody).
    """

    start: datetime
    end: datetime
    conflicts: tuple[str, ...]
    out_of_hours: tuple[str, ...]
    score: int


@dataclass(frozen=True, slots=True)
class _Row:
    """At which minutes a meeting would begin in somebody's way."""

    agenda: Agenda
    blocked: int
    early_or_late: int


def find_slots(
    agendas: Sequence[Agenda],
    start: datetime,
    end: datetime,
    duration: timedelta,
    most: int = MOST_SLOTS,
) -> list[Slot]:
    """Return the best times between start and end, best first, then earliest; they don't overlap.

    A time at which nobody who is needed could come is none. Times begin on quarters of an hour.
    """
    start = start.replace(second=0, microsecond=0)
    minutes, length = int((end - start) / MINUTE), max(int(duration / MINUTE), 1)
    rows = [_row(agenda, start, minutes, length) for agenda in agendas]
    needed = sum(1 for agenda in agendas if not agenda.is_optional)
    first = -(start.hour * 60 + start.minute) % STEP_MIN
    scored = [
        (-_score(rows, at), at)
        for at in range(first, minutes - length + 1, STEP_MIN)
        if not needed or _conflicts(rows, at) < needed
    ]
    scored.sort()
    chosen = _apart(scored, length, most)
    return [_slot(rows, start, at, length, -score) for score, at in chosen]


def _row(agenda: Agenda, start: datetime, minutes: int, length: int) -> _Row:
    busy = _smeared(_bits(agenda.busy, start, minutes), length)
    if agenda.working is None:
        return _Row(agenda, busy, 0)
    off = ((1 << minutes) - 1) & ~_bits(agenda.working, start, minutes, inward=True)
    return _Row(agenda, busy, _smeared(off, length))


def _bits(
    intervals: Iterable[Interval], start: datetime, minutes: int, inward: bool = False
) -> int:
    """Return an integer with a bit for each minute that is touched, or filled if `inward`."""
    found = 0
    for begins, ends in intervals:
        low, high = (begins - start) / MINUTE, (ends - start) / MINUTE
        first = max(-int(-low // 1) if inward else int(low // 1), 0)
        last = min(int(high // 1) if inward else -int(-high // 1), minutes)
        if last > first:
            found |= ((1 << (last - first)) - 1) << first
    return found


def _smeared(bits: int, length: int) -> int:
    """Return the minutes at which something of this length would begin and touch a set bit."""
    done = 1
    while done < length:
        step = min(done, length - done)
        bits |= bits >> step
        done += step
    return bits


def _conflicts(rows: Sequence[_Row], at: int) -> int:
    return sum(row.blocked >> at & 1 for row in rows if not row.agenda.is_optional)


def _score(rows: Sequence[_Row], at: int) -> int:
    """Weigh who could not come (most), and for whom it is early or late; those who are needed
    count three times.
    """
    bad = total = 0
    for row in rows:
        weight = 1 if row.agenda.is_optional else 3
        total += 10 * weight
        if row.blocked >> at & 1:
            bad += 10 * weight
        elif row.early_or_late >> at & 1:
            bad += 4 * weight
    return 100 if bad == 0 else min(99, 100 - 100 * bad // total)


def _apart(scored: Iterable[tuple[int, int]], length: int, most: int) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    for score, at in scored:
        if all(abs(at - other) >= length for _, other in chosen):
            chosen.append((score, at))
            if len(chosen) == most:
                break
    return chosen


def _slot(rows: Sequence[_Row], start: datetime, at: int, length: int, score: int) -> Slot:
    begins = start + at * MINUTE
    return Slot(
        begins,
        begins + length * MINUTE,
        tuple(row.agenda.who for row in rows if row.blocked >> at & 1),
        tuple(
            row.agenda.who
            for row in rows
            if row.early_or_late >> at & 1 and not row.blocked >> at & 1
        ),
        score,
    )
