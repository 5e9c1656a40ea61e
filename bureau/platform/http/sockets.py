"""Websockets (RFC 6455): who answers which path, and the connection as its owner sees it.

The handshake goes through uvicorn and ASGI as usual; after it, frames go straight between the
transport and the owner: no queue and no task per message, and a frame for many is encoded once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.speedups import apply_mask
from websockets.typing import Data

from .asgi import Receive, Scope, Send, header
from .peer import Peer, peer_of

EXTENSION = "bureau.transport"
CLOSE_S = 3.0
"""How long the other side may take to say goodbye."""
ALLOWED_FRAME_BYTES = 16 * 1024 * 1024
"""What is read at all; owners refuse less with a code of their own."""

WHOLE_BINARY = 0x8280
"""FIN, binary, masked, without extensions."""

OnFrame = Callable[[bytes], None]


def encode(payload: bytes) -> bytes:
    """Return the bytes on the wire of a binary message; good for any number of sockets."""
    return Frame(Opcode.BINARY, payload).serialize(mask=False)


class RawFrame(NamedTuple):
    """Where the parts of a frame lie in a buffer that begins with it (RFC 6455 §5.2)."""

    head: int
    """The first two bytes without the length: FIN, opcode, and whether it is masked."""
    size_bytes: int
    mask_at: int
    end: int

    def payload(self, buffer: bytearray) -> bytes:
        """Return the unmasked payload."""
        start = self.mask_at + 4
        return apply_mask(bytes(buffer[start : self.end]), bytes(buffer[self.mask_at : start]))


def read_head(buffer: bytearray) -> RawFrame | None:
    """Read the head of the first frame in the buffer, None when it is not whole."""
    held = len(buffer)
    if held < 2:
        return None
    second = buffer[1]
    size, at = second & 0x7F, 2
    if size == 126:
        size, at = int.from_bytes(buffer[2:4]), 4
    elif size == 127:
        size, at = int.from_bytes(buffer[2:10]), 10
    if held < at:
        return None
    return RawFrame(buffer[0] << 8 | second & 0x80, size, at, at + (second & 0x80) // 32 + size)


class DirectProtocol(WebSocketsSansIOProtocol):
    """uvicorn's websocket protocol, with a way around its queue once somebody listens."""

    on_frame: OnFrame | None = None
    unread = bytearray()
    is_failed = False
    """Whether a frame came that is too large to be read."""
    on_lost: Callable[[], None] | None = None
    on_shutdown: Callable[[], None] | None = None

    def handle_connect(self, event: Any) -> None:
        self.unread = bytearray()
        super().handle_connect(event)
        if self.response.status_code == 101:
            # The task that reads the scope starts only after this returns.
            self.scope["extensions"] = {EXTENSION: {"protocol": self}}

    def data_received(self, data: bytes) -> None:
        """Keep what comes before somebody listens: the library, once it has begun a frame, would
        end it itself.
        """
        if not self.handshake_initiated:
            super().data_received(data)
            return
        self.unread += data
        if self.on_frame is not None or self.close_sent:
            self.read_frames()
        elif not self.read_paused:
            self.read_paused = True
            self.transport.pause_reading()

    def read_frames(self) -> None:
        """Read whole masked binary messages here, which costs a fifth of going through the library;
        everything else (control frames, fragments, what is wrong) is the library's.
        """
        while (frame := read_head(self.unread)) and not self.is_failed:
            self.is_failed = frame.size_bytes > ALLOWED_FRAME_BYTES
            if frame.end > len(self.unread) and not self.is_failed:
                return
            if self.on_frame and frame.head == WHOLE_BINARY and self.may_take():
                payload = frame.payload(self.unread)
                del self.unread[: frame.end]
                self.on_frame(payload)
            else:
                raw = bytes(self.unread[: frame.end])
                del self.unread[: frame.end]
                super().data_received(raw)
        if self.is_failed:
            self.unread.clear()

    def may_take(self) -> bool:
        """Tell whether a whole message is in order here."""
        open_and_between = self.conn.state is State.OPEN and not self.frames
        return open_and_between and not self.close_sent and not self.is_failed

    def send_receive_event_to_app(self) -> None:
        if self.on_frame is None:
            super().send_receive_event_to_app()
            return
        frames, self.frames = self.frames, []
        if not self.close_sent:
            self.on_frame(frames[0] if len(frames) == 1 else b"".join(frames))

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self.on_lost:
            self.on_lost()

    def shutdown(self) -> None:
        """Leave the goodbye to the owner, who has something to finish first."""
        if self.on_shutdown and self.handshake_complete and not self.close_sent:
            self.on_shutdown()
        else:
            super().shutdown()

    def write(self, encoded: bytes) -> None:
        """Send an encoded frame unless the connection is ending."""
        if not self.close_sent and not self.transport.is_closing():
            self.transport.write(encoded)

    def say_goodbye(self, code: int, reason: str) -> None:
        """Send a close frame and cut the connection when the other side does not answer."""
        if self.close_sent or self.transport.is_closing():
            return
        if self.conn.state is not State.OPEN:
            self.transport.close()
            return
        self.stop_keepalive()
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.transport.resume_reading()
        self.close_timer = self.loop.call_later(CLOSE_S, self.transport.abort)

    def handle_close(self, event: Any) -> None:
        super().handle_close(event)
        if self.on_lost:
            self.on_lost()


class Socket:
    """One websocket on the server's side. Use it on the event loop only."""

    def __init__(self, scope: Scope, peer: Peer, receive: Receive, send: Send) -> None:
        self.path: str = scope["path"]
        self.peer = peer
        self._scope = scope
        self._receive = receive
        self._send = send
        self._protocol: DirectProtocol = scope["extensions"][EXTENSION]["protocol"]
        self._is_gone = asyncio.Event()

    def header(self, name: bytes) -> str:
        """Return a header of the handshake (lower-case name), empty when absent."""
        return (header(self._scope["headers"], name) or b"").decode("latin-1")

    @property
    def query(self) -> Mapping[str, str]:
        """The parameters of the address; of one that is repeated, the last."""
        return dict(parse_qsl(self._scope["query_string"].decode("latin-1")))

    @property
    def cookies(self) -> Mapping[str, str]:
        """The cookies of the handshake."""
        try:
            jar = SimpleCookie(self.header(b"cookie"))
        except CookieError:
            return {}
        return {name: morsel.value for name, morsel in jar.items()}

    def is_from(self, site: str) -> bool:
        """Tell whether the page that opened it, if any page did, is of our site: browsers send
        cookies with the websockets of strangers too.
        """
        origin = self.header(b"origin")
        if not origin:
            return True
        same_host = urlsplit(origin).netloc == self.header(b"host")
        return same_host or origin == site

    async def accept(self) -> None:
        """Answer the handshake."""
        await self._receive()
        await self._send({"type": "websocket.accept"})

    async def refuse(self) -> None:
        """Answer the handshake with 403."""
        await self._receive()
        await self._send({"type": "websocket.close", "code": 1008})

    def listen(self, on_frame: OnFrame) -> None:
        """Call `on_frame` with every message from now on, text as UTF-8."""
        self._protocol.on_lost = self._is_gone.set
        self._protocol.on_frame = on_frame
        queue = self._protocol.queue
        while not queue.empty():
            message = queue.get_nowait()
            if message["type"] == "websocket.receive":
                on_frame(_payload(message))
            elif message["type"] == "websocket.disconnect":
                self._is_gone.set()
        self._protocol.read_frames()
        self.resume()

    def on_shutdown(self, call: Callable[[], None]) -> None:
        """Call this when the server ends, instead of cutting the connection."""
        self._protocol.on_shutdown = call

    async def gone(self) -> None:
        """Return once the connection has ended."""
        await self._is_gone.wait()

    @property
    def is_gone(self) -> bool:
        """Whether the connection has ended."""
        return self._is_gone.is_set()

    def send(self, payload: bytes) -> None:
        """Send one binary message; never waits."""
        self._protocol.write(encode(payload))

    def send_encoded(self, encoded: bytes) -> None:
        """Send what `encode` returned."""
        self._protocol.write(encoded)

    @property
    def waiting_bytes(self) -> int:
        """How much was sent that the connection has not taken yet."""
        return self._protocol.transport.get_write_buffer_size()

    def pause(self) -> None:
        """Read nothing from the connection until `resume`."""
        self._protocol.transport.pause_reading()
        self._protocol.read_paused = True

    def resume(self) -> None:
        """Read on."""
        if self._protocol.read_paused:
            self._protocol.read_paused = False
            if not self._protocol.transport.is_closing():
                self._protocol.transport.resume_reading()

    def close(self, code: int, reason: str = "") -> None:
        """End the connection with a code; further frames are neither read nor sent."""
        self._protocol.say_goodbye(code, reason)
        self._is_gone.set()


def _payload(message: Mapping[str, Any]) -> bytes:
    content: Data = message.get("bytes") or message.get("text") or b""
    return content.encode() if isinstance(content, str) else bytes(content)


Handler = Callable[[Socket], Awaitable[None]]

_handlers: dict[str, Handler] = {}


def register_socket(prefix: str, handler: Handler) -> None:
    """Let `handler` answer the websockets whose path begins with the prefix; it returns when the
    connection is done with.
    """
    _handlers[prefix] = handler


async def answer_socket(scope: Scope, receive: Receive, send: Send, proxies: int) -> None:
    """Hand a websocket to whoever answers its path, or refuse it."""
    found = (handler for prefix, handler in _handlers.items() if scope["path"].startswith(prefix))
    handler = next(found, None)
    if handler is None or EXTENSION not in scope.get("extensions", {}):
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    await handler(Socket(scope, peer_of(scope, proxies), receive, send))
