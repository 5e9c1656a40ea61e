"""Bodies of single-request uploads, streamed into the blob store."""

from collections.abc import Iterator
from itertools import chain

from django.http import HttpRequest

from bureau.drive.actions.files import Content
from bureau.drive.errors import BadUpload
from bureau.drive.media import HEAD_BYTES, sniff
from bureau.platform import blobs
from bureau.platform.blobs.store import CHUNK_BYTES


def stored_body(request: HttpRequest, name: str) -> Content:
    """Store the body as it arrives; raises `BadUpload` when the connection broke before its end."""
    head = request.read(HEAD_BYTES)
    rest: Iterator[bytes] = iter(lambda: request.read(CHUNK_BYTES), b"")
    blob = blobs.put_stream(chain([head], rest))
    announced = request.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) != blob.size_bytes:
        raise BadUpload("The connection broke before all bytes were here. Send the file again.")
    return Content(blob, sniff(head, name))
