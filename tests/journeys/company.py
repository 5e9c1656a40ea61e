"""Loads a small edition of the demo company in the present installation: a handful of people with
its drives, forms, rules, letters and queues.

Run as a program, in the environment of the installation: `python -m tests.journeys.company`.
"""

import os
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import django

if TYPE_CHECKING:
    from bureau.composition.demo.people import Cast
    from bureau.people import Group, Person, Unit

PASSWORD = "a kettle in the rain"
ZONE = "Europe/Paris"
Role = Literal["admin", "helpdesk", "member"]


def today() -> date:
    """Return the day that it is where the company is: it may have begun before that of UTC."""
    return datetime.now(ZoneInfo(ZONE)).date()


def build() -> None:
    """Make the people first, then everything that the demo's own parts make for its cast."""
    from bureau.composition.demo import desk, drives, forms, letters
    from bureau.platform import jobs
    from bureau.platform.context import acting

    with acting("", "cli"):
        cast = _cast()
        for part in (drives, forms, letters, desk):
            part.load(cast)
        while jobs.drain():
            pass


def _cast() -> "Cast":
    from bureau.composition.demo.people import SHARED, UNITS, Cast
    from bureau.people import SYSTEM, create_unit

    units = {name: create_unit(SYSTEM, name) for name in UNITS}
    admin = _person("admin", "Alex Morgan", "IT administrator", units["IT"], "admin")
    chief = _person("chief", "Ida Holm", "Head of people", units["HR"], "admin")
    noa = _person("noa", "Noa Lindqvist", "IT help desk", units["IT"], "helpdesk")
    lea = _person("lea", "Léa Fontaine", "Head of seller care", units["Seller care"])
    maya = _person("maya", "Maya Okafor", "Seller care agent", units["Seller care"])
    jonas = _person("jonas", "Jonas Weber", "Parcel tracer", units["Logistics"])
    kim = _person("kim", "Kim Sato", "Parcel tracer", units["Logistics"])
    sam = _person("sam", "Sam Keller", "Parcel tracer", units["Logistics"])
    nils = _person("nils", "Nils Berg", "Logistics planner", units["Logistics"])
    priya = _person("priya", "Priya Raman", "Returns specialist", units["Buyer care"])
    omar = _person("omar", "Omar Haddad", "Accountant", units["Finance"])
    members = [admin, chief, noa, lea, maya, jonas, kim, sam, nils, priya, omar]
    shared = {key: _mailbox(key, SHARED[key]) for key in ("seller-care", "it")}
    return Cast(admin, noa, maya, lea, shared, _groups(members, units), members)


def _person(
    local_part: str, name: str, title: str, unit: "Unit", role: Role = "member"
) -> "Person":
    from bureau.people import SYSTEM, NewPerson, create_person

    given, family = name.split()
    return create_person(
        SYSTEM,
        NewPerson(
            email=f"{local_part}@demo.example",
            name=name,
            given_name=given,
            family_name=family,
            title=title,
            state="active",
            role=role,
            country="FR",
            time_zone=ZONE,
            unit_id=unit.id,
            password=PASSWORD,
            recovery_email=f"{local_part}@home.example",
        ),
    )


def _mailbox(local_part: str, name: str) -> "Person":
    from bureau.people import SYSTEM, NewPerson, create_person

    fields = NewPerson(f"{local_part}@demo.example", name, kind="shared", state="active")
    return create_person(SYSTEM, fields)


def _groups(members: "list[Person]", units: "dict[str, Unit]") -> "dict[str, Group]":
    from bureau.composition.demo.names import plain

    everybody = [person.id for person in members]
    groups = {
        "all": _group("Everyone at Relume", "all", everybody),
        "FR": _group("Office FR", "all-fr", everybody),
    }
    for name, unit in units.items():
        key = plain(name)
        theirs = [person.id for person in members if person.unit_id == unit.id]
        groups[key] = _group(name, f"team-{key}", theirs)
    return groups


def _group(name: str, local_part: str, person_ids: list[str]) -> "Group":
    from bureau.people import SYSTEM, add_members, create_group

    group = create_group(SYSTEM, name, f"{local_part}@demo.example")
    add_members(SYSTEM, group, person_ids)
    return group


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.composition.settings")
    django.setup()
    build()
