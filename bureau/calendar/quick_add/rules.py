"""Recurrence in a sentence, as a rule (RFC 5545 §3.3.10)."""

import re
from dataclasses import dataclass
from datetime import date

from .dates import number_of, read_until
from .scanning import Scanner
from .words import Language

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNITS = {
    "day": "DAILY", "jour": "DAILY", "week": "WEEKLY", "semaine": "WEEKLY", "month": "MONTHLY",
    "mois": "MONTHLY", "year": "YEARLY", "année": "YEARLY", "an": "YEARLY", "ans": "YEARLY",
}  # fmt: skip
WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


@dataclass(frozen=True, slots=True)
class Recurring:
    """A rule without its end, the weekdays it names, and the last day."""

    rule: str
    days: tuple[int, ...]
    until: date | None


def read_rule(scanner: Scanner, language: Language, today: date) -> Recurring | None:
    """Take how it recurs, and until when."""
    for expression, kind in language.every:
        filled = expression.replace("{day}", language.day).replace("{n}", language.number)
        found = scanner.look(filled)
        if found is None:
            continue
        rule, days = _rule(found, kind, language)
        scanner.take(found, "recurrence")
        return Recurring(rule, days, read_until(scanner, language, today))
    return None


def _rule(found: "re.Match[str]", kind: str, language: Language) -> tuple[str, tuple[int, ...]]:
    groups = found.groupdict()
    number = number_of(groups["n"].replace("2nd", "2"), language) if groups.get("n") else 1
    interval = f";INTERVAL={number}" if number > 1 else ""
    if kind == "WEEKDAYS":
        return WEEKDAYS, (0, 1, 2, 3, 4)
    if kind == "UNIT":
        return f"FREQ={UNITS[groups['unit'].lower()]}{interval}", ()
    if kind == "DAYS":
        days = _days(groups["days"], language)
        names = ",".join(DAYS[day] for day in days)
        return f"FREQ=WEEKLY{interval};BYDAY={names}", days
    return kind, ()


def _days(text: str, language: Language) -> tuple[int, ...]:
    names = re.findall(rf"\b{language.day}", text, re.IGNORECASE)
    return tuple(sorted({language.days[name.lower()] for name in names}))
