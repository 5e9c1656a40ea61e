"""What a received message does to the receiver's object (RFC 5546 §3.2).

A message that is older than what is known already does nothing, so that each may come twice and in
any order.
"""

from dataclasses import dataclass
from typing import Literal

from icalendar import Component, vCalAddress

from ..ical import CalendarData
from ..ical.data import copied
from ..ical.times import start_of
from .answers import Answer, apply_answers
from .attendees import (
    HEARD_AT,
    attendee_in,
    changed,
    replace_attendee,
)
from .comparing import fixed_for_guests, is_rescheduled, seen, sequence_of
from .instances import add_date, exclude, keys_in, occurrence_of, stamp_of
from .messages import ITip, are_same, components_of, message_data

Outcome = Literal[
    "new",
    "changed",
    "cancelled",
    "partly_cancelled",
    "answered",
    "countered",
    "counter_declined",
    "asked_again",
    "nothing",
]


@dataclass(frozen=True, slots=True)
class Applied:
    """What the receiver has after a message."""

    stored: CalendarData | None
    """None where there is nothing, or nothing any more."""
    outcome: Outcome
    keeps_schedule_tag: bool = False
    """RFC 6638 §3.2.10: answers alone leave the tag as it is."""
    answers: tuple[Answer, ...] = ()


def apply(own: CalendarData | None, message: ITip, addresses: frozenset[str]) -> Applied:
    """Apply a message to the object that the person with these addresses has of that UID."""
    if own is None:
        is_for_us = message.method == "REQUEST" and _is_addressed(message, addresses)
        return _requested(None, message, addresses) if is_for_us else Applied(None, "nothing")
    if message.method in ("REPLY", "COUNTER"):
        return _answered(own, message, addresses)
    if message.method == "REFRESH":
        is_ours = own.organizer in addresses
        return Applied(own, "asked_again" if is_ours else "nothing", keeps_schedule_tag=True)
    if own.organizer in addresses or own.organizer != message.data.organizer:
        return Applied(own, "nothing", keeps_schedule_tag=True)
    return _from_organizer(own, message, addresses)


def _from_organizer(own: CalendarData, message: ITip, addresses: frozenset[str]) -> Applied:
    if message.method == "DECLINECOUNTER":
        return Applied(own, "counter_declined", keeps_schedule_tag=True)
    is_addressed = _is_addressed(message, addresses)
    if message.method == "CANCEL" and (is_addressed or not _guests(message)):
        return _cancelled(own, message)
    if message.method == "REQUEST" and is_addressed:
        return _requested(own, message, addresses)
    if message.method == "ADD" and is_addressed:
        return _added(own, message, addresses)
    return Applied(own, "nothing", keeps_schedule_tag=True)


def _guests(message: ITip) -> bool:
    return any("ATTENDEE" in one for one in components_of(message.data).values())


def _is_addressed(message: ITip, addresses: frozenset[str]) -> bool:
    components = components_of(message.data).values()
    return any(attendee_in(one, addresses) is not None for one in components)


def _answered(own: CalendarData, message: ITip, addresses: frozenset[str]) -> Applied:
    if own.organizer not in addresses:
        return Applied(own, "nothing", keeps_schedule_tag=True)
    stored, answers = apply_answers(own, message)
    if not answers:
        return Applied(own, "nothing", keeps_schedule_tag=True)
    is_counter = message.method == "COUNTER"
    return Applied(stored, "countered" if is_counter else "answered", True, answers)


def _requested(own: CalendarData | None, message: ITip, addresses: frozenset[str]) -> Applied:
    before = components_of(own) if own is not None else {}
    arrived = components_of(message.data)
    after: dict[str, Component] = {}
    for key, component in arrived.items():
        earlier = _earlier(before, key)
        if earlier is not None and _is_stale(earlier, component):
            return Applied(own, "nothing", keeps_schedule_tag=True)
        after[key] = _received(component, earlier, addresses)
    if "" in arrived:
        after.update(_own_exceptions(before, after, addresses))
    else:
        after = {**before, **after}
    stored = message_data(message.data, [copied(one) for one in after.values()])
    if own is None:
        return Applied(stored, "new")
    if are_same(stored, own):
        return Applied(own, "nothing", keeps_schedule_tag=True)
    is_same = before.keys() == after.keys() and all(
        _looks(before[key]) == _looks(after[key]) for key in after
    )
    return Applied(stored, "changed", keeps_schedule_tag=is_same)


def _looks(component: Component) -> dict[str, object]:
    return {**seen(component), "EXDATE": frozenset(keys_in(component, "EXDATE"))}


def _earlier(before: dict[str, Component], key: str) -> Component | None:
    if key in before:
        return before[key]
    return occurrence_of(before[""], key) if "" in before else None


def _is_stale(known: Component, arrived: Component) -> bool:
    """Tell whether a message is older than what is known (RFC 5546 §2.1.5)."""
    was, now = sequence_of(known), sequence_of(arrived)
    return now < was or (now == was and stamp_of(arrived) < _heard_at(known))


def _heard_at(known: Component) -> str:
    organizer = known.get("ORGANIZER")
    return str(organizer.params.get(HEARD_AT, "")) if isinstance(organizer, vCalAddress) else ""


def _received(
    arrived: Component, earlier: Component | None, addresses: frozenset[str]
) -> Component:
    """Return a component as the receiver keeps it: with its own alarms, colour and answer."""
    copy = copied(arrived)
    copy.subcomponents = [one for one in copy.subcomponents if one.name != "VALARM"]
    organizer = copy.get("ORGANIZER")
    if isinstance(organizer, vCalAddress):
        copy["ORGANIZER"] = changed(organizer, **{HEARD_AT: stamp_of(arrived)})
    if earlier is None:
        return copy
    copy.subcomponents += [copied(one) for one in earlier.subcomponents if one.name == "VALARM"]
    own = ("TRANSP", "COLOR", "CATEGORIES", "PERCENT-COMPLETE", "COMPLETED")
    for name in earlier:
        if name in own or (name.startswith("X-") and name not in copy and name != "X-ALT-DESC"):
            copy.pop(name, None)
            copy[name] = earlier[name]
    me = attendee_in(earlier, addresses)
    if me is not None and not is_rescheduled(earlier, arrived):
        _keep_answer(copy, me, addresses)
    return copy


def _keep_answer(component: Component, me: vCalAddress, addresses: frozenset[str]) -> None:
    asked = attendee_in(component, addresses)
    if asked is not None:
        kept = {name: str(me.params.get(name, "")) for name in ("PARTSTAT", "X-RESPONSE-COMMENT")}
        replace_attendee(component, changed(asked, **kept))


def _own_exceptions(
    before: dict[str, Component], after: dict[str, Component], addresses: frozenset[str]
) -> dict[str, Component]:
    """Return the overrides that only say how the receiver answered, while the series stays."""
    if "" not in before or is_rescheduled(before[""], after[""]):
        return {}
    found = {}
    for key in set(before) - set(after) - keys_in(after[""], "EXDATE"):
        me = attendee_in(before[key], addresses)
        was = fixed_for_guests(occurrence_of(before[""], key))
        if me is not None and fixed_for_guests(before[key]) == was:
            found[key] = occurrence_of(after[""], key)
            _keep_answer(found[key], me, addresses)
    return found


def _cancelled(own: CalendarData, message: ITip) -> Applied:
    cancelled = components_of(message.data)
    before = components_of(own)
    known = before.get("") or next(iter(before.values()))
    if max(sequence_of(one) for one in cancelled.values()) < sequence_of(known):
        return Applied(own, "nothing", keeps_schedule_tag=True)
    if "" in cancelled:
        return Applied(None, "cancelled")
    stored = own.copy()
    after = components_of(stored)
    left = [one for key, one in after.items() if key not in cancelled]
    if "" in after:
        exclude(after[""], cancelled)
    if not left:
        return Applied(None, "cancelled")
    return Applied(message_data(stored, left), "partly_cancelled")


def _added(own: CalendarData, message: ITip, addresses: frozenset[str]) -> Applied:
    """Add an occurrence to a series (RFC 5546 §3.2.4)."""
    stored = own.copy()
    master, added = stored.master, message.data.master
    start = start_of(added) if added is not None else None
    if master is None or added is None or start is None or _is_stale(master, added):
        return Applied(own, "nothing", keeps_schedule_tag=True)
    key = add_date(master, start)
    if not key:
        return Applied(own, "nothing", keeps_schedule_tag=True)
    override = _received(added, None, addresses)
    override["RECURRENCE-ID"] = occurrence_of(master, key)["RECURRENCE-ID"]
    components = [*components_of(stored).values(), override]
    return Applied(message_data(stored, components), "changed")
