"""Headless editors: each has its own Yjs document, writes at random, loses its connection, comes
back to any of the servers, and remembers what was acknowledged.
"""

import asyncio
import random
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field

from pycrdt import (
    Decoder,
    Doc,
    Text,
    create_sync_message,
    create_update_message,
    handle_sync_message,
)
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

WORDS = ("a", "be", "sea ", "déjà", "😀", "\n", "wörter ")
STEP_2 = 1


@dataclass(eq=False)
class Editor:
    """One person at one device."""

    urls: list[str]
    token: str
    chance: random.Random
    doc: "Doc[Text]" = field(default_factory=Doc)
    acknowledged: list[bytes] = field(default_factory=list)
    edits: int = 0
    connections: int = 0
    is_editing: bool = True
    is_synced: bool = False
    _sent: deque[bytes] = field(default_factory=deque)
    """Updates of this connection that are not acknowledged."""
    _durable: int = 0
    _socket: ClientConnection | None = None

    async def work(self, stop: asyncio.Event) -> None:
        """Stay connected as well as it goes until `stop` is set; edit while `is_editing`."""
        typing = asyncio.create_task(self._type())
        while not stop.is_set():
            with suppress(OSError, WebSocketException, TimeoutError):
                await self._connection(stop)
            self._socket, self.is_synced = None, False
            await asyncio.sleep(self.chance.uniform(0.02, 0.2))
        typing.cancel()

    async def _connection(self, stop: asyncio.Event) -> None:
        url = f"{self.chance.choice(self.urls)}?bureau=1"
        headers = {"Authorization": f"Bearer {self.token}"}
        async with connect(
            url, additional_headers=headers, max_size=None, open_timeout=3, compression=None
        ) as socket:
            self._sent.clear()
            self._durable = 0
            self.connections += 1
            await socket.send(create_sync_message(self.doc))
            self._socket = socket
            ends = asyncio.get_running_loop().time() + self.chance.uniform(0.5, 4.0)
            while not stop.is_set():
                if self.is_editing and asyncio.get_running_loop().time() > ends:
                    socket.transport.abort()  # a lost connection says no goodbye
                    return
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.2):
                        frame = await socket.recv()
                    assert isinstance(frame, bytes)
                    await self._take(socket, frame)

    async def _take(self, socket: ClientConnection, frame: bytes) -> None:
        if frame[0] == 0:
            self.is_synced = self.is_synced or frame[1] == STEP_2
            if answer := handle_sync_message(frame[1:], self.doc):
                self._sent.append(Decoder(answer[2:]).read_message() or b"")
                await socket.send(answer)
        elif frame[0] == 100:
            reader = Decoder(frame[1:])
            reader.read_message()
            for _ in range(reader.read_var_uint() - self._durable):
                self._durable += 1
                self.acknowledged.append(self._sent.popleft())

    async def _type(self) -> None:
        while True:
            await asyncio.sleep(self.chance.expovariate(20))
            if self.is_editing:
                for update in self._edit():
                    await self._send(update)

    async def _send(self, update: bytes) -> None:
        socket = self._socket
        if socket:
            self._sent.append(update)
            with suppress(OSError, WebSocketException):
                await socket.send(create_update_message(update))

    def _edit(self) -> list[bytes]:
        """Insert or delete somewhere; the connection may be away."""
        made: list[bytes] = []
        subscription = self.doc.observe(lambda event: made.append(event.update))
        text = self.doc.get("text", type=Text)
        content = str(text)
        at = self.chance.randint(0, len(content))
        start = len(content[:at].encode())
        if content[at:] and self.chance.random() < 0.3:
            removed = content[at : at + self.chance.randint(1, 8)]
            del text[start : start + len(removed.encode())]
        else:
            text.insert(start, self.chance.choice(WORDS))
        self.doc.unobserve(subscription)
        self.edits += 1
        return made
