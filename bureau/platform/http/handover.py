"""Handing websockets from the process of the front door to one that answers them: the front door
reads the handshake, then sends it and the connection's descriptor through a socket in the data
folder (unix(7), SCM_RIGHTS). From there on the bytes of the connection do not pass through it, so
busy pages and busy documents do not wait for each other.
"""

import asyncio
import logging
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from bureau.platform.config import config
from bureau.platform.ids import new_id

from .asgi import App
from .sockets import ALLOWED_FRAME_BYTES, DirectProtocol

log = logging.getLogger(__name__)

BACKLOG = 1024
LONGEST_HANDSHAKE = 64 * 1024
PATIENCE_S = 0.5

UNAVAILABLE = (
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\n"
    b"connection: close\r\n\r\n"
)


def folder() -> Path:
    """Return where the processes that answer websockets listen."""
    return config().data_dir / "run" / "websockets"


class HandingProtocol(asyncio.Protocol):
    """What uvicorn gives a connection to that asks for a websocket."""

    def __init__(
        self, config: uvicorn.Config, server_state: ServerState, app_state: dict[str, Any]
    ) -> None:
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports do not descend from asyncio's.
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Take the handshake, which uvicorn has read; nothing comes after it before the answer."""
        assert self._transport
        self._transport.pause_reading()
        connection: socket.socket = self._transport.get_extra_info("socket")
        if hand_over(connection.fileno(), data):
            self._transport.abort()  # closes our descriptor; the connection lives on with theirs
        else:
            self._transport.write(UNAVAILABLE)
            self._transport.close()


def hand_over(descriptor: int, handshake: bytes) -> bool:
    """Give a connection to a process that answers websockets: all of one address to the same, as
    long as it runs. Tell whether one took it.
    """
    path = handshake.split(b" ", 2)[1].partition(b"?")[0]
    place = folder()
    try:
        here = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return False
    try:
        names = sorted(os.listdir(here), key=lambda name: _weight(name, path))
        return any(_give(f"/proc/self/fd/{here}/{name}", descriptor, handshake) for name in names)
    finally:
        os.close(here)


def _weight(name: str, path: bytes) -> bytes:
    """Rendezvous hashing: when a process comes or goes, few addresses move."""
    return blake2b(name.encode() + path, digest_size=8).digest()


def _give(address: str, descriptor: int, handshake: bytes) -> bool:
    with socket.socket(socket.AF_UNIX) as channel:
        channel.settimeout(PATIENCE_S)
        try:
            channel.connect(address)
            socket.send_fds(channel, [handshake], [descriptor])
        except TimeoutError:
            return False
        except OSError:
            # Nobody listens there any more.
            with suppress(FileNotFoundError):
                os.unlink(address)
            return False
    return True


async def take_over(app: App, stop: asyncio.Event) -> None:
    """Service: answer the websockets that are handed over, with an ASGI application."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    here = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    address = f"/proc/self/fd/{here}/{new_id()}"
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(BACKLOG)
    listener.setblocking(False)
    adopting = asyncio.create_task(_adopt_all(listener, _factory(app)))
    await stop.wait()
    with suppress(FileNotFoundError):
        os.unlink(address)
    adopting.cancel()
    listener.close()
    os.close(here)


def _factory(app: App) -> Callable[[], DirectProtocol]:
    settings = uvicorn.Config(
        app,
        ws=DirectProtocol,
        ws_max_size=ALLOWED_FRAME_BYTES,
        # A zlib context costs more memory than all the rest of a connection, and updates are too
        # small to gain.
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
    )
    settings.load()
    state = ServerState()
    return lambda: DirectProtocol(settings, state, {})


async def _adopt_all(listener: socket.socket, make: Callable[[], DirectProtocol]) -> None:
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Task[None]] = set()
    while True:
        channel, _ = await loop.sock_accept(listener)
        task = asyncio.create_task(_adopt(channel, make))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


async def _adopt(channel: socket.socket, make: Callable[[], DirectProtocol]) -> None:
    loop = asyncio.get_running_loop()
    try:
        handshake, descriptors = await _received(channel)
    finally:
        channel.close()
    for descriptor in descriptors:
        connection = socket.socket(fileno=descriptor)
        connection.setblocking(False)
        _transport, protocol = await loop.connect_accepted_socket(make, connection)
        protocol.data_received(handshake)


async def _received(channel: socket.socket) -> tuple[bytes, list[int]]:
    loop = asyncio.get_running_loop()
    is_there = asyncio.Event()
    loop.add_reader(channel.fileno(), is_there.set)
    try:
        await asyncio.wait_for(is_there.wait(), PATIENCE_S)
    except TimeoutError:
        return b"", []
    finally:
        loop.remove_reader(channel.fileno())
    handshake, descriptors, _flags, _address = socket.recv_fds(channel, LONGEST_HANDSHAKE, 1)
    return handshake, list(descriptors)
