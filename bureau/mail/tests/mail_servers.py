"""Real SMTP servers in threads of the test: ours, and a stranger that takes what we send
outside.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bureau.platform.config import Endpoint

Serve = Callable[..., Coroutine[Any, Any, None]]


@contextmanager
def running(serve: Serve) -> Iterator[int]:
    """Run one of our servers on a free port; yield the port."""
    loop = asyncio.new_event_loop()
    stop, ready, ports = asyncio.Event(), threading.Event(), []

    def listening(port: int) -> None:
        ports.append(port)
        ready.set()

    server = serve(stop, Endpoint("127.0.0.1", 0), listening)
    thread = threading.Thread(target=loop.run_until_complete, args=(server,), daemon=True)
    thread.start()
    assert ready.wait(10)
    yield ports[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()


class Stranger:
    """A host outside that accepts all but some addresses."""

    def __init__(self, refuses: tuple[str, ...] = (), is_busy: bool = False) -> None:
        self.received: list[tuple[str, list[str], bytes]] = []
        self.refuses = refuses
        self.is_busy = is_busy

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.is_busy:
            return "451 4.2.0 Busy"
        if address in self.refuses:
            return "550 5.1.1 Nobody here by that name"
        envelope.rcpt_tos.append(address)
        return "250 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.received.append(
            (envelope.mail_from or "", list(envelope.rcpt_tos), envelope.original_content or b"")
        )
        return "250 Taken"


@contextmanager
def outside(stranger: Stranger) -> Iterator[str]:
    """Run the stranger; yield its smarthost URL."""
    controller = Controller(stranger, hostname="127.0.0.1", port=_free_port())
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
