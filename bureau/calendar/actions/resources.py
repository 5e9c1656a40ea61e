"""Rooms and equipment: made, changed and taken out of use by administrators."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bureau import access, people
from bureau.people import EVERYONE, SYSTEM, Actor, NewPerson
from bureau.platform.config import config
from bureau.platform.errors import Forbidden, NotFound
from bureau.platform.ids import new_id

from ..events import announce_calendar
from ..models import Calendar, Resource
from .calendars import CalendarFields, create_calendar

CHANGING = (
    "name",
    "kind",
    "building",
    "floor",
    "capacity",
    "features",
    "description",
    "needs_approval",
    "longest_min",
    "horizon_days",
    "is_active",
)


def create_resource(actor: Actor, fields: Mapping[str, Any]) -> Resource:
    """Make a resource with an address and a calendar; everybody may book it until its grants say
    otherwise. Administrators only. Raises `Forbidden`, `AddressTaken`.
    """
    if not actor.is_admin:
        raise Forbidden()
    values = {name: fields[name] for name in CHANGING if name in fields}
    with transaction.atomic():
        email = (fields.get("email") or _address(values["name"])).lower()
        new = NewPerson(email=email, name=values["name"], kind="resource", state="active")
        person = people.create_person(actor, new)
        calendar = create_calendar(
            SYSTEM if not actor.person_id else actor,
            CalendarFields(
                name=values["name"],
                components="VEVENT",
                time_zone=fields.get("time_zone") or None,
            ),
            slug="bookings",
            kind=Calendar.Kind.RESOURCE,
            owner_id=person.id,
        )
        scope = access.create_scope()
        access.set_grant(scope.id, EVERYONE, access.Role.CONTRIBUTOR)
        return Resource.objects.create(
            person=person, calendar=calendar, scope_id=scope.id, **values
        )


def _address(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    local = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "room"
    email = f"{local}@{config().domain}"
    return f"{local}-{new_id()[-6:]}@{config().domain}" if people.owns_address(email) else email


def change(actor: Actor, resource_id: str, fields: Mapping[str, Any]) -> Resource:
    """Change what is written down; administrators only. Raises `Forbidden`, `NotFound`."""
    if not actor.is_admin:
        raise Forbidden()
    with transaction.atomic():
        resource = Resource.objects.select_for_update().filter(id=resource_id).first()
        if resource is None:
            raise NotFound()
        changes = {
            name: [getattr(resource, name), fields[name]]
            for name in CHANGING
            if name in fields and fields[name] != getattr(resource, name)
        }
        for name, (_, value) in changes.items():
            setattr(resource, name, value)
        if changes:
            resource.save(update_fields=list(changes))
            _rename(resource, changes)
            announce_calendar("updated", resource.calendar, changes)
    return resource


def _rename(resource: Resource, changes: Mapping[str, Any]) -> None:
    if "name" in changes:
        Calendar.objects.filter(id=resource.calendar_id).update(name=resource.name)
        people.update_person(SYSTEM, resource.person_id, {"name": resource.name})


def retire(actor: Actor, resource_id: str) -> None:
    """Take a resource out of use; what was booked stays. Administrators only."""
    change(actor, resource_id, {"is_active": False})
