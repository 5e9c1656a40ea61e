"""Sharing calendars: roles by `access`, and who has which calendar in their side bar."""

from dataclasses import dataclass

from django.db import transaction

from bureau import access, people
from bureau.people import Actor
from bureau.platform import live
from bureau.platform.errors import BadInput, NotFound

from .. import policies, queries
from ..errors import BadCalendar
from ..events import announce_calendar
from ..models import Calendar, CalendarListEntry
from .calendars import COLOR

MOST_ENTRIES = 300


def share_calendar(actor: Actor, calendar: Calendar, principal_id: str, role: int) -> None:
    """Give a person, group or everyone a role on the calendar, 0 to take it away; managers only.

    A person to whom a role is given finds the calendar in their side bar. Raises
    `NotYourCalendar`, `UnknownCalendar`, `BadInput` for what is no principal.
    """
    with transaction.atomic():
        policies.require(policies.role_on(actor, calendar), policies.MANAGE)
        card = people.describe_principals([principal_id]).get(principal_id)
        if card is None or principal_id == calendar.owner_id:
            raise BadInput("Choose a person or group other than the owner.")
        before = _granted(calendar, principal_id, role)
        if before == role:
            return
        announce_calendar("shared", calendar, {f"role:{principal_id}": [before, role]})
        if card.kind not in ("group", "everyone"):
            _list_or_unlist(calendar, principal_id, role)
        live.publish([*queries.watcher_ids(calendar), principal_id], "calendar", calendars=True)


def _granted(calendar: Calendar, principal_id: str, role: int) -> int:
    if role not in (0, *access.Role.values):
        raise BadInput("There is no such role.")
    if role:
        return access.set_grant(calendar.scope_id, principal_id, role)
    return access.remove_grant(calendar.scope_id, principal_id)


def _list_or_unlist(calendar: Calendar, person_id: str, role: int) -> None:
    if role:
        CalendarListEntry.objects.get_or_create(person_id=person_id, calendar_id=calendar.id)
        return
    principals = people.principals_of(person_id)
    if not access.role_on(principals, calendar.scope_id):
        rows = CalendarListEntry.objects.filter(person_id=person_id, calendar_id=calendar.id)
        rows.delete()


@dataclass(frozen=True, slots=True)
class EntryFields:
    """A person's own look of a calendar; None leaves a field as it is."""

    is_shown: bool | None = None
    name: str | None = None
    color: str | None = None
    position: int | None = None


def set_entry(actor: Actor, calendar: Calendar, wanted: EntryFields) -> CalendarListEntry:
    """Put a calendar into one's side bar, or change how it looks there. Free/busy is enough.

    Raises `UnknownCalendar`, `BadCalendar`.
    """
    with transaction.atomic():
        policies.require(policies.role_on(actor, calendar) and policies.READ, policies.READ)
        if wanted.color and not COLOR.match(wanted.color):
            raise BadCalendar(errors=[{"field": "color", "message": "Use one such as #3b82f6."}])
        mine = CalendarListEntry.objects.filter(person_id=actor.person_id)
        if mine.count() >= MOST_ENTRIES:
            raise BadCalendar(f"One can follow {MOST_ENTRIES} calendars.")
        entry, _ = mine.get_or_create(
            calendar_id=calendar.id, defaults={"person_id": actor.person_id}
        )
        for name in ("is_shown", "name", "color", "position"):
            if (value := getattr(wanted, name)) is not None:
                setattr(entry, name, value)
        entry.save()
        live.publish([actor.person_id], "calendar", calendars=True)
    return entry


def remove_entry(actor: Actor, calendar: Calendar) -> None:
    """Take a calendar out of one's side bar; one's own stay. Raises `NotFound`."""
    with transaction.atomic():
        if calendar.owner_id == actor.person_id:
            raise BadCalendar("Hide your own calendar, or delete it.")
        rows = CalendarListEntry.objects.filter(person_id=actor.person_id, calendar_id=calendar.id)
        if not rows.delete()[0]:
            raise NotFound()
        live.publish([actor.person_id], "calendar", calendars=True)
