"""As much of Yjs's update format (v1) as it takes to type and to see what has arrived.

The driver must cost far less than the servers it measures, so it keeps no documents: a client types
one character after the other into the shared text `t`, and a receiver reads only up to which clock
each client's characters have come.
"""

from collections.abc import Iterator

ROOT = "t"
ORIGIN = 0x80
RIGHT_ORIGIN = 0x40
STRING = 4
GC, DELETED, SKIP = 0, 1, 10


def var_uint(number: int) -> bytes:
    """Encode an unsigned integer as lib0 does."""
    out = bytearray()
    while number > 0x7F:
        out.append(0x80 | (number & 0x7F))
        number >>= 7
    out.append(number)
    return bytes(out)


def var_bytes(data: bytes) -> bytes:
    """Encode bytes with their length before them."""
    return var_uint(len(data)) + data


def var_string(text: str) -> bytes:
    """Encode a text with the length of its UTF-8 before it."""
    return var_bytes(text.encode())


def keystroke(client: int, clock: int, character: str = "x") -> bytes:
    """Return the update with which a client types its next character after its last one."""
    head = b"\x01\x01" + var_uint(client) + var_uint(clock)
    if clock == 0:
        place = bytes([STRING]) + b"\x01" + var_string(ROOT)
    else:
        place = bytes([STRING | ORIGIN]) + var_uint(client) + var_uint(clock - 1)
    return head + place + var_string(character) + b"\x00"


class Reader:
    """Reads lib0's encoding from a place in a frame."""

    __slots__ = ("data", "at")

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def uint(self) -> int:
        """Read an unsigned integer."""
        data, at = self.data, self.at
        byte = data[at]
        at += 1
        number = byte & 0x7F
        shift = 7
        while byte > 0x7F:
            byte = data[at]
            at += 1
            number |= (byte & 0x7F) << shift
            shift += 7
        self.at = at
        return number

    def span(self) -> bytes:
        """Read bytes that have their length before them."""
        length = self.uint()
        start = self.at
        self.at = start + length
        return self.data[start : self.at]


def arrived(update: bytes) -> Iterator[tuple[int, int]]:
    """Yield (client, next clock) of everything the update brings."""
    reader = Reader(update)
    for _ in range(reader.uint()):
        count = reader.uint()
        client = reader.uint()
        clock = reader.uint()
        for _ in range(count):
            clock += _struct_length(reader)
        yield client, clock


def _struct_length(reader: Reader) -> int:
    info = reader.data[reader.at]
    reader.at += 1
    kind = info & 31
    if kind in (GC, SKIP):
        return reader.uint()
    for flag in (ORIGIN, RIGHT_ORIGIN):
        if info & flag:
            reader.uint()
            reader.uint()
    if not info & (ORIGIN | RIGHT_ORIGIN):
        _skip_parent(reader, has_key=bool(info & 32))
    if kind == DELETED:
        return reader.uint()
    if kind != STRING:
        raise ValueError(f"the driver types text only, and got content of kind {kind}")
    return len(reader.span())


def _skip_parent(reader: Reader, *, has_key: bool) -> None:
    if reader.uint() == 1:
        reader.span()
    else:
        reader.uint()
        reader.uint()
    if has_key:
        reader.span()
