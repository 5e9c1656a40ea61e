"""Change the fields of a person."""

from django.db import transaction

from bureau.people import policies
from bureau.people.actor import Actor
from bureau.people.errors import BadPerson, WrongState
from bureau.people.events import announce_person
from bureau.people.models import Person
from bureau.people.person_fields import (
    OWN_FIELDS,
    PersonChanges,
    check_fields,
    normal_email,
    require,
)
from bureau.people.references import check_references
from bureau.platform import live
from bureau.platform.errors import Forbidden, NotFound

from .addresses import replace_aliases, replace_primary

EMAILS = ("email", "recovery_email")


@transaction.atomic
def update_person(actor: Actor, person_id: str, changes: PersonChanges) -> Person:
    """Change what is given; emits `person.updated` when anything is different afterwards.

    Raises `BadPerson`, `AddressTaken`, `Forbidden`, `NotFound`.
    """
    person = locked_person(person_id)
    _require_right(actor, person, changes)
    require(check_fields(changes))
    require(check_references(changes.get("unit_id"), changes.get("manager_id")))
    if changes.get("manager_id") == person.id:
        raise BadPerson(errors=[{"field": "manager_id", "message": "Nobody manages themselves."}])
    different = _apply(person, changes)
    if different:
        person.save()
        announce_person("updated", person, different)
        live.publish([person.id], "people", change="updated", id=person.id)
    return person


def locked_person(person_id: str) -> Person:
    """Return the person, locked until the transaction ends; raises `NotFound`."""
    person = Person.objects.select_for_update().filter(id=person_id).first()
    if person is None:
        raise NotFound
    return person


def _require_right(actor: Actor, person: Person, changes: PersonChanges) -> None:
    if person.state == Person.State.DELETED:
        raise WrongState
    own = actor.person_id == person.id and OWN_FIELDS.issuperset(changes)
    if not own and not policies.may(actor, "update", person):
        raise Forbidden
    if "email" in changes and not actor.is_admin:
        raise Forbidden("Only administrators change the primary address.")


def _apply(person: Person, changes: PersonChanges) -> dict[str, list[object]]:
    different: dict[str, list[object]] = {}
    for field, given in changes.items():
        if field == "aliases":
            continue
        value = given.strip() if isinstance(given, str) else given
        value = normal_email(str(value)) if field in EMAILS else value
        before = getattr(person, field)
        if before != value:
            different[field] = [_plain(before), _plain(value)]
            setattr(person, field, value)
    if "email" in different:
        replace_primary(person, person.email)
    if "aliases" in changes:
        aliases = replace_aliases(person, changes["aliases"])
        if aliases[0] != aliases[1]:
            different["aliases"] = list(aliases)
    return different


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | dict | list) else str(value)
