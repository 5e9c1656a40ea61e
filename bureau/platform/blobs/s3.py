"""Blobs in an S3-compatible store: `s3://bucket/prefix?endpoint=http://host:9000&region=eu-west-1`.

Credentials come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from `access_key` and
`secret_key` in the URL. A blob's address is known only at its end, so the bytes are spooled here,
hashed, then sent: small ones in one conditional request (two writers of equal bytes never race),
large ones in parts.
"""

import contextlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO
from urllib.parse import parse_qsl, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, NotFoundError
from obstore.store import S3Store as Bucket

from .store import CHUNK_BYTES, BlobRef, MissingBlob, Note, hasher

SPOOL_BYTES = 4 * 1024 * 1024
"""Up to this size a blob is held in memory and sent in one request."""
PART_BYTES = 8 * 1024 * 1024
OPTIONS = {
    "endpoint": "endpoint",
    "region": "region",
    "access_key": "access_key_id",
    "secret_key": "secret_access_key",
}


def open_bucket(url: str) -> Bucket:
    """Return the bucket that a URL names."""
    parts = urlsplit(url)
    given = dict(parse_qsl(parts.query))
    config = {ours: given[name] for name, ours in OPTIONS.items() if name in given}
    return Bucket(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        config={"region": "us-east-1", **config},  # type: ignore[arg-type]
        client_options={"allow_http": given.get("endpoint", "").startswith("http://")},
    )


class S3Store:
    """A bucket of content-addressed objects."""

    def __init__(self, url: str) -> None:
        self._bucket = open_bucket(url)

    def put_stream(self, chunks: Iterable[bytes], note: Note | None = None) -> BlobRef:
        digest, size = hasher(), 0
        with tempfile.SpooledTemporaryFile(SPOOL_BYTES) as spool:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                spool.write(chunk)
            spool.seek(0)
            ref = BlobRef(digest.hexdigest(), size)
            if note:
                note(ref)
            if self.head(ref.hash) is None:
                self._send(ref, spool)
        return ref

    def _send(self, ref: BlobRef, spool: IO[bytes]) -> None:
        if ref.size_bytes > SPOOL_BYTES:
            parts = iter(lambda: spool.read(PART_BYTES), b"")
            obstore.put(self._bucket, _path(ref.hash), parts, chunk_size=PART_BYTES)
            return
        with contextlib.suppress(AlreadyExistsError):
            obstore.put(self._bucket, _path(ref.hash), spool.read(), mode="create")

    def get_range(self, hash: str, start: int, end: int) -> Iterator[bytes]:
        if self.head(hash) is None:
            raise MissingBlob()
        return self._chunks(hash, start, end)

    def _chunks(self, hash: str, start: int, end: int) -> Iterator[bytes]:
        if end <= start:
            return
        found = obstore.get(self._bucket, _path(hash), options={"range": (start, end)})
        for chunk in found.stream(min_chunk_size=CHUNK_BYTES):
            yield bytes(chunk)

    def head(self, hash: str) -> int | None:
        try:
            return obstore.head(self._bucket, _path(hash))["size"]
        except (NotFoundError, FileNotFoundError):
            return None

    def delete(self, hash: str) -> None:
        with contextlib.suppress(NotFoundError, FileNotFoundError):
            obstore.delete(self._bucket, _path(hash))

    def list_prefix(self, prefix: str) -> Iterator[str]:
        # S3 lists by whole path segments here; what is left of the prefix is compared by us.
        folder = "/".join(part for part in (prefix[:2], prefix[2:4]) if len(part) == 2)
        for batch in obstore.list(self._bucket, prefix=folder or None):
            for found in batch:
                name = found["path"].rsplit("/", 1)[-1]
                if name.startswith(prefix):
                    yield name

    def local_path(self, hash: str) -> Path | None:
        return None


def _path(hash: str) -> str:
    return f"{hash[:2]}/{hash[2:4]}/{hash}"
