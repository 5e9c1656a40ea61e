"""Answering an invitation: with a word, a note, or another time (RFC 5546 §3.2.3, §3.2.7)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from icalendar import Component
from icalendar.prop import vDDDTypes

from bureau import people
from bureau.people import Actor, Person, find_person

from .. import policies
from ..errors import BadObject, UnknownObject
from ..ical import CalendarData, copied, parse_object
from ..models import CalendarObject
from ..scheduling import ITip, address_of
from ..scheduling.attendees import NOTE, attendee_in, changed, replace_attendee
from ..scheduling.instances import occurrence_of
from ..scheduling.messages import components_of, essence, message_data
from . import deliver as delivering
from .directory import look_up
from .objects import Stored, put_data, put_object
from .receive import object_of, receive

STATUSES = ("accepted", "tentative", "declined", "needs-action")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a guest says."""

    status: str
    """accepted, tentative or declined."""
    note: str = ""
    recurrence_id: str = ""
    """Of one occurrence; empty for all of them."""
    proposed_start: datetime | None = None
    proposed_end: datetime | None = None


def answer(actor: Actor, event_id: str, said: Answer) -> Stored:
    """Answer an invitation in a calendar that the actor may change; the organiser is told.

    With a proposed time the organiser is asked to move the event. Raises `UnknownObject`,
    `BadObject` where the calendar's owner is no guest, and what `put_object` refuses.
    """
    with transaction.atomic():
        stored = _found(actor, event_id)
        calendar = stored.calendar
        own = frozenset(people.addresses_of(calendar.owner_id))
        data = answered(parse_object(bytes(stored.raw)), own, said)
        if said.proposed_start is None or said.proposed_end is None:
            return put_data(actor, calendar, stored.name, data)
        kept = put_object(actor, calendar, stored.name, data.to_bytes(), schedules=False)
        _propose(actor, calendar.owner_id, data, own, said)
        return kept


def _found(actor: Actor, event_id: str) -> CalendarObject:
    rows = CalendarObject.objects.select_related("calendar")
    stored = rows.filter(id=event_id).first()
    if stored is None:
        raise UnknownObject()
    role = policies.role_on(actor, stored.calendar)
    if role < policies.READ:
        raise UnknownObject()
    policies.require(role, policies.EDIT)
    return stored


def answered(data: CalendarData, own: frozenset[str], said: Answer) -> CalendarData:
    """Return the guest's object with the answer in it."""
    copy = data.copy()
    parts = dict(components_of(copy))
    key = said.recurrence_id if said.recurrence_id and data.recurs else ""
    if key and key not in parts:
        if "" not in parts:
            raise UnknownObject()
        parts[key] = occurrence_of(parts[""], key)
    chosen = [parts[key]] if key else list(parts.values())
    if not [True for part in chosen if _say(part, own, said)]:
        raise BadObject("You are not among the guests of this event.", "valid-calendar-data")
    return message_data(copy, parts.values())


def _say(part: Component, own: frozenset[str], said: Answer) -> bool:
    me = attendee_in(part, own)
    if me is None:
        return False
    note = said.note.replace('"', "'").replace("\r", "").replace("\n", " ")[:2000]
    replace_attendee(part, changed(me, PARTSTAT=said.status.upper(), RSVP="", **{NOTE: note}))
    return True


def _propose(
    actor: Actor, person_id: str, data: CalendarData, own: frozenset[str], said: Answer
) -> None:
    parts = components_of(data)
    part = parts.get(said.recurrence_id) or data.first
    me = attendee_in(part, own)
    assert me is not None
    assert said.proposed_start is not None
    assert said.proposed_end is not None
    counter = essence(part, [me], timezone.now())
    for name, moment in (("DTSTART", said.proposed_start), ("DTEND", said.proposed_end)):
        counter.pop("DURATION", None)
        counter[name] = vDDDTypes(moment.astimezone(UTC))
    if said.note:
        counter.pop("COMMENT", None)
        counter.add("COMMENT", said.note)
    organizer = data.organizer
    message = ITip(
        "COUNTER", address_of(me), (organizer,), message_data(data, [counter]), note=said.note
    )
    sender = delivering.Sender(person_id, actor, note=said.note)
    delivering.deliver(delivering.Delivery(message, sender, look_up([organizer])))


def answer_for(organizer_id: str, uid: str, address: str, said: Answer) -> bool:
    """Note the answer that a guest elsewhere gave on our page; false where the event is gone or
    the guest is not invited any more. One transaction.
    """
    organizer = find_person(organizer_id)
    data = invitation(organizer, uid, address)
    if organizer is None or data is None:
        return False
    with transaction.atomic():
        parts = []
        for part in components_of(data.copy()).values():
            if _say(part, frozenset({address}), said):
                me = attendee_in(part, {address})
                assert me is not None
                parts.append(essence(part, [me], timezone.now()))
        message = ITip("REPLY", address, (organizer.email,), message_data(data, parts))
        receive(organizer, message, who=_name(data, address))
    return True


def invitation(organizer: Person | None, uid: str, address: str) -> CalendarData | None:
    """Return the organiser's event if this address is invited to it and it was not cancelled."""
    stored = object_of(organizer, uid) if organizer is not None else None
    if stored is None:
        return None
    data = parse_object(bytes(stored.raw))
    guests = [part for part in data.parts if attendee_in(part, {address}) is not None]
    is_off = all(str(part.get("STATUS", "")).upper() == "CANCELLED" for part in data.parts)
    return data if guests and not is_off else None


def _name(data: CalendarData, address: str) -> str:
    me = next((one for part in data.parts if (one := attendee_in(part, {address}))), None)
    return str(me.params.get("CN", "")) or address if me is not None else address


def decline_proposal(actor: Actor, event_id: str, address: str, note: str = "") -> None:
    """Tell a guest that the event stays where it is (RFC 5546 §3.2.8)."""
    with transaction.atomic():
        stored = _found(actor, event_id)
        calendar = stored.calendar
        data = parse_object(bytes(stored.raw)).copy()
        parts = []
        for part in data.parts:
            guest = attendee_in(part, {address})
            if guest is not None and "X-BUREAU-PROPOSED-START" in guest.params:
                parts.append(essence(copied(part), [guest], timezone.now()))
                cleared = changed(guest, X_BUREAU_PROPOSED_START="", X_BUREAU_PROPOSED_END="")
                replace_attendee(part, cleared)
        if not parts:
            return
        put_object(actor, calendar, stored.name, data.to_bytes(), schedules=False)
        message = ITip(
            "DECLINECOUNTER", data.organizer, (address,), message_data(data, parts), note=note
        )
        sender = delivering.Sender(calendar.owner_id, actor, note=note)
        delivering.deliver(delivering.Delivery(message, sender, look_up([address])))
