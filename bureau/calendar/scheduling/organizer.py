"""What an organizer's write sends (RFC 6638 §3.2.1, RFC 5546 §3.2.2 and §3.2.5)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from icalendar import Component, vCalAddress

from ..ical import CalendarData
from .attendees import (
    PROPOSED_END,
    PROPOSED_START,
    address_of,
    attendees_of,
    changed,
    forces,
    is_served,
    partstat_of,
    set_attendees,
)
from .comparing import counts_up, is_rescheduled, seen, sequence_of
from .instances import exclude, keys_in, occurrence_of
from .messages import ITip, components_of, essence, guests_of, message_data, told
from .result import Plan

Components = Mapping[str, Component]
_CARRIED = (
    "PARTSTAT",
    "X-RESPONSE-COMMENT",
    PROPOSED_START,
    PROPOSED_END,
    "X-BUREAU-HEARD-AT",
    "SCHEDULE-STATUS",
)


Decide = Callable[[CalendarData], CalendarData]


def as_it_is(settled: CalendarData) -> CalendarData:
    """Decide nothing."""
    return settled


def plan_organizer(
    old: CalendarData | None,
    new: CalendarData | None,
    own: frozenset[str],
    now: datetime,
    decide: Decide = as_it_is,
) -> Plan:
    """Say what the organizer's change stores and sends."""
    before = components_of(old) if old is not None else {}
    if new is None:
        return Plan(None, tuple(_cancellations(old, before, own, now)) if old else ())
    stored = new.copy()
    after = components_of(stored)
    forced = _forced(after)
    for key, component in after.items():
        _settle(component, _earlier(before, key), own)
    stored = decide(stored)
    after = components_of(stored)
    messages = _messages(_Change(old or stored, stored, before, after, own, now), forced)
    return Plan(stored, tuple(messages))


def _forced(components: Components) -> frozenset[str]:
    guests = (one for component in components.values() for one in attendees_of(component))
    return frozenset(address_of(one) for one in guests if forces(one) == "REQUEST")


def _earlier(before: Components, key: str) -> Component | None:
    """Return what the component was: an override that is new was the series until now."""
    if key in before:
        return before[key]
    return occurrence_of(before[""], key) if "" in before else None


def _settle(component: Component, earlier: Component | None, own: frozenset[str]) -> None:
    """Set SEQUENCE, keep or reset answers, and forget what only the server needs to know."""
    sequence = sequence_of(component)
    is_moved = False
    if earlier is not None:
        is_moved = is_rescheduled(earlier, component)
        least = sequence_of(earlier) + counts_up(earlier, component)
        sequence = max(sequence, least)
    component.pop("SEQUENCE", None)
    component.add("SEQUENCE", sequence)
    known = {address_of(one): one for one in attendees_of(earlier)} if earlier else {}
    settled = []
    for one in attendees_of(component):
        guest = changed(one, SCHEDULE_FORCE_SEND="")
        address = address_of(one)
        if address not in own and address in known:
            guest = _answered(guest, known[address], is_moved=is_moved)
        settled.append(guest)
    set_attendees(component, settled)


def _answered(guest: vCalAddress, known: vCalAddress, *, is_moved: bool) -> vCalAddress:
    if is_moved and partstat_of(guest) == partstat_of(known):
        cleared = dict.fromkeys(("X_RESPONSE_COMMENT", PROPOSED_START, PROPOSED_END), "")
        return changed(guest, PARTSTAT="NEEDS-ACTION", RSVP="TRUE", **cleared)
    if is_moved or partstat_of(guest) not in ("NEEDS-ACTION", partstat_of(known)):
        return guest
    carried = {name: str(known.params[name]) for name in _CARRIED if name in known.params}
    return changed(guest, **carried)


@dataclass(frozen=True, slots=True)
class _Change:
    old: CalendarData
    new: CalendarData
    before: Components
    after: Components
    own: frozenset[str]
    now: datetime


@dataclass(frozen=True, slots=True)
class _Effect:
    """What a change means to one guest; guests with the same share their messages."""

    is_new: bool = False
    is_important: bool = True
    is_asked: bool = False
    shown: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()


def _messages(change: _Change, forced: frozenset[str]) -> Iterable[ITip]:
    groups: dict[_Effect, list[str]] = {}
    for address, effect in _effects(change, forced):
        groups.setdefault(effect, []).append(address)
    for effect, addresses in groups.items():
        if effect.lost:
            yield _cancel(change, effect.lost, addresses)
        if effect.is_asked:
            yield _request(change, effect, addresses)


def _effects(change: _Change, forced: frozenset[str]) -> Iterable[tuple[str, _Effect]]:
    was, now = _presence(change.before, change.own), _presence(change.after, change.own)
    moved, listed = _changed_keys(change)
    called_off = _called_off(change)
    for address in {**was, **now}:
        there, here = was.get(address, frozenset()), now.get(address, frozenset())
        if not here or "" in called_off:
            if there:
                yield address, _Effect(lost=frozenset({""}) if "" in there else there)
            continue
        lost = _lost(change, there, here, called_off)
        added = {key for key in here if not _attended(change.before, there, key)}
        is_new = not there
        is_important = bool(is_new or added or here & moved) or address in forced
        yield (
            address,
            _Effect(
                is_new=is_new,
                is_important=is_important,
                is_asked=is_important or bool(here & listed),
                shown=here,
                hidden=frozenset(change.after) - here if "" in here else frozenset(),
                lost=lost,
            ),
        )


def _presence(components: Components, own: frozenset[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, component in components.items():
        for guest in guests_of(component, own):
            if is_served(guest):
                found.setdefault(address_of(guest), set()).add(key)
    return {address: frozenset(keys) for address, keys in found.items()}


def _attended(components: Components, there: frozenset[str], key: str) -> bool:
    """Tell whether somebody who is in these components takes part in an occurrence."""
    return key in there or ("" in there and key not in components)


def _changed_keys(change: _Change) -> tuple[frozenset[str], frozenset[str]]:
    """Return the components that changed for guests, and those where only the list of guests did.

    An override that went away without its occurrence changes the series.
    """
    moved, listed = set(), set()
    for key, component in change.after.items():
        earlier = _earlier(change.before, key)
        if earlier is None:
            moved.add(key)
            continue
        was, now = seen(earlier), seen(component)
        differing = {name for name in now if was[name] != now[name]}
        if differing == {"GUESTS"}:
            listed.add(key)
        elif differing:
            moved.add(key)
    reverted = set(change.before) - set(change.after) - _excluded(change.after)
    return frozenset(moved | ({""} if reverted else set())), frozenset(listed)


def _excluded(components: Components) -> set[str]:
    return keys_in(components[""], "EXDATE") if "" in components else set()


def _called_off(change: _Change) -> frozenset[str]:
    """Return the occurrences that are excluded or cancelled now and were not before."""
    excluded = _excluded(change.after) - _excluded(change.before) if change.before else set()
    cancelled = {
        key
        for key, component in change.after.items()
        if _is_cancelled(component) and not _was_cancelled(change.before, key)
    }
    return frozenset(excluded | cancelled)


def _was_cancelled(before: Components, key: str) -> bool:
    earlier = _earlier(before, key)
    return earlier is not None and _is_cancelled(earlier)


def _is_cancelled(component: Component) -> bool:
    return str(component.get("STATUS", "")).upper() == "CANCELLED"


def _lost(
    change: _Change, there: frozenset[str], here: frozenset[str], called_off: frozenset[str]
) -> frozenset[str]:
    if not there:
        return frozenset()
    without = {key for key in change.after if key and key not in here}
    dropped = {key for key in there if key and "" not in here and key not in here}
    gone = {*called_off, *without, *dropped}
    lost = {key for key in gone if _attended(change.before, there, key)}
    if "" in there and "" not in here:
        # Only single occurrences are left: the series goes, and they are sent anew.
        return frozenset({""})
    return frozenset(lost)


def _request(change: _Change, effect: _Effect, addresses: list[str]) -> ITip:
    components = {
        key: told(change.after[key], change.now) for key in change.after if key in effect.shown
    }
    if "" in components and effect.hidden:
        exclude(components[""], effect.hidden)
    data = message_data(change.new, components.values())
    sender = change.new.organizer
    return ITip("REQUEST", sender, tuple(addresses), data, effect.is_new, effect.is_important)


def _cancel(change: _Change, keys: frozenset[str], addresses: list[str]) -> ITip:
    sequence = max(sequence_of(one) for one in change.after.values())
    components = [
        _cancelled(change.before, key, addresses, sequence, change.now) for key in sorted(keys)
    ]
    data = message_data(change.old, components)
    return ITip("CANCEL", change.old.organizer, tuple(addresses), data)


def _cancelled(
    before: Components, key: str, addresses: Iterable[str], sequence: int, now: datetime
) -> Component:
    component = _earlier(before, key)
    assert component is not None
    wanted = set(addresses)
    guests = [one for one in attendees_of(component) if address_of(one) in wanted]
    if not guests and "" in before:
        guests = [one for one in attendees_of(before[""]) if address_of(one) in wanted]
    copy = essence(component, guests, now)
    copy.pop("SEQUENCE", None)
    copy.add("SEQUENCE", sequence)
    copy.add("STATUS", "CANCELLED")
    return copy


def _cancellations(
    old: CalendarData, before: Components, own: frozenset[str], now: datetime
) -> Iterable[ITip]:
    """Cancel everything for everybody: the object is removed."""
    if "" in before and _is_cancelled(before[""]):
        return
    groups: dict[frozenset[str], list[str]] = {}
    for address, keys in _presence(before, own).items():
        groups.setdefault(frozenset({""}) if "" in keys else keys, []).append(address)
    sequence = 1 + max((sequence_of(one) for one in before.values()), default=0)
    for keys, addresses in groups.items():
        components = [_cancelled(before, key, addresses, sequence, now) for key in sorted(keys)]
        yield ITip("CANCEL", old.organizer, tuple(addresses), message_data(old, components))


def invitations(data: CalendarData, own: frozenset[str], now: datetime) -> tuple[ITip, ...]:
    """Return the object as all its guests are told of it today."""
    change = _Change(data, data, {}, components_of(data), own, now)
    return tuple(_messages(change, frozenset()))
