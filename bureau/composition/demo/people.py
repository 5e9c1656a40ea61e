"""Everybody of the demo company: units, persons, groups, shared mailboxes and service accounts."""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from bureau.people import (
    SYSTEM,
    Group,
    NewPerson,
    Person,
    Unit,
    add_members,
    create_group,
    create_person,
    create_unit,
)
from bureau.platform.config import config

from . import names

PERSONS, SERVICES = 500, 200
PASSWORD = "relume-demo-2026"  # noqa: S105 - printed for whoever tries the demo
TIME_ZONES = {
    "FR": "Europe/Paris", "DE": "Europe/Berlin", "ES": "Europe/Madrid", "IT": "Europe/Rome",
    "PT": "Europe/Lisbon", "GB": "Europe/London", "IE": "Europe/Dublin", "NL": "Europe/Amsterdam",
    "BE": "Europe/Brussels", "PL": "Europe/Warsaw", "SE": "Europe/Stockholm",
    "FI": "Europe/Helsinki", "GR": "Europe/Athens", "CZ": "Europe/Prague",
    "MA": "Africa/Casablanca",
}  # fmt: skip
UNITS = {
    "Quality": ("Quality engineer", "Grading specialist", "Audit analyst"),
    "Logistics": ("Logistics planner", "Parcel tracer", "Warehouse coordinator"),
    "Seller care": ("Seller care agent", "Seller success partner", "Onboarding specialist"),
    "Buyer care": ("Buyer care agent", "Returns specialist", "Quality of service analyst"),
    "Engineering": ("Software engineer", "Site reliability engineer", "Data engineer"),
    "Product": ("Product manager", "Product designer", "User researcher"),
    "Finance": ("Accountant", "Treasury analyst", "Controller"),
    "HR": ("HR partner", "Recruiter", "Learning specialist"),
    "IT": ("IT support engineer", "Workplace engineer", "Identity engineer"),
    "Marketing": ("Brand manager", "Content writer", "Campaign analyst"),
    "Country offices": ("Country manager", "Key account manager", "Category manager"),
}
SHARED = {
    "seller-care": "Seller care",
    "it": "IT help desk",
    "buyer-care": "Buyer care",
    "logistics": "Logistics",
    "quality": "Quality",
    "hr": "Human resources",
    "finance": "Finance",
    "press": "Press office",
    "legal": "Legal",
    "security": "Security",
}
PROJECTS = (
    "Battery programme",
    "Returns 2.0",
    "Green packaging",
    "Marketplace API",
    "Nordic launch",
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Those whom the other parts of the demo speak of."""

    admin: Person
    helpdesk: Person
    maya: Person
    lead: Person
    shared: dict[str, Person]
    groups: dict[str, Group]
    members: list[Person]


def load() -> Cast:
    """Make everybody who is missing."""
    rng = random.Random("relume people")
    units = _units()
    admin = _named("admin", "Alex", "Morgan", "IT administrator", "IT", units, role="admin")
    helpdesk = _named("noa.helpdesk", "Noa", "Lindqvist", "IT help desk", "IT", units, "helpdesk")
    lead = _named("lea.fontaine", "Léa", "Fontaine", "Head of seller care", "Seller care", units)
    maya = _named("maya.okafor", "Maya", "Okafor", "Seller care agent", "Seller care", units)
    stars = [admin, helpdesk, lead, maya]
    members = stars + _everybody(rng, units, {star.email for star in stars}, admin)
    shared = {key: _account(key, name, "shared") for key, name in SHARED.items()}
    _more_accounts()
    groups = _groups(rng, members, units)
    return Cast(admin, helpdesk, maya, lead, shared, groups, members)


def address(local_part: str) -> str:
    """Return an address of the company."""
    return f"{local_part}@{config().domain}"


def _units() -> dict[str, Unit]:
    known = {unit.name: unit for unit in Unit.objects.all()}
    return {name: known.get(name) or create_unit(SYSTEM, name) for name in UNITS}


def _named(
    local_part: str,
    given: str,
    family: str,
    title: str,
    unit: str,
    units: dict[str, Unit],
    role: str = "member",
) -> Person:
    found = Person.objects.filter(email=address(local_part)).first()
    return found or create_person(
        SYSTEM,
        NewPerson(
            email=address(local_part),
            name=f"{given} {family}",
            given_name=given,
            family_name=family,
            title=title,
            state="active",
            role="admin" if role == "admin" else "helpdesk" if role == "helpdesk" else "member",
            country="FR",
            time_zone="Europe/Paris",
            unit_id=units[unit].id,
            start_date=date(2021, 3, 1),
            password=PASSWORD,
        ),
    )


def _everybody(
    rng: random.Random, units: dict[str, Unit], taken: set[str], top: Person
) -> list[Person]:
    """Make the staff: heads of units report to the top, everybody else to a head."""
    known = {person.email: person for person in Person.objects.filter(kind="person")}
    drawn = names.draw(rng)
    heads: dict[str, Person] = {}
    staff: list[Person] = []
    while len(staff) < PERSONS - len(taken):
        name = next(drawn)
        unit = list(UNITS)[len(staff) % len(UNITS)]
        fields = _staff(rng, name, unit, units, heads.get(unit, top))
        if fields.email in taken:
            continue
        person = known.get(fields.email) or create_person(SYSTEM, fields)
        heads.setdefault(unit, person)
        staff.append(person)
    return staff


def _staff(
    rng: random.Random, name: names.Name, unit: str, units: dict[str, Unit], manager: Person
) -> NewPerson:
    return NewPerson(
        email=address(name.local_part),
        name=f"{name.given} {name.family}",
        given_name=name.given,
        family_name=name.family,
        title=rng.choice(UNITS[unit]),
        state="active",
        language="fr" if name.country.language == "fr" else "en",
        country=name.country.code,
        time_zone=TIME_ZONES[name.country.code],
        unit_id=units[unit].id,
        manager_id=manager.id,
        start_date=date(2019, 1, 7) + timedelta(weeks=rng.randrange(360)),
    )


def _account(local_part: str, name: str, kind: str) -> Person:
    found = Person.objects.filter(email=address(local_part)).first()
    return found or create_person(
        SYSTEM,
        NewPerson(
            email=address(local_part),
            name=name,
            kind="shared" if kind == "shared" else "service",
            state="active",
        ),
    )


def _more_accounts() -> None:
    """A shared mailbox per country, and the service accounts of machines and programs."""
    for country in names.countries():
        _account(f"office-{country.code.lower()}", f"Office {country.code}", "shared")
    for number in range(5):
        _account(f"events-{number + 1}", f"Events {number + 1}", "shared")
    kinds = ("Printer", "Scanner", "Meeting room panel", "Backup", "Monitoring", "Warehouse robot")
    known = set(Person.objects.filter(kind="service").values_list("email", flat=True))
    for number in range(SERVICES):
        email = f"svc-{number + 1:03}"
        if address(email) not in known:
            _account(email, f"{kinds[number % len(kinds)]} {number // len(kinds) + 1}", "service")


def _groups(rng: random.Random, members: list[Person], units: dict[str, Unit]) -> dict[str, Group]:
    by_unit: dict[str, list[str]] = defaultdict(list)
    by_country: dict[str, list[str]] = defaultdict(list)
    for person in members:
        by_unit[person.unit_id or ""].append(person.id)
        by_country[person.country].append(person.id)
    groups = {"all": _group("Everyone at Relume", "all", [person.id for person in members])}
    for name, unit in units.items():
        key = names.plain(name)
        groups[key] = _group(name, f"team-{key}", by_unit[unit.id])
    for code, ids in sorted(by_country.items()):
        groups[code] = _group(f"Office {code}", f"all-{code.lower()}", ids)
    ids = [person.id for person in members]
    for project in PROJECTS:
        key = names.plain(project)
        groups[key] = _group(project, f"project-{key}", rng.sample(ids, 14))
    return groups


def _group(name: str, local_part: str, person_ids: Iterable[str]) -> Group:
    found = Group.objects.filter(email=address(local_part)).first()
    if found:
        return found
    with transaction.atomic():
        group = create_group(SYSTEM, name, address(local_part))
        add_members(SYSTEM, group, list(person_ids))
    return group
