"""The few ASGI types the front door speaks, and the answers it builds itself."""

import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


class ClientGone(ConnectionResetError):
    """The client closed the connection before the exchange was over."""


def header(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes | None:
    """Return the first value of a header (lower-case name), None when absent."""
    return next((value for key, value in headers if key == name), None)


def status_code(message: Message) -> int:
    """Return the status of a response start."""
    status: int = message["status"]
    return status


async def send_answer(send: Send, status: int, headers: Headers, body: bytes = b"") -> None:
    """Send a complete response; `content-length` is added here."""
    length = (b"content-length", str(len(body)).encode())
    bare = status in (204, 304)
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": headers if bare else [*headers, length],
        }
    )
    await send({"type": "http.response.body", "body": b"" if bare else body})


async def send_problem(
    send: Send, status: int, code: str, title: str, extra: Headers | None = None
) -> None:
    """Send an RFC 9457 problem document."""
    document = {
        "type": f"/docs/problems#{code}",
        "title": title,
        "status": status,
        "detail": title,
        "code": code,
    }
    headers = [(b"content-type", b"application/problem+json"), *(extra or [])]
    await send_answer(send, status, headers, json.dumps(document).encode())
