"""A recurrence rule as typed values (RFC 5545 §3.3.10), read once and trusted after.

Reading is lenient where meaning is plain (order, case, blanks, unknown parts, doubled values) and
strict where it is not: a number out of its range makes the whole rule bad.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import IntEnum
from typing import NamedTuple


class BadRule(ValueError):
    """The text is no recurrence rule."""


class Frequency(IntEnum):
    """FREQ, from the longest period to the shortest."""

    YEARLY = 0
    MONTHLY = 1
    WEEKLY = 2
    DAILY = 3
    HOURLY = 4
    MINUTELY = 5
    SECONDLY = 6


class Day(NamedTuple):
    """One of BYDAY: the weekday (Monday is 0) and which of the period; 0 for every one."""

    ordinal: int
    weekday: int


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?\d{0,2})(MO|TU|WE|TH|FR|SA|SU)$")
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$")
_RANGES = {
    "BYSECOND": (0, 60),
    "BYMINUTE": (0, 59),
    "BYHOUR": (0, 23),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYMONTH": (1, 12),
    "BYSETPOS": (-366, 366),
}
_FIELDS = {name: name.lower() for name in _RANGES}
_LARGEST = 10**9


@dataclass(frozen=True)
class Rule:
    """A rule. Empty tuples are parts it does not have; `until` is a date, a local time or UTC."""

    freq: Frequency
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    bysecond: tuple[int, ...] = ()
    byminute: tuple[int, ...] = ()
    byhour: tuple[int, ...] = ()
    byday: tuple[Day, ...] = ()
    bymonthday: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    bymonth: tuple[int, ...] = ()
    bysetpos: tuple[int, ...] = ()
    wkst: int = 0

    @classmethod
    def parse(cls, text: str) -> "Rule":
        """The rule that a text says; BadRule when it says none."""
        parts = _parts(text)
        if parts.get("RSCALE", "GREGORIAN") != "GREGORIAN":
            raise BadRule("Only the Gregorian calendar is known.")
        try:
            rule = cls(Frequency[parts["FREQ"]])
        except KeyError:
            raise BadRule("The rule has no known frequency.") from None
        numbers = {_FIELDS[name]: _numbers(name, parts[name]) for name in _FIELDS if name in parts}
        return replace(
            rule,
            interval=_count(parts.get("INTERVAL", "1")),
            count=_count(parts["COUNT"]) if "COUNT" in parts else None,
            until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
            byday=_days(parts.get("BYDAY", "")),
            wkst=_weekday(parts.get("WKST", "MO")),
            **numbers,  # type: ignore[arg-type]
        )

    def to_text(self) -> str:
        """The rule as RFC 5545 writes it, its parts in the order the RFC lists them."""
        parts = [f"FREQ={self.freq.name}"]
        if self.until is not None:
            parts.append(f"UNTIL={until_text(self.until)}")
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        parts += self._by_parts()
        if self.wkst:
            parts.append(f"WKST={WEEKDAYS[self.wkst]}")
        return ";".join(parts)

    def _by_parts(self) -> list[str]:
        days = ",".join(f"{day.ordinal or ''}{WEEKDAYS[day.weekday]}" for day in self.byday)
        found = {
            name: ",".join(map(str, getattr(self, field))) for name, field in _FIELDS.items()
        } | {"BYDAY": days}
        order = "BYSECOND BYMINUTE BYHOUR BYDAY BYMONTHDAY BYYEARDAY BYWEEKNO BYMONTH BYSETPOS"
        return [f"{name}={found[name]}" for name in order.split() if found[name]]

    @property
    def limits_days(self) -> bool:
        """Whether months, days of months or years, or weeks by number are named."""
        return bool(self.bymonth or self.bymonthday or self.byyearday or self.byweekno)

    def until_for(self, to_local: Callable[[datetime], datetime]) -> datetime | None:
        """The last local time it may give; `to_local` turns UTC into the local time of its start.

        A date means the whole of that day.
        """
        if self.until is None:
            return None
        if not isinstance(self.until, datetime):
            return datetime.combine(self.until, time.max)
        return to_local(self.until) if self.until.tzinfo else self.until


def until_text(until: date | datetime) -> str:
    """UNTIL as RFC 5545 writes it."""
    if not isinstance(until, datetime):
        return f"{until.year:04}{until:%m%d}"
    return f"{until.year:04}{until:%m%dT%H%M%S}{'Z' if until.tzinfo else ''}"


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.upper().replace(" ", "").strip(";").split(";"):
        name, _, value = part.partition("=")
        if value:
            parts.setdefault(name, value)
    return parts


def _numbers(name: str, text: str) -> tuple[int, ...]:
    low, high = _RANGES[name]
    try:
        numbers = {int(part) for part in text.split(",") if part}
    except ValueError:
        raise BadRule(f"{name} has a value that is no number.") from None
    if any(not low <= number <= high or (not number and low < 0) for number in numbers):
        raise BadRule(f"{name} has a value out of its range.")
    return tuple(sorted(numbers))


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text[:11]) > 0:
        raise BadRule("COUNT and INTERVAL are whole numbers from 1 on.")
    return min(int(text[:11]), _LARGEST)


def _days(text: str) -> tuple[Day, ...]:
    days = set()
    for part in filter(None, text.split(",")):
        if not (found := _DAY.match(part)):
            raise BadRule("BYDAY has a value that is no weekday.")
        ordinal = int(found[1]) if found[1].strip("+-") else 0
        if not -53 <= ordinal <= 53:
            raise BadRule("BYDAY has a value out of its range.")
        days.add(Day(ordinal, WEEKDAYS.index(found[2])))
    return tuple(sorted(days))


def _weekday(text: str) -> int:
    if text not in WEEKDAYS:
        raise BadRule("WKST is no weekday.")
    return WEEKDAYS.index(text)


def _until(text: str) -> date | datetime:
    if not (found := _UNTIL.match(text)):
        raise BadRule("UNTIL is no date or time.")
    day = [int(found[at]) for at in (1, 2, 3)]
    try:
        if found[4] is None:
            return date(day[0], day[1], day[2])
        clock = [int(found[4]), int(found[5]), min(int(found[6]), 59)]
        zone = UTC if found[7] else None
        return datetime(day[0], day[1], day[2], *clock, tzinfo=zone)  # type: ignore[misc, arg-type]
    except ValueError:
        raise BadRule("UNTIL is no date or time.") from None
