"""Two persons with their WebDAV clients."""

import pytest

from bureau.people import SYSTEM, NewPerson, Person, create_person

from .client import DavClient, client_of


def person(name: str) -> Person:
    """Make an active person by given name."""
    email = f"{name.lower()}@demo.example"
    return create_person(SYSTEM, NewPerson(email=email, name=name, state="active"))


@pytest.fixture
def ada(db: None) -> DavClient:
    return client_of(person("Ada"))


@pytest.fixture
def ben(db: None) -> DavClient:
    return client_of(person("Ben"))
