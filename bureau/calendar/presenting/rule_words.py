"""Recurrence rules (RFC 5545 §3.3.10) in words, in English and French. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR"]


@dataclass(frozen=True)
class _Words:
    every: Mapping[str, tuple[str, str]]
    """FREQ -> once, and every {n}."""
    days: tuple[str, ...]
    months: tuple[str, ...]
    on: str
    on_day: str
    weekdays: str
    and_: str
    ordinals: Mapping[int, str]
    until: str
    count: str


EN = _Words(
    every={
        "DAILY": ("Every day", "Every {n} days"),
        "WEEKLY": ("Every week", "Every {n} weeks"),
        "MONTHLY": ("Every month", "Every {n} months"),
        "YEARLY": ("Every year", "Every {n} years"),
        "HOURLY": ("Every hour", "Every {n} hours"),
        "MINUTELY": ("Every minute", "Every {n} minutes"),
        "SECONDLY": ("Every second", "Every {n} seconds"),
    },
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    on="on {days}",
    on_day="on day {days}",
    weekdays="Every weekday",
    and_="and",
    ordinals={1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last",
              -2: "second last"},
    until="until {date}",
    count="{n} times",
)  # fmt: skip
FR = _Words(
    every={
        "DAILY": ("Tous les jours", "Tous les {n} jours"),
        "WEEKLY": ("Toutes les semaines", "Toutes les {n} semaines"),
        "MONTHLY": ("Tous les mois", "Tous les {n} mois"),
        "YEARLY": ("Tous les ans", "Tous les {n} ans"),
        "HOURLY": ("Toutes les heures", "Toutes les {n} heures"),
        "MINUTELY": ("Toutes les minutes", "Toutes les {n} minutes"),
        "SECONDLY": ("Toutes les secondes", "Toutes les {n} secondes"),
    },
    days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ),
    on="le {days}",
    on_day="le {days}",
    weekdays="Tous les jours ouvrés",
    and_="et",
    ordinals={1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", 5: "cinquième",
              -1: "dernier", -2: "avant-dernier"},
    until="jusqu’au {date}",
    count="{n} fois",
)  # fmt: skip


def rule_in_words(rule: str, language: str) -> str:
    """Return what a rule says; parts that are rare are left out rather than said wrongly."""
    parts = dict(part.upper().partition("=")[::2] for part in rule.split(";") if "=" in part)
    words = FR if language.startswith("fr") else EN
    if parts.get("FREQ") not in words.every:
        return ""
    said = [_frequency(parts, words), _on(parts, words), _end(parts, words)]
    return " ".join(part for part in said if part)


def _frequency(parts: Mapping[str, str], words: _Words) -> str:
    once, every = words.every[parts["FREQ"]]
    number = parts.get("INTERVAL", "1")
    if _is_weekdays(parts) and number == "1":
        return words.weekdays
    return once if number == "1" else every.format(n=number)


def _is_weekdays(parts: Mapping[str, str]) -> bool:
    return parts.get("FREQ") in ("WEEKLY", "DAILY") and (
        sorted(parts.get("BYDAY", "").split(","), key=_place) == WEEKDAYS
    )


def _place(day: str) -> int:
    return DAYS.index(day[-2:]) if day[-2:] in DAYS else len(DAYS)


def _on(parts: Mapping[str, str], words: _Words) -> str:
    if _is_weekdays(parts) and parts.get("INTERVAL", "1") == "1":
        return ""
    if days := parts.get("BYDAY"):
        place = parts.get("BYSETPOS", "")
        found = [_day(day, place, words) for day in sorted(days.split(","), key=_place)]
        named = _listed([day for day in found if day], words)
        return words.on.format(days=named) if named else ""
    if days := parts.get("BYMONTHDAY"):
        return words.on_day.format(days=_listed(days.split(","), words))
    return ""


def _day(day: str, place: str, words: _Words) -> str:
    if day[-2:] not in DAYS:
        return ""
    name = words.days[DAYS.index(day[-2:])]
    number = day[:-2] or place
    try:
        ordinal = words.ordinals.get(int(number), "") if number else ""
    except ValueError:
        ordinal = ""
    return f"{ordinal} {name}".strip()


def _listed(items: list[str], words: _Words) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {words.and_} {items[-1]}"


def _end(parts: Mapping[str, str], words: _Words) -> str:
    if count := parts.get("COUNT"):
        return "(" + words.count.format(n=count) + ")"
    try:
        last = datetime.strptime(parts.get("UNTIL", "")[:8], "%Y%m%d")  # noqa: DTZ007 - a day
    except ValueError:
        return ""
    return words.until.format(date=f"{last.day} {words.months[last.month - 1]} {last.year}")
