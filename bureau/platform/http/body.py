"""A request body on its way from the event loop to a thread; at most `HIGH_BYTES` are held."""

import asyncio
import io
import threading
from collections import deque

from .asgi import ClientGone, Receive

HIGH_BYTES = 1024 * 1024
LOW_BYTES = 256 * 1024


class BodyStream(io.RawIOBase):
    """Readable by one thread while `pump` fills it on the loop; reading raises `ClientGone` on
    disconnect.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, first: bytes = b"") -> None:
        self._loop = loop
        self._chunks: deque[bytes] = deque([first] if first else [])
        self._held_bytes = len(first)
        self._state = threading.Condition()
        self._room = asyncio.Event()
        self._is_complete = False
        self._is_gone = False
        self._is_abandoned = False

    def readable(self) -> bool:
        return True

    async def pump(self, receive: Receive) -> None:
        """Move the body in as it arrives and as there is room, until its end; runs on the loop."""
        more = True
        while more and not self._is_abandoned:
            message = await receive()
            if message["type"] == "http.disconnect":
                self._end(is_gone=True)
                return
            more = message.get("more_body", False)
            await self._add(message.get("body", b""))
        self._end(is_gone=False)

    async def _add(self, chunk: bytes) -> None:
        with self._state:
            if chunk:
                self._chunks.append(chunk)
                self._held_bytes += len(chunk)
            self._state.notify()
            full = self._held_bytes >= HIGH_BYTES
            if full:
                self._room.clear()
        if full and not self._is_abandoned:
            await self._room.wait()

    def _end(self, *, is_gone: bool) -> None:
        with self._state:
            self._is_complete = True
            self._is_gone = is_gone
            self._state.notify()

    def abandon(self) -> None:
        """The reader is done, whatever is still to come; any thread."""
        self._is_abandoned = True
        self._loop.call_soon_threadsafe(self._room.set)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what is there, waiting for at least one byte; 0 at the end."""
        with self._state:
            while not self._chunks and not self._is_complete:
                self._state.wait()
            if not self._chunks:
                if self._is_gone:
                    raise ClientGone("the client closed the connection while sending")
                return 0
            count = self._take(buffer)
            wants_more = self._held_bytes <= LOW_BYTES and not self._room.is_set()
        if wants_more and not self._is_complete:
            self._loop.call_soon_threadsafe(self._room.set)
        return count

    def _take(self, buffer: memoryview) -> int:
        chunk = self._chunks.popleft()
        count = min(len(chunk), len(buffer))
        buffer[:count] = chunk[:count]
        if count < len(chunk):
            self._chunks.appendleft(chunk[count:])
        self._held_bytes -= count
        return count
