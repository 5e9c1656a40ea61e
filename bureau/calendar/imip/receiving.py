"""Scheduling messages that come by mail (RFC 6047 §2.2, §3): applied when the sender may say so.

Invitations are taken from whoever proves to be the organiser, or wrote the first invitation in the
organiser's name; answers only from the guest. What cannot be proven changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from icalendar import vCalAddress

from bureau.people import Person, find_person
from bureau.platform import blobs
from bureau.platform.events import Event
from bureau.platform.mime import parse, part_content

from ..actions.receive import object_of, receive
from ..ical import BadCalendarData, ITipMessage, parse_message, parse_object
from ..scheduling import ITip, address_of, attendees_of
from ..scheduling.attendees import changed, organizer_of

VIA = "X-BUREAU-VIA"
"""On ORGANIZER: the address that wrote the invitation in the organiser's name."""
_FROM_GUESTS = ("REPLY", "COUNTER", "REFRESH")


@dataclass(frozen=True, slots=True)
class _Author:
    email: str
    name: str
    is_proven: bool


def has_message(event: Event) -> bool:
    """Tell whether a mail carries a scheduling message. No query."""
    return bool(event.payload.get("calendar_parts"))


def on_mail_received(event: Event) -> None:
    """Subscriber: apply the scheduling message of a mail to the receiver's calendar. Idempotent."""
    payload = event.payload
    person = find_person(str(payload.get("account_id", "")))
    author = _author(payload)
    if person is None or author is None or person.kind == Person.Kind.RESOURCE:
        return
    for found in _messages(payload):
        message = _believed(found, author, person)
        if message is not None:
            receive(person, message, who=author.name or author.email)
            return


def _author(payload: Mapping[str, Any]) -> _Author | None:
    """Return who wrote the mail, None where it was proven false or nothing speaks for it."""
    sender = payload.get("from") or {}
    email = str(sender.get("email", "")).lower()
    is_proven = bool(payload.get("is_internal")) or payload.get("author") == "proven"
    is_same = str(payload.get("envelope_from", "")).lower() == email
    if not email or payload.get("author") == "failed" or not (is_proven or is_same):
        return None
    return _Author(email, str(sender.get("name", "")), is_proven)


def _messages(payload: Mapping[str, Any]) -> list[ITipMessage]:
    raw = blobs.read(str(payload["blob"]))
    message = parse(raw)
    parts = {part.section: part for part in message.root.walk()}
    found = []
    for section in payload["calendar_parts"]:
        part = parts.get(section)
        try:
            found += [parse_message(part_content(raw, part))] if part else []
        except BadCalendarData:
            continue
    return found


def _believed(found: ITipMessage, author: _Author, person: Person) -> ITip | None:
    """Return the message if its author may send it."""
    if found.method in _FROM_GUESTS:
        return _from_guest(found, author)
    organizer = found.data.first.get("ORGANIZER")
    if not isinstance(organizer, vCalAddress):
        return None
    if not _speaks_for(author, organizer) and not _wrote_before(found, author, person):
        return None
    if author.email != address_of(organizer):
        for part in found.data.parts:
            part["ORGANIZER"] = changed(organizer, **{VIA: author.email})
    recipients = (person.email,)
    return ITip(found.method, organizer_of(found.data.first), recipients, found.data)


def _from_guest(found: ITipMessage, author: _Author) -> ITip | None:
    """Answers are a guest's own: every component names one guest, who is the author."""
    guests = [attendees_of(part) for part in found.data.parts]
    speakers = {address_of(one) for each in guests for one in each if _speaks_for(author, one)}
    if len(speakers) != 1 or not all(guests):
        return None
    organizer = found.data.organizer
    return ITip(found.method, speakers.pop(), (organizer,), found.data)


def _speaks_for(author: _Author, user: vCalAddress) -> bool:
    return author.email in (address_of(user), address_of(user.params.get("SENT-BY", "")))


def _wrote_before(found: ITipMessage, author: _Author, person: Person) -> bool:
    """Tell whether a service that writes for the organiser wrote the invitation too; the first one
    of its kind must be proven.
    """
    stored = object_of(person, found.data.uid)
    if stored is None:
        return author.is_proven and found.method == "REQUEST"
    organizer = parse_object(bytes(stored.raw)).first.get("ORGANIZER")
    known = organizer.params.get(VIA, "") if isinstance(organizer, vCalAddress) else ""
    return bool(known) and str(known) == author.email
