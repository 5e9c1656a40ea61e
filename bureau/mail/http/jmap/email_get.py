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
from ...blob_ids import message_blob_id, part_blob_id
from ...models import Email
from .objects import get_answer, ids_of, int_of, picked, properties_of, state_of, utc_text
from .protocol import Arguments, Call, MethodError

COLUMNS = (
    "id",
    "blobId",
    "threadId",
    "mailboxIds",
    "keywords",
    "size",
    "receivedAt",
    "messageId",
    "inReplyTo",
    "references",
    "sender",
    "from",
    "to",
    "cc",
    "bcc",
    "replyTo",
    "subject",
    "sentAt",
    "hasAttachment",
    "preview",
)
BODIES = ("bodyStructure", "bodyValues", "textBody", "htmlBody", "attachments", "headers")
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
_LISTS = {
    "sender": "sender",
    "from": "from",
    "to": "to",
    "cc": "cc",
    "bcc": "bcc",
    "replyTo": "reply-to",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a call wants of each message."""

    properties: set[str]
    part_properties: set[str]
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
    found_rows = Email.objects.filter(account_id=call.account_id, id__in=ids)
    if not wish.properties - set(COLUMNS):
        # Lists need no part of the tree, and reading its JSON would cost more than all the rest.
        found_rows = found_rows.defer("structure", "fingerprint")
    rows = {row.id: row for row in found_rows}
    labels = labels_of(rows) if "mailboxIds" in wish.properties else {}
    found = [_document(rows[one], labels.get(one, ()), wish) for one in ids if one in rows]
    return get_answer(call, found, ids, state)


def _wish(call: Call) -> Wish:
    wanted = properties_of(call, (*COLUMNS, *BODIES))
    parts = properties_of(call, PART_PROPERTIES, "bodyProperties")
    flags = {"text": "fetchTextBodyValues", "html": "fetchHTMLBodyValues"}
    flags["all"] = "fetchAllBodyValues"
    values = frozenset(kind for kind, flag in flags.items() if call.arguments.get(flag))
    return Wish(
        DEFAULT if wanted is None else wanted,
        PART_DEFAULT if parts is None else parts,
        values,
        int_of(call, "maxBodyValueBytes") or 0,
    )


def _document(email: Email, mailbox_ids: Iterable[str], wish: Wish) -> Arguments:
    document = picked(_columns(email, mailbox_ids), wish.properties)
    bodies = {"bodyStructure", "textBody", "htmlBody", "attachments"} & wish.properties
    if not bodies and not wish.needs_bytes:
        return {**document, **({"bodyValues": {}} if "bodyValues" in wish.properties else {})}
    raw = blobs.read(email.blob) if wish.needs_bytes else b""
    message = parse(raw) if raw else None
    document.update(_bodies(email, raw, message, wish))
    if message is not None:
        document.update(_fields(message, wish.properties))
    return document


def _columns(email: Email, mailbox_ids: Iterable[str]) -> Arguments:
    addresses = email.addresses
    return {
        "id": email.id,
        "blobId": message_blob_id(email.blob),
        "threadId": email.thread_id,
        "mailboxIds": dict.fromkeys(sorted(mailbox_ids), True),
        "keywords": dict.fromkeys(email.keywords, True),
        "size": email.size_bytes,
        "receivedAt": utc_text(email.received_at),
        "messageId": [email.message_id] if email.message_id else None,
        "inReplyTo": email.in_reply_to or None,
        "references": email.references or None,
        **{name: _people(addresses.get(field)) for name, field in _LISTS.items()},
        "subject": email.subject,
        "sentAt": utc_text(email.sent_at),
        "hasAttachment": email.has_attachment,
        "preview": email.snippet,
    }


def _people(found: Sequence[Mapping[str, str]] | None) -> list[Arguments] | None:
    return [{"name": one["name"] or None, "email": one["email"]} for one in found or ()] or None


def _bodies(email: Email, raw: bytes, message: Message | None, wish: Wish) -> Arguments:
    structure = email.structure
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
            document[name] = [_part(email, raw, part, wish) for part in parts]
    if "bodyStructure" in wish.properties:
        wider = Wish(set(), wish.part_properties | {"subParts"}, frozenset(), 0)
        document["bodyStructure"] = _part(email, raw, root, wider)
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


def _part(email: Email, raw: bytes, part: Part, wish: Wish) -> Arguments:
    is_text = part.media_type.startswith("text/")
    document: Arguments = {
        "partId": None if part.is_multipart else part.section,
        "blobId": None if part.is_multipart else part_blob_id(email.id, part.section),
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
        children = [_part(email, raw, child, wish) for child in part.parts]
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
