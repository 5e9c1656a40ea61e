"""Delivering scheduling messages: to people and rooms here at once, to others by mail.

All of it runs in the transaction of the write. Whatever is delivered here is not scheduled again:
copies are written below the level at which writes meet scheduling, so nothing goes in circles.
"""

from dataclasses import dataclass

from bureau.people import Actor, Person, find_person
from bureau.platform import live
from bureau.platform.ids import new_id

from .. import queries
from ..events import announce_object
from ..ical import parse_object
from ..models import Calendar, CalendarObject, Resource
from ..scheduling import ITip, apply
from ..store.writing import remove, write
from . import booking_notice, outside, seat_answers
from .book import booked_part
from .copies import tell_many
from .directory import Directory
from .receive import receive


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose calendar a message comes from, and who acted."""

    person_id: str
    actor: Actor
    notifies: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message on its way."""

    message: ITip
    sender: Sender
    directory: Directory


def deliver(delivery: Delivery) -> None:
    """Deliver a message to everybody it is for, in the caller's transaction.

    A request to any number of people here costs a fixed number of statements for each 500 of them.
    """
    message, directory = delivery.message, delivery.directory
    if seat_answers.take(message):
        return
    persons = _persons(delivery)
    for address in message.recipients:
        room = directory.resource_of(address)
        if room is not None:
            _to_room(delivery, room)
    who = _name_of(delivery.sender)
    if message.method in ("REQUEST", "CANCEL"):
        tell_many(message, persons, who=who, notifies=delivery.sender.notifies)
    else:
        for person in persons:
            receive(person, message, who=who, notifies=delivery.sender.notifies)
    strangers = [one for one in message.recipients if directory.status_of(one) == "1.1"]
    is_wanted = delivery.sender.notifies or message.method in ("REPLY", "COUNTER")
    if strangers and is_wanted:
        outside.enqueue(message, strangers, delivery.sender.person_id, delivery.sender.note)


def _persons(delivery: Delivery) -> list[Person]:
    """Return the people here that it is for, each once; never the sender."""
    directory = delivery.directory
    found = {
        person.id: person
        for address in delivery.message.recipients
        if (person := directory.persons.get(address)) is not None
        and person.id not in directory.resources
        and person.id != delivery.sender.person_id
    }
    return list(found.values())


def _name_of(sender: Sender) -> str:
    person = find_person(sender.person_id)
    return person.name if person else sender.actor.name


def _to_room(delivery: Delivery, room: Resource) -> None:
    """Keep what the room agreed to in its calendar. Its answer is in the message already."""
    message = delivery.message
    calendar = room.calendar
    existing = queries.object_with_uid(calendar.id, message.data.uid)
    if message.method == "CANCEL":
        _take_away(message, calendar, existing, room)
        return
    kept = booked_part(message.data, room.person.email)
    if kept is None:
        if existing is not None:
            _removed(calendar, existing)
    else:
        name = existing.name if existing else f"{new_id()}.ics"
        stored = write(calendar, name, kept, kept.to_bytes(), existing=existing)
        _tell(calendar, stored, "updated" if existing else "created")
    booking_notice.tell(message, room, delivery.sender.person_id)


def _take_away(
    message: ITip, calendar: Calendar, existing: CalendarObject | None, room: Resource
) -> None:
    if existing is None:
        return
    own = parse_object(bytes(existing.raw))
    applied = apply(own, message, frozenset({room.person.email}))
    if applied.stored is None:
        _removed(calendar, existing)
    elif applied.outcome == "partly_cancelled":
        stored = write(
            calendar, existing.name, applied.stored, applied.stored.to_bytes(), existing=existing
        )
        _tell(calendar, stored, "updated")


def _removed(calendar: Calendar, existing: CalendarObject) -> None:
    remove(calendar, existing)
    _tell(calendar, existing, "deleted")


def _tell(calendar: Calendar, stored: CalendarObject, verb: str) -> None:
    announce_object(verb, calendar, stored)
    live.publish(queries.watcher_ids(calendar), "calendar", calendar=calendar.id)
