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
BUSY, OFF = 10, 4
"""How bad it is that somebody could not come, or that it is early or late for them."""

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
    """Which beginnings of a meeting, one byte each, would be in somebody's way."""

    agenda: Agenda
    blocked: bytes
    early_or_late: bytes

    def badness(self) -> list[int]:
        """Return how bad each beginning is for this one: most, where they could not come."""
        weight = _weight(self.agenda)
        busy = self.blocked.translate(bytes([0, BUSY * weight]) + bytes(254))
        off = self.early_or_late.translate(bytes([0, OFF * weight]) + bytes(254))
        return list(map(max, busy, off))


def _weight(agenda: Agenda) -> int:
    """Those who are needed count three times."""
    return 1 if agenda.is_optional else 3


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
    search = _Search(start, int((end - start) / MINUTE), max(int(duration / MINUTE), 1))
    rows = [_row(agenda, search) for agenda in agendas]
    scored = sorted(zip(_scores(rows), range(search.count), strict=True))
    chosen = _apart(scored, search, most)
    return [_slot(rows, search, number, -score) for score, number in chosen]


@dataclass(frozen=True, slots=True)
class _Search:
    """From when on, over how many minutes, for how long a meeting."""

    start: datetime
    minutes: int
    length: int

    @property
    def first(self) -> int:
        """The minute of the first quarter of an hour."""
        return -(self.start.hour * 60 + self.start.minute) % STEP_MIN

    @property
    def last(self) -> int:
        """The last minute at which a meeting can begin."""
        return self.minutes - self.length

    @property
    def count(self) -> int:
        """How many beginnings there are."""
        return len(range(self.first, self.last + 1, STEP_MIN))

    def beginnings(self, bits: int) -> bytes:
        """Return the bits at which a meeting can begin, a byte each."""
        text = format(bits | 1 << self.minutes, "b")[::-1]
        found = text[self.first : self.last + 1 : STEP_MIN] if self.last >= 0 else ""
        return found.encode().translate(_DIGITS)


_DIGITS = bytes.maketrans(b"01", b"\0\1")


def _row(agenda: Agenda, search: _Search) -> _Row:
    start, minutes = search.start, search.minutes
    busy = search.beginnings(_smeared(_bits(agenda.busy, start, minutes), search.length))
    if agenda.working is None:
        return _Row(agenda, busy, bytes(len(busy)))
    off = ((1 << minutes) - 1) & ~_bits(agenda.working, start, minutes, inward=True)
    return _Row(agenda, busy, search.beginnings(_smeared(off, search.length)))


def _bits(
    intervals: Iterable[Interval], start: datetime, minutes: int, inward: bool = False
) -> int:
    """Return an integer with a bit for each minute that is touched, or filled if `inward`."""
    cells = bytearray(b"0") * minutes
    for begins, ends in intervals:
        low, high = (begins - start) / MINUTE, (ends - start) / MINUTE
        first = max(-int(-low // 1) if inward else int(low // 1), 0)
        last = min(int(high // 1) if inward else -int(-high // 1), minutes)
        if last > first:
            cells[first:last] = b"1" * (last - first)
    return int(bytes(cells[::-1]) or b"0", 2)


def _smeared(bits: int, length: int) -> int:
    """Return the minutes at which something of this length would begin and touch a set bit."""
    done = 1
    while done < length:
        step = min(done, length - done)
        bits |= bits >> step
        done += step
    return bits


def _scores(rows: Sequence[_Row]) -> list[int]:
    """Return how good each beginning is, from -100 (it suits all) to 0; 1 for no time at all."""
    total = sum(BUSY * _weight(row.agenda) for row in rows)
    bad = [sum(column) for column in zip(*(row.badness() for row in rows), strict=True)]
    needed = [row.blocked for row in rows if not row.agenda.is_optional]
    absent = [all(column) for column in zip(*needed, strict=True)] or [False] * len(bad)
    return [
        1 if nobody else -100 if not one else -min(99, 100 - 100 * one // total)
        for one, nobody in zip(bad, absent, strict=True)
    ]


def _apart(scored: Iterable[tuple[int, int]], search: _Search, most: int) -> list[tuple[int, int]]:
    """Return the first that do not overlap."""
    chosen: list[tuple[int, int]] = []
    for score, number in scored:
        if score > 0 or len(chosen) == most:
            break
        if all(abs(number - other) * STEP_MIN >= search.length for _, other in chosen):
            chosen.append((score, number))
    return chosen


def _slot(rows: Sequence[_Row], search: _Search, number: int, score: int) -> Slot:
    begins = search.start + (search.first + number * STEP_MIN) * MINUTE
    return Slot(
        begins,
        begins + search.length * MINUTE,
        tuple(row.agenda.who for row in rows if row.blocked[number]),
        tuple(
            row.agenda.who for row in rows if row.early_or_late[number] and not row.blocked[number]
        ),
        score,
    )
