"""List, show, invite, suspend or restore persons."""

import argparse

from bureau.people import (
    SYSTEM,
    NewPerson,
    Person,
    addresses_of,
    create_person,
    invite,
    resolve_address,
    restore,
    suspend,
)
from bureau.platform.errors import NotFound

from ._output import show, table

COLUMNS = ("email", "name", "kind", "state", "role")


class UnknownPerson(NotFound):
    """No person has this address or id."""

    code = "unknown_person"
    title = "No person has this address or id."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bureau person`."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list", help="list persons")
    listing.add_argument("--state", choices=Person.State.values)
    listing.add_argument("--kind", choices=Person.Kind.values)
    joining = verbs.add_parser("invite", help="make one person and print their one-use link")
    joining.add_argument("email")
    joining.add_argument("name")
    joining.add_argument("--role", choices=Person.Role.values, default="member")
    for verb in ("show", "suspend", "restore"):
        verbs.add_parser(verb, help=f"{verb} one person").add_argument(
            "person", help="e-mail or id"
        )


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    if options.verb == "list":
        return _list(options)
    if options.verb == "invite":
        return _invite(options)
    person = find_person(options.person)
    if options.verb == "suspend":
        person = suspend(SYSTEM, person)
    if options.verb == "restore":
        person = restore(SYSTEM, person)
    card = _card(person)
    show(options, card, "\n".join(f"{name:<10} {value}" for name, value in card.items()))
    return 0


def find_person(text: str) -> Person:
    """Return the person with an address or id; raises `UnknownPerson`."""
    found = resolve_address(text) if "@" in text else Person.objects.filter(id=text).first()
    if not isinstance(found, Person):
        raise UnknownPerson(f"No person has the address or id {text}.")
    return found


def _invite(options: argparse.Namespace) -> int:
    """Make the account ready as a roster of one would; the way to the first administrator."""
    fields = NewPerson(options.email, options.name, role=options.role)
    person = create_person(SYSTEM, fields)
    invitation = invite(SYSTEM, person)
    show(
        options,
        {"id": person.id, "email": person.email, "link": invitation.link},
        f"{person.name} opens this link once, within 14 days:\n{invitation.link}",
    )
    return 0


def _list(options: argparse.Namespace) -> int:
    wanted = {"state": options.state, "kind": options.kind}
    rows = Person.objects.filter(**{name: value for name, value in wanted.items() if value})
    found = list(rows.order_by("email").values("id", *COLUMNS))
    show(options, found, table(found, COLUMNS))
    return 0


def _card(person: Person) -> dict[str, object]:
    card: dict[str, object] = {name: str(getattr(person, name)) for name in ("id", *COLUMNS)}
    return {**card, "addresses": addresses_of(person.id), "created_at": person.created_at}
