"""Kinds of item that are commented on: what a product tells the engine, once, from its
`register`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bureau.people import Actor

from .errors import ThreadNotFound


@dataclass(frozen=True, slots=True)
class Visit:
    """Who comes, and by which link: for a guest, the actor is GUEST with the name they gave."""

    actor: Actor
    link: str = ""
    """The token of a link that was shown, empty for none."""
    cookies: Mapping[str, str] = field(default_factory=dict)
    """Of the browser: they may prove that the link's password was given."""


def _nothing(_item_id: str) -> None:
    """Do nothing: nobody looks on."""


def _no_thread(_item_id: str, _thread_id: str) -> None:
    """Do nothing: the item does not mark its threads."""


@dataclass(frozen=True, slots=True)
class CommentKind:
    """What the engine needs to know of a product's items."""

    name: str
    """Stored in the thread: `doc`."""
    role_of: Callable[[Visit, str], int]
    """The visitor's `access.Role` on an item, 0 for none. Raises where a link does not open."""
    title_of: Callable[[str], str]
    url_of: Callable[[str, str], str]
    """Where a thread of an item opens: `/docs/{id}?thread={thread}`."""
    people_of: Callable[[str], Iterable[str]]
    """The persons who are told of every new thread, such as the item's maker."""
    changed: Callable[[str], None] = _nothing
    """Called after every change to an item's threads, in its transaction."""
    deleted: Callable[[str, str], None] = _no_thread
    """Called with item and thread in the transaction that deletes the thread."""


_kinds: dict[str, CommentKind] = {}


def register_kind(kind: CommentKind) -> None:
    """Let items of this kind be commented on."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> CommentKind:
    """Return a kind; raises `ThreadNotFound` for an unknown one."""
    found = _kinds.get(name)
    if found is None:
        raise ThreadNotFound
    return found
