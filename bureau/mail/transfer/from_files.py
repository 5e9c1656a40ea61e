"""Messages of mbox files, Google Takeout and Maildirs, from a position on.

A position is the number of the file and the offset in it. What went before is not read again,
beyond what an archive has to unpack to get there.
"""

import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from bureau.platform.mime import parse

from .files import SourceFile, source_files
from .found import (
    LARGEST_MESSAGE,
    BadSource,
    Found,
    Marks,
    Position,
    Skipped,
    Step,
    Steps,
    marks_of_folder,
    with_line_ends,
)
from .gmail import marks_of_labels, takeout_labels
from .mbox import Entry, marks_of_headers, read_mbox, received_at

HEAD_BYTES = 256 << 10
TOO_LARGE = "larger than 150 MB"
EMPTY = "empty"
_MAILDIR = re.compile(r"(?:^|(?P<folder>.*)/)(?P<kind>cur|new)/(?P<name>[^/]+)$")
_FLAGS = {"S": "$seen", "F": "$flagged", "R": "$answered", "D": "$draft", "P": "$forwarded"}

MarksOf = Callable[[SourceFile, bytes], Marks]


def total_bytes(path: Path) -> int:
    """Return how much there is to read."""
    return sum(file.size_bytes for file in source_files(path))


def from_mbox(path: Path, position: Position, label: str = "", name: str = "") -> Steps:
    """Read mbox files; each is a folder by its name, unless all get one label."""

    def marks(file: SourceFile, raw: bytes) -> Marks:
        folder = label or str(PurePosixPath(file.name).with_suffix(""))
        return _noted(raw) or marks_of_folder(folder) | marks_of_headers(parse(_head(raw)))

    return _mailboxes(path, position, marks, name)


def _noted(raw: bytes) -> Marks | None:
    """Return what Takeout, or an export of ours, wrote into the message."""
    message = parse(_head(raw))
    labels = takeout_labels(message)
    return marks_of_labels(labels) | marks_of_headers(message) if labels is not None else None


def from_takeout(path: Path, position: Position, name: str = "") -> Steps:
    """Read the mail of a Google Takeout: labels, stars and categories from `X-Gmail-Labels`."""

    def marks(file: SourceFile, raw: bytes) -> Marks:
        return _noted(raw) or Marks(keywords=frozenset({"$seen"}))

    return _mailboxes(path, position, marks, name)


def _head(raw: bytes) -> bytes:
    end = raw.find(b"\r\n\r\n")
    return raw[: min(end + 4 if end >= 0 else len(raw), HEAD_BYTES)]


def _mailboxes(path: Path, position: Position, marks: MarksOf, name: str) -> Steps:
    first, offset = int(position.get("file", 0)), int(position.get("offset", 0))
    before, has_read = 0, False
    for number, file in enumerate(source_files(path, name)):
        if number >= first and _is_mbox(file):
            has_read = True
            start = offset if number == first else 0
            with file.open() as opened:
                for entry in read_mbox(opened, start):
                    spot = {"file": number, "offset": entry.end}
                    yield Step(_of_entry(file, entry, marks), spot, before + entry.end)
        has_read = has_read or number < first
        before += file.size_bytes
    if not has_read:
        raise BadSource("There is no mbox file in it.")


def _is_mbox(file: SourceFile) -> bool:
    with file.open() as opened:
        return opened.read(5) == b"From "


def _of_entry(file: SourceFile, entry: Entry, marks: MarksOf) -> Found | Skipped:
    where = f"{file.name}, byte {entry.start}"
    if entry.raw is None:
        return Skipped(where, TOO_LARGE)
    if not entry.raw.strip():
        return Skipped(where, EMPTY)
    known = marks(file, entry.raw)
    return Found(entry.raw, where, known, received_at(entry.separator))


def from_maildir(path: Path, position: Position, label: str = "") -> Steps:
    """Read a Maildir and its folders (Maildir++ with dots, or folders in folders)."""
    first, done, has_read = int(position.get("file", 0)), 0, False
    for number, file in enumerate(source_files(path)):
        done += file.size_bytes
        match = _MAILDIR.search(file.name)
        has_read = has_read or match is not None
        if match is not None and number >= first:
            folder = label or _folder(match["folder"] or "")
            item = _of_maildir(file, folder, match["name"], match["kind"] == "new")
            yield Step(item, {"file": number + 1}, done)
    if not has_read:
        raise BadSource("There is no Maildir in it: no folder has a `cur` in it.")


def _folder(path: str) -> str:
    """Return the folder that a path means; the Maildir itself is the inbox."""
    last = path.rpartition("/")[2]
    if last.startswith("."):
        return last.strip(".").replace(".", "/")
    parts = [part for part in path.split("/") if part not in ("", ".", "Maildir")]
    return "/".join(parts) or "INBOX"


def _of_maildir(file: SourceFile, folder: str, name: str, is_new: bool) -> Found | Skipped:
    if file.size_bytes > LARGEST_MESSAGE:
        return Skipped(file.name, TOO_LARGE)
    with file.open() as opened:
        raw = opened.read()
    if not raw.strip():
        return Skipped(file.name, EMPTY)
    flags = "" if is_new else name.rpartition(":2,")[2] if ":2," in name else ""
    if "T" in flags:
        folder = "Trash"
    keywords = frozenset(_FLAGS[one] for one in flags if one in _FLAGS)
    marks = marks_of_folder(folder) | Marks(keywords=keywords)
    return Found(with_line_ends(raw), file.name, marks, file.changed_at)
