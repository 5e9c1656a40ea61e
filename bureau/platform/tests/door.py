"""A real front door on a free port, over any WSGI application, for the tests of this folder."""

import asyncio
import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from wsgiref.types import WSGIApplication

import uvicorn

from bureau.platform.http.bridge import WsgiBridge
from bureau.platform.http.frontdoor import Door, FrontDoor
from bureau.platform.http.lanes import Lane
from bureau.platform.http.static import WebApp

NOWHERE = Path("/nonexistent")


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class RunningDoor:
    """A front door that answers."""

    port: int
    stop: threading.Event = field(default_factory=threading.Event)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Reply:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        reply = Reply(
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            response.read(),
        )
        connection.close()
        return reply

    def connect(self, text: str) -> socket.socket:
        """Open a connection and send raw text."""
        sock = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        sock.sendall(text.replace("\n", "\r\n").encode())
        return sock


@contextmanager
def front_door(
    app: WSGIApplication,
    *,
    web_app: Path = NOWHERE,
    proxies: int = 0,
    fast: Lane | None = None,
    bulk: Lane | None = None,
) -> Iterator[RunningDoor]:
    """Run the front door until the block ends; every path below /app is the application's."""
    fast, bulk = fast or Lane("fast", 4, 64), bulk or Lane("bulk", 4, 64)
    started, done = threading.Event(), threading.Event()
    running = RunningDoor(0)

    def serve() -> None:
        asyncio.run(_serve(running, app, web_app, proxies, (fast, bulk), started, done))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield running
    finally:
        done.set()
        thread.join(10)
        fast.close()
        bulk.close()


async def _serve(
    running: RunningDoor,
    app: WSGIApplication,
    web_app: Path,
    proxies: int,
    lanes: tuple[Lane, Lane],
    started: threading.Event,
    done: threading.Event,
) -> None:
    stopping = asyncio.Event()
    bridge = WsgiBridge(app, *lanes)
    door = Door(bridge, WebApp(web_app), proxies, lambda path: path.startswith("/app"), stopping)
    sock = socket.create_server(("127.0.0.1", 0))
    running.port = sock.getsockname()[1]
    config = uvicorn.Config(
        FrontDoor(door), log_config=None, lifespan="off", ws="none", proxy_headers=False
    )
    config.timeout_graceful_shutdown = 3
    server = uvicorn.Server(config)
    server.capture_signals = _no_signals  # type: ignore[method-assign]
    serving = asyncio.create_task(server.serve([sock]))
    while not server.started:
        await asyncio.sleep(0.01)
    started.set()
    while not done.is_set() and not running.stop.is_set():
        await asyncio.sleep(0.02)
    stopping.set()
    server.should_exit = True
    await serving


@contextmanager
def _no_signals() -> Iterator[None]:
    yield
