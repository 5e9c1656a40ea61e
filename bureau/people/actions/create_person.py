"""Create a person, a service account or a shared mailbox."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from bureau.people.actor import EVERYONE, Actor
from bureau.people.events import announce_person
from bureau.people.models import Address, Membership, Person
from bureau.people.person_fields import NewPerson, check_new_person, normal_email, require
from bureau.people.policies import require_admin
from bureau.people.references import check_references

from .addresses import claim_addresses

COPIED = (
    "kind",
    "state",
    "role",
    "name",
    "given_name",
    "family_name",
    "title",
    "phone",
    "language",
    "country",
    "time_zone",
    "unit_id",
    "manager_id",
    "start_date",
)


@transaction.atomic
def create_person(actor: Actor, fields: NewPerson) -> Person:
    """Create the account with its addresses and memberships; emits `person.created`.

    Invites nobody: that is `invite`. Raises `BadPerson`, `AddressTaken`, `Forbidden`. Six queries
    and the event.
    """
    require_admin(actor)
    require(check_new_person(fields))
    require(check_references(fields.unit_id, fields.manager_id))
    person = Person(
        email=normal_email(fields.email),
        recovery_email=normal_email(fields.recovery_email),
        password=make_password(fields.password),
        **{field: getattr(fields, field) for field in COPIED},
    )
    person.name = person.name.strip()
    aliases = {normal_email(alias) for alias in fields.aliases} - {person.email}
    claimed = [Address(email=person.email, person=person, kind=Address.Kind.PRIMARY)]
    claimed += [Address(email=alias, person=person, kind=Address.Kind.ALIAS) for alias in aliases]
    # Addresses first: who has one already is told so, before the person's own row is refused.
    claim_addresses(claimed)
    person.save(force_insert=True)
    join_organisation(person)
    announce_person("created", person, _changes(person, sorted(aliases)))
    return person


def join_organisation(person: Person) -> None:
    """Let the person count as itself and, unless it is a service account, as everyone."""
    principals = [person.id] + ([EVERYONE] if person.kind != Person.Kind.SERVICE else [])
    Membership.objects.bulk_create(
        Membership(person_id=person.id, principal_id=principal) for principal in principals
    )


def _changes(person: Person, aliases: list[str]) -> dict[str, list[object]]:
    changes: dict[str, list[object]] = {
        field: [None, str(getattr(person, field))] for field in COPIED if getattr(person, field)
    }
    changes["email"] = [None, person.email]
    if aliases:
        changes["aliases"] = [None, aliases]
    return changes
