"""What both servers share: protocol settings, threads for the database, one session's facts."""

import asyncio
import logging
import os
import ssl
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from typing import Any, TypeVar

from aiosmtpd.smtp import Session
from django.db import close_old_connections, connections

from bureau.platform.config import Endpoint, config
from bureau.platform.context import Context, using
from bureau.platform.errors import TooManyRequests
from bureau.platform.mime import parse

from ..trust.verdict import Facts, Verdict, assess
from .connection import Connection, Crowd

log = logging.getLogger(__name__)

LARGEST_MESSAGE = 50 << 20
MOST_RECIPIENTS = 500
TIMEOUT_S = 300.0
TRY_LATER = "451 4.3.0 Try again later"
TOO_FAST = "421 4.7.0 Too many messages from you, try again later"

Result = TypeVar("Result")

THREADS = 4
JUDGES = 16
# Threads that wait for the DNS and never touch the database.
_judges = ThreadPoolExecutor(JUDGES, thread_name_prefix="trust")
# Threads live as long as the process and keep their database connections.
_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="smtp")
_closing = threading.Lock()


def peer_of(session: Session) -> str:
    """Return the network address of the other side."""
    peer: object = session.peer
    return str(peer[0]) if isinstance(peer, tuple) and peer else ""


async def in_thread(session: Session, function: Callable[..., Result], *args: Any) -> Result:
    """Run blocking work of a session on a thread of the pool."""
    context = Context(channel="smtp", address=peer_of(session))
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_threads, partial(_run, context, function, *args))


async def judged(content: bytes, facts: Facts) -> Verdict | None:
    """Judge a message's author on a thread that never waits for the database; None where that
    breaks, which is no reason to refuse the message.
    """
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(_judges, lambda: assess(content, parse(content), facts))
    except Exception:
        log.exception("the author of a message from %s could not be judged", facts.peer)
        return None


def _run(context: Context, function: Callable[..., Result], *args: Any) -> Result:
    close_old_connections()
    with using(context):
        return function(*args)


async def reply_of(session: Session, function: Callable[..., str], *args: Any) -> str:
    """Run a function that answers with an SMTP reply; whatever goes wrong asks to try again
    later.
    """
    try:
        return await in_thread(session, function, *args)
    except TooManyRequests:
        return TOO_FAST
    except Exception:
        # The edge of the process: the peer keeps the message and tries again, nothing is lost.
        log.exception("an SMTP request from %s failed", peer_of(session))
        return TRY_LATER


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach the address."""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


@dataclass(frozen=True, slots=True)
class Listener:
    """How one of the servers talks."""

    endpoint: Endpoint
    handler: Callable[[], object]
    connection: type[Connection] = Connection
    context: ssl.SSLContext | None = None
    is_implicit_tls: bool = False
    allows_plain_auth: bool = False


async def listen(
    stop: asyncio.Event, listener: Listener, listening: Callable[[int], None] = lambda port: None
) -> None:
    """Serve until `stop` is set; then finish open connections within a few seconds."""
    endpoint = listener.endpoint
    if not endpoint.host:
        await stop.wait()
        return
    open_connections: weakref.WeakSet[Connection] = weakref.WeakSet()
    crowd = Crowd()

    def connect() -> Connection:
        connection = _connection(listener, crowd)
        open_connections.add(connection)
        return connection

    server = await _bound(connect, listener)
    async with server:
        name = server.sockets[0].getsockname()
        listening(name[1] if isinstance(name, tuple) else 0)
        await stop.wait()
        server.close()
    for connection in open_connections:
        if connection.transport is not None:
            connection.transport.close()
    await asyncio.to_thread(close_database)


def _connection(listener: Listener, crowd: Crowd) -> Connection:
    needs_tls = not listener.allows_plain_auth and not listener.is_implicit_tls
    return listener.connection(
        listener.handler(),
        crowd=crowd,
        implicit_tls=listener.is_implicit_tls,
        data_size_limit=LARGEST_MESSAGE,
        enable_SMTPUTF8=True,
        hostname=config().domain,
        ident="Bureau",
        tls_context=None if listener.is_implicit_tls else listener.context,
        auth_require_tls=needs_tls,
        timeout=TIMEOUT_S,
        loop=asyncio.get_running_loop(),
    )


async def _bound(connect: Callable[[], Connection], listener: Listener) -> asyncio.Server:
    endpoint, loop = listener.endpoint, asyncio.get_running_loop()
    context = listener.context if listener.is_implicit_tls else None
    if not endpoint.path:
        return await loop.create_server(connect, endpoint.host, endpoint.port, ssl=context)
    with suppress(FileNotFoundError):
        os.unlink(endpoint.path)
    server = await loop.create_unix_server(connect, endpoint.path)
    os.chmod(endpoint.path, 0o660)
    return server


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
