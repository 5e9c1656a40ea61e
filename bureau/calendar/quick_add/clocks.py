"""Times of the day and durations in a sentence, in minutes."""

import re

from .scanning import Scanner
from .words import Language, either

DAY = 1440
AFTERNOON_BEFORE = 8
"""An English hour below this without am or pm is one of the afternoon."""
MORNING = 7
"""A French "1h" below this is a duration, unless something says that it is a time."""


def read_times(scanner: Scanner, language: Language) -> tuple[int, int | None] | None:
    """Take a time, or a range of times: the start, and the end where it was said."""
    return _range(scanner, language) or _single(scanner, language)


def _clock(name: str, language: Language) -> str:
    words = either(language.clock_words)
    hour = rf"(?P<{name}h>[01]?\d|2[0-4])"
    if language.code == "fr":
        spelled = rf"(?:{hour}\s?(?:h|heures?|:)\s?(?P<{name}m>[0-5]\d)?)"
    else:
        spelled = rf"(?:{hour}(?:[:.h](?P<{name}m>[0-5]\d))?\s*(?P<{name}p>[ap]\.?m\.?)?)"
    return rf"(?:(?P<{name}w>{words})|{spelled})"


def _range(scanner: Scanner, language: Language) -> tuple[int, int | None] | None:
    expression = (
        rf"{language.from_}{_clock('a', language)}\s*{language.between}\s*{_clock('b', language)}"
    )
    found = scanner.look(expression)
    if found is None or not (_is_clear(found, "a", language) or _is_clear(found, "b", language)):
        return None
    start, end = _minutes(found, "a", language), _minutes(found, "b", language)
    half = _half(found, "b")
    if half and not _half(found, "a"):
        start = _as_half(found, "a", half)
        if start >= end and half == "p":
            start = _as_half(found, "a", "a")
    scanner.take(found, "time")
    return start % DAY, end if end > start else end + DAY


def _single(scanner: Scanner, language: Language) -> tuple[int, None] | None:
    for expression, needs in (
        (rf"{language.at}{_clock('a', language)}", False),
        (_clock("a", language), True),
    ):
        found = scanner.look(expression)
        if found and (not needs or _is_clear(found, "a", language)):
            if needs and _is_small(found, language):
                continue
            scanner.take(found, "time")
            return _minutes(found, "a", language) % DAY, None
    return None


def _is_clear(found: "re.Match[str]", name: str, language: Language) -> bool:
    """Whether it can be nothing but a time: it has minutes, a half of the day, or is a word."""
    if found[f"{name}w"] or found[f"{name}m"]:
        return True
    return language.code == "fr" or bool(_half(found, name))


def _is_small(found: "re.Match[str]", language: Language) -> bool:
    is_bare = not found["aw"] and not found["am"]
    return language.code == "fr" and is_bare and int(found["ah"]) < MORNING


def _half(found: "re.Match[str]", name: str) -> str:
    return (found.groupdict().get(f"{name}p") or "")[:1].lower()


def _minutes(found: "re.Match[str]", name: str, language: Language) -> int:
    if word := found[f"{name}w"]:
        return language.clock_words[word.lower()]
    half = _half(found, name)
    if half:
        return _as_half(found, name, half)
    hour = int(found[f"{name}h"])
    is_bare = language.code == "en" and not found[f"{name}m"]
    return (hour + 12 if is_bare and 0 < hour < AFTERNOON_BEFORE else hour) * 60 + int(
        found[f"{name}m"] or 0
    )


def _as_half(found: "re.Match[str]", name: str, half: str) -> int:
    if found[f"{name}w"]:
        return 720
    hour = int(found[f"{name}h"]) % 12 + (12 if half == "p" else 0)
    return hour * 60 + int(found[f"{name}m"] or 0)


def read_duration(scanner: Scanner, language: Language) -> int | None:
    """Take how long it lasts."""
    number = rf"(?P<n>\d{{1,2}}(?:[.,]\d+)?|{either(language.numbers)})"
    small = rf"(?:\s*(?:and|et)?\s*(?P<m>\d{{1,2}})\s*{language.minutes}?)?"
    for expression in (
        rf"{language.for_}(?P<half>{either(language.halves)})",
        rf"{language.for_}{number}\s*{language.hours}{small}",
        rf"{language.for_}(?P<m>\d{{1,3}})\s*{language.minutes}",
    ):
        found = scanner.look(expression)
        minutes = _lasting(found, language) if found else 0
        if found and 0 < minutes <= DAY * 2:
            scanner.take(found, "duration")
            return minutes
    return None


def _lasting(found: "re.Match[str]", language: Language) -> int:
    groups = found.groupdict()
    if half := groups.get("half"):
        return language.halves[half.lower()]
    hours = 0.0
    if text := groups.get("n"):
        hours = language.numbers.get(text.lower(), 0) or float(text.replace(",", "."))
    return round(hours * 60) + int(groups.get("m") or 0)
