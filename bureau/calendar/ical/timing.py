"""Reading and writing when a component happens: DTSTART with DTEND, DUE or DURATION."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from icalendar import Component, Parameters
from icalendar.prop import vDDDLists, vDDDTypes

from .changes import UNSET, EventChanges
from .data import values_of
from .properties import put
from .times import Length, When, length_of, local_time, midnight, moved, start_of, when_of
from .zones import named_zone

HOUR = Length(0, timedelta(hours=1))


def new_start(old: When | None, changes: EventChanges) -> When | None:
    """When it starts after the changes; what they leave open is as it was."""
    if changes.start is UNSET and old is None:
        return None
    zone = _zone(old, changes)
    if changes.start is UNSET:
        assert old is not None
        local = old.local
    else:
        local = _local(changes.start, zone)
    if _is_all_day(old, changes):
        return When(midnight(local), None, True)
    return When(local, zone)


def new_length(old: Length, start: When, was_all_day: bool, changes: EventChanges) -> Length:
    """How long it takes after the changes, if it starts at `start`."""
    if changes.end is not UNSET:
        end = _local(changes.end, start.zone)
        if start.is_all_day:
            return Length(max((end.date() - start.local.date()).days, 1))
        return Length(0, max(start.at(end).instant - start.instant, timedelta(0)))
    if start.is_all_day and not was_all_day:
        return Length(max(-(-old.longest // timedelta(days=1)), 1))
    return HOUR if was_all_day and not start.is_all_day else old


def _is_all_day(old: When | None, changes: EventChanges) -> bool:
    if changes.is_all_day is not UNSET:
        return changes.is_all_day
    if changes.start is not UNSET:
        return not isinstance(changes.start, datetime)
    return bool(old and old.is_all_day)


def _zone(old: When | None, changes: EventChanges) -> tzinfo | None:
    if changes.zone is not UNSET:
        return named_zone(changes.zone) if changes.zone else None
    if old is not None and not old.is_all_day:
        return old.zone
    return changes.start.tzinfo if isinstance(changes.start, datetime) else None


def _local(moment: date | datetime, zone: tzinfo | None) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.min)
    if moment.tzinfo is None or zone is None:
        return moment.replace(tzinfo=None, microsecond=0)
    return local_time(moment, zone).replace(microsecond=0)


def write_times(component: Component, start: When, length: Length, *, ends: bool) -> None:
    """Writes when a component starts and, where `ends`, when it ends; else DURATION stays."""
    end_name = "DUE" if component.name == "VTODO" else "DTEND"
    old_end = values_of(component, end_name)
    had = start_of(component)
    if component.name != "VTODO" or "DTSTART" in component:
        old = values_of(component, "DTSTART")
        component["DTSTART"] = dated(start, old[0] if old else None)
    if not ends and "DURATION" in component:
        return
    if not ends and not old_end and had and had.is_all_day == start.is_all_day:
        return
    component.pop("DURATION", None)
    end = _end(start, length, when_of(component, end_name))
    put(component, end_name, dated(end, old_end[0] if old_end else None))


def _end(start: When, length: Length, old: When | None) -> When:
    if start.is_all_day:
        return start.at(moved(start.local, timedelta(days=max(length.days, 1))))
    if start.is_local:
        return start.at(length.end_of(start).replace(tzinfo=None))
    zone = old.zone if old and old.zone and not old.is_all_day else start.zone
    return When(local_time(length.end_of(start), zone), zone)


def dated(when: When, like: object = None) -> vDDDTypes:
    """A date or time as a property's value; other parameters of `like` stay."""
    value = vDDDTypes(when.value)
    value.params = _params(when, getattr(like, "params", None))
    return value


def dated_list(moments: Iterable[When | tuple[When, Length]], like: object = None) -> vDDDLists:
    """Dates or times as the value of RDATE or EXDATE."""
    some = list(moments)
    first = some[0][0] if isinstance(some[0], tuple) else some[0]
    plain = [
        (each[0].value, each[1].exact) if isinstance(each, tuple) else each.value for each in some
    ]
    value = vDDDLists(plain)
    value.params = _params(first, getattr(like, "params", None))
    if isinstance(some[0], tuple):
        value.params["VALUE"] = "PERIOD"
    return value


def _params(when: When, old: Parameters | None) -> Parameters:
    params = Parameters(old or {})
    params.pop("VALUE", None)
    given = params.pop("TZID", None)
    if when.is_all_day:
        params["VALUE"] = "DATE"
    elif when.zone is not None and when.zone is not UTC and (key := _key(when.zone)) != "UTC":
        is_same = isinstance(given, str) and named_zone(given) is when.zone
        params["TZID"] = given if is_same else key
    return params


def _key(zone: tzinfo) -> str:
    return str(getattr(zone, "key", "") or "UTC")


def timing_of(component: Component) -> tuple[When | None, Length]:
    """When a component starts and how long it takes."""
    return start_of(component), length_of(component)
