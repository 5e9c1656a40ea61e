"""Someone leaves: their successor manages their calendars."""

from django.db import transaction

from bureau import access
from bureau.people import Person

from ..events import announce_calendar
from ..models import Calendar, CalendarListEntry

HANDED_OVER = (Calendar.Kind.OWN, Calendar.Kind.TEAM, Calendar.Kind.COMPANY)


def preview(leaver: Person, successor: Person) -> list[str]:
    """Say what would happen."""
    return [
        f"{successor.name} may change and share {leaver.name}'s calendar “{calendar.name}”."
        for calendar in _calendars(leaver)
    ]


def hand_over(leaver: Person, successor: Person) -> None:
    """Give the successor every calendar of the leaver to manage. A rerun changes nothing."""
    with transaction.atomic():
        for calendar in _calendars(leaver):
            before = access.set_grant(calendar.scope_id, successor.id, access.Role.MANAGER)
            CalendarListEntry.objects.get_or_create(
                person_id=successor.id,
                calendar_id=calendar.id,
                defaults={"name": f"{calendar.name} ({leaver.name})"[:200]},
            )
            if before != access.Role.MANAGER:
                changes = {f"role:{successor.id}": [before, int(access.Role.MANAGER)]}
                announce_calendar("shared", calendar, changes)


def take_back(leaver: Person, successor: Person) -> None:
    """Undo `hand_over`. A rerun changes nothing."""
    with transaction.atomic():
        for calendar in _calendars(leaver):
            before = access.remove_grant(calendar.scope_id, successor.id)
            entries = CalendarListEntry.objects.filter(calendar_id=calendar.id)
            entries.filter(person_id=successor.id).delete()
            if before:
                announce_calendar("shared", calendar, {f"role:{successor.id}": [before, 0]})


def _calendars(leaver: Person) -> list[Calendar]:
    rows = Calendar.objects.filter(owner_id=leaver.id, kind__in=HANDED_OVER)
    return list(rows.order_by("position", "id"))
