"""The messages of the protocol: those of y-protocols (sync, awareness, query awareness) and four of
our own. Pure functions on bytes.

Our own messages go only to clients that connected with `bureau=1`; each is its type and one field:
`stored` an encoded state vector, then (for who wants it) how many of the connection's update
frames are durable; `hello`, `role` and `event` a JSON text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson

SYNC, AWARENESS, AUTH, QUERY_AWARENESS = 0, 1, 2, 3
STEP_1, STEP_2, UPDATE = 0, 1, 2
STORED, HELLO, ROLE, EVENT = 100, 101, 102, 103


class BadMessage(ValueError):
    """The frame is not a message of the protocol."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message of a client: its type, for sync its second type, and its bytes."""

    kind: int
    step: int
    body: bytes


def write_uint(number: int) -> bytes:
    """Encode a number as lib0 does."""
    if number < 0x80:
        return bytes((number,))
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def read_uint(frame: bytes, at: int) -> tuple[int, int]:
    """Decode a number; return it and where it ends. Raises `BadMessage`."""
    value = shift = 0
    for end in range(at, min(at + 10, len(frame))):
        byte = frame[end]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, end + 1
        shift += 7
    raise BadMessage("a number has no end")


def read_message(frame: bytes) -> Incoming:
    """Read a frame of a client; raises `BadMessage`."""
    if not frame:
        raise BadMessage("the frame is empty")
    kind = frame[0]
    if kind == QUERY_AWARENESS:
        return Incoming(kind, 0, b"")
    if kind not in (SYNC, AWARENESS) or len(frame) < 2:
        raise BadMessage(f"there is no message of type {kind}")
    step, at = (frame[1], 2) if kind == SYNC else (0, 1)
    if step > UPDATE:
        raise BadMessage(f"there is no sync message of type {step}")
    length, start = read_uint(frame, at)
    if start + length != len(frame):
        raise BadMessage("the length of the message is wrong")
    return Incoming(kind, step, frame[start:])


def sync_step_1(state_vector: bytes) -> bytes:
    """Ask for what the other side has beyond this state."""
    return bytes((SYNC, STEP_1)) + write_uint(len(state_vector)) + state_vector


def sync_step_2(update: bytes) -> bytes:
    """Answer step 1."""
    return bytes((SYNC, STEP_2)) + write_uint(len(update)) + update


def sync_update(update: bytes) -> bytes:
    """Tell of a change."""
    return bytes((SYNC, UPDATE)) + write_uint(len(update)) + update


def awareness(update: bytes) -> bytes:
    """Tell who is there."""
    return bytes((AWARENESS,)) + write_uint(len(update)) + update


def stored(clocks: Mapping[int, int], frames: int) -> bytes:
    """Tell a client what of its own is durable."""
    vector = write_state_vector(clocks)
    return bytes((STORED,)) + write_uint(len(vector)) + vector + write_uint(frames)


def note(kind: int, content: Mapping[str, object]) -> bytes:
    """Write `hello`, `role` or `event`."""
    text = orjson.dumps(content)
    return bytes((kind,)) + write_uint(len(text)) + text


def write_state_vector(clocks: Mapping[int, int]) -> bytes:
    """Encode a state vector."""
    parts = [write_uint(len(clocks))]
    for client, clock in clocks.items():
        parts += (write_uint(client), write_uint(clock))
    return b"".join(parts)


def read_state_vector(encoded: bytes) -> dict[int, int]:
    """Decode a state vector; raises `BadMessage`."""
    count, at = read_uint(encoded, 0)
    clocks = {}
    for _ in range(count):
        client, at = read_uint(encoded, at)
        clocks[client], at = read_uint(encoded, at)
    return clocks


def clocks_of(spans: Iterable[tuple[int, int, int]]) -> dict[int, int]:
    """Return the state vector of written ranges."""
    clocks: dict[int, int] = {}
    for client, _, end in spans:
        if end > clocks.get(client, 0):
            clocks[client] = end
    return clocks
