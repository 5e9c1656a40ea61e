"""Reads of people, each with its query count."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from bureau.platform.db import prepared

from .models import Address, Group, GroupMember, Membership, Person, Unit


def resolve_address(email: str) -> Person | Group | None:
    """Return whose address this is, None for nobody's. One query by primary key.

    Addresses that somebody may only send as, and those of deleted persons, are nobody's.
    """
    return resolve_addresses([email]).get(email.strip().lower())


def resolve_addresses(emails: Iterable[str]) -> dict[str, Person | Group]:
    """Return the owners of those addresses that have one, by lower-case address. One query."""
    rows = _receiving({email.strip().lower() for email in emails})
    owners = {row.email: row.person or row.group for row in rows}
    return {email: owner for email, owner in owners.items() if owner and not _is_deleted(owner)}


@prepared
def _receiving(emails: Collection[str]) -> QuerySet[Address]:
    rows = Address.objects.filter(email__in=emails).exclude(kind=Address.Kind.SEND)
    return rows.select_related("person", "group")


def _is_deleted(owner: Person | Group) -> bool:
    return isinstance(owner, Person) and owner.state == Person.State.DELETED


def principals_of(person_id: str) -> frozenset[str]:
    """Return the person's id, all groups it is in, and EVERYONE. One query by primary key."""
    return frozenset(_principals(person_id))


@prepared
def _principals(person_id: str) -> QuerySet[Membership, str]:
    rows = Membership.objects.filter(person_id=person_id)
    return rows.values_list("principal_id", flat=True)


def members_of(group_id: str) -> QuerySet[Person]:
    """Return all persons in the group, directly or through other groups, whatever their state.

    Not evaluated; an index serves it. Give EVERYONE for the whole organisation.
    """
    return Person.objects.filter(memberships__principal_id=group_id)


def find_person(person_id: str) -> Person | None:
    """Return a person by id, whatever the state. One query by primary key."""
    found = _persons(person_id)
    return found[0] if found else None


@prepared
def _persons(person_id: str) -> QuerySet[Person]:
    return Person.objects.filter(id=person_id)


def owns_address(email: str) -> bool:
    """Tell whether the address is somebody's, in whatever way. One query by primary key."""
    return bool(_addresses(email.lower()))


@prepared
def _addresses(email: str) -> QuerySet[Address, str]:
    return Address.objects.filter(email=email).values_list("email", flat=True)


def members_by_group(group_ids: Iterable[str]) -> dict[str, set[str]]:
    """Return the ids of all persons of each group. One query."""
    found: dict[str, set[str]] = {group_id: set() for group_id in group_ids}
    rows = Membership.objects.filter(principal_id__in=found)
    for principal_id, person_id in rows.values_list("principal_id", "person_id"):
        found[principal_id].add(person_id)
    return found


@dataclass(frozen=True, slots=True)
class PrincipalCard:
    """What to show of a principal: a person, a group or everyone."""

    id: str
    kind: str
    """person, service, shared, group or everyone."""
    name: str
    email: str


def describe_principals(ids: Iterable[str]) -> dict[str, PrincipalCard]:
    """Return names and addresses of persons and groups by id; unknown ids are left out. Two
    queries.
    """
    from .actor import EVERYONE

    wanted = set(ids)
    persons = Person.objects.filter(id__in=wanted).values_list("id", "kind", "name", "email")
    groups = Group.objects.filter(id__in=wanted).values_list("id", "name", "email")
    cards = [PrincipalCard(*row) for row in persons]
    cards += [PrincipalCard(id, "group", name, email) for id, name, email in groups]
    if EVERYONE in wanted:
        cards.append(PrincipalCard(EVERYONE, "everyone", "Everyone", ""))
    return {card.id: card for card in cards}


def addresses_of(person_id: str) -> list[str]:
    """Return all addresses that the person receives on, primary first. One query."""
    rows = Address.objects.filter(person_id=person_id).exclude(kind=Address.Kind.SEND)
    found = sorted(rows, key=lambda row: (row.kind != Address.Kind.PRIMARY, row.email))
    return [row.email for row in found]


def may_send_as(person_id: str, email: str) -> bool:
    """Tell whether the address is one the person may put into From. One query."""
    return Address.objects.filter(email=email.strip().lower(), person_id=person_id).exists()


def group_edges() -> dict[str, set[str]]:
    """Return the parents of every group that is in others. One query."""
    parents: dict[str, set[str]] = {}
    rows = GroupMember.objects.filter(child__isnull=False)
    for child_id, group_id in rows.values_list("child_id", "group_id"):
        parents.setdefault(child_id or "", set()).add(group_id)
    return parents


def units_below(unit_id: str) -> list[str]:
    """Return the unit and all below it. One query (organisations have hundreds of units, not
    millions).
    """
    children: dict[str | None, list[str]] = {}
    for id, parent_id in Unit.objects.values_list("id", "parent_id"):
        children.setdefault(parent_id, []).append(id)
    found = [unit_id]
    for id in found:
        found.extend(children.get(id, ()))
    return found


def units_above(unit_id: str | None) -> list[str]:
    """Return the unit and all above it, the nearest first. One query, none without a unit."""
    if not unit_id:
        return []
    parents: dict[str, str | None] = dict(Unit.objects.values_list("id", "parent_id"))
    found, at = [], unit_id
    while at and at in parents and at not in found:
        found.append(at)
        at = parents[at] or ""
    return found
