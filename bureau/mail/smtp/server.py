"""What both servers share: protocol settings, threads for the database, one session's facts."""

import asyncio
import logging
import ssl
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from ipaddress import ip_address
from typing import Any, TypeVar

from aiosmtpd.smtp import SMTP, Session
from django.db import close_old_connections, connections

from bureau.platform.config import Endpoint, config
from bureau.platform.context import Context, using
from bureau.platform.errors import TooManyRequests

log = logging.getLogger(__name__)

LARGEST_MESSAGE = 50 << 20
MOST_RECIPIENTS = 500
TIMEOUT_S = 300.0
TRY_LATER = "451 4.3.0 Try again later"
TOO_FAST = "421 4.7.0 Too many messages from you, try again later"

Result = TypeVar("Result")

THREADS = 4
# Threads live as long as the process and keep their database connections.
_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="smtp")
_closing = threading.Lock()


class Connection(SMTP):
    """One connection. Lines may be longer than the standard's 998 octets, as real senders' are."""

    line_length_limit = 1 << 20


def peer_of(session: Session) -> str:
    """Return the network address of the other side."""
    peer: object = session.peer
    return str(peer[0]) if isinstance(peer, tuple) and peer else ""


async def in_thread(session: Session, function: Callable[..., Result], *args: Any) -> Result:
    """Run blocking work of a session on a thread of the pool."""
    context = Context(channel="smtp", address=peer_of(session))
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_threads, partial(_run, context, function, *args))


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


async def listen(
    stop: asyncio.Event,
    endpoint: Endpoint,
    handler: Callable[[], object],
    context: ssl.SSLContext,
    *,
    allows_plain_auth: bool = False,
    listening: Callable[[int], None] = lambda port: None,
) -> None:
    """Serve until `stop` is set; then finish open connections within a few seconds."""
    if not endpoint.host:
        await stop.wait()
        return
    open_connections: weakref.WeakSet[Connection] = weakref.WeakSet()

    def connect() -> Connection:
        connection = Connection(
            handler(),
            data_size_limit=LARGEST_MESSAGE,
            enable_SMTPUTF8=True,
            hostname=config().domain,
            ident="Bureau",
            tls_context=context,
            auth_require_tls=not allows_plain_auth,
            timeout=TIMEOUT_S,
            loop=asyncio.get_running_loop(),
        )
        open_connections.add(connection)
        return connection

    server = await asyncio.get_running_loop().create_server(connect, endpoint.host, endpoint.port)
    async with server:
        listening(server.sockets[0].getsockname()[1])
        await stop.wait()
        server.close()
    for connection in open_connections:
        if connection.transport is not None:
            connection.transport.close()
    await asyncio.to_thread(close_database)


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
