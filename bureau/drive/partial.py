"""Partial files of uploads: bytes that are durable before the client hears of it.

They lie in the data folder; one process writes to one of them at a time.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.http import UnreadablePostError

from bureau.platform.config import config

from .errors import UploadBusy


def path_of(upload_id: str) -> Path:
    """Return where the bytes of an upload gather."""
    return config().data_dir / "uploads" / upload_id


@contextmanager
def opened(upload_id: str) -> Iterator[BinaryIO]:
    """Open the partial file for this request alone; raises `UploadBusy`."""
    path = path_of(upload_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UploadBusy from error
        yield file


def append(file: BinaryIO, offset: int, chunks: Iterable[bytes], room: int) -> int:
    """Write chunks from the offset on, at most `room` bytes, durably; return how many were written.

    What had arrived before a connection broke is kept.
    """
    file.truncate(offset)
    file.seek(offset)
    written = 0
    try:
        for chunk in chunks:
            taken = chunk[: room - written]
            file.write(taken)
            written += len(taken)
            if len(taken) < len(chunk):
                break
    except UnreadablePostError:
        pass  # the peer went away; what came is kept, and the client asks for the offset
    file.flush()
    os.fsync(file.fileno())
    return written


def discard(upload_id: str) -> None:
    """Remove the partial file."""
    path_of(upload_id).unlink(missing_ok=True)
