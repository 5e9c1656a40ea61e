"""Who the calendar users of an object are: persons, groups, rooms, or somebody outside."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from icalendar import Component, vCalAddress

from bureau import people
from bureau.people import Group, Person
from bureau.platform.config import config

from ..ical import CalendarData
from ..models import Resource
from ..scheduling.attendees import (
    GROUP_SIZE,
    address_of,
    attendees_of,
    changed,
    organizer_of,
    set_attendees,
)

DELIVERED, SENT, UNKNOWN = "1.2", "1.1", "3.7"
"""SCHEDULE-STATUS (RFC 6638 §3.2.9): delivered here, sent on, nobody of that address."""


@dataclass(frozen=True, slots=True)
class Directory:
    """The owners of addresses."""

    persons: dict[str, Person] = field(default_factory=dict)
    """By address, as all below; rooms are among them."""
    groups: dict[str, Group] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    """By the id of the person that stands for it."""

    def resource_of(self, address: str) -> Resource | None:
        """Return the room or thing at this address."""
        person = self.persons.get(address)
        return self.resources.get(person.id) if person else None

    def status_of(self, address: str) -> str:
        """Return what becomes of a message to this address."""
        if address in self.persons:
            return DELIVERED
        domain = address.rpartition("@")[2]
        is_lost = not domain or domain == config().domain
        return UNKNOWN if is_lost and address not in self.groups else SENT


def look_up(addresses: Iterable[str]) -> Directory:
    """Find out whose the addresses are. At most two queries."""
    wanted = set(addresses)
    found = people.resolve_addresses(wanted) if wanted else {}
    persons = {one: owner for one, owner in found.items() if isinstance(owner, Person)}
    groups = {one: owner for one, owner in found.items() if isinstance(owner, Group)}
    rooms = [one.id for one in persons.values() if one.kind == Person.Kind.RESOURCE]
    rows = Resource.objects.select_related("calendar").filter(person_id__in=rooms) if rooms else ()
    return Directory(persons, groups, {row.person_id: row for row in rows})


def addresses_in(*objects: CalendarData | None) -> set[str]:
    """Return the addresses of all attendees and organizers of the objects."""
    found = [data for data in objects if data is not None]
    parts = (part for data in found for part in data.parts)
    guests = {address_of(one) for part in parts for one in attendees_of(part)}
    return guests | {data.organizer for data in found if data.organizer}


def expanded(data: CalendarData, directory: Directory) -> CalendarData:
    """Return the object with the members of invited groups as attendees (RFC 5545 §3.2.11), and
    without those of groups that are not invited any more. One query where there are groups.
    """
    if not directory.groups and b"MEMBER" not in data.to_bytes():
        return data
    members = {address: _members(group) for address, group in directory.groups.items()}
    copy = data.copy()
    for part in copy.parts:
        _expand(part, members)
    return copy


def _members(group: Group) -> list[Person]:
    rows = people.members_of(group.id).filter(state=Person.State.ACTIVE, kind=Person.Kind.PERSON)
    return list(rows.order_by("name", "id"))


def _expand(part: Component, members: dict[str, list[Person]]) -> None:
    invited = {address_of(one): one for one in attendees_of(part)}
    groups = {address: one for address, one in invited.items() if address in members}
    kept = {
        address: _sized(one, members.get(address))
        for address, one in invited.items()
        if not (sources := _sources(one)) or sources & set(groups)
    }
    kept.setdefault(organizer_of(part), vCalAddress(""))
    for address, group in groups.items():
        for person in members[address]:
            kept.setdefault(person.email, _member(person, group))
    set_attendees(part, [one for one in kept.values() if str(one)])


def _sources(attendee: vCalAddress) -> set[str]:
    given = attendee.params.get("MEMBER", [])
    return {address_of(one) for one in (given if isinstance(given, list) else [given])}


def _sized(attendee: vCalAddress, members: list[Person] | None) -> vCalAddress:
    if members is None:
        return attendee
    size = {GROUP_SIZE: str(len(members))}
    return changed(attendee, CUTYPE="GROUP", PARTSTAT="", RSVP="", **size)


def _member(person: Person, group: vCalAddress) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{person.email}")
    role = str(group.params.get("ROLE", "REQ-PARTICIPANT"))
    return changed(
        attendee,
        CN=person.name,
        CUTYPE="INDIVIDUAL",
        ROLE=role,
        PARTSTAT="NEEDS-ACTION",
        RSVP="TRUE",
        MEMBER=str(group),
    )
