"""Server-sent events: the live changes of one person (WHATWG HTML §9.2).

A Django view decides who asks and names the channel in `X-Bureau-Live`; the stream is the front
door's. It ends when the session ends, when the server stops, when the client reads too slowly,
and after `LONGEST_S` at the latest: the browser then comes back by itself and is asked again who
it is.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import orjson

from bureau.platform import pubsub

from .asgi import Headers, Receive, Send

HEARTBEAT_S = 15.0
LONGEST_S = 900.0
MOST_WAITING = 256
RETRY = b"retry: 2000\n\n"

HEADERS: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the events of a stream look like."""

    event: Callable[[dict[str, Any]], bytes | None]
    """A message as an event, None for what this client does not want."""
    beat: bytes = b": beat\n\n"
    """What is sent when nothing happened for `beat_s`, `HEARTBEAT_S` where that is None."""
    beat_s: float | None = None
    begin: bytes = RETRY
    ends_after_event: bool = False


def _plain_event(message: dict[str, Any]) -> bytes:
    return b"data: " + orjson.dumps(message) + b"\n\n"


PLAIN = Dialect(_plain_event)
_dialects: dict[str, Callable[[str], Dialect]] = {}


def register_dialect(name: str, make: Callable[[str], Dialect]) -> None:
    """Let views ask by `X-Bureau-Live-As: <name> <wishes>` for streams in another dialect."""
    _dialects[name] = make


def dialect_of(text: str) -> Dialect:
    """Return the dialect that a view asked for; empty for the plain one."""
    name, _, wishes = text.partition(" ")
    return _dialects[name](wishes) if name else PLAIN


_open: Counter[str] = Counter()


def open_channels() -> set[str]:
    """Return the channels that somebody listens to in this process."""
    return set(_open)


class Mailbox:
    """Messages for one stream, put from any thread; at most `MOST_WAITING`, then the stream is
    too slow.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue(MOST_WAITING)
        self.overrun = asyncio.Event()

    def receive(self, message: dict[str, Any]) -> None:
        """Take a message from the publisher's thread."""
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._put, message)

    def _put(self, message: dict[str, Any]) -> None:
        try:
            self._queue.put_nowait(message)
        except asyncio.QueueFull:
            self.overrun.set()

    async def next(self, timeout_s: float) -> dict[str, Any] | None:
        """Return the next message, None when none came in time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                return await self._queue.get()
        return None


async def send_live(
    receive: Receive,
    send: Send,
    channel: str,
    headers: Headers,
    stopping: asyncio.Event,
    dialect: Dialect = PLAIN,
) -> None:
    """Stream the channel's messages until one side ends it."""
    loop = asyncio.get_running_loop()
    mailbox = Mailbox(loop)
    subscription = pubsub.subscribe(channel, mailbox.receive)
    _open[channel] += 1
    try:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        body = asyncio.create_task(_send_events(mailbox, send, dialect))
        others = (_gone(receive), stopping.wait(), mailbox.overrun.wait())
        ends = [body, *(asyncio.create_task(other) for other in others)]
        try:
            await asyncio.wait(ends, timeout=LONGEST_S, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in ends:
                task.cancel()
        # A slow client's connection has no room for the last chunk either.
        if not mailbox.overrun.is_set():
            await send({"type": "http.response.body", "body": b""})
    finally:
        subscription.close()
        _open[channel] -= 1
        if not _open[channel]:
            del _open[channel]


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send_events(mailbox: Mailbox, send: Send, dialect: Dialect) -> None:
    await _send_chunk(send, dialect.begin)
    async for chunk in _events(mailbox, dialect):
        await _send_chunk(send, chunk)


async def _events(mailbox: Mailbox, dialect: Dialect) -> AsyncIterator[bytes]:
    while True:
        message = await mailbox.next(HEARTBEAT_S if dialect.beat_s is None else dialect.beat_s)
        if message is None:
            yield dialect.beat
            continue
        event = dialect.event(message)
        if event is not None:
            yield event
        if event is not None and dialect.ends_after_event:
            return
        if message.get("topic") == "session" and message.get("state") == "ended":
            return


async def _send_chunk(send: Send, chunk: bytes) -> None:
    await send({"type": "http.response.body", "body": chunk, "more_body": True})
