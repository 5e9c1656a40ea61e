"""VTIMEZONE for IANA zones, for objects that name a zone without defining it."""

from functools import lru_cache

from icalendar import Timezone

from .zones import named_zone


@lru_cache(maxsize=256)
def zone_lines(tzid: str) -> tuple[str, ...]:
    """The definition of a zone under the name an object gives it; nothing for unknown zones."""
    zone = named_zone(tzid)
    if zone is None:
        return ()
    text = Timezone.from_tzinfo(zone, zone.key).to_ical().decode()
    return tuple(
        f"TZID:{tzid}" if line.startswith("TZID:") else line
        for line in text.replace("\r\n ", "").split("\r\n")
        if line
    )
