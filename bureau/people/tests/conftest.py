"""People for the tests of people."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache

from bureau.people import (
    SYSTEM,
    Actor,
    NewPerson,
    Person,
    SystemMail,
    actor_for,
    create_person,
    register_mailer,
)
from bureau.people.mailer import mail_to_log

PASSWORD = "correct horse battery"

MakePerson = Callable[..., Person]


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Let every test begin with full buckets."""
    cache.clear()


@pytest.fixture
def make_person(db: None) -> MakePerson:
    """Return a factory of active persons: `make_person("ada", role="admin")`."""

    def make(login: str, **fields: object) -> Person:
        values = {"state": "active", "password": PASSWORD, "name": login.title(), **fields}
        new = NewPerson(email=f"{login}@demo.example", **values)  # type: ignore[arg-type]
        return create_person(SYSTEM, new)

    return make


@pytest.fixture
def admin(make_person: MakePerson) -> Person:
    return make_person("ada", role="admin")


@pytest.fixture
def helper(make_person: MakePerson) -> Person:
    return make_person("hedy", role="helpdesk")


@pytest.fixture
def member(make_person: MakePerson) -> Person:
    return make_person("bob")


@pytest.fixture
def as_admin(admin: Person) -> Actor:
    return actor_for(admin)


@pytest.fixture
def sent() -> Iterator[list[SystemMail]]:
    """Return the system mail that was sent."""
    messages: list[SystemMail] = []
    register_mailer(messages.append)
    yield messages
    register_mailer(mail_to_log)
