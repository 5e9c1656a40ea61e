"""The shapes that clients see of a person: the only place that makes them."""

from typing import Any

from bureau.people import directory, policies
from bureau.people.actor import Actor
from bureau.people.models import Person
from bureau.platform.config import config

Row = dict[str, Any]

MEMBERS_FIELDS = (
    "id",
    "kind",
    "name",
    "given_name",
    "family_name",
    "email",
    "title",
    "phone",
    "country",
    "time_zone",
)
HELPDESK_FIELDS = ("state", "role", "language", "start_date", "last_login", "recovery_email")
UNTOLD = dict.fromkeys(directory.ADMINISTRATION)
OWN_FIELDS = ("role", "language", "working_hours", "preferences")


def card(row: Row) -> Row:
    """Turn a row of the directory into a card; members are not told what is for the help desk."""
    unit_id, unit_name = row.pop("unit_id"), row.pop("unit__name")
    unit = {"id": unit_id, "name": unit_name} if unit_id else None
    return {**UNTOLD, **row, "unit": unit}


def unit_of(person: Person) -> Row | None:
    """Return the unit of a person that was read with it."""
    return {"id": person.unit.id, "name": person.unit.name} if person.unit else None


def present_person(actor: Actor, person: Person) -> Row:
    """Return one person in full; two queries, four for the help desk."""
    manager = person.manager
    shown: Row = {field: getattr(person, field) for field in MEMBERS_FIELDS}
    shown |= {
        "unit": unit_of(person),
        "manager_id": person.manager_id,
        "manager": {"id": manager.id, "name": manager.name, "email": manager.email}
        if manager
        else None,
        "addresses": directory.addresses_in_full(person.id),
        "groups": directory.groups_of(person.id),
        "working_hours": person.working_hours,
        "abilities": policies.abilities(actor, person),
    }
    if actor.is_helpdesk:
        shown |= {field: getattr(person, field) for field in HELPDESK_FIELDS}
        shown["security"] = {
            "has_password": person.has_usable_password(),
            "factors": sorted(directory.factors_of(person.id)),
            "last_login": person.last_login,
            "invitation": directory.invitation_of(person.id),
        }
    return shown


def present_me(actor: Actor, person: Person) -> Row:
    """Return who is signed in; three queries."""
    factors = directory.factors_of(person.id)
    required = person.role == Person.Role.ADMIN and person.kind == Person.Kind.PERSON
    protected = bool(factors & {"totp", "webauthn"})
    shown: Row = {field: getattr(person, field) for field in (*MEMBERS_FIELDS, *OWN_FIELDS)}
    return shown | {
        "unit": unit_of(person),
        "groups": directory.groups_of(person.id),
        "has_password": person.has_usable_password(),
        "mfa": {"enabled": protected, "factors": sorted(factors), "required": required},
        "reminders": ["set_up_second_factor"] if required and not protected else [],
        "abilities": {"administer": actor.is_admin, "help": actor.is_helpdesk},
        "domain": config().domain,
    }
