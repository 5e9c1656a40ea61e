"""One typing client: a lean websocket (RFC 6455) that speaks the Yjs sync protocol."""

import asyncio
import base64
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from .yjs import Reader, arrived, keystroke, var_bytes, var_string, var_uint

SYNC, STEP_1, STEP_2, UPDATE = 0, 0, 1, 2
BINARY, CLOSE, PING, PONG = 2, 8, 9, 10
EMPTY_STATE = b"\x00"
EMPTY_UPDATE = b"\x00\x00"
AUTH, TOKEN = 2, 0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a document is edited, and how the server wants to be spoken to."""

    port: int
    path: str
    headers: tuple[str, ...] = ()
    prefix: bytes = b""
    """Before every message: hocuspocus wants the document's name there."""
    opening: bytes = b""
    """Sent before the first sync step."""


def framed(payload: bytes, opcode: int) -> bytes:
    """Return a client's frame; its mask is zero, which RFC 6455 allows and costs nothing."""
    size = len(payload)
    if size < 126:
        head = bytes([0x80 | opcode, 0x80 | size])
    elif size < 1 << 16:
        head = bytes([0x80 | opcode, 0x80 | 126]) + size.to_bytes(2)
    else:
        head = bytes([0x80 | opcode, 0x80 | 127]) + size.to_bytes(8)
    return head + b"\0\0\0\0" + payload


def hocuspocus_address(port: int, document: str) -> Address:
    """Return the address of a document on hocuspocus, with its first message."""
    name = var_string(document)
    opening = name + var_uint(AUTH) + var_uint(TOKEN) + var_string("t") + var_string("4.7.0")
    return Address(port, "/", (), name, opening)


@dataclass(eq=False, slots=True)
class Client(asyncio.Protocol):
    """Types keystrokes and notes what comes from the others."""

    number: int
    """The Yjs client id."""
    address: Address
    watches: bool
    """Whether frames are read at once, for latency; else they are kept and read at the end."""
    on_arrival: Callable[[int, int], None] | None = None
    """Called with (client, next clock) when somebody's keystrokes have come; watchers only."""
    seen: dict[int, int] = field(default_factory=dict)
    kept: list[bytes] = field(default_factory=list)
    clock: int = 0
    sent_at: list[float] = field(default_factory=list)
    frames_in: int = 0
    ready: "asyncio.Future[None]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    closed: bool = False
    goodbye: str = ""
    """Code and reason with which the server closed the connection."""
    _wire: asyncio.Transport | None = None
    _buffer: bytearray = field(default_factory=bytearray)
    _is_open: bool = False

    async def join(self) -> None:
        """Connect and wait until the first synchronisation is over."""
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: self, "127.0.0.1", self.address.port)
        await asyncio.wait_for(self.ready, 30)

    def type_on(self, count: int = 1) -> None:
        """Send the next keystrokes, each in a frame of its own, in one write."""
        head = self.address.prefix + bytes([SYNC, UPDATE])
        clocks = range(self.clock, self.clock + count)
        if self.closed:
            raise ConnectionError(f"the server closed {self.address.path}: {self.goodbye}")
        frames = [
            framed(head + var_bytes(keystroke(self.number, clock)), BINARY) for clock in clocks
        ]
        self.sent_at += [time.perf_counter()] * count
        self.clock += count
        if self._wire:
            self._wire.write(b"".join(frames))

    def leave(self) -> None:
        """Close the connection without a word."""
        if self._wire:
            self._wire.abort()

    def settle(self, read: dict[bytes, list[tuple[int, int]]]) -> None:
        """Read the kept frames, so that `seen` is complete; most came to the others alike, and what
        was `read` before is not read again.
        """
        for frame in self.kept:
            if frame not in read:
                read[frame] = list(arrived(frame))
            for client, clock in read[frame]:
                if clock > self.seen.get(client, 0):
                    self.seen[client] = clock
        self.kept.clear()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports do not descend from asyncio's.
        self._wire = wire = cast(asyncio.Transport, transport)
        lines = [
            f"GET {self.address.path} HTTP/1.1",
            f"Host: localhost:{self.address.port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            "Sec-WebSocket-Version: 13",
            *self.address.headers,
        ]
        wire.write("\r\n".join(lines).encode() + b"\r\n\r\n")

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(f"the server closed {self.address.path}"))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._is_open and not self._accepted():
            return
        for opcode, payload in self._frames():
            if opcode == BINARY:
                self.frames_in += 1
                self._take(payload)
            elif opcode == CLOSE and self._wire:
                self.goodbye = f"{int.from_bytes(payload[:2])} {payload[2:].decode()}"
                self._wire.close()
            elif opcode == PING:
                self._write(payload, PONG)

    def _accepted(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._buffer[:end])
        del self._buffer[: end + 4]
        if not head.startswith(b"HTTP/1.1 101"):
            raise ConnectionError(head.split(b"\r\n")[0].decode())
        self._is_open = True
        if self.address.opening:
            self._write(self.address.opening)
        self._send(var_uint(STEP_1) + var_bytes(EMPTY_STATE))
        return True

    def _frames(self) -> list[tuple[int, bytes]]:
        """Cut the whole frames out of the buffer; a server does not mask."""
        out, buffer, at = [], self._buffer, 0
        while len(buffer) - at >= 2:
            length, start = buffer[at + 1], at + 2
            if length == 126:
                length, start = int.from_bytes(buffer[at + 2 : at + 4]), at + 4
            elif length == 127:
                length, start = int.from_bytes(buffer[at + 2 : at + 10]), at + 10
            if len(buffer) < start + length:
                break
            out.append((buffer[at] & 15, bytes(buffer[start : start + length])))
            at = start + length
        del buffer[:at]
        return out

    def _take(self, message: bytes) -> None:
        reader = Reader(message, len(self.address.prefix))
        if reader.uint() != SYNC:
            return
        kind = reader.uint()
        if kind == STEP_1:
            self._send(var_uint(STEP_2) + var_bytes(EMPTY_UPDATE))
            return
        update = reader.span()
        if kind == STEP_2:
            # What the document held before anybody typed.
            if not self.ready.done():
                self.ready.set_result(None)
        elif self.watches:
            self._note(update)
        else:
            self.kept.append(update)

    def _note(self, update: bytes) -> None:
        for client, clock in arrived(update):
            if client != self.number and clock > self.seen.get(client, 0):
                if self.on_arrival:
                    self.on_arrival(client, clock)
                self.seen[client] = clock

    def _send(self, body: bytes) -> None:
        self._write(self.address.prefix + var_uint(SYNC) + body)

    def _write(self, payload: bytes, opcode: int = BINARY) -> None:
        if self._wire:
            self._wire.write(framed(payload, opcode))
