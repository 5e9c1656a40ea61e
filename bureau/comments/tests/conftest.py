"""An item that persons have roles on, as a product would register it, and their clients."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from bureau import comments
from bureau.access import Role
from bureau.comments import CommentKind, Visit
from bureau.comments.kinds import _kinds
from bureau.people import SYSTEM, NewPerson, Person, create_person
from tests.fixtures.http import Api

ITEM = "0" * 25 + "1"
ROLES = {
    "ada": Role.MANAGER,
    "ben": Role.CONTRIBUTOR,
    "cleo": Role.COMMENTER,
    "vera": Role.VIEWER,
}


@dataclass
class Room:
    """The item, who is around it, and what the engine told its product."""

    people: dict[str, Person]
    clients: dict[str, Api]
    nobody: Api
    changed: int = 0
    deleted: list[str] = field(default_factory=list)
    links: dict[str, Role] = field(default_factory=lambda: {"open-sesame": Role.COMMENTER})

    def __getattr__(self, name: str) -> Api:
        return self.clients[name]

    def role_of(self, visit: Visit, item_id: str) -> int:
        if item_id != ITEM:
            return 0
        name = visit.actor.name.lower()
        own = ROLES.get(name, 0) if visit.actor.person_id else 0
        return max(own, self.links.get(visit.link, 0))

    def note_change(self, _item_id: str) -> None:
        self.changed += 1

    def note_deleted(self, _item_id: str, thread_id: str) -> None:
        self.deleted.append(thread_id)


@pytest.fixture
def room(db: None, api: Api) -> Iterator[Room]:
    names = (*ROLES, "sam")
    people = {name: _person(name) for name in names}
    made = Room(people, {name: api.signed_in(people[name]) for name in names}, api)
    comments.register_kind(
        CommentKind(
            name="page",
            role_of=made.role_of,
            title_of=lambda _item: "The page",
            url_of=lambda item, thread: f"/pages/{item}?thread={thread}",
            people_of=lambda _item: [people["ada"].id],
            changed=made.note_change,
            deleted=made.note_deleted,
        )
    )
    yield made
    del _kinds["page"]


def _person(name: str) -> Person:
    new = NewPerson(email=f"{name}@demo.example", name=name.title(), state="active")
    return create_person(SYSTEM, new)
