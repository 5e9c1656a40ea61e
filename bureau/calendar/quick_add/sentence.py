"""Reading a whole sentence: the pieces in their order, then what they mean together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from .clocks import DAY, read_duration, read_times
from .dates import WEEK, Days, read_days
from .rules import Recurring, read_rule
from .scanning import Piece, Scanner
from .words import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a sentence says. All day where start and end are dates; else they are in UTC."""

    title: str
    start: date
    end: date
    is_all_day: bool
    recurrence: str | None
    guests: tuple[str, ...]
    location: str
    understood: tuple[Piece, ...]

    def as_document(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "title": self.title,
            "start": self.start,
            "end": self.end,
            "is_all_day": self.is_all_day,
            "recurrence": self.recurrence,
            "guests": list(self.guests),
            "location": self.location,
            "understood": [
                {"part": one.part, "text": one.text, "start": one.start, "end": one.end}
                for one in self.understood
            ],
        }


@dataclass(slots=True)
class _Reading:
    scanner: Scanner
    language: Language
    recurring: Recurring | None = None
    days: Days | None = None
    times: tuple[int, int | None] | None = None
    duration: int | None = None
    is_all_day: bool = False
    guests: tuple[str, ...] = ()
    location: str = ""


def read_sentence(text: str, now: datetime, default_min: int, languages: Sequence[str]) -> Sentence:
    """Return what a sentence says to somebody whose clock shows `now`. It is read in each of the
    languages; the one in which most is understood counts, the first of those that are equal.
    """
    known = [LANGUAGES[code] for code in dict.fromkeys(languages) if code in LANGUAGES]
    readings = [_read(text, language, now.date()) for language in known]
    best = max(readings, key=lambda one: one.scanner.understood())
    return _meant(best, now, default_min)


def _read(text: str, language: Language, today: date) -> _Reading:
    scanner = Scanner(text)
    one = _Reading(scanner, language)
    one.recurring = read_rule(scanner, language, today)
    if found := scanner.look(language.all_day):
        scanner.take(found, "duration")
        one.is_all_day = True
    one.days = read_days(scanner, language, today)
    one.times = read_times(scanner, language)
    one.duration = read_duration(scanner, language)
    one.guests = _guests(scanner, language)
    one.location = _place(scanner, language)
    return one


def _guests(scanner: Scanner, language: Language) -> tuple[str, ...]:
    stop = "|".join(language.places)
    found = scanner.look(rf"{language.with_}\s+(?P<who>[^\0]+?)(?=\s*(?:\0|$)|\s+(?:{stop}))")
    if found is None:
        return ()
    scanner.take(found, "guest")
    names = re.split(rf"\s*{language.and_}\s*", found["who"], flags=re.IGNORECASE)
    return tuple(name.strip() for name in names if name.strip())


def _place(scanner: Scanner, language: Language) -> str:
    for before in language.places:
        # What begins a place says so by its capitals, hence the flag inside.
        found = re.search(rf"(?<!\w)(?-i:{before})(?P<place>[^\0]+?)\s*(?=\0|$)", scanner.left)
        if found:
            scanner.take(found, "location")
            return found["place"].strip(" ,.")
    return ""


def _meant(one: _Reading, now: datetime, default_min: int) -> Sentence:
    start, end, is_all_day = _when(one, now, default_min)
    return Sentence(
        one.scanner.rest(),
        start,
        end,
        is_all_day,
        _rule(one.recurring, start, is_all_day, now),
        one.guests,
        one.location,
        tuple(sorted(one.scanner.pieces, key=lambda piece: piece.start)),
    )


def _when(one: _Reading, now: datetime, default_min: int) -> tuple[date, date, bool]:
    day = _day(one, now)
    if one.times is None or one.is_all_day:
        if day is not None and (one.duration is None or one.is_all_day):
            last = one.days.last if one.days else None
            return day, (last or day) + timedelta(days=1), True
        begins = _next_half(now) if day in (None, now.date()) else _local(day, 540, now)
    else:
        begins = _local(day or _soonest(one.times[0], now), one.times[0], now)
    return begins, _end(one, begins, now, default_min), False


def _day(one: _Reading, now: datetime) -> date | None:
    if one.days:
        is_today = one.days.is_weekday and one.days.first == now.date()
        if is_today and one.times and _is_past(one.times[0], now):
            return one.days.first + timedelta(days=WEEK)
        return one.days.first
    if one.recurring and one.recurring.days:
        skip = 1 if one.times and _is_past(one.times[0], now) else 0
        for ahead in range(skip, skip + WEEK):
            if (now.weekday() + ahead) % WEEK in one.recurring.days:
                return now.date() + timedelta(days=ahead)
    return now.date() if one.is_all_day or (one.recurring and not one.times) else None


def _is_past(minutes: int, now: datetime) -> bool:
    return now.hour * 60 + now.minute > minutes


def _soonest(minutes: int, now: datetime) -> date:
    return now.date() + timedelta(days=1 if _is_past(minutes, now) else 0)


def _next_half(now: datetime) -> datetime:
    whole = now.astimezone(UTC).replace(second=0, microsecond=0)
    return whole + timedelta(minutes=-whole.minute % 30 or 30)


def _end(one: _Reading, begins: datetime, now: datetime, default_min: int) -> datetime:
    if one.duration is None and one.times and one.times[1] is not None:
        local = begins.astimezone(now.tzinfo)
        return _local(local.date(), one.times[1], now)
    return begins + timedelta(minutes=one.duration or default_min)


def _local(day: date | None, minutes: int, now: datetime) -> datetime:
    assert day is not None
    day += timedelta(days=minutes // DAY)
    clock = time(minutes % DAY // 60, minutes % 60)
    return datetime.combine(day, clock, now.tzinfo).astimezone(UTC)


def _rule(recurring: Recurring | None, start: date, is_all_day: bool, now: datetime) -> str | None:
    if recurring is None:
        return None
    if recurring.until is None:
        return recurring.rule
    if is_all_day or not isinstance(start, datetime):
        return f"{recurring.rule};UNTIL={recurring.until:%Y%m%d}"
    last = _local(recurring.until, DAY - 1, now)
    return f"{recurring.rule};UNTIL={last:%Y%m%dT%H%M%SZ}"
