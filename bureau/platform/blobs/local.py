"""Blobs in a local folder: `ab/cd/abcd…`. Temporary file, fsync, rename, fsync of the folder."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from .store import CHUNK_BYTES, BlobRef, MissingBlob, Note, hasher


class LocalStore:
    """A folder of content-addressed files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def _path(self, hash: str) -> Path:
        return self._folder / hash[:2] / hash[2:4] / hash

    def put_stream(self, chunks: Iterable[bytes], note: Note | None = None) -> BlobRef:
        digest, size = hasher(), 0
        with tempfile.NamedTemporaryFile(dir=self._incoming, delete=False) as file:
            try:
                for chunk in chunks:
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
                ref = BlobRef(digest.hexdigest(), size)
                if note:
                    note(ref)
            except BaseException:
                os.unlink(file.name)
                raise
        self._settle(Path(file.name), self._path(ref.hash))
        return ref

    def _settle(self, incoming: Path, path: Path) -> None:
        if path.exists():
            incoming.unlink()
            return
        made = not path.parent.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(incoming, path)
        _sync_folder(path.parent)
        if made:
            _sync_folder(path.parent.parent)
            _sync_folder(self._folder)

    def get_range(self, hash: str, start: int, end: int) -> Iterator[bytes]:
        try:
            file = self._path(hash).open("rb")
        except FileNotFoundError as error:
            raise MissingBlob() from error
        return _chunks(file, start, end)

    def head(self, hash: str) -> int | None:
        try:
            return self._path(hash).stat().st_size
        except FileNotFoundError:
            return None

    def delete(self, hash: str) -> None:
        self._path(hash).unlink(missing_ok=True)

    def list_prefix(self, prefix: str) -> Iterator[str]:
        for path in sorted(self._folder.glob("??/??/*")):
            if path.name.startswith(prefix):
                yield path.name

    def local_path(self, hash: str) -> Path | None:
        return self._path(hash)


def _chunks(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = end - start
        while left > 0 and (chunk := file.read(min(CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
