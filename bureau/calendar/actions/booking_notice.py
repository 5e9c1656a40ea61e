"""Telling people about bookings: organisers what was declined, managers what is to decide."""

from bureau import access, notifications
from bureau.people import Person, find_person

from ..ical import text_of
from ..models import Resource
from ..scheduling import ITip, note_of, partstat_of
from ..scheduling.attendees import attendee_in
from ..scheduling_words import knows, word


def tell(message: ITip, room: Resource, person_id: str) -> None:
    """Tell the organiser that a room is not available, or its managers that one is asked for."""
    if not message.is_important:
        return
    said = [attendee_in(part, {room.person.email}) for part in message.data.parts]
    answers = {partstat_of(one): note_of(one) for one in said if one is not None}
    organizer = find_person(person_id)
    title = text_of(message.data.first, "SUMMARY")
    if "DECLINED" in answers and organizer is not None:
        _tell_one(organizer, "room_told", room.name, title, answers["DECLINED"])
    elif "NEEDS-ACTION" in answers and organizer is not None:
        for manager in _managers(room):
            _tell_one(manager, "room_asked", organizer.name, title, "")


def _tell_one(person: Person, name: str, who: str, title: str, reason: str) -> None:
    language = person.language
    said = word(language, name, who=who, title=title or word(language, "no_title"))
    body = word(language, reason) if knows(reason) else ""
    notifications.notify([person.id], "calendar.room", said, body, "/calendar")


def _managers(room: Resource) -> list[Person]:
    grants = access.grants_of(room.scope_id)
    ids = [one.principal_id for one in grants if one.role >= access.Role.MANAGER]
    return list(Person.objects.filter(id__in=ids, state=Person.State.ACTIVE))
