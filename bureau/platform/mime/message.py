"""What a message looks like once it is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .addresses import MailAddress, parse_addresses, parse_groups
from .words import decode_words


@dataclass(frozen=True, slots=True)
class Part:
    """A node of the MIME tree; offsets are into the raw message."""

    section: str
    """IMAP section number: `1`, `2.1`; empty for a multipart root."""
    media_type: str
    charset: str
    name: str
    disposition: str
    content_id: str
    encoding: str
    head_start: int
    body_start: int
    body_end: int
    size_bytes: int
    """After transfer decoding; 0 for multiparts."""
    language: str = ""
    location: str = ""
    parts: tuple["Part", ...] = ()

    @property
    def is_multipart(self) -> bool:
        """Whether the node only holds others."""
        return self.media_type.startswith("multipart/")

    def walk(self) -> Iterator["Part"]:
        """Yield the node and all below it, in document order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def to_json(self) -> dict[str, Any]:
        """Return the node as plain JSON values, to be stored beside the message."""
        document = {name: getattr(self, name) for name in _PLAIN if getattr(self, name)}
        if self.parts:
            document["parts"] = [part.to_json() for part in self.parts]
        return document

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Part":
        """Read back what `to_json` wrote."""
        values = {name: document.get(name, default) for name, default in _PLAIN.items()}
        parts = tuple(cls.from_json(child) for child in document.get("parts", ()))
        return cls(**values, parts=parts)


_PLAIN: dict[str, Any] = {
    "section": "",
    "media_type": "",
    "charset": "",
    "name": "",
    "disposition": "",
    "content_id": "",
    "encoding": "",
    "head_start": 0,
    "body_start": 0,
    "body_end": 0,
    "size_bytes": 0,
    "language": "",
    "location": "",
}


@dataclass(frozen=True, slots=True)
class Bodies:
    """Which parts a reader shows as text, as HTML, and as attachments (RFC 8621 section 4.1.4)."""

    text: tuple[Part, ...] = ()
    html: tuple[Part, ...] = ()
    attachments: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """A message whose every field is safe to store and to show as text."""

    size_bytes: int
    headers: tuple[tuple[str, str], ...]
    """Names as written and unfolded, undecoded values, in order."""
    root: Part
    bodies: Bodies
    subject: str
    sent_at: datetime | None
    message_id: str
    """Without angle brackets; empty when the message has none."""
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    text: str
    """Readable text of the body, from HTML where there is no plain text; bounded."""
    html: str
    defects: tuple[str, ...] = field(default=())
    raw: bytes = field(default=b"", repr=False, compare=False)

    def all(self, name: str) -> list[str]:
        """Return the undecoded values of a header field."""
        wanted = name.lower()
        return [value for key, value in self.headers if key.lower() == wanted]

    def header(self, name: str) -> str:
        """Return the last value of a header field, decoded; empty when absent."""
        values = self.all(name)
        return decode_words(values[-1]) if values else ""

    def addresses(self, name: str) -> tuple[MailAddress, ...]:
        """Return the addresses of a header field such as From or To."""
        return parse_addresses(", ".join(self.all(name)))

    def group_names(self, name: str) -> list[str]:
        """Return the names of the groups that a field such as To lists."""
        lists = (value for value in self.all(name) if ";" in value)
        return [group for value in lists for group, _ in parse_groups(value) if group]

    @property
    def attachments(self) -> tuple[Part, ...]:
        """The parts that a reader lists as files."""
        return self.bodies.attachments
