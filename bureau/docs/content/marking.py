"""Marks of comments in the shared document: set between two places, and taken away.

A place is a Yjs relative position that a browser made: the id of a letter, or of a whole text.
pycrdt tells of neither which text it is in, so a sign is written beside it in a copy, by an update
made for that, and looked for (struct format: yjs `UpdateEncoderV1`, `writeStructs`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from .encoding import attribute_name
from .schema import Json
from .ydoc import PARTS, Shared, fragment

COMMENTED = frozenset({"image", "equation"})
"""Nodes that name the comments on them in an attribute: marks are kept on text alone."""

_HAS_ORIGIN, _STRING = 0x80, 4
_SIGN = "\ue0a7\ue0a8\ue0a7"
"""From the private use area: nobody writes it."""

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
    target = _target(position)
    if target is None:
        return None
    whole, is_letter = target
    copy: Doc[Any] = Doc()
    copy.apply_update(doc.get_update())
    copy.apply_update(_sign_update(whole, is_letter=is_letter))
    found = _sign_in(copy)
    if found is None:
        return None
    leaf, offset, before = found
    if not is_letter:
        return Place(leaf, sum(_sizes(leaves(doc)[leaf])))
    return Place(leaf, offset - (before if _is_alive(doc, whole) else 0))


def _target(position: bytes) -> tuple[bytes, bool] | None:
    """Return the id in a relative position, as written, and whether it is that of a letter."""
    if not position or position[0] not in (0, 2):
        return None
    at = 1
    for _ in range(2):
        while at < len(position) and position[at] & 0x80:
            at += 1
        at += 1
    return (position[1:at], position[0] == 0) if at <= len(position) <= at + 2 else None


def _sign_update(id: bytes, *, is_letter: bool) -> bytes:
    """Return an update that writes the sign right after a letter, or into a text.

    Its client has the lowest number: nothing comes between the letter and what it writes.
    """
    place = bytes([_HAS_ORIGIN | _STRING]) + id if is_letter else bytes([_STRING, 0]) + id
    sign = _SIGN.encode()
    return bytes([1, 1, 0, 0]) + place + bytes([len(sign)]) + sign + bytes([0])


def _sign_in(copy: Shared) -> tuple[int, int, int] | None:
    """Return the leaf with the sign, the offset of the sign, and the size of what is before it."""
    for number, leaf in enumerate(leaves(copy)):
        text = "".join(_strings(leaf))
        before, sign, _ = text.partition(_SIGN)
        if sign:
            return number, len(before.encode()), len(before[-1:].encode())
    return None


def _strings(leaf: Leaf) -> list[str]:
    if isinstance(leaf, XmlElement):
        return []
    return [part for part, _ in leaf.diff() if isinstance(part, str)]


def _sizes(leaf: Leaf) -> list[int]:
    return [len(part.encode()) for part in _strings(leaf)]


def _is_alive(doc: Shared, id: bytes) -> bool:
    """Tell whether a letter is still there: deleting it from a copy changes the copy."""
    copy: Doc[Any] = Doc()
    copy.apply_update(doc.get_update())
    client, clock = _numbers(id)
    before = [_strings(leaf) for leaf in leaves(copy)]
    copy.apply_update(bytes([0, 1]) + client + bytes([1]) + clock + bytes([1]))
    return before != [_strings(leaf) for leaf in leaves(copy)]


def _numbers(id: bytes) -> tuple[bytes, bytes]:
    end = next(at for at, byte in enumerate(id) if byte < 0x80) + 1
    return id[:end], id[end:]


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
