"""The normal form of document JSON: two documents are equal when their normal forms are.

Attributes at their default are left out, marks stand in the order of the schema, whole numbers are
integers, neighbouring texts with the same marks are one, and what the schema does not know or allow
in its place is gone. Marks are kept on text alone: the shared document stores them nowhere else.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from .schema import CHILDREN, MOST_DEPTH, OVERLAPPING, Json, defaults, mark_defaults, mark_ranks

EMPTY_PARAGRAPH: Json = {"type": "paragraph"}


def plain(value: Any) -> Any:
    """Write whole floats as integers, all the way down: numbers that were in a browser are
    floats.
    """
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def normal_doc(node: Json | None) -> Json:
    """Return a document node in normal form; it always holds a block."""
    content = normal_children("doc", (node or {}).get("content") or [])
    return {"type": "doc", "content": content or [EMPTY_PARAGRAPH]}


def normal_children(parent: str, nodes: Iterable[Any], depth: int = 0) -> list[Json]:
    """Return what may stand in such a parent, in normal form."""
    allowed = CHILDREN.get(parent, frozenset())
    if depth > MOST_DEPTH:
        return []
    known = (node for node in nodes if isinstance(node, dict) and node.get("type") in allowed)
    return list(_joined(normal_node(node, depth) for node in known))


def normal_node(node: Json, depth: int = 0) -> Json | None:
    """Return a node of a known type in normal form, None where nothing is left of it."""
    kind = node["type"]
    if kind == "text":
        return normal_text(node.get("text"), node.get("marks") or ())
    found: Json = {"type": kind}
    if attributes := normal_attributes(kind, node.get("attrs") or {}):
        found["attrs"] = attributes
    if kind in CHILDREN:
        content = normal_children(kind, node.get("content") or [], depth + 1)
        if kind in ("tableCell", "tableHeader") and not content:
            content = [EMPTY_PARAGRAPH]
        if kind == "table" and not content:
            return None
        if content:
            found["content"] = content
    return found


def normal_attributes(kind: str, given: Json) -> Json:
    """Return the attributes that differ from their default, in the order of the schema."""
    wanted = ((name, plain(given.get(name)), usual) for name, usual in defaults(kind).items())
    return {name: value for name, value, usual in wanted if value is not None and value != usual}


def normal_text(text: Any, marks: Iterable[Json]) -> Json | None:
    """Return a text node with its marks in order, None for no text."""
    if not isinstance(text, str) or not text:
        return None
    node: Json = {"type": "text", "text": text}
    if kept := normal_marks(marks):
        node["marks"] = kept
    return node


def normal_marks(marks: Iterable[Json]) -> list[Json]:
    """Return the known marks in the order of the schema, each once; comments by their id."""
    ranks = mark_ranks()
    found: dict[tuple[int, str], Json] = {}
    for mark in marks:
        kind = mark.get("type") if isinstance(mark, dict) else None
        if not isinstance(kind, str) or kind not in ranks:
            continue
        written = _mark(kind, mark.get("attrs") or {})
        name = str(written["attrs"]["id"]) if kind in OVERLAPPING else ""
        found[ranks[kind], name] = written
    return [found[key] for key in sorted(found)]


def _mark(kind: str, given: Json) -> Json:
    usual = mark_defaults(kind)
    if not usual:
        return {"type": kind}
    attributes = {name: plain(given.get(name, value)) for name, value in usual.items()}
    return {"type": kind, "attrs": attributes}


def _joined(nodes: Iterable[Json | None]) -> Iterator[Json]:
    last: Json | None = None
    for node in nodes:
        if node is None:
            continue
        if last and last["type"] == node["type"] == "text" and _marks(last) == _marks(node):
            last = {**last, "text": last["text"] + node["text"]}
            continue
        if last:
            yield last
        last = node
    if last:
        yield last


def _marks(node: Json) -> object:
    return node.get("marks")
