"""The web service: uvicorn with the front door. And the one that answers the websockets which the
front door hands over.
"""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Generator

import uvicorn

from bureau.platform.config import Endpoint, config
from bureau.platform.http.asgi import Receive, Scope, Send
from bureau.platform.http.handover import HandingProtocol, take_over
from bureau.platform.http.sockets import answer_socket
from bureau.platform.process import Service, register_service

from .asgi import build_front_door, is_django_path

log = logging.getLogger(__name__)

DRAIN_S = 6
"""How long running requests may take to finish once the process is to stop."""
BACKLOG = 1024


class _Server(uvicorn.Server):
    """Leaves the signals to the process, which has more than the web to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def listen(endpoint: Endpoint) -> socket.socket:
    """Return a listening socket; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in endpoint.host else socket.AF_INET
    sock = socket.socket(family)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind((endpoint.host, endpoint.port))
    sock.listen(BACKLOG)
    sock.setblocking(False)
    return sock


async def serve_web(stop: asyncio.Event) -> None:
    """Service: answer HTTP until `stop` is set, then finish what runs."""
    if not config().http.host:
        await stop.wait()
        return
    sock = listen(config().http)
    is_django_path("/")  # loads all routes before the first request has to
    server = _Server(
        uvicorn.Config(
            build_front_door(stop),
            http="httptools",
            ws=HandingProtocol,
            lifespan="off",
            proxy_headers=False,
            server_header=False,
            access_log=False,
            log_config=None,
            timeout_graceful_shutdown=DRAIN_S,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[sock]))
    ending = asyncio.create_task(stop.wait())
    log.info("web: http://%s:%s", *sock.getsockname()[:2])
    await asyncio.wait([serving, ending], return_when=asyncio.FIRST_COMPLETED)
    ending.cancel()
    server.should_exit = True
    await serving


async def serve_websockets(stop: asyncio.Event) -> None:
    """Service: answer what the front door of this machine hands over until `stop` is set."""
    await take_over(_websockets, stop)


async def _websockets(scope: Scope, receive: Receive, send: Send) -> None:
    await answer_socket(scope, receive, send, config().proxies)


def register() -> None:
    """Make the web a role of the process, and the websockets another."""
    register_service(Service("web", "web", serve_web))
    register_service(Service("realtime", "websockets", serve_websockets))
