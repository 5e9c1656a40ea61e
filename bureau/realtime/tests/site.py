"""A real front door with rooms, on a free port, in a thread of the test process."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn

from bureau.platform.http.asgi import Receive, Scope, Send
from bureau.platform.http.sockets import ALLOWED_FRAME_BYTES, DirectProtocol, answer_socket
from bureau.realtime import door


class Site:
    """A server that can be ended."""

    def __init__(self) -> None:
        self.port = 0
        self._started = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def start(self) -> None:
        self._thread.start()
        assert self._started.wait(10)

    def end(self) -> None:
        """End as on SIGTERM; returns when everything has ended."""
        if self._loop:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(15)
        assert not self._thread.is_alive()

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    def peers(self, item: str) -> int:
        """Return how many have the item open."""
        hub = door._hub
        return len(hub.rooms[item].peers) if hub and item in hub.rooms else 0

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        server = uvicorn.Server(
            uvicorn.Config(
                _app,
                ws=DirectProtocol,
                ws_max_size=ALLOWED_FRAME_BYTES,
                ws_per_message_deflate=False,
                log_config=None,
                lifespan="off",
                timeout_graceful_shutdown=3,
            )
        )
        server.capture_signals = _no_signals  # type: ignore[method-assign]
        rooms = asyncio.create_task(door.run(self._stop))
        serving = asyncio.create_task(server.serve([listener]))
        while not server.started:
            await asyncio.sleep(0.01)
        self._started.set()
        await self._stop.wait()
        server.should_exit = True
        await asyncio.gather(rooms, serving)


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    await answer_socket(scope, receive, send, 0)


@contextmanager
def _no_signals() -> Iterator[None]:
    yield
