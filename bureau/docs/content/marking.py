"""Marks of comments in the shared document: set between two places, and taken away.

A place is a Yjs relative position that a browser made. pycrdt tells the offset of such a position
but not the text it is in, so that is found by writing into halves of a copy and looking whether the
offset moves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pycrdt import Doc, StickyIndex, XmlElement, XmlFragment, XmlText

from .encoding import attribute_name
from .schema import Json
from .shared import PARTS, Shared, fragment

COMMENTED = frozenset({"image", "equation"})
"""Nodes that name the comments on them in an attribute: marks are kept on text alone."""

Leaf = XmlText | XmlElement


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: its number among the leaves, and the offset in it."""

    leaf: int
    offset: int


def leaves(doc: Shared) -> list[Leaf]:
    """Return all texts and commented nodes of all parts, in the order of reading."""
    return [leaf for part in PARTS for leaf in _leaves(fragment(doc, part))]


def _leaves(parent: XmlFragment | XmlElement) -> Iterator[Leaf]:
    for child in parent.children:
        if isinstance(child, XmlText) or (isinstance(child, XmlElement) and child.tag in COMMENTED):
            yield child
        elif isinstance(child, XmlElement):
            yield from _leaves(child)


def find_place(doc: Shared, position: bytes) -> Place | None:
    """Return where a relative position is now, None where it is in no text any more."""
    copy: Doc[Any] = Doc()
    copy.apply_update(doc.get_update())
    try:
        sticky = StickyIndex.decode(position)
        offset = _offset(copy, sticky)
    except (RuntimeError, ValueError):
        return None
    found = leaves(copy)
    texts = [number for number, leaf in enumerate(found) if isinstance(leaf, XmlText)]
    number = _holding(copy, sticky, found, texts)
    return None if number is None else Place(number, offset)


def _holding(copy: Shared, sticky: StickyIndex, found: list[Leaf], texts: list[int]) -> int | None:
    while len(texts) > 1:
        half = texts[: len(texts) // 2]
        texts = half if _moves(copy, sticky, found, half) else texts[len(half) :]
    return texts[0] if texts and _moves(copy, sticky, found, texts) else None


def _moves(copy: Shared, sticky: StickyIndex, found: list[Leaf], texts: list[int]) -> bool:
    before = _offset(copy, sticky)
    with copy.transaction():
        for number in texts:
            leaf = found[number]
            if isinstance(leaf, XmlText):
                leaf.insert(0, ".")
    return _offset(copy, sticky) != before


def _offset(doc: Shared, sticky: StickyIndex) -> int:
    with doc.transaction() as transaction:
        return sticky.get_index(transaction)


def mark_comment(doc: Shared, thread_id: str, start: Place, end: Place) -> bool:
    """Mark what lies between two places; tell whether there was anything. In the caller's
    transaction.
    """
    name, value = _mark(thread_id)
    is_marked = False
    for number, leaf in enumerate(leaves(doc)):
        if not start.leaf <= number <= end.leaf:
            continue
        if isinstance(leaf, XmlElement):
            _set_comments(leaf, [*_comments(leaf), thread_id])
            is_marked = True
            continue
        first = start.offset if number == start.leaf else 0
        last = min(end.offset, len(leaf)) if number == end.leaf else len(leaf)
        if first < last:
            leaf.format(first, last, {name: value})
            is_marked = True
    return is_marked


def unmark_comment(doc: Shared, thread_id: str) -> None:
    """Take the marks of a thread away. In the caller's transaction."""
    name, _ = _mark(thread_id)
    for leaf in leaves(doc):
        if isinstance(leaf, XmlText):
            _unmark_text(leaf, name)
        elif thread_id in _comments(leaf):
            _set_comments(leaf, [id for id in _comments(leaf) if id != thread_id])


def _unmark_text(text: XmlText, name: str) -> None:
    at = 0
    for part, attributes in text.diff():
        size = len(part.encode()) if isinstance(part, str) else 1
        if name in (attributes or {}):
            text.format(at, at + size, {name: None})
        at += size


def _mark(thread_id: str) -> tuple[str, Json]:
    attributes = {"id": thread_id}
    return attribute_name({"type": "comment", "attrs": attributes}), attributes


def _comments(element: XmlElement) -> list[str]:
    found = element.attributes.get("comments")
    return [str(id) for id in found] if isinstance(found, list) else []


def _set_comments(element: XmlElement, ids: list[str]) -> None:
    if ids:
        element.attributes["comments"] = list(dict.fromkeys(ids))
    else:
        del element.attributes["comments"]
