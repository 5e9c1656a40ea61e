"""Which zone a TZID means (RFC 5545 §3.2.19).

IANA names mean the IANA zone, with its history and its newest rules. Windows names mean the IANA
zone of Unicode's table. Any other name means the VTIMEZONE of that name in the same object, and
only there: nothing one object defines reaches another. A name nobody defines means no zone, so
that its times float.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from .definitions import DefinedZone, defined_zone
from .lines import Line

_OFFSET = re.compile(r"^\(?(?:UTC|GMT)\s*([+-]\d{1,2})(?::?(\d{2}))?\)?", re.IGNORECASE)
_LOWER = {name.lower(): name for name in available_timezones()}
_WINDOWS = {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items()}


@lru_cache(maxsize=2048)
def named_zone(tzid: str) -> ZoneInfo | None:
    """The IANA zone a TZID means, by its own name, by Windows' name or with a maker's prefix."""
    name = tzid.strip().strip('"').strip("/").lower()
    parts = name.split("/")
    for at in range(len(parts)):
        tail = "/".join(parts[at:])
        if found := _LOWER.get(tail) or _WINDOWS.get(tail):
            return ZoneInfo(found)
    return ZoneInfo("UTC") if name in {"z", "utc0", "coordinated universal time"} else None


class Zones:
    """The zones of one object: what its TZIDs mean."""

    def __init__(self, definitions: dict[str, tuple[Line, ...]]) -> None:
        self._definitions = definitions
        self._known: dict[str, tzinfo | None] = {}

    @classmethod
    def of_lines(cls, lines: Sequence[Line]) -> "Zones":
        """The zones that the VTIMEZONEs among these lines define."""
        definitions: dict[str, tuple[Line, ...]] = {}
        for block in _definition_blocks(lines):
            tzid = next((line.value.strip() for line in block if line.name == "TZID"), "")
            definitions.setdefault(tzid, block)
        return cls(definitions)

    def get(self, tzid: object) -> tzinfo | None:
        """The zone of a TZID; None where nobody knows it."""
        if not isinstance(tzid, str) or not tzid:
            return None
        if tzid not in self._known:
            self._known[tzid] = named_zone(tzid) or self._defined(tzid)
        return self._known[tzid]

    def _defined(self, tzid: str) -> tzinfo | None:
        if block := self._definitions.get(tzid) or self._definitions.get(tzid.strip("/")):
            return _zone_of_block(tzid, block)
        return _offset_zone(tzid)


def _definition_blocks(lines: Iterable[Line]) -> Iterable[tuple[Line, ...]]:
    block: list[Line] | None = None
    for line in lines:
        if line.name == "BEGIN" and line.value.strip().upper() == "VTIMEZONE":
            block = []
        if block is not None:
            block.append(line)
            if line.name == "END" and line.value.strip().upper() == "VTIMEZONE":
                yield tuple(block)
                block = None


def _zone_of_block(tzid: str, block: tuple[Line, ...]) -> DefinedZone | None:
    text = tuple((line.name, line.value.strip()) for line in block)
    return defined_zone(tzid, text)


def _offset_zone(tzid: str) -> tzinfo | None:
    """`(UTC+01:00) Amsterdam` and `GMT-3`: an offset in a name nobody knows."""
    if not (found := _OFFSET.match(tzid.strip())):
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    name = f"Etc/GMT{-hours:+d}" if not minutes and hours else "Etc/UTC"
    return ZoneInfo(_LOWER[name.lower()]) if name.lower() in _LOWER else None
