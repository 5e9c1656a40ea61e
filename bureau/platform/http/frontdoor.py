"""The front door: the one ASGI application. It answers static files, health, metrics, blobs and
event streams itself; every other request is Django's, through the WSGI bridge. Websockets do not
come here: uvicorn gives them to `handover`.

Views speak to it by two headers that never leave the house: `X-Bureau-Blob: <hash>` (send these
bytes) and `X-Bureau-Live: <channel>` (stream these messages).
"""

import asyncio
import ipaddress
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import orjson

from .asgi import (
    ClientGone,
    Headers,
    Message,
    Receive,
    Scope,
    Send,
    header,
    send_answer,
    send_problem,
)
from .blob import send_blob
from .bridge import Answer, WsgiBridge, send_busy, send_whole
from .health import readiness
from .live import HEADERS as LIVE_HEADERS
from .live import Dialect, dialect_of, send_live
from .metrics import exposition, live_streams, observe
from .peer import Peer, peer_of
from .security import secured
from .static import WebApp, send_file

log = logging.getLogger(__name__)

BLOB = b"x-bureau-blob"
LIVE = b"x-bureau-live"
LIVE_AS = b"x-bureau-live-as"
INTERNAL = (BLOB, LIVE, LIVE_AS)


@dataclass(frozen=True, slots=True)
class Door:
    """What the front door is made of."""

    bridge: WsgiBridge
    web_app: WebApp
    proxies: int
    is_django_path: Callable[[str], bool]
    """Whether Django has a route for a path; all others are client routes of the web app."""
    stopping: asyncio.Event


class FrontDoor:
    """An ASGI 3 application."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        peer = peer_of(scope, self._door.proxies)
        sender = _Guard(send, is_https=peer.scheme == "https")
        started = time.perf_counter()
        try:
            await self._route(scope, peer, receive, sender)
        except ClientGone:
            sender.status = 499
        except TimeoutError:
            await self._fail(sender, 408, "timeout", "The request took too long to arrive.")
        except Exception:
            log.exception("%s %s failed", scope["method"], scope["path"])
            await self._fail(sender, 500, "internal", "Something failed on our side. Try again.")
        observe(scope["path"], scope["method"], sender.status, started)

    async def _fail(self, sender: "_Guard", status: int, code: str, title: str) -> None:
        if sender.status:
            # The answer has begun; ending here without its end makes the server cut the connection.
            return
        await send_problem(sender, status, code, title)

    async def _route(self, scope: Scope, peer: Peer, receive: Receive, send: "_Guard") -> None:
        path = scope["path"]
        if scope["method"] in ("GET", "HEAD") and await self._own(path, scope, peer, send):
            return
        answer = await self._door.bridge.answer(scope, peer, receive)
        if answer is None:
            await send_busy(send)
            return
        await self._finish(scope, receive, send, answer)

    async def _own(self, path: str, scope: Scope, peer: Peer, send: "_Guard") -> bool:
        """Answer what is not Django's; tell whether it was."""
        if path == "/healthz":
            await send_answer(send, 200, [(b"content-type", b"text/plain")], b"ok")
        elif path == "/readyz":
            await _send_readiness(send)
        elif path == "/metrics":
            await _send_metrics(send, peer)
        elif file := self._door.web_app.file(path):
            await send_file(scope, send, file)
        elif not self._door.is_django_path(path):
            await self._send_page(scope, send)
        else:
            return False
        return True

    async def _send_page(self, scope: Scope, send: Send) -> None:
        page = self._door.web_app.page()
        missing_asset = "." in scope["path"].rsplit("/", 1)[-1]
        if page is None or missing_asset:
            await send_problem(send, 404, "not_found", "There is nothing at this address.")
            return
        await send_file(scope, send, page)

    async def _finish(self, scope: Scope, receive: Receive, send: Send, answer: Answer) -> None:
        """Send Django's answer, or what its internal headers ask for."""
        blob, channel = header(answer.headers, BLOB), header(answer.headers, LIVE)
        dialect = (header(answer.headers, LIVE_AS) or b"").decode("latin-1")
        answer.headers = [pair for pair in answer.headers if pair[0] not in INTERNAL]
        if blob and answer.status == 200:
            await send_blob(scope, send, blob.decode("ascii"), answer.headers)
        elif channel and answer.status == 200 and scope["method"] == "GET":
            stream = dialect_of(dialect)
            await self._send_live(receive, send, channel.decode("ascii"), answer.headers, stream)
        elif answer.chunks is not None:
            await self._door.bridge.stream(answer, receive, send)
        else:
            await send_whole(send, answer)

    async def _send_live(
        self, receive: Receive, send: Send, channel: str, headers: Headers, stream: Dialect
    ) -> None:
        replaced = {name for name, _ in LIVE_HEADERS} | {b"content-length"}
        kept = [pair for pair in headers if pair[0] not in replaced]
        live_streams.inc()
        try:
            sent = [*LIVE_HEADERS, *kept]
            await send_live(receive, send, channel, sent, self._door.stopping, stream)
        finally:
            live_streams.dec()


class _Guard:
    """A `send` that adds the security headers and remembers the status."""

    def __init__(self, send: Send, *, is_https: bool) -> None:
        self._send = send
        self._is_https = is_https
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = secured(message["headers"], is_https=self._is_https)
        await self._send(message)


async def _send_readiness(send: Send) -> None:
    parts = await asyncio.to_thread(readiness)
    is_ready = all(outcome == "ok" for outcome in parts.values())
    body = orjson.dumps({"ready": is_ready, "parts": parts})
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await send_answer(send, 200 if is_ready else 503, headers, body)


async def _send_metrics(send: Send, peer: Peer) -> None:
    """Only for scrapers in our own network that come without a proxy."""
    if not (peer.is_direct and _is_private(peer.address)):
        await send_problem(send, 404, "not_found", "There is nothing at this address.")
        return
    text = await asyncio.to_thread(exposition)
    await send_answer(send, 200, [(b"content-type", b"text/plain; version=0.0.4")], text)


def _is_private(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return False
