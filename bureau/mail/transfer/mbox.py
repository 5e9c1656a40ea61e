"""Reading mbox files (RFC 4155, with mboxrd quoting) as a stream, from any message on.

A message begins with a line `From …` that follows an empty line or opens the file, and that ends
with a time of day and a year; mail that quotes such a line has a `>` in front of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

from bureau.platform.mime import ParsedMessage

from .found import LARGEST_MESSAGE, Marks, with_line_ends

_FROM = re.compile(rb"From .*\d{1,2}:\d\d.* \d{4}\s*$|From .*\d{4} \d{1,2}:\d\d(?::\d\d)?.*$")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_WORD = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of the file; `raw` is None where it is too large to be one."""

    raw: bytes | None
    separator: bytes
    start: int
    end: int
    """Where the next one begins."""


def read_mbox(file: IO[bytes], start: int = 0) -> Iterator[Entry]:
    """Yield the messages from an offset on, which must be where one begins."""
    file.seek(start)
    lines: list[bytes] = []
    separator, begun, size, position = b"", start, 0, start
    was_blank = True
    for line in file:
        if was_blank and line.startswith(b"From ") and _FROM.match(line):
            if separator:
                yield _entry(lines, size, separator, begun, position)
            lines, separator, begun, size = [], line, position, 0
        elif separator and size <= LARGEST_MESSAGE:
            lines.append(line)
            size += len(line)
        position += len(line)
        was_blank = line in (b"\n", b"\r\n")
    if separator:
        yield _entry(lines, size, separator, begun, position)


def _entry(lines: list[bytes], size: int, separator: bytes, start: int, end: int) -> Entry:
    if size > LARGEST_MESSAGE:
        return Entry(None, separator, start, end)
    if lines and not lines[-1].strip():
        # The empty line in front of the next separator is not part of the message.
        lines = lines[:-1]
    raw = _QUOTED.sub(rb"\1", b"".join(lines))
    return Entry(with_line_ends(raw), separator, start, end)


def received_at(separator: bytes) -> datetime | None:
    """Return the time of delivery that a separator line says, as UTC."""
    words = separator.decode("ascii", "replace").split()[2:]
    text = " ".join(words)
    for form in ("%a %b %d %H:%M:%S %Y", "%a %b %d %H:%M:%S %z %Y", "%a %b %d %H:%M %Y"):
        try:
            moment = datetime.strptime(text, form)  # noqa: DTZ007 - the form may have no zone
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


_STATUS = {"R": "$seen"}
_X_STATUS = {"A": "$answered", "F": "$flagged", "T": "$draft"}


def marks_of_headers(message: ParsedMessage) -> Marks:
    """Return what mail programs note in the headers of an mbox: Status, X-Status, X-Keywords."""
    keywords = {_STATUS[one] for one in message.header("status") if one in _STATUS}
    keywords |= {_X_STATUS[one] for one in message.header("x-status") if one in _X_STATUS}
    keywords |= {word.lower() for word in _WORD.findall(message.header("x-keywords"))}
    return Marks(keywords=frozenset(keywords))
