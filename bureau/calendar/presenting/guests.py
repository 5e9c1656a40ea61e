"""Guests of an event and their answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from icalendar import Component
from icalendar.prop import vCalAddress

from bureau import people
from bureau.people import Group, Person

from ..ical import address_of, organizer_of, partstat_of, values_of
from ..models import Resource
from ..scheduling.attendees import GROUP_SIZE, note_of, proposal_of

RESOURCES = ("ROOM", "RESOURCE")


@dataclass(frozen=True, slots=True)
class Guests:
    """Whom an event invites, and who looks."""

    component: Component
    owners_addresses: frozenset[str]
    person_id: str
    may_see: bool
    """Whether guests see one another."""


def present_guests(one: Guests) -> dict[str, Any]:
    """Show organizer, guests and rooms. Two queries."""
    organizer = organizer_of(one.component)
    values = {
        address_of(value): value
        for value in values_of(one.component, "ATTENDEE")
        if hasattr(value, "params")
    }
    owners = people.resolve_addresses([organizer, *values]) if organizer or values else {}
    sees_all = one.may_see or organizer in one.owners_addresses
    shown = {
        email: value
        for email, value in values.items()
        if sees_all or email in one.owners_addresses or email == organizer
    }
    return {
        "organizer": _organizer(one, organizer, owners) if organizer else None,
        "guests": [_guest(email, value, organizer, owners) for email, value in shown.items()],
        "resources": _resources(shown, owners),
    }


def _organizer(one: Guests, email: str, owners: Mapping[str, Person | Group]) -> dict[str, Any]:
    value = values_of(one.component, "ORGANIZER")[0]
    owner = owners.get(email)
    name = owner.name if owner else str(getattr(value, "params", {}).get("CN", ""))
    return {"name": name, "email": email, "is_me": bool(owner and owner.id == one.person_id)}


def _guest(
    email: str, value: vCalAddress, organizer: str, owners: Mapping[str, Person | Group]
) -> dict[str, Any]:
    owner, params = owners.get(email), value.params
    start, end = proposal_of(value)
    return {
        "email": email,
        "name": owner.name if owner else str(params.get("CN", "")),
        "person_id": owner.id if isinstance(owner, Person) else None,
        "group_size": _number(params.get(GROUP_SIZE)),
        "is_optional": str(params.get("ROLE", "")).upper() == "OPT-PARTICIPANT",
        "is_organizer": email == organizer,
        "is_resource": _is_resource(value),
        "status": partstat_of(value),
        "note": note_of(value),
        "proposed_start": _moment(start),
        "proposed_end": _moment(end),
    }


def _is_resource(value: vCalAddress) -> bool:
    return str(value.params.get("CUTYPE", "")).upper() in RESOURCES


def _resources(shown: Mapping[str, vCalAddress], owners: Mapping[str, Person | Group]) -> list[str]:
    ids = [owners[email].id for email in shown if email in owners and _is_resource(shown[email])]
    if not ids:
        return []
    rows = Resource.objects.filter(person_id__in=ids).order_by("name", "id")
    return list(rows.values_list("id", flat=True))


def _number(text: object) -> int | None:
    return int(str(text)) if str(text or "").isdecimal() else None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
