"""The scheduling inbox of a person (RFC 6638 §2.2), and where invitations go."""

from django.db import transaction

from bureau.people import Actor
from bureau.platform import live

from ..errors import BadCalendar, UnknownObject
from ..events import announce_calendar
from ..models import Calendar, CalendarSettings, InboxItem


def remove_item(actor: Actor, name: str) -> None:
    """Take a message out of one's inbox; raises `UnknownObject`. Nothing else changes: it was
    processed when it came, so that no event tells of it.
    """
    with transaction.atomic():
        settings = CalendarSettings.objects.select_for_update().filter(person_id=actor.person_id)
        found = settings.first()
        rows = InboxItem.objects.filter(person_id=actor.person_id, name=name)
        if found is None or not rows.delete()[0]:
            raise UnknownObject()
        found.inbox_seq += 1
        found.save(update_fields=["inbox_seq"])


def choose_default_calendar(actor: Actor, calendar: Calendar) -> None:
    """Let invitations and new events go into one of one's own calendars; raises `BadCalendar`."""
    takes_events = "VEVENT" in calendar.components.split(",")
    if calendar.owner_id != actor.person_id or not takes_events:
        raise BadCalendar("Choose one of your own calendars that takes events.")
    with transaction.atomic():
        CalendarSettings.objects.update_or_create(
            person_id=actor.person_id, defaults={"default_calendar_id": calendar.id}
        )
        announce_calendar("updated", calendar, {"is_default": [False, True]})
        live.publish([actor.person_id], "calendar", calendars=True)
