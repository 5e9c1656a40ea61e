"""Making, changing and deleting calendars, and the one that everybody has."""

import re
from dataclasses import dataclass, fields
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from bureau import access
from bureau.people import Actor, Person
from bureau.platform import live
from bureau.platform.errors import Forbidden
from bureau.platform.ids import new_id

from .. import policies, queries
from ..errors import BadCalendar, CalendarExists, HasCourses, LastCalendar
from ..events import announce_calendar
from ..models import (
    Calendar,
    CalendarListEntry,
    CalendarSettings,
    Course,
)
from ..store.writing import remove_all

DEFAULT_SLUG = "default"
DEFAULT_NAMES = {"en": "Calendar", "fr": "Agenda"}
COMPONENTS = ("VEVENT", "VTODO", "VJOURNAL", "VAVAILABILITY")
COLOR = re.compile(r"#[0-9a-f]{6}$")
SLUG = re.compile(r"[^/\x00-\x1f\x7f]{1,80}$")
OFFERED = (Course.State.PUBLISHED, Course.State.CLOSED)
MOST_CALENDARS = 200
"""Of one owner."""


@dataclass(frozen=True, slots=True)
class CalendarFields:
    """New values of a calendar; None leaves a field as it is."""

    name: str | None = None
    description: str | None = None
    color: str | None = None
    time_zone: str | None = None
    free_busy: str | None = None
    is_transparent: bool | None = None
    position: int | None = None
    components: str | None = None
    """Only of a new calendar."""
    properties: dict[str, str | None] | None = None
    """Properties that clients set and we only keep; None removes one."""


def open_default_calendar(person: Person) -> Calendar:
    """Return the person's default calendar, made if there is none. Idempotent; safe to run twice
    at once. One query where it is there.
    """
    settings = CalendarSettings.objects.select_related("default_calendar")
    found = settings.filter(person_id=person.id).first()
    if found is not None and found.default_calendar is not None:
        return found.default_calendar
    with transaction.atomic():
        CalendarSettings.objects.get_or_create(person_id=person.id)
        locked = CalendarSettings.objects.select_for_update().get(person_id=person.id)
        if locked.default_calendar is not None:
            return locked.default_calendar
        locked.default_calendar = _own_calendar(person)
        locked.save(update_fields=["default_calendar"])
        return locked.default_calendar


def _own_calendar(person: Person) -> Calendar:
    rows = Calendar.objects.filter(owner_id=person.id, kind=Calendar.Kind.OWN)
    found = rows.filter(components__contains="VEVENT").order_by("position", "id").first()
    if found is not None:
        return found
    name = DEFAULT_NAMES.get(person.language[:2], DEFAULT_NAMES["en"])
    return _made(Calendar(owner_id=person.id, slug=DEFAULT_SLUG, name=name))


def create_calendar(
    actor: Actor,
    wanted: CalendarFields,
    *,
    slug: str = "",
    kind: str = Calendar.Kind.OWN,
    owner_id: str = "",
) -> Calendar:
    """Make a calendar, of the actor unless another owner is given.

    For others and of the kinds company and resource only administrators make calendars. Raises
    `CalendarExists`, `BadCalendar`, `Forbidden`.
    """
    owner = owner_id or actor.person_id
    of_company = kind in (Calendar.Kind.COMPANY, Calendar.Kind.RESOURCE)
    if (owner != actor.person_id or of_company) and not actor.is_admin:
        raise Forbidden()
    _check(wanted)
    if not SLUG.match(slug or "x") or slug in (".", ".."):
        raise BadCalendar("This address cannot be used.")
    with transaction.atomic():
        calendar = Calendar(owner_id=owner, slug=slug or new_id(), kind=kind, name="")
        _check_new(calendar)
        _fill(calendar, wanted)
        calendar.name = calendar.name or calendar.slug
        return _made(calendar)


def _check_new(calendar: Calendar) -> None:
    others = Calendar.objects.filter(owner_id=calendar.owner_id)
    if others.filter(slug=calendar.slug).exists():
        raise CalendarExists()
    if others.count() >= MOST_CALENDARS:
        raise BadCalendar(f"One can have {MOST_CALENDARS} calendars.")


def _made(calendar: Calendar) -> Calendar:
    calendar.scope_id = access.create_scope().id
    access.set_grant(calendar.scope_id, calendar.owner_id, access.Role.MANAGER)
    calendar.save(force_insert=True)
    CalendarListEntry.objects.create(person_id=calendar.owner_id, calendar=calendar)
    announce_calendar("created", calendar, {"name": [None, calendar.name]})
    _tell(calendar)
    return calendar


def update_calendar(actor: Actor, calendar: Calendar, wanted: CalendarFields) -> Calendar:
    """Change a calendar for everybody; managers only. Raises `BadCalendar`, `NotYourCalendar`,
    `UnknownCalendar`.
    """
    _check(wanted)
    with transaction.atomic():
        policies.require(policies.role_on(actor, calendar), policies.MANAGE)
        current = Calendar.objects.select_for_update().get(id=calendar.id)
        before = {name: getattr(current, name) for name in _given(wanted)}
        _fill(current, wanted)
        changes = {
            name: [old, getattr(current, name)]
            for name, old in before.items()
            if getattr(current, name) != old
        }
        if changes:
            current.save(update_fields=list(changes))
            announce_calendar("updated", current, changes)
            _tell(current)
    return current


def _given(wanted: CalendarFields) -> dict[str, Any]:
    values = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
    return {name: value for name, value in values.items() if value is not None}


def _fill(calendar: Calendar, wanted: CalendarFields) -> None:
    for name, value in _given(wanted).items():
        if name != "properties":
            setattr(calendar, name, value)
    if wanted.properties:
        merged = {**calendar.properties, **wanted.properties}
        calendar.properties = {name: xml for name, xml in merged.items() if xml is not None}


def _check(wanted: CalendarFields) -> None:
    errors = [
        {"field": field, "message": message}
        for field, wrong, message in (
            ("name", len(wanted.name or "") > 200, "Use a shorter name."),
            ("color", _is_no_color(wanted.color), "Use a colour such as #3b82f6."),
            ("time_zone", _is_no_zone(wanted.time_zone), "This time zone is not known."),
            ("components", _are_no_components(wanted.components), "Use VEVENT or VTODO."),
            (
                "free_busy",
                wanted.free_busy is not None and wanted.free_busy not in Calendar.FreeBusy.values,
                "Use everyone, shared or nobody.",
            ),
        )
        if wrong
    ]
    if errors:
        raise BadCalendar(errors=errors)


def _is_no_color(color: str | None) -> bool:
    return color is not None and not COLOR.match(color)


def _is_no_zone(zone: str | None) -> bool:
    if not zone:
        return False
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return True
    return False


def _are_no_components(components: str | None) -> bool:
    return components is not None and not set(components.split(",")) <= set(COMPONENTS)


def delete_calendar(actor: Actor, calendar: Calendar) -> None:
    """Delete a calendar and all that is in it; managers only. Nobody is told of its events.

    Raises `LastCalendar` for the owner's default calendar, `HasCourses` while trainings are offered
    in it, `NotYourCalendar`, `UnknownCalendar`.
    """
    with transaction.atomic():
        policies.require(policies.role_on(actor, calendar), policies.MANAGE)
        if calendar.kind == Calendar.Kind.RESOURCE:
            raise Forbidden("This calendar belongs to a room. Remove the room instead.")
        if CalendarSettings.objects.filter(default_calendar_id=calendar.id).exists():
            raise LastCalendar()
        if calendar.courses.filter(state__in=OFFERED).exists():
            raise HasCourses()
        _tell(calendar)
        announce_calendar("deleted", calendar, {"name": [calendar.name, None]})
        remove_all(calendar)
        Calendar.objects.filter(id=calendar.id).delete()
        access.delete_scope(calendar.scope_id)


def _tell(calendar: Calendar) -> None:
    live.publish(queries.watcher_ids(calendar), "calendar", calendars=True)
