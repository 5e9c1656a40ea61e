"""Listening for ManageSieve, with STARTTLS. Passwords are taken without TLS only where nobody but
this machine can listen in.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

from bureau.platform.config import Endpoint, config

from ..certificate import tls_context
from .connection import Connection
from .lines import LONGEST_LINE, answer

MOST_CONNECTIONS = 200


def _is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach the address."""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


async def serve_managesieve(
    stop: asyncio.Event,
    endpoint: Endpoint | None = None,
    listening: Callable[[int], None] = lambda port: None,
) -> None:
    """Serve until `stop` is set; then say goodbye to who is connected."""
    where = endpoint or config().sieve
    if not where.host:
        await stop.wait()
        return
    context = tls_context()
    allows_plain_auth = _is_loopback(where.host)
    open_connections: set[Connection] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(open_connections) >= MOST_CONNECTIONS:
            writer.write(answer("BYE", "Too many connections", "TRYLATER"))
            writer.close()
            return
        connection = Connection(reader, writer, context, allows_plain_auth=allows_plain_auth)
        open_connections.add(connection)
        try:
            await connection.run()
        finally:
            open_connections.discard(connection)

    server = await asyncio.start_server(talk, where.host, where.port, limit=LONGEST_LINE)
    async with server:
        listening(server.sockets[0].getsockname()[1])
        await stop.wait()
        server.close()
        endings = [asyncio.create_task(connection.end()) for connection in open_connections]
        if endings:
            await asyncio.wait(endings, timeout=3)
