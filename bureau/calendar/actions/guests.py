"""What guests do with an event from the browser: answer, and say that they come later."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bureau import automation, people
from bureau.people import Actor, Person

from ..errors import UnknownObject
from ..ical import address_of, organizer_of, parse_object, text_of, values_of
from ..models import CalendarObject
from .answer import Answer
from .answer import answer as give_answer
from .events import event_of

ROOMS = ("ROOM", "RESOURCE")
WORDS = {
    "en": (
        "{name} is running {minutes} minutes late: {title}",
        "I will be {minutes} minutes late.",
    ),
    "fr": (
        "{name} aura {minutes} minutes de retard : {title}",
        "J’arrive avec {minutes} minutes de retard.",
    ),
}


def answer(actor: Actor, event_id: str, given: Mapping[str, Any]) -> None:
    """Answer an invitation, for all occurrences or one of them; the organiser is told.

    Raises `UnknownObject`, `NotYourCalendar`, and `BadObject` for who is no guest.
    """
    said = Answer(
        given["status"],
        given["note"],
        "" if given["range"] == "all" else given["recurrence_id"],
        given["proposed_start"],
        given["proposed_end"],
    )
    give_answer(actor, event_id, said)


def say_late(actor: Actor, event_id: str, minutes: int, note: str) -> list[str]:
    """Write to the organizer and the other guests that one comes later; return their addresses.

    Raises `UnknownObject`, also where nobody else comes.
    """
    with transaction.atomic():
        stored = event_of(actor, event_id)
        mine = people.addresses_of(actor.person_id)
        to = [email for email in _others(stored) if email not in mine]
        person = people.find_person(actor.person_id)
        if not to or person is None or not _takes_part(stored, mine):
            raise UnknownObject("Nobody else is invited to this event.")
        letter = _letter(person, stored, to, minutes, note)
        automation.perform("mail.send", letter, owner=actor)
    return to


def _takes_part(stored: CalendarObject, addresses: list[str]) -> bool:
    """Only who comes can come late."""
    data = parse_object(bytes(stored.raw))
    there = [organizer_of(data.first), *map(address_of, values_of(data.first, "ATTENDEE"))]
    return any(email in there for email in addresses)


def _others(stored: CalendarObject) -> list[str]:
    component = parse_object(bytes(stored.raw)).first
    found = [organizer_of(component)]
    found += [
        address_of(one)
        for one in values_of(component, "ATTENDEE")
        if str(one.params.get("CUTYPE", "")).upper() not in ROOMS
        and str(one.params.get("PARTSTAT", "")).upper() != "DECLINED"
    ]
    return [email for email in dict.fromkeys(found) if "@" in email]


def _letter(
    person: Person, stored: CalendarObject, to: list[str], minutes: int, note: str
) -> dict[str, Any]:
    subject, text = WORDS.get(person.language[:2], WORDS["en"])
    title = " ".join(text_of(parse_object(bytes(stored.raw)).first, "SUMMARY").split())
    words = {"name": person.name, "minutes": minutes, "title": title}
    lines = [text.format(**words), *([note.strip()] if note.strip() else []), person.name]
    return {
        "from_person_id": person.id,
        "to": to,
        "subject": subject.format(**words),
        "text": "\n\n".join(lines),
        "automatic": False,
    }
