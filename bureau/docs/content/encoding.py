"""How marks are named in the shared document: exactly as y-prosemirror 1.3 does it.

A mark is a text attribute of its own name. One that may overlap itself is named `comment--` and a
hash of its JSON: SHA-256 of lib0's `encodeAny`, folded to six bytes, in base64.
"""

import re
from base64 import b64encode
from hashlib import sha256

from .schema import OVERLAPPING, Json, mark_ranks

_HASHED = re.compile(r"(.*)(--[a-zA-Z0-9+/=]{8})$", re.DOTALL)
_STRING, _OBJECT = 119, 118
_FOLDED_BYTES = 6


def text_attributes(marks: list[Json]) -> Json:
    """Return the text attributes that stand for marks."""
    return {attribute_name(mark): mark.get("attrs", {}) for mark in marks}


def marks_of(attributes: Json | None) -> list[Json]:
    """Return the marks that text attributes stand for; unknown ones are left out."""
    ranks = mark_ranks()
    return [
        {"type": kind, "attrs": value}
        for name, value in (attributes or {}).items()
        if (kind := mark_name(name)) in ranks and isinstance(value, dict)
    ]


def attribute_name(mark: Json) -> str:
    """Return the text attribute of a mark."""
    kind: str = mark["type"]
    if kind not in OVERLAPPING:
        return kind
    return f"{kind}--{_hash({'type': kind, 'attrs': mark['attrs']})}"


def mark_name(attribute: str) -> str:
    """Return the mark that a text attribute is about."""
    found = _HASHED.match(attribute)
    return found[1] if found else attribute


def _hash(mark: Json) -> str:
    digest = bytearray(sha256(_encoded(mark)).digest())
    for at in range(_FOLDED_BYTES, len(digest)):
        digest[at % _FOLDED_BYTES] ^= digest[at]
    return b64encode(digest[:_FOLDED_BYTES]).decode()


def _encoded(value: Json | str) -> bytes:
    if isinstance(value, str):
        return bytes([_STRING]) + _string(value)
    inner = b"".join(_string(key) + _encoded(value[key]) for key in value)
    return bytes([_OBJECT]) + _length(len(value)) + inner


def _string(text: str) -> bytes:
    raw = text.encode()
    return _length(len(raw)) + raw


def _length(number: int) -> bytes:
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    written.append(number)
    return bytes(written)
