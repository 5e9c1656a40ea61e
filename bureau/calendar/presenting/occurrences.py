"""Occurrences as the grids show them: plain rows, for hot lists.

What a person may not know of an event is left out here: of private events of others, and of
calendars of which one learns the busy times only.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bureau.people import Actor, Address, find_person

from .. import policies
from ..choices import choices_of
from ..listing import listed
from ..models import Calendar
from ..queries import EventRow, occurrences_between, placed

SHOWN = frozenset({"VEVENT", "VTODO"})
NOTHING: Mapping[str, Any] = {
    "title": "",
    "color": "",
    "location": "",
    "kind": "event",
    "organizer": "",
    "guests": 0,
    "my_status": "",
    "conference_url": "",
    "has_attachments": False,
    "may_edit": False,
    "is_private_stub": True,
}


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks, with which role on which calendars, in which zone."""

    person_id: str
    zone: str
    roles: Mapping[str, int]
    calendars: Mapping[str, Calendar]
    addresses: Mapping[str, frozenset[str]]
    """Of the owners, by person id."""


def occurrences_for(
    actor: Actor, calendar_ids: Collection[str], start: datetime, end: datetime, words: str = ""
) -> list[dict[str, Any]]:
    """Return what happens in these calendars, or in the shown ones of the list, by start; those
    that the actor has no role on are left out. Ten queries at most.
    """
    eyes = eyes_of(actor, _asked(calendar_ids) if calendar_ids else _shown(actor))
    rows = occurrences_between(list(eyes.roles), start, end, eyes.zone)
    found = present_rows(rows, eyes)
    return [row for row in found if _says(row, words.casefold())] if words else found


def _asked(calendar_ids: Collection[str]) -> list[Calendar]:
    return list(Calendar.objects.filter(id__in=set(calendar_ids)))


def _shown(actor: Actor) -> list[Calendar]:
    return [one.calendar for one in listed(actor) if one.is_shown]


def eyes_of(actor: Actor, calendars: list[Calendar]) -> Eyes:
    """Return how the actor sees these calendars. Five queries."""
    roles = policies.roles_on(actor, calendars)
    known = {one.id: one for one in calendars if roles[one.id] > 0}
    person = find_person(actor.person_id)
    return Eyes(
        actor.person_id,
        choices_of(person).time_zone if person else "UTC",
        {id: roles[id] for id in known},
        known,
        addresses_of_all({one.owner_id for one in known.values()}),
    )


def addresses_of_all(person_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Return the addresses of persons. One query by index."""
    rows = Address.objects.filter(person_id__in=person_ids).exclude(kind=Address.Kind.SEND)
    found: dict[str, set[str]] = {id: set() for id in person_ids}
    for person_id, email in rows.values_list("person_id", "email"):
        found[person_id or ""].add(email)
    return {id: frozenset(emails) for id, emails in found.items()}


def present_rows(rows: Iterable[EventRow], eyes: Eyes) -> list[dict[str, Any]]:
    """Show occurrences as these eyes may see them."""
    shown = []
    for row in rows:
        hides = policies.hides_details(eyes.roles[row.calendar_id], row.visibility)
        if row.component in SHOWN and not (hides and _is_no_time(row)):
            shown.append(present_row(row, eyes, hides))
    return shown


def _is_no_time(row: EventRow) -> bool:
    """Whoever learns busy times only does not hear of what takes none."""
    return row.busy == "free" or row.status == "cancelled" or row.component != "VEVENT"


def present_row(row: EventRow, eyes: Eyes, hides: bool) -> dict[str, Any]:
    """Show one occurrence."""
    start, end = _times(row, eyes.zone)
    shown = {
        "id": f"{row.object_id}~{row.recurrence_id}",
        "event_id": row.object_id,
        "recurrence_id": row.recurrence_id,
        "calendar_id": row.calendar_id,
        "start": start,
        "end": end,
        "is_all_day": row.is_all_day,
        "status": row.status,
        "busy": row.busy,
        "visibility": row.visibility,
        "recurs": row.recurs,
    }
    return {**shown, **(NOTHING if hides else _details(row, eyes))}


def _details(row: EventRow, eyes: Eyes) -> dict[str, Any]:
    return {
        "title": row.title,
        "color": row.color,
        "location": row.location,
        "kind": row.kind,
        "organizer": row.organizer,
        "guests": row.guests,
        "my_status": row.my_status,
        "conference_url": row.conference_url,
        "has_attachments": row.has_attachments,
        "may_edit": may_edit(eyes, row.calendar_id, row.created_by_id, row.organizer),
        "is_private_stub": False,
    }


def may_edit(eyes: Eyes, calendar_id: str, created_by_id: str | None, organizer: str) -> bool:
    """Tell whether the actor may change an event: with the role for it, where nobody else
    invited.
    """
    calendar, role = eyes.calendars[calendar_id], eyes.roles[calendar_id]
    if calendar.kind in policies.FILLED_BY_US:
        return False
    if organizer and organizer not in eyes.addresses.get(calendar.owner_id, ()):
        return False
    is_own = role >= policies.ADD and created_by_id == eyes.person_id
    return role >= policies.EDIT or is_own


def _times(row: EventRow, zone: str) -> tuple[object, object]:
    if row.is_all_day:
        return row.start_at.date(), row.end_at.date()
    if row.is_local:
        return placed(row.start_at, zone), placed(row.end_at, zone)
    return row.start_at, row.end_at


def _says(row: Mapping[str, Any], words: str) -> bool:
    return words in row["title"].casefold() or words in row["location"].casefold()
