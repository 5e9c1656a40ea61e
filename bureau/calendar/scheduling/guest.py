"""What an attendee's write sends, and what of it is allowed (RFC 6638 §3.2.2)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from icalendar import Component, vCalAddress

from ..ical import CalendarData
from .attendees import (
    address_of,
    attendee_in,
    attendees_of,
    changed,
    first_of,
    forces,
    is_served,
    note_of,
    partstat_of,
    set_attendees,
)
from .comparing import fixed_for_guests
from .instances import keys_in, occurrence_of
from .messages import ITip, components_of, essence, message_data
from .result import Plan

Components = Mapping[str, Component]
NOT_ALLOWED = "allowed-attendee-scheduling-object-change"


def plan_guest(
    old: CalendarData | None, new: CalendarData | None, own: frozenset[str], now: datetime
) -> Plan:
    """Say what the attendee's change stores and sends."""
    before = components_of(old) if old is not None else {}
    if new is None:
        return Plan(None, _declining(old, before, own, now) if old is not None else ())
    is_ours = is_scheduled(before.values() if old is not None else components_of(new).values())
    if not is_ours:
        return Plan(new)
    if old is not None and not _is_allowed(before, components_of(new)):
        return Plan(new, precondition=NOT_ALLOWED)
    stored = new.copy()
    after = components_of(stored)
    replies = _replies(before, after, own, now)
    for key, component in after.items():
        _settle(component, _earlier(before, key), own)
    return Plan(stored, _reply(stored, after, replies, own))


def is_scheduled(components: Iterable[Component]) -> bool:
    """Tell whether the server answers the organizer (SCHEDULE-AGENT of ORGANIZER)."""
    organizers = (one.get("ORGANIZER") for one in components)
    return all(is_served(one) for one in organizers if isinstance(one, vCalAddress))


def _earlier(before: Components, key: str) -> Component | None:
    if key in before:
        return before[key]
    return occurrence_of(before[""], key) if "" in before else None


def _is_allowed(before: Components, after: Components) -> bool:
    for key, component in after.items():
        earlier = _earlier(before, key)
        if earlier is None or fixed_for_guests(earlier) != fixed_for_guests(component):
            return False
    excluded = keys_in(after[""], "EXDATE") if "" in after else set()
    is_whole = "" in after or "" not in before
    return is_whole and (set(before) - {""} - set(after) <= excluded or "" not in before)


def _settle(component: Component, earlier: Component | None, own: frozenset[str]) -> None:
    """Keep what the organizer said of others, and forget what the client insisted on."""
    known = {address_of(one): one for one in attendees_of(earlier)} if earlier else {}
    set_attendees(
        component,
        [
            changed(one, SCHEDULE_FORCE_SEND="")
            if address_of(one) in own
            else known.get(address_of(one), one)
            for one in attendees_of(component)
        ],
    )
    organizer = component.get("ORGANIZER")
    if isinstance(organizer, vCalAddress):
        component["ORGANIZER"] = changed(organizer, SCHEDULE_FORCE_SEND="")


def _replies(
    before: Components, after: Components, own: frozenset[str], now: datetime
) -> list[Component]:
    replies = [
        essence(component, [me], now)
        for key, component in after.items()
        if (me := attendee_in(component, own)) is not None
        and _is_told(component, me, _earlier(before, key), own)
    ]
    return replies + _left_out(before, after, own, now)


def _is_told(
    component: Component, me: vCalAddress, earlier: Component | None, own: frozenset[str]
) -> bool:
    organizer = component.get("ORGANIZER")
    if isinstance(organizer, vCalAddress) and forces(organizer) == "REPLY":
        return True
    was = attendee_in(earlier, own) if earlier is not None else None
    if was is None:
        return partstat_of(me) != "NEEDS-ACTION"
    return (partstat_of(was), note_of(was)) != (partstat_of(me), note_of(me))


def _left_out(
    before: Components, after: Components, own: frozenset[str], now: datetime
) -> list[Component]:
    """Decline the occurrences that the attendee took out of the series."""
    if "" not in before or "" not in after:
        return []
    keys = keys_in(after[""], "EXDATE") - keys_in(before[""], "EXDATE")
    components = [_earlier(before, key) for key in sorted(keys)]
    return [one for each in components if each is not None for one in _declined(each, own, now)]


def _declined(component: Component, own: frozenset[str], now: datetime) -> list[Component]:
    me = attendee_in(component, own)
    if me is None or partstat_of(me) == "DECLINED":
        return []
    return [essence(component, [changed(me, PARTSTAT="DECLINED", RSVP="")], now)]


def _declining(
    old: CalendarData, before: Components, own: frozenset[str], now: datetime
) -> tuple[ITip, ...]:
    """Decline what is deleted (RFC 6638 §3.2.2.3), unless it was cancelled or declined before."""
    if not is_scheduled(before.values()):
        return ()
    keys = [""] if "" in before else sorted(before)
    living = [
        before[key] for key in keys if str(before[key].get("STATUS", "")).upper() != "CANCELLED"
    ]
    replies = [one for each in living for one in _declined(each, own, now)]
    return _reply(old, before, replies, own)


def _reply(
    data: CalendarData, components: Components, replies: list[Component], own: frozenset[str]
) -> tuple[ITip, ...]:
    me = first_of(replies, own) or first_of(list(components.values()), own)
    if not replies or me is None or not data.organizer or not is_scheduled(components.values()):
        return ()
    note = next((text for one in replies for text in _notes(one)), "")
    for one in replies:
        _say(one)
    message = message_data(data, replies)
    return (ITip("REPLY", address_of(me), (data.organizer,), message, note=note),)


def _notes(component: Component) -> list[str]:
    return [note_of(one) for one in attendees_of(component) if note_of(one)]


def _say(component: Component) -> None:
    """Say in a reply what other programs look for: COMMENT and REQUEST-STATUS."""
    component.pop("COMMENT", None)
    for text in _notes(component):
        component.add("COMMENT", text)
    component.add("REQUEST-STATUS", "2.0;Success")
