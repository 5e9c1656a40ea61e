"""Reads what a Yjs update (format 1, as in yjs `UpdateEncoderV1`) is about without applying it:
which ranges of which clients' clocks it writes, and which it deletes. Raises `BadUpdate` on
anything else.
"""

from dataclasses import dataclass, field


class BadUpdate(ValueError):
    """The bytes are not an update."""


Span = tuple[int, int, int]
"""Client, first clock, clock after the last."""


@dataclass(slots=True)
class Spans:
    """What an update is about."""

    written: list[Span] = field(default_factory=list)
    deleted: list[Span] = field(default_factory=list)


EMPTY = b"\x00\x00"

# Kinds of struct: the low five bits of the info byte.
GC, DELETED, JSON, BINARY, STRING, EMBED, FORMAT, TYPE, ANY, DOC, SKIP = range(11)
HAS_ORIGIN, HAS_RIGHT_ORIGIN, HAS_PARENT_KEY = 0x80, 0x40, 0x20
TYPES_WITH_NAME = (3, 5)
"""YXmlElement and YXmlHook carry their name."""
ANY_DEPTH = 100


def spans_of(update: bytes) -> Spans:
    """Return what the update writes and deletes."""
    try:
        return _Reader(update).spans()
    except (IndexError, UnicodeDecodeError) as error:
        raise BadUpdate("the update ends too early") from error


class _Reader:
    """A cursor over the bytes."""

    __slots__ = ("at", "bytes")

    def __init__(self, update: bytes) -> None:
        self.bytes = update
        self.at = 0

    def spans(self) -> Spans:
        found = Spans()
        for _ in range(self.uint()):
            count, client, clock = self.uint(), self.uint(), self.uint()
            self._structs(count, client, clock, found.written)
        for _ in range(self.uint()):
            client, count = self.uint(), self.uint()
            for _ in range(count):
                start, length = self.uint(), self.uint()
                found.deleted.append((client, start, start + length))
        if self.at != len(self.bytes):
            raise BadUpdate("the update has bytes after its end")
        return found

    def uint(self) -> int:
        byte = self.bytes[self.at]
        self.at += 1
        if byte < 0x80:
            return byte
        value, shift = byte & 0x7F, 7
        while byte >= 0x80:
            byte = self.bytes[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if shift > 70:
                raise BadUpdate("a number is too large")
        return value

    def _structs(self, count: int, client: int, clock: int, written: list[Span]) -> None:
        start = clock
        for _ in range(count):
            info = self.bytes[self.at]
            self.at += 1
            kind = info & 0x1F
            if kind == STRING and info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN):
                clock += self._typed(info)
            elif kind == SKIP:
                if clock > start:
                    written.append((client, start, clock))
                clock += self.uint()
                start = clock
            elif kind == GC:
                clock += self.uint()
            else:
                clock += self._item(info, kind)
        if clock > start:
            written.append((client, start, clock))

    def _typed(self, info: int) -> int:
        """Pass over a text after or before another: the commonest struct by far."""
        content, at = self.bytes, self.at
        for _ in range(4 if info & 0xC0 == 0xC0 else 2):
            while content[at] >= 0x80:
                at += 1
            at += 1
        self.at = at
        return self._string()

    def _item(self, info: int, kind: int) -> int:
        if info & HAS_ORIGIN:
            self.uint()
            self.uint()
        if info & HAS_RIGHT_ORIGIN:
            self.uint()
            self.uint()
        if not info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN):
            if self.uint():
                self.skip()
            else:
                self.uint()
                self.uint()
            if info & HAS_PARENT_KEY:
                self.skip()
        return self._content(kind)

    def skip(self) -> None:
        """Pass over bytes that are preceded by their number."""
        length = self.uint()
        self.at += length
        if self.at > len(self.bytes):
            raise BadUpdate("the update ends too early")

    def _content(self, kind: int) -> int:
        """Pass over a content and return its length in clock ticks."""
        if kind == STRING:
            return self._string()
        if kind == DELETED:
            return self.uint()
        if kind in (JSON, ANY):
            return self._several(kind)
        if kind in (BINARY, EMBED):
            self.skip()
        elif kind == FORMAT:
            self.skip()
            self.skip()
        elif kind == TYPE:
            if self.uint() in TYPES_WITH_NAME:
                self.skip()
        elif kind == DOC:
            self.skip()
            self.any(0)
        else:
            raise BadUpdate(f"there is no content of kind {kind}")
        return 1

    def _string(self) -> int:
        """Clocks count UTF-16 code units, as JavaScript does."""
        start = self.uint() + self.at
        begin, self.at = self.at, start
        raw = self.bytes[begin:start]
        if start > len(self.bytes):
            raise BadUpdate("the update ends too early")
        if raw.isascii():
            return len(raw)
        text = raw.decode()
        return len(text) + sum(char > "\uffff" for char in text)

    def _several(self, kind: int) -> int:
        count = self.uint()
        for _ in range(count):
            if kind == JSON:
                self.skip()
            else:
                self.any(0)
        return count

    def any(self, depth: int) -> None:
        """Pass over a value in lib0's encoding of any JSON-like value."""
        tag = self.bytes[self.at]
        self.at += 1
        if tag in (119, 116):  # string, bytes
            self.skip()
        elif tag == 125:  # integer: six bits in the first byte, then seven in each
            while self.bytes[self.at] >= 0x80:
                self.at += 1
            self.at += 1
        elif tag in (124, 123, 122):  # float32, float64, bigint
            self.at += 4 if tag == 124 else 8
        elif tag in (118, 117):  # object, array
            self._nested(tag, depth)
        elif tag not in (127, 126, 121, 120):  # undefined, null, false, true
            raise BadUpdate(f"there is no value with tag {tag}")

    def _nested(self, tag: int, depth: int) -> None:
        if depth > ANY_DEPTH:
            raise BadUpdate("a value is nested too deeply")
        for _ in range(self.uint()):
            if tag == 118:
                self.skip()
            self.any(depth + 1)
