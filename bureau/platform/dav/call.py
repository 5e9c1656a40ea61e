"""A request as the verbs see it: who, where, what the headers wish, and the body."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote, unquote, urlsplit

from .errors import BadXml, DavError
from .xml import Element, parse

ROOT = "/dav/"
INFINITY = -1


class Caller(Protocol):
    """Who asks; the sign-in gives an actor of people."""

    @property
    def person_id(self) -> str:
        """Id of the person or service account."""
        ...


@dataclass(slots=True)
class Call:
    """One request."""

    caller: Caller
    method: str
    path: str
    """As it came, decoded, below `/dav/`."""
    headers: Mapping[str, str]
    body: bytes = b""
    host: str = ""
    """As the client wrote it; Destination and If must name the same."""
    asked: dict[str, Element] = field(default_factory=dict)
    """The elements of the properties that are asked for, by name."""
    memo: dict[str, Any] = field(default_factory=dict)
    """What a resource works out once per request."""

    @property
    def segments(self) -> tuple[str, ...]:
        """The names between the slashes."""
        return segments_of(self.path)

    @property
    def wants_minimal(self) -> bool:
        """Prefer: return=minimal (RFC 8144 §2)."""
        return "return=minimal" in self.headers.get("Prefer", "").replace(" ", "").lower()

    @property
    def wants_representation(self) -> bool:
        """Prefer: return=representation (RFC 8144 §3)."""
        return "return=representation" in self.headers.get("Prefer", "").replace(" ", "").lower()

    def depth(self, default: int) -> int:
        """Return Depth: 0, 1 or INFINITY (RFC 4918 §10.2)."""
        given = self.headers.get("Depth", "").strip().lower()
        known = {"": default, "0": 0, "1": 1, "infinity": INFINITY}
        if given not in known:
            raise DavError(400)
        return known[given]

    def xml(self) -> Element:
        """Return the root of the body; raises `BadXml` where there is none."""
        if not self.body.strip():
            raise BadXml()
        return parse(self.body)


def segments_of(path: str) -> tuple[str, ...]:
    """Return the names between the slashes of a path."""
    return tuple(part for part in path.split("/") if part)


def path_of(*segments: str, is_collection: bool) -> str:
    """Write the address of a resource: percent-encoded, with a slash at the end of collections."""
    joined = "/".join(quote(segment, safe="!$'()*,;:@-._~") for segment in segments)
    return f"{ROOT}{joined}/" if is_collection and joined else f"{ROOT}{joined}"


def segments_of_href(address: str) -> tuple[str, ...] | None:
    """Return the names of an address that a client wrote, None for what is not below `/dav/`."""
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        return None
    if not path.startswith(ROOT):
        return () if path == ROOT.rstrip("/") else None
    return tuple(unquote(part) for part in path[len(ROOT) :].split("/") if part)
