"""Make somebody administrator, help desk or member."""

from django.db import transaction

from bureau.people import policies
from bureau.people.actor import Actor
from bureau.people.errors import LastAdministrator
from bureau.people.events import announce_person
from bureau.people.models import Person
from bureau.people.person_fields import RoleText

from .update_person import locked_person


@transaction.atomic
def set_role(actor: Actor, person: Person, role: RoleText) -> Person:
    """Change the role; emits `person.updated`. Raises `LastAdministrator`, `Forbidden`."""
    person = locked_person(person.id)
    policies.require(actor, "set_role", person)
    if person.role == role:
        return person
    require_another_administrator(person)
    before = str(person.role)
    person.role = role
    person.save(update_fields=["role", "updated_at"])
    announce_person("updated", person, {"role": [before, role]})
    return person


def require_another_administrator(person: Person) -> None:
    """Refuse to take away the last active administrator. One query, none for others.

    Locks the administrators, so that two of them cannot demote each other at the same time.
    """
    if person.role != Person.Role.ADMIN or not person.is_active:
        return
    active = Person.objects.select_for_update().filter(
        role=Person.Role.ADMIN, state=Person.State.ACTIVE, kind=Person.Kind.PERSON
    )
    if not [other for other in active.order_by("id") if other.id != person.id]:
        raise LastAdministrator
