"""The action `snooze :weekdays ["1"] :tzid "Europe/Paris" ["08:00"]`: out of sight until the next
of these times on one of these days (0 is Sunday, as in RFC 5260).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .syntax import SieveError, Step

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_DAYS = frozenset("0123456")
EVERY_DAY = tuple(range(7))


@dataclass(frozen=True, slots=True)
class Snooze:
    """When a message is to come back."""

    times: tuple[str, ...]
    weekdays: tuple[int, ...] = EVERY_DAY
    zone: str = ""
    """Empty for the person's own."""

    def until(self, now: datetime, own_zone: str) -> datetime:
        """Return the next of its moments after now, in UTC."""
        zone = ZoneInfo(self.zone or own_zone)
        today = now.astimezone(zone).date()
        for days in range(8):
            day = today + timedelta(days=days)
            if day.isoweekday() % 7 not in self.weekdays:
                continue
            for clock in sorted(self.times):
                moment = datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)
                if moment > now:
                    return moment
        raise AssertionError("a week has every weekday")


def snooze_of(step: Step, times: Iterable[str], weekdays: Iterable[str], zone: str) -> Snooze:
    """Return what the arguments of a step mean, after variables; raises `SieveError`."""
    clocks, days = tuple(times), tuple(weekdays)
    if not clocks or not all(_TIME.fullmatch(one) for one in clocks):
        raise SieveError('snooze takes times such as "08:00"', step.line)
    if not all(one in _DAYS for one in days):
        raise SieveError('days are written from "0" for Sunday to "6"', step.line)
    if zone and not _is_zone(zone):
        raise SieveError(f"there is no time zone '{zone[:60]}'", step.line)
    return Snooze(clocks, tuple(map(int, days)) or EVERY_DAY, zone)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
