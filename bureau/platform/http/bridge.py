"""The bridge: an ASGI application that enters a WSGI one through lanes of long-lived threads.

Pages and small bodies take the fast lane: the body is read before a thread is used and the answer
leaves in one hop. Large or chunked bodies and streamed answers take the bulk lane, with at most
one chunk of the answer and a megabyte of the body in memory, so slow clients never hold up pages.
A disconnect makes the body's `read` raise `ClientGone` and closes the answer's iterator. A full
lane answers 503.
"""

import asyncio
import contextlib
import io
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, TypeVar
from wsgiref.types import StartResponse, WSGIApplication

from .asgi import ClientGone, Headers, Receive, Scope, Send, header, send_answer, send_problem
from .body import BodyStream
from .environ import environ_of
from .lanes import Lane
from .peer import Peer

log = logging.getLogger(__name__)

SMALL_BODY_BYTES = 256 * 1024
BODY_TIMEOUT_S = 60.0
"""How long a small body may take to arrive."""

Result = TypeVar("Result")


@dataclass(slots=True)
class Answer:
    """What the WSGI side said: a whole body, or chunks still to be drawn."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    chunks: Iterable[bytes] | None = None
    """For a streamed answer; to be iterated and closed in one thread of the bulk lane."""


class WsgiBridge:
    """Calls `app` for every request and gives back its answer."""

    def __init__(self, app: WSGIApplication, fast: Lane, bulk: Lane) -> None:
        self._app = app
        self._fast = fast
        self._bulk = bulk

    async def answer(self, scope: Scope, peer: Peer, receive: Receive) -> Answer | None:
        """Return the answer to a request, None when the lane is full."""
        length = _length(scope)
        if length is not None and length > SMALL_BODY_BYTES:
            return await self._streamed(scope, peer, receive, length)
        body, is_whole = await _first_bytes(receive) if length != 0 else (b"", True)
        if not is_whole:
            return await self._streamed(scope, peer, receive, None, body)
        environ = environ_of(scope, peer, io.BytesIO(body), len(body))
        return await self._in_lane(self._fast, lambda: self._call(environ))

    async def _streamed(
        self, scope: Scope, peer: Peer, receive: Receive, length: int | None, first: bytes = b""
    ) -> Answer | None:
        stream = BodyStream(asyncio.get_running_loop(), first)
        body: BinaryIO = io.BufferedReader(stream, 64 * 1024)
        environ = environ_of(scope, peer, body, length)
        pump = asyncio.create_task(stream.pump(receive))

        def call() -> Answer:
            try:
                return self._call(environ)
            finally:
                stream.abandon()

        try:
            return await self._in_lane(self._bulk, call)
        finally:
            pump.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await pump

    async def _in_lane(self, lane: Lane, call: Callable[[], Answer]) -> Answer | None:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()

        def work() -> None:
            try:
                answer = call()
            except BaseException as error:
                loop.call_soon_threadsafe(_fail, future, error)
            else:
                loop.call_soon_threadsafe(_settle, future, answer)

        if not lane.submit(work):
            return None
        return await future

    def _call(self, environ: dict[str, object]) -> Answer:
        answer = Answer()
        result = self._app(environ, _start_response(answer))
        if getattr(result, "streaming", not isinstance(result, list | tuple)):
            answer.chunks = result
            return answer
        try:
            answer.body = b"".join(result)
        finally:
            _close(result)
        return answer

    async def stream(self, answer: Answer, receive: Receive, send: Send) -> None:
        """Send a streamed answer, drawn in the bulk lane as fast as the client takes it."""
        assert answer.chunks is not None
        chunks = answer.chunks
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        sender = _Sender(loop, send)

        def work() -> None:
            try:
                with contextlib.suppress(ClientGone):
                    for chunk in chunks:
                        sender.put(chunk)
            except BaseException as error:
                loop.call_soon_threadsafe(_fail, done, error)
            else:
                loop.call_soon_threadsafe(_settle, done, None)
            finally:
                _close(chunks)

        start = {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
        if not self._bulk.submit(work):
            await send_busy(send)
            _close(chunks)
            return
        await send(start)
        sender.open()
        watch = asyncio.create_task(sender.watch(receive))
        try:
            await done
            await send({"type": "http.response.body", "body": b""})
        finally:
            watch.cancel()


class _Sender:
    """Hands chunks from a thread to the loop, one at a time, until the client is gone."""

    def __init__(self, loop: asyncio.AbstractEventLoop, send: Send) -> None:
        self._loop = loop
        self._send = send
        self._started = asyncio.Event()
        self._is_gone = False

    def open(self) -> None:
        self._started.set()

    def put(self, chunk: bytes) -> None:
        """Send one chunk from a thread; returns when the client's connection has room again."""
        if self._is_gone:
            raise ClientGone("the client closed the connection while receiving")
        if chunk:
            asyncio.run_coroutine_threadsafe(self._forward(chunk), self._loop).result()

    async def _forward(self, chunk: bytes) -> None:
        await self._started.wait()
        await self._send({"type": "http.response.body", "body": chunk, "more_body": True})

    async def watch(self, receive: Receive) -> None:
        """Notice when the client leaves."""
        while (await receive())["type"] != "http.disconnect":
            pass
        self._is_gone = True


async def send_busy(send: Send) -> None:
    """Refuse a request because the lane is full."""
    title = "The server is busy. Try again in a moment."
    await send_problem(send, 503, "busy", title, [(b"retry-after", b"2")])


async def send_whole(send: Send, answer: Answer) -> None:
    """Send an answer with a whole body."""
    headers = answer.headers
    if header(headers, b"content-length") is None:
        await send_answer(send, answer.status, headers, answer.body)
        return
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


def _length(scope: Scope) -> int | None:
    """Return the announced length of the body, None where it is chunked."""
    length = header(scope["headers"], b"content-length")
    if length is not None:
        return int(length)
    return None if header(scope["headers"], b"transfer-encoding") else 0


async def _first_bytes(receive: Receive) -> tuple[bytes, bool]:
    """Read until the body's end or until it is no longer small; tell whether it is whole."""
    parts: list[bytes] = []
    held_bytes = 0
    async with asyncio.timeout(BODY_TIMEOUT_S):
        while held_bytes <= SMALL_BODY_BYTES:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientGone("the client closed the connection while sending")
            parts.append(message.get("body", b""))
            held_bytes += len(parts[-1])
            if not message.get("more_body", False):
                return b"".join(parts), True
    return b"".join(parts), False


def _start_response(answer: Answer) -> StartResponse:
    def start_response(
        status: str, headers: list[tuple[str, str]], exc_info: object = None, /
    ) -> Callable[[bytes], object]:
        answer.status = int(status[:3])
        answer.headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ]
        return _no_write

    return start_response


def _no_write(_chunk: bytes) -> None:
    raise NotImplementedError("PEP 3333's write() is not offered; return an iterable")


def _close(result: Iterable[bytes] | Iterator[bytes]) -> None:
    close = getattr(result, "close", None)
    if close is not None:
        close()


def _settle(future: asyncio.Future[Result], result: Result) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: asyncio.Future[Result], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
