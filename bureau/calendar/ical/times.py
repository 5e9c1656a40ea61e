"""Times of components: what is written, in which zone, and which instant that is.

A `When` keeps the local time and the zone apart, because recurrence counts in local time and
comparing in UTC. Local times without a zone (all day, floating) stand as if they were UTC.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from icalendar import Component

_DURATION = re.compile(
    r"([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$", re.IGNORECASE
)
_LONGEST = timedelta(days=3_660_000)


class When:
    """A date, a floating time or a time in a zone. Never changed."""

    __slots__ = ("_instant", "is_all_day", "local", "zone")

    def __init__(
        self, local: datetime, zone: tzinfo | None = None, is_all_day: bool = False
    ) -> None:
        self.local = local
        self.zone = zone
        self.is_all_day = is_all_day
        self._instant: datetime | None = None

    def __repr__(self) -> str:
        return f"When({self.local}, {self.zone}, {self.is_all_day})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, When) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[datetime, tzinfo | None, bool]:
        return self.local, self.zone, self.is_all_day

    @property
    def is_local(self) -> bool:
        """Whether it has no place: all day or floating."""
        return self.zone is None

    @property
    def instant(self) -> datetime:
        """The instant in UTC, by RFC 5545 §3.3.5 where the local time is none or two."""
        if self._instant is None:
            self._instant = utc(self.local, self.zone)
        return self._instant

    @property
    def value(self) -> date | datetime:
        """As icalendar's values hold it: a date, or a time with its zone if it has one."""
        if self.is_all_day:
            return self.local.date()
        return self.local.replace(tzinfo=self.zone)

    @property
    def text(self) -> str:
        """As a RECURRENCE-ID is told everywhere: a date, a floating time, or UTC with its Z."""
        moment = self.local if self.zone is None else self.instant
        iso = moment.isoformat()
        day = iso[:4] + iso[5:7] + iso[8:10]
        if self.is_all_day:
            return day
        clock = iso[10:13] + iso[14:16] + iso[17:19]
        return day + clock if self.zone is None else f"{day}{clock}Z"

    def at(self, local: datetime) -> "When":
        """The same kind of time at another local time."""
        return When(local, self.zone, self.is_all_day)

    def like(self, model: "When") -> "When":
        """The same time in the kind of another: a date's hour and a floating time's zone.

        RECURRENCE-ID, EXDATE and RDATE should be written like DTSTART; not every client does.
        """
        if model.is_all_day:
            return self if self.is_all_day else When(midnight(self.local), None, True)
        if self.is_all_day:
            return model.at(datetime.combine(self.local, model.local.time()))
        if self.is_local:
            return model.at(self.local)
        if model.is_local:
            return model.at(self.local)
        return model.at(local_time(self.instant, model.zone))


def midnight(local: datetime) -> datetime:
    """The beginning of a local time's day."""
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def utc(local: datetime, zone: tzinfo | None) -> datetime:
    """A local time in UTC; without a zone, as if it were UTC."""
    if zone is None or zone is UTC:
        return local.replace(tzinfo=UTC, fold=0)
    try:
        return local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    except (OverflowError, ValueError):
        return local.replace(tzinfo=UTC, fold=0)


def local_time(instant: datetime, zone: tzinfo | None) -> datetime:
    """The local time of an instant, without its zone."""
    try:
        return instant.astimezone(zone or UTC).replace(tzinfo=None, fold=0)
    except (OverflowError, ValueError):
        return instant.replace(tzinfo=None)


def moved(moment: datetime, by: timedelta) -> datetime:
    """A time some way off; the end of the calendar where it would lie outside."""
    try:
        return moment + by
    except OverflowError:
        edge = datetime.min if by < timedelta(0) else datetime.max.replace(microsecond=0)
        return edge.replace(tzinfo=moment.tzinfo)


def when(value: date | datetime) -> When:
    """A value of icalendar as a `When`."""
    if not isinstance(value, datetime):
        return When(datetime(value.year, value.month, value.day), None, True)
    return When(value.replace(tzinfo=None, microsecond=0, fold=0), value.tzinfo)


def when_of(component: Component, name: str) -> When | None:
    """The date or time a property says; None where there is none or it has another form."""
    found = component.get(name)
    value = getattr(found[0] if isinstance(found, list) and found else found, "__dict__", {})
    moment = value.get("dt")
    return when(moment) if isinstance(moment, date) else None


def start_of(component: Component) -> When | None:
    """DTSTART; for a task without one, DUE (RFC 5545 §3.8.2.3)."""
    start = when_of(component, "DTSTART")
    return start or (when_of(component, "DUE") if component.name == "VTODO" else None)


@dataclass(frozen=True)
class Length:
    """How long something takes: whole days by the calendar, then exact time.

    RFC 5545 §3.8.5.3: DTEND makes every occurrence exactly as long, DURATION counts its days and
    weeks by the calendar, so that they have 23 or 25 hours where the clocks change.
    """

    days: int = 0
    exact: timedelta = timedelta(0)

    def end_of(self, start: When) -> datetime:
        """When something of this length ends, as an instant."""
        if not self.days:
            return moved(start.instant, self.exact)
        begin = start.at(moved(start.local, timedelta(days=self.days)))
        return moved(begin.instant, self.exact)

    @property
    def longest(self) -> timedelta:
        """No occurrence is longer than this."""
        return timedelta(days=self.days + 1) + self.exact if self.days else self.exact


def length_of(component: Component) -> Length:
    """How long a component takes; a day for an all-day event without an end, else nothing."""
    start = start_of(component)
    if start is None:
        return Length()
    if end := when_of(component, "DUE" if component.name == "VTODO" else "DTEND"):
        return _length_between(start, end)
    if length := duration_of(component):
        return Length(max(length.days, 1)) if start.is_all_day else length
    return Length(1) if start.is_all_day and component.name != "VTODO" else Length()


def _length_between(start: When, end: When) -> Length:
    if start.is_all_day:
        return Length(max((end.local.date() - start.local.date()).days, 1))
    exact = end.like(start).instant - start.instant if end.is_local else end.instant - start.instant
    if end.is_all_day:
        exact = start.at(end.local).instant - start.instant
    return Length(0, max(exact, timedelta(0)))


def duration_of(component: Component) -> Length | None:
    """DURATION, its days apart from its hours; None where there is none."""
    found = component.get("DURATION")
    first = found[0] if isinstance(found, list) and found else found
    if first is None:
        return None
    source = getattr(first, "__dict__", {}).get("source")
    text = source[0] if source and source[1] == first.td else first.to_ical().decode()
    return parse_duration(text)


def parse_duration(text: str) -> Length | None:
    """A DURATION's text (RFC 5545 §3.3.6); a negative one is none."""
    if not (found := _DURATION.match(text.strip())) or found[1] == "-":
        return None
    weeks, days, hours, minutes, seconds = (int((part or "0")[:9]) for part in found.groups()[1:])
    exact = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return Length(min(weeks * 7 + days, _LONGEST.days), min(exact, _LONGEST))
