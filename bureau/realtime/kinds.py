"""Kinds of item: what a product tells the engine about its documents, once, from its `register`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bureau.people import Actor


@dataclass(frozen=True, slots=True)
class LinkAccess:
    """What somebody who holds a link has shown: `/rt/{item}?link=<token>&guest=<name>&pass=<…>`."""

    token: str
    guest: str = ""
    """The name the guest gave."""
    key: str = ""
    """What proves that the link's password was given, from the parameter `pass`."""
    cookies: Mapping[str, str] = field(default_factory=dict)


RoleOf = Callable[[Actor, str, LinkAccess | None], int]
Changed = Callable[[str, frozenset[str], int], None]


@dataclass(frozen=True, slots=True)
class ItemKind:
    """What the engine needs to know of a product's documents."""

    name: str
    """Stored in the item: `doc`."""
    role_of: RoleOf
    """`role_of(actor, item_id, link)`: a role of `access.Role`, 0 for none. `actor` is GUEST for
    somebody who comes with a link alone. Asked on connect and again whenever rights may have
    changed, on a thread with a database connection."""
    schema_version: int
    """What the server writes; a client with another number opens read-only or is turned away."""
    changed: Changed | None = None
    """`changed(item_id, person_ids, seq)` after commit, on a thread of the engine: within half a
    second of the first change and at most every second after it. Persons are those who wrote since
    the last call; guests are not among them."""
    token_scope: str = ""
    """The first word of the API paths of the product (`docs`): what a bearer token must allow."""


_kinds: dict[str, ItemKind] = {}


def register_item_kind(kind: ItemKind) -> None:
    """Let items of this kind be opened; called from the product's `register`."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> ItemKind | None:
    """Return a kind, None when its product is not installed."""
    return _kinds.get(name)
