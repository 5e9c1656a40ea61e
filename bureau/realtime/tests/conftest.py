"""A site with one kind of document whose rights are a table of the test."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from bureau.access import LinkGone, Role
from bureau.people import SYSTEM, Actor, NewPerson, Person, actor_for, create_person, create_token
from bureau.platform.ids import new_id
from bureau.realtime import Change, ItemKind, LinkAccess, create_item, register_item_kind

from .peer import Peer
from .site import Site

SCHEMA = 3


@dataclass
class Pages:
    """What the product of the tests knows: who may what, and what it was told."""

    roles: dict[tuple[str, str], int] = field(default_factory=dict)
    """By person or link, and item."""
    changes: list[Change] = field(default_factory=list)

    def role_of(self, actor: Actor, item_id: str, link: LinkAccess | None) -> int:
        if link and not any(key[0] == link.token for key in self.roles):
            raise LinkGone
        keys = [(actor.person_id, item_id), *([(link.token, item_id)] if link else [])]
        return max(self.roles.get(key, 0) for key in keys)

    def changed(self, changes: Sequence[Change]) -> None:
        self.changes += changes


@pytest.fixture
def pages() -> Pages:
    made = Pages()
    register_item_kind(ItemKind("page", made.role_of, SCHEMA, made.changed, "pages"))
    return made


@pytest.fixture
def site(transactional_db: None, pages: Pages) -> Iterator[Site]:
    made = Site()
    made.start()
    yield made
    made.end()


@pytest.fixture
def item(transactional_db: None) -> str:
    item_id = new_id()
    create_item(item_id, "page")
    return item_id


MakePerson = Callable[..., Person]


@pytest.fixture
def person(transactional_db: None, pages: Pages, item: str) -> MakePerson:
    """Make an active person with a role on the item."""

    def make(name: str, role: int = Role.EDITOR) -> Person:
        email = f"{name.lower()}@demo.example"
        made = create_person(SYSTEM, NewPerson(email=email, name=name, state="active"))
        pages.roles[made.id, item] = role
        return made

    return make


@pytest.fixture
def ada(person: MakePerson) -> Person:
    return person("Ada")


@pytest.fixture
def ben(person: MakePerson) -> Person:
    return person("Ben")


Join = Callable[..., Peer]


@pytest.fixture
def join(site: Site, item: str) -> Iterator[Join]:
    """Open the item, or another, as a signed-in person, or as nobody."""
    peers: list[Peer] = []

    def open_it(who: Person | None = None, at: str = "", **options: Any) -> Peer:
        headers = {**options.pop("headers", {}), **(cookie_of(who) if who else {})}
        peer = Peer(options.pop("url", site.url), at or item, headers=headers, **options)
        peers.append(peer)
        return peer

    yield open_it
    for peer in peers:
        peer.leave()


def cookie_of(person: Person) -> dict[str, str]:
    browser = Client()
    browser.force_login(person)
    return cookie_in(browser)


def cookie_in(browser: Client) -> dict[str, str]:
    name = settings.SESSION_COOKIE_NAME
    return {"Cookie": f"{name}={browser.cookies[name].value}"}


def bearer_of(person: Person, *scopes: str) -> dict[str, str]:
    _token, secret = create_token(actor_for(person), person, "test", scopes)
    return {"Authorization": f"Bearer {secret}"}
