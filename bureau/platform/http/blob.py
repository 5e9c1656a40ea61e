"""Answers with the bytes of a blob (RFC 9110 §13, §14): the Django view decides, the front door
sends.

A view names the blob in `X-Bureau-Blob`; that header never leaves the house.
"""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bureau.platform.blobs import store

from .asgi import Headers, Scope, Send, header, send_answer
from .security import BLOB_POLICY

CHUNK_BYTES = 256 * 1024
_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes from `start` up to `end` (exclusive)."""

    start: int
    end: int


class Unsatisfiable(ValueError):
    """The range lies outside of the blob."""


def span_of(text: str | None, size: int) -> Span | None:
    """Read a Range header; None where the whole blob is to be sent. Raises `Unsatisfiable`.

    Several ranges in one request are answered with the whole, as RFC 9110 §14.2 allows.
    """
    found = _RANGE.match(text.replace(" ", "")) if text else None
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        if int(last) == 0 or size == 0:
            raise Unsatisfiable()
        return Span(max(0, size - int(last)), size)
    start, end = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    if start >= size:
        raise Unsatisfiable()
    return Span(start, end)


def matches(etag: str, text: str) -> bool:
    """Compare an entity tag with an If-None-Match list, weakly (RFC 9110 §13.1.2)."""
    tags = [tag.strip().removeprefix("W/") for tag in text.split(",")]
    return "*" in tags or etag.removeprefix("W/") in tags


async def send_blob(scope: Scope, send: Send, hash: str, answer: Headers) -> int:
    """Answer the request with the blob, as far as its conditions and range ask for; return the
    status.
    """
    size = await asyncio.to_thread(store().head, hash)
    if size is None:
        await send_answer(send, 404, [(b"content-type", b"text/plain")], b"The content is missing.")
        return 404
    etag = (header(answer, b"etag") or f'"{hash}"'.encode()).decode("latin-1")
    headers = _with_defaults(answer, etag)
    if (known := _text(scope, b"if-none-match")) and matches(etag, known):
        await send_answer(send, 304, headers)
        return 304
    try:
        span = span_of(_wanted_range(scope, etag), size)
    except Unsatisfiable:
        await send_answer(send, 416, [*headers, (b"content-range", f"bytes */{size}".encode())])
        return 416
    await _send_span(scope, send, hash, headers, span, size)
    return 206 if span else 200


def _with_defaults(answer: Headers, etag: str) -> Headers:
    kept = [(k, v) for k, v in answer if k not in (b"content-length", b"etag", b"accept-ranges")]
    kept += [(b"etag", etag.encode("latin-1")), (b"accept-ranges", b"bytes")]
    # Chromium's PDF viewer does not run in a sandboxed document.
    is_pdf = (header(kept, b"content-type") or b"").startswith(b"application/pdf")
    if header(kept, b"content-security-policy") is None and not is_pdf:
        kept.append((b"content-security-policy", BLOB_POLICY))
    if header(kept, b"cache-control") is None:
        kept.append((b"cache-control", b"private, no-cache"))
    return kept


def _wanted_range(scope: Scope, etag: str) -> str | None:
    """Return the Range header if it counts: only for GET, and only for the version the client
    has.
    """
    if scope["method"] != "GET":
        return None
    condition = _text(scope, b"if-range")
    if condition and (condition != etag or condition.startswith("W/")):
        return None
    return _text(scope, b"range")


def _text(scope: Scope, name: bytes) -> str | None:
    value = header(scope["headers"], name)
    return None if value is None else value.decode("latin-1")


async def _send_span(
    scope: Scope, send: Send, hash: str, headers: Headers, span: Span | None, size: int
) -> None:
    start, end = (span.start, span.end) if span else (0, size)
    headers = [*headers, (b"content-length", str(end - start).encode())]
    if span:
        headers.append((b"content-range", f"bytes {start}-{end - 1}/{size}".encode()))
    await send({"type": "http.response.start", "status": 206 if span else 200, "headers": headers})
    if scope["method"] != "HEAD" and end > start:
        await _send_bytes(send, hash, start, end)
    else:
        await send({"type": "http.response.body", "body": b""})


async def _send_bytes(send: Send, hash: str, start: int, end: int) -> None:
    chunks: Iterator[bytes] = await asyncio.to_thread(store().get_range, hash, start, end)
    left = end - start
    while left > 0:
        chunk = await asyncio.to_thread(next, chunks, b"")
        if not chunk:
            break
        left -= len(chunk)
        await send({"type": "http.response.body", "body": chunk, "more_body": left > 0})
