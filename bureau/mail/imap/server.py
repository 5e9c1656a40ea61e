"""Listening for IMAP: with STARTTLS on one port, with TLS from the first byte on another."""

import asyncio
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from ipaddress import ip_address
from typing import Any, TypeVar

from django.db import close_old_connections, connections

from bureau.platform.config import Endpoint, config
from bureau.platform.context import Context, using

from ..certificate import tls_context
from .connection import Connection
from .lines import LONGEST_LINE

Result = TypeVar("Result")
Listening = Callable[[int], None]

THREADS = 4
MOST_CONNECTIONS = 5_000
MOST_OF_PERSON = 40
"""Mail programs keep one connection a mailbox that they watch."""
HANDSHAKE_S = 30.0

# Threads live as long as the process and keep their database connections.
_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="imap")


class Server:
    """What the connections of one port share."""

    def __init__(self, context: ssl.SSLContext, *, allows_plain_auth: bool) -> None:
        self.context = context
        self.allows_plain_auth = allows_plain_auth
        self.open: set[Connection] = set()

    async def in_thread(self, peer: str, function: Callable[..., Result], *args: Any) -> Result:
        """Run blocking work of a connection on a thread of the pool."""
        context = Context(channel="imap", address=peer)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(_threads, partial(_run, context, function, *args))

    def join(self, person_id: str) -> bool:
        """Count a connection of a person; False when there are too many."""
        if _of_person[person_id] >= MOST_OF_PERSON:
            return False
        _of_person[person_id] += 1
        return True

    def leave(self, person_id: str) -> None:
        """Count a connection of a person no more."""
        _of_person[person_id] -= 1
        if _of_person[person_id] <= 0:
            del _of_person[person_id]

    async def talk(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_encrypted: bool
    ) -> None:
        """Serve one connection."""
        if len(self.open) >= MOST_CONNECTIONS:
            writer.write(b"* BYE Too many connections\r\n")
            writer.close()
            return
        connection = Connection(self, reader, writer, is_encrypted=is_encrypted)
        self.open.add(connection)
        try:
            await connection.run()
        finally:
            self.open.discard(connection)

    async def end(self) -> None:
        """End all connections, within a few seconds."""
        endings = [asyncio.create_task(connection.end()) for connection in self.open]
        if endings:
            await asyncio.wait(endings, timeout=3)


_of_person: Counter[str] = Counter()


def _run(context: Context, function: Callable[..., Result], *args: Any) -> Result:
    close_old_connections()
    with using(context):
        return function(*args)


def _is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach the address."""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


async def serve_imap(
    stop: asyncio.Event,
    endpoint: Endpoint | None = None,
    listening: Listening = lambda port: None,
) -> None:
    """Serve with STARTTLS until `stop` is set. Passwords are taken without TLS only where nobody
    but this machine can listen in.
    """
    where = endpoint or config().imap
    await _listen(stop, where, listening, from_the_start=False)


async def serve_imaps(
    stop: asyncio.Event,
    endpoint: Endpoint | None = None,
    listening: Listening = lambda port: None,
) -> None:
    """Serve with TLS from the first byte until `stop` is set."""
    await _listen(stop, endpoint or config().imaps, listening, from_the_start=True)


async def _listen(
    stop: asyncio.Event, endpoint: Endpoint, listening: Listening, *, from_the_start: bool
) -> None:
    if not endpoint.host:
        await stop.wait()
        return
    context = tls_context()
    server = Server(context, allows_plain_auth=_is_loopback(endpoint.host))
    socket = await asyncio.start_server(
        partial(server.talk, is_encrypted=from_the_start),
        endpoint.host,
        endpoint.port,
        limit=LONGEST_LINE,
        ssl=context if from_the_start else None,
        ssl_handshake_timeout=HANDSHAKE_S if from_the_start else None,
    )
    async with socket:
        listening(socket.sockets[0].getsockname()[1])
        await stop.wait()
        socket.close()
        await server.end()
    await asyncio.to_thread(close_database)


_closing = threading.Lock()


def close_database() -> None:
    """Close the database connections of the pool; a thread that goes on working opens a new one."""
    with _closing:
        # Tasks that wait for each other take one thread each.
        together = threading.Barrier(THREADS)
        for task in [_threads.submit(_close, together) for _ in range(THREADS)]:
            task.result()


def _close(together: threading.Barrier) -> None:
    with suppress(threading.BrokenBarrierError):
        together.wait(5)
    connections.close_all()
