"""List, show, suspend or restore persons."""

import argparse

from bureau.people import SYSTEM, Person, addresses_of, resolve_address, restore, suspend
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
    for verb in ("show", "suspend", "restore"):
        verbs.add_parser(verb, help=f"{verb} one person").add_argument(
            "person", help="e-mail or id"
        )


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    if options.verb == "list":
        return _list(options)
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


def _list(options: argparse.Namespace) -> int:
    wanted = {"state": options.state, "kind": options.kind}
    rows = Person.objects.filter(**{name: value for name, value in wanted.items() if value})
    found = list(rows.order_by("email").values("id", *COLUMNS))
    show(options, found, table(found, COLUMNS))
    return 0


def _card(person: Person) -> dict[str, object]:
    card: dict[str, object] = {name: str(getattr(person, name)) for name in ("id", *COLUMNS)}
    return {**card, "addresses": addresses_of(person.id), "created_at": person.created_at}
