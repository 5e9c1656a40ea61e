"""Single occurrences of a series: their keys, and what they are without an override.

A key is the text of a RECURRENCE-ID as `Occurrence.recurrence_id` has it: `20261123`,
`20261123T090000` (floating) or `20261123T080000Z`.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from icalendar import Component
from icalendar.prop import vDDDLists, vDDDTypes

from ..ical.data import copied, values_of
from ..ical.times import When, length_of, start_of, when, when_of

_SERIES_ONLY = ("RRULE", "RDATE", "EXDATE", "EXRULE")


def keys_in(component: Component, name: str) -> set[str]:
    """Return the keys of EXDATE or RDATE."""
    start = start_of(component)
    moments = (when(moment) for moment in _moments(component, name))
    return {(one.like(start) if start else one).text for one in moments}


def _moments(component: Component, name: str) -> list[date | datetime]:
    lists = [one for one in values_of(component, name) if isinstance(one, vDDDLists)]
    values = [value.dt for one in lists for value in one.dts]
    starts = (value[0] if isinstance(value, tuple) else value for value in values)
    return [value for value in starts if isinstance(value, date)]


def _when_at(master: Component, key: str) -> When:
    found = when(date.fromisoformat(key) if len(key) == 8 else datetime.fromisoformat(key))
    start = start_of(master)
    return found.like(start) if start else found


def exclude(master: Component, keys: Iterable[str]) -> None:
    """Add EXDATEs for occurrences that are not excluded yet."""
    for key in sorted(set(keys) - keys_in(master, "EXDATE")):
        value = vDDDLists([_when_at(master, key).value])
        _name_zone(value, master)
        _append(master, "EXDATE", value)


def _append(component: Component, name: str, value: object) -> None:
    component[name] = [*values_of(component, name), value]


def occurrence_of(master: Component, key: str) -> Component:
    """Return one occurrence as the series has it: an override that changes nothing."""
    override = copied(master)
    for name in _SERIES_ONLY:
        override.pop(name, None)
    start = _when_at(master, key)
    end = length_of(master).end_of(start)
    for name in ("DTEND", "DUE"):
        if name in override:
            _set_time(override, name, _ending(start, end), master)
    _set_time(override, "DTSTART", start, master)
    _set_time(override, "RECURRENCE-ID", start, master)
    return override


def _ending(start: When, end: datetime) -> When:
    if start.is_local:
        return start.at(end.replace(tzinfo=None))
    return When(end.replace(tzinfo=None), UTC).like(start)


def _set_time(component: Component, name: str, moment: When, like: Component) -> None:
    value = vDDDTypes(moment.value)
    _name_zone(value, like)
    component[name] = value


def _name_zone(value: vDDDTypes | vDDDLists, like: Component) -> None:
    """Name the zone as the series does, so that its VTIMEZONE is the one that is meant."""
    start = like.get("DTSTART") or like.get("DUE")
    tzid = getattr(start, "params", {}).get("TZID")
    if tzid and "VALUE" not in value.params:
        value.params["TZID"] = tzid
    if isinstance(value, vDDDLists) and value.dts and not isinstance(value.dts[0].dt, datetime):
        value.params["VALUE"] = "DATE"


def add_date(master: Component, start: When) -> str:
    """Add an RDATE; return its key, empty where it is there already."""
    own = start_of(master)
    moment = start.like(own) if own else start
    if moment.text in keys_in(master, "RDATE"):
        return ""
    value = vDDDLists([moment.value])
    _name_zone(value, master)
    _append(master, "RDATE", value)
    return moment.text


def times_of(component: Component) -> tuple[str, str]:
    """Return the start and end of a component, however they are written."""
    start = start_of(component)
    if start is None:
        return "", ""
    return start.text, length_of(component).end_of(start).isoformat()


def stamp_of(component: Component) -> str:
    """Return DTSTAMP as UTC text, empty without one."""
    stamp = when_of(component, "DTSTAMP")
    return stamp.text if stamp else ""
