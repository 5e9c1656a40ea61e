"""Email/get (RFC 8621 section 4.2): lists come from columns alone; bytes are read only for body
values.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bureau.platform import blobs
from bureau.platform.mime import ParsedMessage as Message
from bureau.platform.mime import (
    Part,
    decode_words,
    message_ids,
    parse,
    parse_addresses,
    part_text,
)

from ...actions.relabel import labels_of
from ...blob_ids import part_blob_id
from .email_columns import COLUMNS, Row, described, read_rows
from .extensions import email_properties, read_extensions
from .objects import get_answer, ids_of, int_of, properties_of, state_of
from .protocol import Arguments, Call, MethodError

BODIES = ("bodyStructure", "bodyValues", "textBody", "htmlBody", "attachments", "headers")
_OF_COLUMNS = frozenset(COLUMNS)
DEFAULT = {*COLUMNS, "bodyValues", "textBody", "htmlBody", "attachments"}
PART_PROPERTIES = (
    "partId",
    "blobId",
    "size",
    "name",
    "type",
    "charset",
    "disposition",
    "cid",
    "language",
    "location",
    "subParts",
    "headers",
)
PART_DEFAULT = set(PART_PROPERTIES) - {"subParts", "headers"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a call wants of each message."""

    properties: frozenset[str]
    part_properties: frozenset[str]
    values: frozenset[str]
    """Which body values: text, html, all."""
    longest_value: int

    @property
    def needs_bytes(self) -> bool:
        """Whether the raw message has to be read."""
        fields = any(name.startswith("header:") for name in self.properties)
        bodies = bool(self.values) and "bodyValues" in self.properties
        return bodies or fields or bool({"headers"} & (self.properties | self.part_properties))


def get(call: Call) -> Arguments:
    """Return messages. Three queries for lists; bodies read one blob each."""
    ids = ids_of(call)
    if ids is None:
        raise MethodError("requestTooLarge", "Name the ids.")
    wish = _wish(call)
    state = state_of(call.account_id)
    # Lists need no part of the tree, and reading its JSON would cost more than all the rest.
    extensions = wish.properties & email_properties().keys()
    is_list = wish.properties - extensions <= _OF_COLUMNS
    more = () if is_list else ("blob", "structure")
    rows = read_rows(call.account_id, ids, wish.properties, more)
    labels = labels_of(rows) if "mailboxIds" in wish.properties else {}
    found = [
        described(rows[one], labels.get(one, ()), wish.properties) for one in ids if one in rows
    ]
    if extensions:
        extended = read_extensions(call.account_id, list(rows), extensions)
        found = [document | extended[document["id"]] for document in found]
    if not is_list:
        found = [document | _content(rows[document["id"]], wish) for document in found]
    return get_answer(call, found, ids, state)


def _wish(call: Call) -> Wish:
    wanted = properties_of(call, (*COLUMNS, *BODIES, *email_properties()))
    parts = properties_of(call, PART_PROPERTIES, "bodyProperties")
    flags = {"text": "fetchTextBodyValues", "html": "fetchHTMLBodyValues"}
    flags["all"] = "fetchAllBodyValues"
    values = frozenset(kind for kind, flag in flags.items() if call.arguments.get(flag))
    return Wish(
        frozenset(DEFAULT if wanted is None else wanted),
        frozenset(PART_DEFAULT if parts is None else parts),
        values,
        int_of(call, "maxBodyValueBytes") or 0,
    )


def _content(row: Row, wish: Wish) -> Arguments:
    """Return what a message consists of, as far as it is wanted."""
    bodies = {"bodyStructure", "textBody", "htmlBody", "attachments"} & wish.properties
    if not bodies and not wish.needs_bytes:
        return {"bodyValues": {}} if "bodyValues" in wish.properties else {}
    raw = blobs.read(row["blob"]) if wish.needs_bytes else b""
    message = parse(raw) if raw else None
    document = _bodies(row, raw, message, wish)
    if message is not None:
        document.update(_fields(message, wish.properties))
    return document


def _bodies(row: Row, raw: bytes, message: Message | None, wish: Wish) -> Arguments:
    structure = row["structure"]
    root = Part.from_json(structure.get("root", {}))
    by_section = {part.section: part for part in root.walk()}
    shown = {
        "textBody": structure.get("text", ()),
        "htmlBody": structure.get("html", ()),
        "attachments": structure.get("attachments", ()),
    }
    document: Arguments = {}
    for name, sections in shown.items():
        if name in wish.properties:
            parts = [by_section[section] for section in sections]
            document[name] = [_part(row["id"], raw, part, wish) for part in parts]
    if "bodyStructure" in wish.properties:
        wider = Wish(frozenset(), wish.part_properties | {"subParts"}, frozenset(), 0)
        document["bodyStructure"] = _part(row["id"], raw, root, wider)
    if "bodyValues" in wish.properties:
        sections = _value_sections(by_section, shown, wish.values)
        document["bodyValues"] = {
            section: _value(raw, by_section[section], wish.longest_value) for section in sections
        }
    return document


def _value_sections(
    by_section: Mapping[str, Part], shown: Mapping[str, Sequence[str]], values: frozenset[str]
) -> list[str]:
    wanted: list[str] = []
    if "all" in values:
        wanted += by_section
    if "text" in values:
        wanted += shown["textBody"]
    if "html" in values:
        wanted += shown["htmlBody"]
    texts = [one for one in wanted if by_section[one].media_type.startswith("text/")]
    return list(dict.fromkeys(texts))


def _value(raw: bytes, part: Part, longest: int) -> Arguments:
    value = part_text(raw, part)
    encoded = value.encode()
    is_truncated = 0 < longest < len(encoded)
    if is_truncated:
        value = encoded[:longest].decode("utf-8", "ignore")
    return {
        "value": value,
        "isEncodingProblem": "\ufffd" in value,
        "isTruncated": is_truncated,
    }


def _part(email_id: str, raw: bytes, part: Part, wish: Wish) -> Arguments:
    is_text = part.media_type.startswith("text/")
    document: Arguments = {
        "partId": None if part.is_multipart else part.section,
        "blobId": None if part.is_multipart else part_blob_id(email_id, part.section),
        "size": part.size_bytes,
        "name": part.name or None,
        "type": part.media_type,
        "charset": (part.charset or "us-ascii") if is_text else None,
        "disposition": part.disposition or None,
        "cid": part.content_id or None,
        "language": [one.strip() for one in part.language.split(",")] if part.language else None,
        "location": part.location or None,
    }
    document = {name: value for name, value in document.items() if name in wish.part_properties}
    if "subParts" in wish.part_properties:
        children = [_part(email_id, raw, child, wish) for child in part.parts]
        document["subParts"] = children if part.is_multipart else None
    if "headers" in wish.part_properties:
        head = parse(raw[part.head_start : part.body_start])
        document["headers"] = [{"name": name, "value": f" {value}"} for name, value in head.headers]
    return document


def _fields(message: Message, wanted: Iterable[str]) -> Arguments:
    """Return `headers` and the `header:Name:asForm:all` properties."""
    document: Arguments = {}
    for wish in wanted:
        if wish == "headers":
            pairs = message.headers
            document[wish] = [{"name": name, "value": f" {value}"} for name, value in pairs]
        elif wish.startswith("header:"):
            _, name, *forms = wish.split(":")
            values = [_formed(message, value, forms) for value in message.all(name)]
            last = values[-1] if values else None
            document[wish] = values if forms[-1:] == ["all"] else last
    return document


def _formed(message: Message, value: str, forms: Sequence[str]) -> Any:
    form = next((one for one in forms if one.startswith("as")), "asRaw")
    match form:
        case "asRaw":
            return f" {value}"
        case "asText":
            return decode_words(value)
        case "asAddresses" | "asGroupedAddresses":
            people = [{"name": a.name or None, "email": a.email} for a in parse_addresses(value)]
            grouped = [{"name": None, "addresses": people}]
            return people if form == "asAddresses" else grouped
        case "asMessageIds":
            return list(message_ids(value)) or None
        case "asURLs":
            return [one.strip("<> ") for one in value.split(",")] or None
    raise MethodError("invalidArguments", f"Unknown header form {form}.")
