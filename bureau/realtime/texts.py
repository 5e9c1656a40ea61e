"""Texts by code points: pycrdt counts UTF-8 bytes, and a wrong offset silently writes elsewhere."""

from collections.abc import Mapping
from typing import Any

from pycrdt import Text, XmlText

AnyText = Text | XmlText
EMBED = "\0"
"""Stands for an embedded object: one code point, one byte, as pycrdt counts it."""


def byte_offset(content: str, index: int) -> int:
    """Return the offset in UTF-8 bytes of a code point; raises `IndexError` outside the text."""
    if not 0 <= index <= len(content):
        raise IndexError(f"{index} is outside a text of {len(content)} characters")
    return len(content[:index].encode())


def insert_text(
    text: AnyText, index: int, chunk: str, attributes: Mapping[str, Any] | None = None
) -> None:
    """Insert before the code point at `index`."""
    text.insert(byte_offset(_content(text), index), chunk, dict(attributes) if attributes else None)


def delete_text(text: AnyText, start: int, end: int) -> None:
    """Delete the code points from `start` up to `end` (exclusive)."""
    content = _content(text)
    first, last = byte_offset(content, start), byte_offset(content, end)
    if last > first:
        del text[first:last]


def format_text(text: AnyText, start: int, end: int, attributes: Mapping[str, Any]) -> None:
    """Set attributes on the code points from `start` up to `end`; None takes one away."""
    content = _content(text)
    first, last = byte_offset(content, start), byte_offset(content, end)
    if last > first:
        text.format(first, last, dict(attributes))


def _content(text: AnyText) -> str:
    # str() of an XmlText writes its marks as tags; the chunks are bare.
    return "".join(chunk if isinstance(chunk, str) else EMBED for chunk, _ in text.diff())
