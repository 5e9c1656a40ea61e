"""What became of guests' answers reaches the copies of other guests, a moment later."""

from django.db import transaction
from django.utils import timezone

from bureau import people
from bureau.people import find_person
from bureau.platform import jobs

from ..ical import parse_object
from ..models import CalendarObject
from ..scheduling.organizer import invitations
from . import outside
from .copies import tell_many
from .directory import look_up

MOST_SPREAD = 100
"""Guests; of larger events people look at the organiser's."""


@jobs.job("calendar.spread")
def spread(object_id: str) -> None:
    """Bring the copies of guests here up to date with the organiser's. Idempotent."""
    stored = CalendarObject.objects.select_related("calendar").filter(id=object_id).first()
    if stored is None:
        return
    data = parse_object(bytes(stored.raw))
    own = frozenset(people.addresses_of(stored.calendar.owner_id)) | {data.organizer}
    with transaction.atomic():
        for message in invitations(data, own, timezone.now()):
            if len(message.recipients) > MOST_SPREAD:
                continue
            found = look_up(message.recipients)
            persons = {
                one.id: one for one in found.persons.values() if one.id not in found.resources
            }
            persons.pop(stored.calendar.owner_id, None)
            tell_many(message, list(persons.values()), who="", notifies=False, is_silent=True)


def send_again(stored: CalendarObject, address: str) -> None:
    """Send a guest outside the event as it is now (RFC 5546 §3.2.6)."""
    data = parse_object(bytes(stored.raw))
    owner = find_person(stored.calendar.owner_id)
    own = frozenset(people.addresses_of(stored.calendar.owner_id))
    for message in invitations(data, own, timezone.now()):
        if owner is not None and address in message.recipients:
            outside.enqueue(message, [address], owner.id, "")
