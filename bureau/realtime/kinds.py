"""Kinds of item: what a product tells the engine about its documents, once, from its `register`."""

from collections.abc import Callable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Change:
    """That an item changed, up to an update, and which persons wrote since the last one heard."""

    item_id: str
    person_ids: frozenset[str]
    seq: int


Changed = Callable[[Sequence[Change]], None]


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
    """`changed(changes)` after commit, on a thread of the engine: within half a second of an item's
    first change and at most every second after it, all items that are due in one call. Guests are
    not among the persons."""
    token_scope: str = ""
    """The first word of the API paths of the product (`docs`): what a bearer token must allow."""


_kinds: dict[str, ItemKind] = {}


def register_item_kind(kind: ItemKind) -> None:
    """Let items of this kind be opened; called from the product's `register`."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> ItemKind | None:
    """Return a kind, None when its product is not installed."""
    return _kinds.get(name)
