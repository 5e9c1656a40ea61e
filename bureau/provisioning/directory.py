"""What a plan has to know of the directory, read once: a handful of queries, however many rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bureau.people import Address, Group, GroupMember, Person, Unit

BATCH = 500


@dataclass(frozen=True, slots=True)
class Directory:
    """The part of the directory that a roster speaks of; all names and addresses in lower case."""

    persons: dict[str, Person]
    """By primary address."""
    owners: dict[str, str]
    """Who has an address: person or group id."""
    units: dict[str, Sequence[str]]
    """Ids by name and by path (`Operations/Quality`)."""
    groups: dict[str, str]
    """Ids by address, by its part before the @, and by name."""
    memberships: frozenset[tuple[str, str]] = field(default=frozenset())
    """Direct ones, as (person id, group id)."""
    titles: dict[str, str] = field(default_factory=dict)
    """Names of units and groups by id, for showing."""


def load(emails: Iterable[str]) -> Directory:
    """Read what these addresses, all units and all groups are."""
    wanted = sorted(set(emails))
    owners: dict[str, str] = {}
    persons: dict[str, Person] = {}
    for batch in _batches(wanted):
        for address in Address.objects.filter(email__in=batch).values("email", "person", "group"):
            owners[address["email"]] = address["person"] or address["group"]
        found = Person.objects.select_related("manager").filter(email__in=batch)
        persons |= {person.email: person for person in found}
    units, groups = list(Unit.objects.all()), list(Group.objects.all())
    return Directory(
        persons,
        owners,
        _units(units),
        _groups(groups),
        _memberships(persons.values()),
        {unit.id: unit.name for unit in units} | {group.id: group.name for group in groups},
    )


def _batches(values: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(values)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _units(known: Iterable[Unit]) -> dict[str, Sequence[str]]:
    units = {unit.id: unit for unit in known}
    found: dict[str, list[str]] = {}
    for unit in units.values():
        path = unit.name
        found.setdefault(path.lower(), []).append(unit.id)
        above = unit
        while above.parent_id:
            above = units[above.parent_id]
            path = f"{above.name}/{path}"
            found.setdefault(path.lower(), []).append(unit.id)
    return dict(found)


def _groups(groups: Iterable[Group]) -> dict[str, str]:
    found: dict[str, str] = {}
    for group in groups:
        found[group.name.lower()] = group.id
        if group.email:
            found[group.email] = group.id
            found.setdefault(group.email.split("@")[0], group.id)
    return found


def _memberships(persons: Iterable[Person]) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for batch in _batches([person.id for person in persons]):
        rows = GroupMember.objects.filter(person_id__in=batch)
        found.update(
            (person_id, group_id)
            for person_id, group_id in rows.values_list("person_id", "group_id")
            if person_id
        )
    return frozenset(found)
