"""Keeping what a person chose for the calendar."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from bureau import people
from bureau.people import Actor
from bureau.platform import live
from bureau.platform.errors import BadInput

from ..choices import read_choices
from ..listing import settings_of
from ..models import Calendar, CalendarSettings


def choose(actor: Actor, changes: Mapping[str, Any]) -> dict[str, object]:
    """Change some of one's own settings; the browsers of the person hear of it.

    Raises `BadInput`; then nothing has changed.
    """
    changes = dict(changes)
    is_moved = "default_calendar_id" in changes
    default_id = changes.pop("default_calendar_id", None)
    if is_moved:
        _check_default(actor, default_id)
    person = people.find_person(actor.person_id)
    assert person is not None
    with transaction.atomic():
        CalendarSettings.objects.get_or_create(person_id=actor.person_id)
        row = CalendarSettings.objects.select_for_update().get(person_id=actor.person_id)
        row.values = {**row.values, **_plain(changes)}
        _check(person, row.values)
        if is_moved:
            row.default_calendar_id = default_id
        row.save(update_fields=["values", "default_calendar"])
        live.publish([actor.person_id], "calendar", settings=True)
    return settings_of(actor.person_id)


def _plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _dumped(value) for name, value in changes.items()}


def _dumped(value: Any) -> Any:
    if isinstance(value, list):
        return [_dumped(part) for part in value]
    return value.model_dump() if hasattr(value, "model_dump") else value


def _check(person: people.Person, values: Mapping[str, Any]) -> None:
    try:
        read_choices(person, values)
    except ValidationError as error:
        errors = [{"field": str(item["loc"][0]), "message": item["msg"]} for item in error.errors()]
        raise BadInput(errors=errors) from None


def _check_default(actor: Actor, calendar_id: str | None) -> None:
    """Invitations go to a calendar of one's own that takes events."""
    rows = Calendar.objects.filter(id=calendar_id, owner_id=actor.person_id, kind=Calendar.Kind.OWN)
    if not rows.filter(components__contains="VEVENT").exists():
        message = "Choose one of your own calendars."
        raise BadInput(errors=[{"field": "default_calendar_id", "message": message}])
