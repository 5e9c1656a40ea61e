"""Cutting pieces out of a message by section number (RFC 9051 section 6.4.5.1)."""

from dataclasses import dataclass

from bureau.platform import blobs
from bureau.platform.mime import Part, part_content
from bureau.platform.mime.parse import embedded
from bureau.platform.mime.rendering import is_message, listed_lines

from .fetch_items import Section

KNOWN_ENCODINGS = frozenset({"", "7bit", "8bit", "binary", "base64", "quoted-printable"})


class UnknownEncoding(Exception):
    """The transfer encoding of a part cannot be undone."""


@dataclass(frozen=True, slots=True)
class Source:
    """A message and its tree."""

    raw: bytes
    root: Part


def cut(blob: str, size: int, root: Part, section: Section) -> bytes | None:
    """Return the bytes of a section, None where the message has no such part. Reads no more of the
    message than that where the tree says where it lies.
    """
    span = _span(root, size, section)
    if span is not None:
        start, end = span
        if section.first is not None:
            start, end = start + section.first, min(end, start + section.first + section.count)
        return b"".join(blobs.stream(blob, start, end)) if start < end else b""
    found = _whole(Source(blobs.read(blob), root), section)
    if found is None or section.first is None:
        return found
    return found[section.first : section.first + section.count]


def _span(root: Part, size: int, section: Section) -> tuple[int, int] | None:
    """Return where a section lies, None where the bytes have to be read to tell."""
    if section.is_decoded or section.names:
        return None
    if not section.path:
        whole = {"": (0, size), "HEADER": (root.head_start, root.body_start)}
        return whole.get(section.kind, (root.body_start, size))
    part = _outer_part(root, section.path)
    if part is None or part is root or section.kind not in ("", "MIME"):
        return None
    if section.kind == "MIME":
        return part.head_start, part.body_start
    return part.body_start, part.body_end


def _outer_part(root: Part, path: tuple[int, ...]) -> Part | None:
    part = root
    for number in path:
        if number > len(part.parts):
            return None
        part = part.parts[number - 1]
    return part


def _whole(source: Source, section: Section) -> bytes | None:
    raw, root = source.raw, source.root
    if not section.path:
        return _of_message(raw, root, section) if section.kind else raw
    part = _part(raw, root, section.path)
    if part is None:
        return None
    if section.kind == "MIME":
        return None if part is root else raw[part.head_start : part.body_start]
    if section.kind:
        if not is_message(part):
            return None
        return _of_message(
            raw, embedded(raw, part.body_start, part.body_end), section, part.body_end
        )
    if section.is_decoded:
        return _decoded(raw, part)
    return raw[part.body_start : part.body_end]


def _decoded(raw: bytes, part: Part) -> bytes:
    if part.is_multipart:
        return raw[part.body_start : part.body_end]
    if part.encoding not in KNOWN_ENCODINGS:
        raise UnknownEncoding
    return part_content(raw, part)


def _of_message(raw: bytes, root: Part, section: Section, end: int | None = None) -> bytes:
    """Return header or text of a message, the outermost or one inside of it."""
    if section.kind == "TEXT":
        return raw[root.body_start : end]
    head = raw[root.head_start : root.body_start]
    if section.kind == "HEADER":
        return head
    others = section.kind == "HEADER.FIELDS.NOT"
    return listed_lines(head, section.names, others=others) + b"\r\n"


def _part(raw: bytes, root: Part, path: tuple[int, ...]) -> Part | None:
    """Follow part numbers; those of a message inside begin anew below its own."""
    part, begins = root, True
    for number in path:
        if not begins and is_message(part):
            part, begins = embedded(raw, part.body_start, part.body_end), True
        if part.is_multipart and number <= len(part.parts):
            part = part.parts[number - 1]
        elif part.is_multipart or not begins or number != 1:
            return None
        begins = False
    return part
