"""What people announces. Payloads hold ids and facts; `changes` goes to the audit record."""

from collections.abc import Mapping

from bureau.platform import events

from .models import Group, Person, Unit

Changes = Mapping[str, object]


def announce_person(name: str, person: Person, changes: Changes) -> None:
    """Announce `person.<name>`: created, joined, updated, suspended, restored, invited, secured,
    deleted.
    """
    events.emit(
        f"person.{name}",
        stream=f"person:{person.id}",
        subject=("person", person.id),
        payload=person_facts(person),
        changes=changes,
    )


def announce_group(group: Group, changes: Changes, change: str) -> None:
    """Announce `group.changed`."""
    events.emit(
        "group.changed",
        stream=f"group:{group.id}",
        subject=("group", group.id),
        payload={"id": group.id, "name": group.name, "email": group.email, "change": change},
        changes=changes,
    )


def announce_unit(unit: Unit, changes: Changes) -> None:
    """Announce `unit.changed`."""
    events.emit(
        "unit.changed",
        stream=f"unit:{unit.id}",
        subject=("unit", unit.id),
        payload={"id": unit.id, "name": unit.name},
        changes=changes,
    )


def person_facts(person: Person) -> dict[str, object]:
    """Return what subscribers and rules may know of a person."""
    return {
        "id": person.id,
        "kind": str(person.kind),
        "state": str(person.state),
        "role": str(person.role),
        "email": person.email,
        "name": person.name,
        "title": person.title,
        "language": person.language,
        "country": person.country,
        "time_zone": person.time_zone,
        "unit_id": person.unit_id,
        "manager_id": person.manager_id,
        "start_date": person.start_date.isoformat() if person.start_date else None,
    }
