"""People with mail accounts, and mail to deliver to them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bureau.people import Person
    from tests.fixtures.http import Api

    from .jmap_client import Jmap

MakePerson = Callable[..., "Person"]
JmapOf = Callable[..., "Jmap"]


@pytest.fixture
def make_person(db: None) -> MakePerson:
    """Return a factory of active persons with a mail account."""
    from bureau.people import SYSTEM, NewPerson, create_person

    from ..actions.open_account import open_account

    def make(local: str, name: str = "", kind: str = "person", **fields: object) -> "Person":
        new = NewPerson(
            email=f"{local}@demo.example",
            name=name or local.title(),
            kind=kind,  # type: ignore[arg-type]
            state="active",
            **fields,  # type: ignore[arg-type]
        )
        person = create_person(SYSTEM, new)
        open_account(person)
        return person

    return make


@pytest.fixture
def anna(make_person: MakePerson) -> "Person":
    """Anna works here."""
    return make_person("anna", "Anna Arendt")


@pytest.fixture
def ben(make_person: MakePerson) -> "Person":
    """Ben works here as well."""
    return make_person("ben", "Ben Braun")


@pytest.fixture
def jmap_of(api: "Api") -> JmapOf:
    """Return a factory of JMAP clients signed in as a person, on their account or another."""
    from .jmap_client import Jmap

    def make(person: "Person", account: "Person | None" = None) -> "Jmap":
        return Jmap(api.signed_in(person), (account or person).id)

    return make
