"""A zip of files and folders, written while it is sent: what the actor may read of them, as it is
now.

Nothing is held in memory but a chunk and the list of entries. Bytes are stored, not deflated: most
files are compressed already. Zip64 and UTF-8 names come with `zipfile`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from bureau.people import Actor
from bureau.platform import blobs

from .errors import NodeNotFound, TooLargeToPack
from .models import Node
from .names import first_free, name_hash
from .queries import scope_roles

MOST_FILES = 20_000
MOST_BYTES = 64 << 30
BATCH = 500
LEFT_OUT = "left-out.txt"

# Names that Windows cannot keep, and the backslash, which some programs take for a folder.
_UNSAFE = re.compile(r'[\\:*?"<>|]')
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
_ZIP64_BYTES = 0xFFFF0000

Columns = dict[str, Any]
_COLUMNS = (
    "id",
    "parent_id",
    "scope_id",
    "group",
    "name",
    "blob",
    "size_bytes",
    "modified_at",
    "kind",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file or folder of the archive."""

    path: str
    """With `/` between its parts; a folder's ends with one."""
    blob: str
    size_bytes: int
    modified_at: datetime


@dataclass(slots=True)
class Packing:
    """What goes into an archive, found before the first byte is sent."""

    name: str
    entries: list[Entry] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Paths of documents that have no bytes of their own."""
    size_bytes: int = 0


def pack(actor: Actor, node_ids: Sequence[str]) -> Packing:
    """Find what of these nodes, and in these folders, the actor may read.

    Raises `NodeNotFound` where one of them may not be known, `TooLargeToPack`. A fixed number of
    queries per level of folders and 500 folders in it.
    """
    heads = {row["id"]: row for row in _readable(actor, Node.objects.filter(id__in=set(node_ids)))}
    if not node_ids or len(heads) != len(set(node_ids)):
        raise NodeNotFound
    packing = Packing(_archive_name([heads[id] for id in dict.fromkeys(node_ids)]))
    level = _name(heads.values(), {})
    while level:
        folders = {row["id"]: path for row, path in level if row["group"] == Node.Group.FOLDER}
        for row, path in level:
            _add(packing, row, path)
        level = _name(_inside(actor, list(folders)), folders)
    return packing


def _readable(actor: Actor, nodes: Any) -> list[Columns]:
    living = nodes.filter(trashed_at=None, purged_at=None, scope__trashed_by=None)
    rows = list(living.order_by("group", "sort_key", "id").values(*_COLUMNS))
    roles = scope_roles(actor, {row["scope_id"] for row in rows})
    return [row for row in rows if roles.get(row["scope_id"])]


def _inside(actor: Actor, folder_ids: list[str]) -> Iterator[Columns]:
    for start in range(0, len(folder_ids), BATCH):
        inside = Node.objects.filter(parent_id__in=folder_ids[start : start + BATCH])
        yield from _readable(actor, inside)


def _name(rows: Iterable[Columns], folders: dict[str, str]) -> list[tuple[Columns, str]]:
    """Give each row its path, apart from those beside it even where case does not count."""
    taken: dict[str, set[str]] = {}
    named = []
    for row in rows:
        above = folders.get(row["parent_id"] or "", "")
        is_folder = row["group"] == Node.Group.FOLDER
        hashes = taken.setdefault(above, set())
        name = first_free(_safe(row["name"]), is_folder, hashes)
        hashes.add(name_hash(name))
        named.append((row, f"{above}{name}/" if is_folder else f"{above}{name}"))
    return named


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name).rstrip(". ") or "_"


def _add(packing: Packing, row: Columns, path: str) -> None:
    is_folder = row["group"] == Node.Group.FOLDER
    if not is_folder and not row["blob"] and row["kind"] != "file":
        packing.left_out.append(path)
        return
    packing.entries.append(Entry(path, row["blob"], row["size_bytes"], row["modified_at"]))
    packing.size_bytes += row["size_bytes"]
    if len(packing.entries) > MOST_FILES or packing.size_bytes > MOST_BYTES:
        raise TooLargeToPack


def _archive_name(heads: Sequence[Columns]) -> str:
    if len(heads) == 1:
        return f"{heads[0]['name']}.zip"
    return f"{heads[0]['name']} (+{len(heads) - 1}).zip"


class _Sink:
    """A file that cannot seek, from which is taken what was written."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._written = 0

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        self._written += len(data)
        return len(data)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        """Nothing is kept back."""

    def seekable(self) -> bool:
        return False

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def zip_chunks(packing: Packing) -> Iterator[bytes]:
    """Yield the archive's bytes. No queries; a blob that cannot be read ends the answer midway, so
    that nobody takes half an archive for a whole one.
    """
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_STORED) as archive:  # type: ignore[call-overload]
        for entry in packing.entries:
            yield from _entry_chunks(archive, sink, entry)
        if packing.left_out:
            archive.writestr(_info(LEFT_OUT, datetime.now(UTC)), "\n".join(packing.left_out))
    yield sink.taken()


def _entry_chunks(archive: ZipFile, sink: _Sink, entry: Entry) -> Iterator[bytes]:
    info = _info(entry.path, entry.modified_at)
    if entry.path.endswith("/"):
        archive.writestr(info, b"")
        return
    is_large = entry.size_bytes > _ZIP64_BYTES
    with archive.open(info, "w", force_zip64=is_large) as file:
        for chunk in blobs.stream(entry.blob) if entry.blob else ():
            file.write(chunk)
            yield sink.taken()


def _info(path: str, at: datetime) -> ZipInfo:
    when = max(at, _EARLIEST).astimezone(UTC)
    info = ZipInfo(path, when.timetuple()[:6])
    info.external_attr = (0o40755 << 16 | 0x10) if path.endswith("/") else 0o100644 << 16
    return info
