"""The document schema: `schema.json` beside this package is the one source, for browser and server.

A node or mark that the schema does not know does not exist; an attribute at its default is not
written in JSON.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from prosemirror.model import Node, Schema

from ..errors import BadContent

Json = dict[str, Any]

MOST_DEPTH = 64
_BLOCKS = frozenset({"paragraph", "table", "horizontalRule", "pageBreak", "tableOfContents"})
_INLINE = frozenset({"text", "hardBreak", "image", "equation", "mention", "field", "footnote"})
_CELLS = frozenset({"tableCell", "tableHeader"})

CHILDREN: dict[str, frozenset[str]] = {
    "doc": _BLOCKS,
    "paragraph": _INLINE,
    "table": frozenset({"tableRow"}),
    "tableRow": _CELLS,
    "tableCell": _BLOCKS,
    "tableHeader": _BLOCKS,
    "footnote": frozenset({"text", "hardBreak", "mention", "equation"}),
}
"""What may stand in a node; a node that is not named has no content."""

OVERLAPPING = frozenset({"comment"})
"""Marks that may lie on the same text several times (`excludes: ""`)."""


@cache
def source() -> Json:
    """Return the schema as it is written."""
    loaded: Json = json.loads(
        files("bureau.docs").joinpath("schema.json").read_text(encoding="utf-8")
    )
    return loaded


def version() -> int:
    """Return the number that grows with every change older editors do not understand."""
    return int(source()["version"])


@cache
def _schema() -> Schema[Any, Any]:
    return Schema({"nodes": source()["nodes"], "marks": source()["marks"]})


@cache
def defaults(kind: str) -> Json:
    """Return the attributes of a node type with their defaults."""
    attributes = source()["nodes"][kind].get("attrs", {})
    return {name: spec["default"] for name, spec in attributes.items()}


@cache
def mark_defaults(kind: str) -> Json:
    """Return the attributes of a mark type with their defaults, in the order of the schema."""
    attributes = source()["marks"][kind].get("attrs", {})
    return {name: spec["default"] for name, spec in attributes.items()}


@cache
def mark_ranks() -> dict[str, int]:
    """Return the place of each mark in the order in which marks are written."""
    return {name: rank for rank, name in enumerate(source()["marks"])}


def check(doc: Json) -> None:
    """Refuse a document node that the schema does not allow."""
    try:
        Node.from_json(_schema(), doc).check()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadContent(f"This is not a document: {error}") from error
