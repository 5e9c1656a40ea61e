"""The tree of organisational units."""

from django.db import transaction

from bureau.people.actor import Actor
from bureau.people.errors import BadPerson, WrongState
from bureau.people.events import announce_unit
from bureau.people.models import Person, Unit
from bureau.people.policies import require_admin
from bureau.people.queries import units_below
from bureau.platform.errors import NotFound


@transaction.atomic
def create_unit(actor: Actor, name: str, parent_id: str | None = None) -> Unit:
    """Create a unit below another or at the top; emits `unit.changed`."""
    require_admin(actor)
    name = name.strip()
    _check(name, parent_id)
    unit = Unit.objects.create(name=name, parent_id=parent_id)
    announce_unit(unit, {"name": [None, name], "parent_id": [None, parent_id]})
    return unit


@transaction.atomic
def update_unit(actor: Actor, unit_id: str, name: str, parent_id: str | None) -> Unit:
    """Rename and place a unit; emits `unit.changed`. A unit cannot lie below itself."""
    require_admin(actor)
    unit = _find(unit_id)
    if parent_id and parent_id in units_below(unit_id):
        raise _bad("parent_id", "A unit cannot lie below itself.")
    _check(name.strip(), parent_id, unit_id)
    before = [unit.name, unit.parent_id]
    unit.name = name.strip()
    unit.parent = Unit.objects.get(id=parent_id) if parent_id else None
    unit.save()
    after = [unit.name, unit.parent_id]
    if before != after:
        fields = zip(("name", "parent_id"), before, after, strict=True)
        announce_unit(unit, {field: [old, new] for field, old, new in fields})
    return unit


@transaction.atomic
def delete_unit(actor: Actor, unit_id: str) -> None:
    """Delete a unit that is empty; emits `unit.changed`."""
    require_admin(actor)
    unit = _find(unit_id)
    if unit.children.exists() or Person.objects.filter(unit=unit).exists():
        raise WrongState("Move the people and units below it elsewhere first.")
    announce_unit(unit, {"name": [unit.name, None]})
    unit.delete()


def _find(unit_id: str) -> Unit:
    unit = Unit.objects.filter(id=unit_id).first()
    if unit is None:
        raise NotFound
    return unit


def _check(name: str, parent_id: str | None, unit_id: str = "") -> None:
    if not name or len(name) > 120:
        raise _bad("name", "Write a name of at most 120 characters.")
    if parent_id and not Unit.objects.filter(id=parent_id).exists():
        raise _bad("parent_id", "There is no such unit.")
    siblings = Unit.objects.filter(name=name, parent_id=parent_id)
    if siblings.exclude(id=unit_id).exists():
        raise _bad("name", "There is a unit of this name here already.")


def _bad(field: str, message: str) -> BadPerson:
    return BadPerson(errors=[{"field": field, "message": message}])
