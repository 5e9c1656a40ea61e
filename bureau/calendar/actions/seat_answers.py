"""Answers to the entries of those who are registered for training, given in any calendar program.

The person's calendar is locked while they answer, and a course is never locked after a calendar:
a job does what follows.
"""

from bureau.people import Person, resolve_address

from ..scheduling import ITip, partstat_of
from ..scheduling.attendees import attendee_in

SEAT = "seat-"


def session_id_in(uid: str) -> str:
    """Return of which date an entry is; empty for what is none."""
    return uid.partition("@")[0].removeprefix(SEAT) if uid.startswith(SEAT) else ""


def take(message: ITip) -> bool:
    """Tell whether the message answers such an entry, and have the answer carried out. No query
    for other messages.
    """
    session_id = session_id_in(message.data.uid)
    if not session_id or message.method not in ("REPLY", "COUNTER"):
        return False
    person = resolve_address(message.sender)
    me = attendee_in(message.data.first, {message.sender})
    if isinstance(person, Person) and me is not None and message.method == "REPLY":
        from .seat_jobs import answer_seat

        answer_seat.enqueue(session_id=session_id, person_id=person.id, partstat=partstat_of(me))
    return True
