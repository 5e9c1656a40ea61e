"""Raw header fields and bodies as signatures see them: canonical forms (RFC 6376 section 3.4) and
tag lists (section 3.2).
"""

import re
from dataclasses import dataclass

_FIELD = re.compile(rb"[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n?")
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
HEAD = 1 << 20
_SPACES = re.compile(rb"[ \t]+")
_SIGNATURE = re.compile(rb"((?:^|;)[ \t\r\n]*b[ \t\r\n]*=)[^;]*")
_TAG = re.compile(r"[a-zA-Z][a-zA-Z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class Field:
    """A header field as it was received, with its folds and line end."""

    name: str
    """Lower case."""
    raw: bytes

    @property
    def value(self) -> bytes:
        """What stands behind the colon, without the line end."""
        return self.raw.partition(b":")[2].rstrip(b"\r\n")


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message split for signing: its fields, top first, and its body with CRLF line ends."""

    fields: tuple[Field, ...]
    body: bytes

    def named(self, name: str) -> list[Field]:
        """Return the fields of this name, top first."""
        return [field for field in self.fields if field.name == name]


class BadTags(ValueError):
    """A tag list that cannot be read."""


def split(content: bytes) -> RawMessage:
    """Split a message into fields and body."""
    whole = as_crlf(content)
    if whole.startswith(b"\r\n"):
        return RawMessage((), whole[2:])
    head, _, body = whole.partition(b"\r\n\r\n")
    raw = head + b"\r\n"
    found, position = [], 0
    while position < len(raw):
        match = _FIELD.match(raw, position)
        assert match is not None
        text = match[0]
        position = match.end() if text else position + 1
        name, colon, _ = text.partition(b":")
        if colon:
            found.append(Field(name.strip(b" \t").decode("ascii", "replace").lower(), text))
    return RawMessage(tuple(found), body)


def as_crlf(content: bytes) -> bytes:
    """Return the message with CRLF line ends throughout."""
    if content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r"):
        return content
    return re.sub(rb"\r\n|\r|\n", b"\r\n", content)


def simple_body(body: bytes) -> bytes:
    """Return the body without empty lines at its end."""
    return _trimmed(body) or b"\r\n"


def relaxed_body(body: bytes) -> bytes:
    """Return the body with spaces run together, and none at ends of lines."""
    tidy = _SPACES.sub(b" ", body).replace(b" \r\n", b"\r\n")
    return _trimmed(tidy.removesuffix(b" "))


def _trimmed(body: bytes) -> bytes:
    end = len(body)
    while body.endswith(b"\r\n", 0, end):
        end -= 2
    return body[:end] + b"\r\n" if end else b""


def simple_field(field: Field) -> bytes:
    """Return the field as it is."""
    return field.raw


def relaxed_field(field: Field) -> bytes:
    """Return the field in one line, name in lower case, spaces run together."""
    value = _SPACES.sub(b" ", _FOLD.sub(b"", field.value)).strip(b" \t")
    return field.name.encode("ascii", "replace") + b":" + value + b"\r\n"


def without_signature(field: Field) -> Field:
    """Return a signature's field with an empty `b=`, as it was when it was signed."""
    name, colon, value = field.raw.partition(b":")
    end = b"\r\n" if value.endswith(b"\r\n") else b""
    bare = _SIGNATURE.sub(rb"\1", value.rstrip(b"\r\n"))
    return Field(field.name, name + colon + bare + end)


def read_tags(text: str) -> dict[str, str]:
    """Read `name=value; …`; raises `BadTags` on anything else, doubled names included."""
    found: dict[str, str] = {}
    for part in text.strip().rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        name = name.strip()
        if not equals or not _TAG.match(name) or name in found:
            raise BadTags(part[:40])
        found[name] = value.strip()
    return found


def tags_of(field: Field) -> dict[str, str]:
    """Read the tag list of a field; raises `BadTags`."""
    return read_tags(_FOLD.sub(b"", field.value).decode("utf-8", "replace"))


def squeezed(text: str) -> str:
    """Return base64 or a list without the white space that may be folded into it."""
    return "".join(text.split())


def without_results(content: bytes, host: str) -> bytes:
    """Return the message without Authentication-Results fields that claim to be this host's, so
    that only our own is there (RFC 8601 section 5).
    """
    if b"authentication-results" not in content[:HEAD].lower():
        return content
    head, gap, body = content.partition(b"\r\n\r\n")
    kept = [
        field.raw
        for field in split(head + b"\r\n\r\n").fields
        if field.name != "authentication-results" or _server_of(field) != host
    ]
    return b"".join(kept).removesuffix(b"\r\n") + gap + body


def _server_of(field: Field) -> str:
    text = field.value.partition(b";")[0].decode("utf-8", "replace").strip()
    return text.split(" ")[0].split("\t")[0].lower()
