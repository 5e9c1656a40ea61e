"""What a message consists of, as Email/get and Email/parse show it: parts, body values, fields."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bureau.platform.mime import Field, Part, part_text, raw_fields

from .header_forms import HeaderProperty, header_property
from .objects import flag_of, int_of, properties_of
from .protocol import Arguments, Call, MethodError

BODIES = ("bodyStructure", "bodyValues", "textBody", "htmlBody", "attachments", "headers")
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
PART_DEFAULT = frozenset(PART_PROPERTIES) - {"subParts", "headers"}

BlobIdOf = Callable[[str], str]
"""The blob id of a part by its section."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a call wants of each message."""

    properties: frozenset[str]
    part_properties: frozenset[str]
    values: frozenset[str]
    """Which body values: text, html, all."""
    longest_value: int
    headers: tuple[HeaderProperty, ...] = ()
    part_headers: tuple[HeaderProperty, ...] = ()

    @property
    def needs_bytes(self) -> bool:
        """Whether the raw message has to be read."""
        bodies = bool(self.values) and "bodyValues" in self.properties
        fields = {"headers"} & (self.properties | self.part_properties)
        return bodies or bool(fields or self.headers or self.part_headers)


def read_wish(call: Call, known: Iterable[str], default: Iterable[str]) -> Wish:
    """Read the arguments that Email/get and Email/parse share."""
    wanted = properties_of(call, known, prefix="header:")
    parts = properties_of(call, PART_PROPERTIES, "bodyProperties", prefix="header:")
    flags = {"text": "fetchTextBodyValues", "html": "fetchHTMLBodyValues"}
    flags["all"] = "fetchAllBodyValues"
    longest = int_of(call, "maxBodyValueBytes") or 0
    if longest < 0:
        raise MethodError("invalidArguments", "'maxBodyValueBytes' must not be negative.")
    return Wish(
        frozenset(default if wanted is None else wanted),
        frozenset(PART_DEFAULT if parts is None else parts),
        frozenset(kind for kind, flag in flags.items() if flag_of(call, flag)),
        longest,
        _headers(wanted),
        _headers(parts),
    )


def _headers(names: Iterable[str] | None) -> tuple[HeaderProperty, ...]:
    found = []
    for name in sorted(names or ()):
        if name.startswith("header:"):
            wish = header_property(name)
            if wish is None:
                raise MethodError("invalidArguments", f"'{name}' is no header property.")
            found.append(wish)
    return tuple(found)


def content_of(
    structure: Mapping[str, Any], raw: bytes, blob_id_of: BlobIdOf, wish: Wish
) -> Arguments:
    """Return the bodies and fields of a message that are wanted; `raw` may be empty where the wish
    needs no bytes.
    """
    document: Arguments = {}
    root = Part.from_json(structure.get("root", {}))
    if set(BODIES) & wish.properties:
        document.update(_bodies(structure, root, raw, blob_id_of, wish))
    if wish.headers or "headers" in wish.properties:
        fields = raw_fields(raw, root.head_start)
        document.update({one.path: one.value_in(fields) for one in wish.headers})
        if "headers" in wish.properties:
            document["headers"] = _listed(fields)
    return document


def _listed(fields: Sequence[Field]) -> list[dict[str, str]]:
    return [{"name": one.name, "value": one.value} for one in fields]


def _bodies(
    structure: Mapping[str, Any], root: Part, raw: bytes, blob_id_of: BlobIdOf, wish: Wish
) -> Arguments:
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
            document[name] = [_part(raw, part, blob_id_of, wish) for part in parts]
    if "bodyStructure" in wish.properties:
        wider = replace(wish, part_properties=wish.part_properties | {"subParts"})
        document["bodyStructure"] = _part(raw, root, blob_id_of, wider)
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
    has_problem = "\ufffd" in value
    if is_truncated:
        value = _shortened(encoded[:longest].decode("utf-8", "ignore"), part)
    return {"value": value, "isEncodingProblem": has_problem, "isTruncated": is_truncated}


def _shortened(text: str, part: Part) -> str:
    """HTML is never cut inside of a tag (section 4.1.4)."""
    if part.media_type == "text/html" and text.rfind("<") > text.rfind(">"):
        return text[: text.rfind("<")]
    return text


def _part(raw: bytes, part: Part, blob_id_of: BlobIdOf, wish: Wish) -> Arguments:
    is_text = part.media_type.startswith("text/")
    document: Arguments = {
        "partId": None if part.is_multipart else part.section,
        "blobId": None if part.is_multipart else blob_id_of(part.section),
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
        children = [_part(raw, child, blob_id_of, wish) for child in part.parts]
        document["subParts"] = children if part.is_multipart else None
    if wish.part_headers or "headers" in wish.part_properties:
        fields = raw_fields(raw, part.head_start, part.body_start)
        document.update({one.path: one.value_in(fields) for one in wish.part_headers})
        if "headers" in wish.part_properties:
            document["headers"] = _listed(fields)
    return document
