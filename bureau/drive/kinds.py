"""Kinds of node that other products keep: a document, a sheet. They tell drive about themselves
here.
"""

from collections.abc import Callable
from dataclasses import dataclass


def _nothing(_node_id: str) -> None:
    """Do nothing: the product keeps nothing beside the node."""


def _no_text(_node_id: str) -> str:
    """Return nothing: only the name is found."""
    return ""


def _copy_nothing(_source_id: str, _copy_id: str) -> None:
    """Do nothing: the node is all there is to copy."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What drive needs to know of a content product."""

    name: str
    """Stored in the node: `doc`, `sheet`."""
    title: str
    url: str
    """Where it opens, with `{id}` for the node: `/docs/{id}`."""
    created: Callable[[str], None] = _nothing
    """Called with the id of a new, empty node, in the transaction that makes it."""
    copied: Callable[[str, str], None] = _copy_nothing
    """Called with the ids of a source and its copy, in the transaction that copies."""
    purged: Callable[[str], None] = _nothing
    """Called with the id of a node, in the transaction that deletes it for good."""
    search_kind: str = "file"
    """Under which kind its nodes are found; the product registers the scopes of its own."""
    text: Callable[[str], str] = _no_text
    """Return what a node says, for search."""


FOLDER = Kind("folder", "Folder", "/drive/folders/{id}")
FILE = Kind("file", "File", "/drive/files/{id}")

_kinds: dict[str, Kind] = {kind.name: kind for kind in (FOLDER, FILE)}


def register_kind(kind: Kind) -> None:
    """Let nodes of this kind exist; called from the product's `register`."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind:
    """Return a kind; one whose product is not installed behaves as a file."""
    return _kinds.get(name, FILE)


def search_kinds() -> list[str]:
    """Return every kind under which nodes are found."""
    return sorted({kind.search_kind for kind in _kinds.values()})
