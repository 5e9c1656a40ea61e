"""Kinds of node that other products keep: a document, a sheet. They tell drive about themselves
here.
"""

from collections.abc import Callable
from dataclasses import dataclass


def _nothing(_node_id: str) -> None:
    """Do nothing: the product keeps nothing beside the node."""


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
    copied: Callable[[str, str], None] = _copy_nothing
    """Called with the ids of a source and its copy, in the transaction that copies."""
    purged: Callable[[str], None] = _nothing
    """Called with the id of a node, in the transaction that deletes it for good."""


FOLDER = Kind("folder", "Folder", "/drive/folders/{id}")
FILE = Kind("file", "File", "/drive/files/{id}")

_kinds: dict[str, Kind] = {kind.name: kind for kind in (FOLDER, FILE)}


def register_kind(kind: Kind) -> None:
    """Let nodes of this kind exist; called from the product's `register`."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind:
    """Return a kind; one whose product is not installed behaves as a file."""
    return _kinds.get(name, FILE)
