"""Addresses as ENVELOPE lists them (RFC 9051 section 7.5.2): undecoded, groups kept. Linear, never
raising.
"""

import re
from dataclasses import dataclass, field

from .addresses import MOST_ADDRESSES

_TOKEN = re.compile(
    rb'"(?:[^"\\]|\\.)*"?|\[[^\]]*\]?|[\s]+|[<>,;:@()]|[^\s"\[<>,;:@()]+', re.DOTALL
)
_SIMPLE = re.compile(
    rb'(?:"([^"\\]+)" |([A-Za-z0-9=?_.!*+/-]+(?: [A-Za-z0-9=?_.!*+/-]+)*) |)'
    rb"<([A-Za-z0-9=_.+/-]+)@([A-Za-z0-9.-]+)>"
)
"""What most fields are: one address, with a plain name or without."""
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RawAddress:
    """One member of an address list. A group begins with its name as `mailbox` and no host, and
    ends with neither.
    """

    name: bytes | None = None
    route: bytes | None = None
    mailbox: bytes | None = None
    host: bytes | None = None


@dataclass(slots=True)
class _Draft:
    words: list[bytes] = field(default_factory=list)
    angle: list[bytes] | None = None
    comment: bytes = b""
    is_closed: bool = False
    """Whether the angle brackets are behind."""

    def take(self, token: bytes) -> None:
        """Add a token to the phrase or to what stands in angle brackets."""
        (self.words if self.angle is None else self.angle).append(token)

    def address(self) -> RawAddress | None:
        """Return the address read so far, None where there is none."""
        if self.angle is None:
            if not self._phrase():
                return None
            return RawAddress(self.comment or None, None, *_split(self.words))
        route, spec = _route(self.angle)
        return RawAddress(self._phrase() or self.comment or None, route, *_split(spec))

    def _phrase(self) -> bytes:
        return b" ".join(b"".join(map(_unquoted, self.words)).split())

    def group_name(self) -> bytes:
        """Return the phrase in front of a colon."""
        return self._phrase()


def _unquoted(token: bytes) -> bytes:
    if not token.startswith(b'"'):
        return token
    ends = len(token) > 1 and token.endswith(b'"')
    return _ESCAPED.sub(rb"\1", token[1:-1] if ends else token[1:])


def _route(tokens: list[bytes]) -> tuple[bytes | None, list[bytes]]:
    """Split an obsolete source route from the address: `@one,@two:user@host`."""
    bare = [token for token in tokens if not token.isspace()]
    if bare[:1] == [b"@"] and b":" in bare:
        at = bare.index(b":")
        return b"".join(bare[:at]), bare[at + 1 :]
    return None, bare


def _split(tokens: list[bytes]) -> tuple[bytes, bytes]:
    bare = [token for token in tokens if not token.isspace()]
    if b"@" not in bare:
        return b"".join(map(_unquoted, bare)), b""
    at = len(bare) - 1 - bare[::-1].index(b"@")
    return b"".join(map(_unquoted, bare[:at])), b"".join(bare[at + 1 :])


def parse_raw_addresses(value: bytes) -> list[RawAddress]:
    """Read the value of a field such as To, its folds already undone."""
    if (simple := _SIMPLE.fullmatch(value)) is not None:
        return [RawAddress(simple[1] or simple[2], None, simple[3], simple[4])]
    reader = _Reader()
    position = 0
    while position < len(value) and len(reader.found) < MOST_ADDRESSES:
        match = _TOKEN.match(value, position)
        if match is None:
            break
        position = reader.read(value, match[0], match.end())
    reader.settle()
    if reader.in_group:
        reader.found.append(RawAddress())
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found: list[RawAddress] = []
        self.in_group = False
        self.draft = _Draft()

    def settle(self) -> None:
        """Finish an address."""
        address = self.draft.address()
        if address is not None:
            self.found.append(address)
        self.draft = _Draft()

    def read(self, value: bytes, token: bytes, after: int) -> int:
        """Take one token; return where the next begins."""
        draft = self.draft
        in_angle = draft.angle is not None and not draft.is_closed
        if token == b"(":
            draft.comment, after = _comment(value, after)
        elif token == b"<" and draft.angle is None:
            draft.angle = []
        elif token == b">":
            draft.is_closed = True
            after = self._after_angle(value, after)
        elif token in (b",", b";") and not (in_angle and b"@" in (draft.angle or [])[:1]):
            self.settle()
            if token == b";" and self.in_group:
                self.in_group = False
                self.found.append(RawAddress())
        elif token == b":" and not (in_angle or self.in_group or b"@" in draft.words):
            self.found.append(RawAddress(None, None, draft.group_name(), None))
            self.draft, self.in_group = _Draft(), True
        else:
            draft.take(token)
        return after

    def _after_angle(self, value: bytes, after: int) -> int:
        """What follows an address in brackets up to the comma belongs to nobody."""
        stop = re.compile(rb"[^,;(]*").match(value, after)
        return stop.end() if stop else after


def _comment(value: bytes, position: int) -> tuple[bytes, int]:
    depth = 1
    for match in _PARENTHESIS.finditer(value, position):
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
        if depth == 0:
            return _ESCAPED.sub(rb"\1", value[position : match.start()]), match.end()
    return value[position:], len(value)
