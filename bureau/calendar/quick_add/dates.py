"""Days in a sentence."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from .scanning import Scanner
from .words import Language

WEEK = 7


@dataclass(frozen=True, slots=True)
class Days:
    """The day that was named; `last` where a range was; whether it must stay when it is past."""

    first: date
    last: date | None = None
    is_weekday: bool = False


def read_days(scanner: Scanner, language: Language, today: date) -> Days | None:
    """Take the first mention of a day or of a range of days."""
    for expression, read in _forms(language):
        found = scanner.look(expression)
        days = read(found, language, today) if found else None
        if found and days:
            scanner.take(found, "date")
            return days
    return None


def read_until(scanner: Scanner, language: Language, today: date) -> date | None:
    """Take the day until which something recurs."""
    for expression, read in _forms(language)[1:]:
        found = scanner.look(rf"{language.until}\s+(?:{expression})")
        days = read(found, language, today) if found else None
        if found and days:
            scanner.take(found, "recurrence")
            return days.first
    return None


Read = Callable[["re.Match[str]", Language, date], Days | None]


def _forms(language: Language) -> list[tuple[str, Read]]:
    day, month, on = language.day, language.month, language.on
    year = r"(?:,?\s+(?P<y>\d{4}))?"
    ordinal = r"(?:st|nd|rd|th|er)?"
    to = language.between
    ahead = language.ahead.replace("{n}", language.number)
    soon = "|".join(sorted(map(re.escape, language.today), key=len, reverse=True))
    return [
        (
            rf"{language.date_range}(?P<d>\d{{1,2}}){ordinal}\s*{to}\s*(?P<e>\d{{1,2}}){ordinal}"
            rf"\s+(?:of\s+)?(?P<m>{month})\.?{year}",
            _range,
        ),
        (r"(?P<y>\d{4})-(?P<mm>\d{2})-(?P<d>\d{2})", _numeric),
        (rf"{on}(?P<d>\d{{1,2}})[/.](?P<mm>\d{{1,2}})(?:[/.](?P<y>\d{{4}}|\d{{2}}))?", _numeric),
        (
            rf"(?:{on}{day},?\s+)?{on}(?P<d>\d{{1,2}}){ordinal}\s+(?:of\s+)?(?P<m>{month})\.?{year}",
            _named,
        ),
        (rf"{on}(?P<m>{month})\.?\s+(?P<d>\d{{1,2}}){ordinal}{year}(?![:h])", _named),
        (rf"(?P<soon>{soon})", _soon),
        (ahead, _ahead),
        (language.next_day.replace("{day}", day), _next_week),
        (rf"{on}(?P<day>{day})\.?", _weekday),
    ]


def _range(found: "re.Match[str]", language: Language, today: date) -> Days | None:
    days = _named(found, language, today)
    last = days and _valid(days.first.year, days.first.month, int(found["e"]))
    return Days(days.first, last) if days and last and last > days.first else None


def _numeric(found: "re.Match[str]", _language: Language, today: date) -> Days | None:
    """Day first, as everywhere but in the United States, unless only the other way is a date."""
    day, month = int(found["d"]), int(found["mm"])
    if month > 12 >= day:
        day, month = month, day
    return _dated(found["y"], month, day, today)


def _named(found: "re.Match[str]", language: Language, today: date) -> Days | None:
    month = language.months[found["m"].lower()] + 1
    return _dated(found["y"], month, int(found["d"]), today)


def _dated(year: str | None, month: int, day: int, today: date) -> Days | None:
    """Without a year, the next such day is meant; one of the last four weeks may be past."""
    if year:
        exact = _valid(int(year) + (2000 if len(year) == 2 else 0), month, day)
        return Days(exact) if exact else None
    for candidate in range(today.year, today.year + 9):
        on = _valid(candidate, month, day)
        if on and on >= today - timedelta(days=28):
            return Days(on)
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _soon(found: "re.Match[str]", language: Language, today: date) -> Days:
    return Days(today + timedelta(days=language.today[found["soon"].lower()]))


def _ahead(found: "re.Match[str]", language: Language, today: date) -> Days:
    number = number_of(found["n"], language)
    is_week = found["unit"].lower() == language.weeks
    return Days(today + timedelta(days=number * (WEEK if is_week else 1)))


def _next_week(found: "re.Match[str]", language: Language, today: date) -> Days:
    monday = today + timedelta(days=WEEK - today.weekday())
    return Days(monday + timedelta(days=language.days[found["day"].lower()]))


def _weekday(found: "re.Match[str]", language: Language, today: date) -> Days:
    ahead = (language.days[found["day"].lower()] - today.weekday()) % WEEK
    return Days(today + timedelta(days=ahead), is_weekday=True)


def number_of(text: str, language: Language) -> int:
    """Return a number that was written in digits or in a word."""
    return int(text) if text.isdigit() else language.numbers[text.lower()]
