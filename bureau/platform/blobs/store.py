"""The narrow interface to the bytes, and the calls every app uses."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from blake3 import blake3
from django.utils import timezone

from bureau.platform.config import config
from bureau.platform.db import upsert
from bureau.platform.errors import NotFound

from .models import Blob

CHUNK_BYTES = 256 * 1024


class MissingBlob(NotFound):
    """The store does not hold these bytes."""

    code = "blob_missing"
    title = "The content of this file is missing. Ask your administrator to run `bureau doctor`."


@dataclass(frozen=True, slots=True)
class BlobRef:
    """Address and size of stored bytes."""

    hash: str
    size_bytes: int


Note = Callable[[BlobRef], None]


class BlobStore(Protocol):
    """Where bytes live. Every write is durable before it returns; writing equal bytes twice is
    harmless.
    """

    def put_stream(self, chunks: Iterable[bytes], note: Note | None = None) -> BlobRef:
        """Store the bytes under their hash; `note` hears of them before they are put in place."""
        ...

    def get_range(self, hash: str, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes from `start` up to `end` (exclusive); raises `MissingBlob`."""
        ...

    def head(self, hash: str) -> int | None:
        """Return the size in bytes, None when absent."""
        ...

    def delete(self, hash: str) -> None:
        """Remove the bytes; absent ones are ignored."""
        ...

    def list_prefix(self, prefix: str) -> Iterator[str]:
        """Yield the hashes that start with the prefix."""
        ...

    def local_path(self, hash: str) -> Path | None:
        """Return the file that holds the bytes, None where they are not in a local file."""
        ...


@cache
def store() -> BlobStore:
    """Return the configured store."""
    if config().blobs_url:
        from .s3 import S3Store

        return S3Store(config().blobs_url)
    from .local import LocalStore

    return LocalStore(config().data_dir / "blobs")


def hasher() -> "blake3":
    """Return a fresh hash object."""
    return blake3()


def put_stream(chunks: Iterable[bytes]) -> BlobRef:
    """Store the bytes durably and note them as unreferenced. One write to the database."""
    return store().put_stream(chunks, _note)


def _note(ref: BlobRef) -> None:
    # Before the bytes are in place: from here on the collector leaves them alone, and what it
    # has taken away just now is put there anew.
    row = Blob(hash=ref.hash, size_bytes=ref.size_bytes, put_at=timezone.now())
    upsert([row], unique=["hash"], update=["put_at"])


def put(content: bytes) -> BlobRef:
    """Store a byte string."""
    return put_stream([content])


def put_file(path: Path) -> BlobRef:
    """Store the content of a file."""
    with path.open("rb") as file:
        return put_stream(iter(lambda: file.read(CHUNK_BYTES), b""))


def stream(hash: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """Yield the bytes of a range; raises `MissingBlob`."""
    if end is None:
        size = store().head(hash)
        if size is None:
            raise MissingBlob()
        end = size
    return store().get_range(hash, start, end)


def read(hash: str) -> bytes:
    """Return all bytes; for blobs known to be small."""
    return b"".join(stream(hash))
