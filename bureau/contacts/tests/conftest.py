"""Persons with address books, and what a test asks of them."""

from dataclasses import dataclass
from typing import Any

import pytest

from bureau import people
from bureau.contacts.actions.books import open_default_book
from bureau.contacts.models import AddressBook
from bureau.people import SYSTEM, Actor, Person, actor_for
from tests.fixtures.http import Api


def person(name: str, **more: Any) -> Person:
    """Make a person of the organisation."""
    email = f"{name.split()[0].lower()}@demo.example"
    fields = people.NewPerson(email, name, state="active", **more)
    return people.create_person(SYSTEM, fields)


@dataclass(frozen=True)
class Owner:
    """A person with a book of their own."""

    person: Person
    book: AddressBook
    api: Api

    @property
    def actor(self) -> Actor:
        return actor_for(self.person)

    def add(self, **fields: Any) -> dict[str, Any]:
        """Make a contact and return it as the API shows it."""
        answer = self.api.post("/contacts", fields)
        assert answer.status == 201, answer.json
        found: dict[str, Any] = answer.json
        return found

    def names(self, **query: Any) -> list[str]:
        """Return the names in a list of contacts."""
        return [row["name"] for row in self.api.get("/contacts", **query).json["items"]]


@pytest.fixture
def lena(db: None, api: Api) -> Owner:
    one = person("Lena Berg")
    return Owner(one, open_default_book(one), api.signed_in(one))


@pytest.fixture
def sam(db: None, api: Api) -> Owner:
    one = person("Sam Stone")
    return Owner(one, open_default_book(one), api.signed_in(one))


def emails(*values: str) -> list[dict[str, str]]:
    """Return addresses as a body has them."""
    return [{"value": value} for value in values]
