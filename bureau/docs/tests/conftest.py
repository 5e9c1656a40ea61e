"""A shared drive, the persons around it with their roles, and their signed-in clients."""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bureau.access import Role
from bureau.drive import create_shared_drive, share
from bureau.people import SYSTEM, NewPerson, Person, actor_for, create_person
from tests.fixtures.http import Api

Json = Any
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAFklEQV"
    "R42mNgZGKGI4aGhkY4YviPBADGJxIRZIxQhgAAAABJRU5ErkJggg=="
)
"""A picture of 4 by 3 pixels."""
MakePerson = Callable[[str], Person]


@pytest.fixture
def make_person(db: None) -> MakePerson:
    """Make an active person by given name."""

    def make(name: str) -> Person:
        email = f"{name.lower()}@demo.example"
        return create_person(SYSTEM, NewPerson(email=email, name=name, state="active"))

    return make


@dataclass(frozen=True)
class Team:
    """A shared drive of Ada; Ben writes, Cleo comments, Vera reads, Sam is a stranger."""

    root: str
    people: dict[str, Person]
    clients: dict[str, Api]

    def __getattr__(self, name: str) -> Api:
        return self.clients[name]


@pytest.fixture
def team(make_person: MakePerson, api: Api) -> Team:
    people = {name: make_person(name.title()) for name in ("ada", "ben", "cleo", "vera", "sam")}
    ada = actor_for(people["ada"])
    root = str(create_shared_drive(ada, "Team").root_id)
    for name, role in (("ben", "contributor"), ("cleo", "commenter"), ("vera", "viewer")):
        share(ada, root, [people[name].id], Role[role.upper()])
    return Team(root, people, {name: api.signed_in(one) for name, one in people.items()})


@pytest.fixture
def document(team: Team) -> str:
    """An empty document in the shared drive; returns its id."""
    made = team.ada.post("/docs", {"parent": team.root, "name": "Plan"})
    assert made.status == 201
    found: str = made.json["id"]
    return found
