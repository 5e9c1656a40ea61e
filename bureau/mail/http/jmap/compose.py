"""The bytes of a message from the properties of Email/set create (RFC 8621 section 4.6)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from email.utils import format_datetime
from typing import Any

from django.utils import timezone

from bureau.platform.config import config
from bureau.platform.ids import new_id
from bureau.platform.mime import Node, write_message

from .body_parts import PartReader
from .header_forms import CONVENIENT, BadValue, HeaderProperty, header_property, written
from .objects import refuse_unknown
from .protocol import Arguments, Call, SetError

_BODIES = ("textBody", "htmlBody", "attachments")
SETTABLE = (
    "mailboxIds",
    "keywords",
    "receivedAt",
    "bodyValues",
    "bodyStructure",
    *_BODIES,
    *CONVENIENT,
)
_OURS = ("x-bureau-",)

Fields = list[tuple[str, str]]


def compose(call: Call, document: Arguments) -> bytes:
    """Build a message; raises `SetError` naming the properties that are wrong."""
    own = {name: value for name, value in document.items() if name.startswith("header:")}
    refuse_unknown({name: 0 for name in document if name not in own}, SETTABLE)
    fields = _fields(document)
    reader = PartReader(call, document.get("bodyValues"))
    root = _root(reader, document, {name.lower() for name, _ in fields})
    reader.finish()
    fields += root.fields
    return write_message(_completed(fields), replace(root, fields=()))


def _fields(document: Mapping[str, Any]) -> Fields:
    """Return the header fields that properties of the message itself ask for."""
    found: Fields = []
    seen: set[str] = set()
    for path, value in document.items():
        wish = CONVENIENT.get(path) or (header_property(path) if path[:7] == "header:" else None)
        if wish is None and path[:7] != "header:":
            continue
        if wish is None or wish.name.lower() in seen or _is_refused(wish, "content-"):
            raise SetError("invalidProperties", properties=[path])
        seen.add(wish.name.lower())
        found += [(wish.name, line) for line in _lines(wish, value, path)]
    return found


def _is_refused(wish: HeaderProperty, *prefixes: str) -> bool:
    """Fields that only the server writes, or that belong to parts."""
    return wish.name.lower().startswith((*prefixes, *_OURS))


def _lines(wish: HeaderProperty, value: Any, path: str) -> list[str]:
    try:
        return written(wish, value)
    except BadValue:
        raise SetError("invalidProperties", properties=[path]) from None


def _completed(fields: Fields) -> Fields:
    """Add the fields that every message has."""
    names = {name.lower() for name, _ in fields}
    more: Fields = []
    if "date" not in names:
        more.append(("Date", format_datetime(timezone.now())))
    if "message-id" not in names:
        more.append(("Message-ID", f"<{new_id()}@{config().domain}>"))
    return [*fields, *more]


def _root(reader: PartReader, document: Mapping[str, Any], taken: set[str]) -> Node:
    structure = document.get("bodyStructure")
    if structure is not None:
        doubled = [name for name in _BODIES if document.get(name)]
        if doubled:
            raise SetError("invalidProperties", properties=doubled)
        return reader.read(structure, "bodyStructure", taken)
    text = _single(reader, document, "textBody", "text/plain", taken)
    html = _single(reader, document, "htmlBody", "text/html", taken)
    return _arranged(text, html, _attachments(reader, document))


def _single(
    reader: PartReader, document: Mapping[str, Any], name: str, media_type: str, taken: set[str]
) -> Node | None:
    """Read `textBody` or `htmlBody`, which hold one part of their type."""
    parts = document.get(name)
    if not parts:
        return None
    if not isinstance(parts, list) or len(parts) != 1 or not isinstance(parts[0], dict):
        raise SetError("invalidProperties", properties=[name])
    if (parts[0].get("type") or media_type) != media_type:
        raise SetError("invalidProperties", properties=[name])
    return reader.read({"type": media_type, **parts[0]}, f"{name}/0", taken)


def _attachments(reader: PartReader, document: Mapping[str, Any]) -> list[Node]:
    parts = document.get("attachments") or []
    if not isinstance(parts, list):
        raise SetError("invalidProperties", properties=["attachments"])
    return [
        reader.read_attachment(item, f"attachments/{number}") for number, item in enumerate(parts)
    ]


def _arranged(text: Node | None, html: Node | None, files: Sequence[Node]) -> Node:
    """Put bodies and files into the usual tree."""
    shown = [one for one in files if html and one.content_id and one.disposition != "attachment"]
    page = _multipart("related", [html, *shown]) if html and shown else html
    bodies = [one for one in (text, page) if one is not None]
    body = _multipart("alternative", bodies) if len(bodies) == 2 else None
    if body is None:
        body = bodies[0] if bodies else Node("text/plain", charset="us-ascii")
    rest = [one for one in files if one not in shown]
    return _multipart("mixed", [body, *rest]) if rest else body


def _multipart(subtype: str, parts: Sequence[Node]) -> Node:
    return Node(f"multipart/{subtype}", parts=tuple(parts))
