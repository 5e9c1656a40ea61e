"""The files of a source: a file, a folder, or what is in a zip or tar archive, in a fixed order.

Archives are read where they lie; nothing is unpacked, so no name in them can lead anywhere.
"""

import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

from .found import BadSource

Open = Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the source."""

    name: str
    """With `/` between folders."""
    size_bytes: int
    changed_at: datetime
    open: Open


def source_files(path: Path, name: str = "") -> Iterator[SourceFile]:
    """Yield the files at a path, in an order that is the same every time."""
    if path.is_dir():
        yield from _of_folder(path)
    elif zipfile.is_zipfile(path):
        yield from _of_zip(path)
    elif _is_tar(path):
        yield from _of_tar(path)
    elif path.is_file():
        yield _of_disk(path, name or path.name)
    else:
        raise BadSource(f"There is nothing to read at {path}.")


def _of_disk(path: Path, name: str) -> SourceFile:
    stat = path.stat()
    return SourceFile(
        name, stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC), lambda: path.open("rb")
    )


def _of_folder(root: Path) -> Iterator[SourceFile]:
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                yield _of_disk(path, path.relative_to(root).as_posix())


def _of_zip(path: Path) -> Iterator[SourceFile]:
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            changed_at = datetime(*entry.date_time, tzinfo=UTC)

            def opened(name: str = entry.filename) -> AbstractContextManager[IO[bytes]]:
                return archive.open(name)

            yield SourceFile(entry.filename, entry.file_size, changed_at, opened)


def _is_tar(path: Path) -> bool:
    # Mail begins with letters, which an old tar without a magic number could be taken for.
    with path.open("rb") as file:
        head = file.read(512)
    packed = head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ"))
    return (packed or head[257:262] == b"ustar") and tarfile.is_tarfile(path)


def _of_tar(path: Path) -> Iterator[SourceFile]:
    with tarfile.open(path) as archive:
        for entry in archive:
            if not entry.isfile():
                continue
            changed_at = datetime.fromtimestamp(entry.mtime, UTC)

            def opened(member: tarfile.TarInfo = entry) -> AbstractContextManager[IO[bytes]]:
                return cast(IO[bytes], archive.extractfile(member))

            yield SourceFile(entry.name, entry.size, changed_at, opened)
