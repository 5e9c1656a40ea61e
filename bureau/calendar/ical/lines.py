"""Content lines (RFC 5545 §3.1): unfolding, splitting, folding.

Reads what real clients write: bare LF or CR, a byte order mark, Latin-1 bytes, blanks around
names, quotes that never close. A line that has no name or no colon is not a line; it is left out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from icalendar import Parameters

_FOLD = re.compile(r"(?:\r\n|\n|\r)[ \t]")
_BREAK = re.compile(r"[\r\n]+")
_PLAIN = re.compile(r"([A-Za-z0-9-]+):(.*)", re.DOTALL)
_NAME = re.compile(r"\s*([A-Za-z0-9_.-]+)[ \t]*")
_PARAMETER = re.compile(r'[ \t]*;[ \t]*([A-Za-z0-9_.-]+)[ \t]*=((?:[^";:]|"[^"]*")*)')
_VALUES = re.compile(r'(?:"([^"]*)"|([^,]*))(?:,|$)')
_CARET = re.compile(r"\^([n^'])")
_CARETS = {"n": "\n", "^": "^", "'": '"'}
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

LONGEST_LINE = 75


class Line(NamedTuple):
    """One property as it was written; `value` is not unescaped."""

    name: str
    params: Parameters
    value: str


def read_lines(raw: bytes) -> Iterator[Line]:
    """The content lines of some bytes, unfolded; what is no content line is left out."""
    text = _CONTROL.sub("", _decoded(raw))
    for line in _BREAK.split(_FOLD.sub("", text)):
        if line and (parts := split_line(line)):
            yield parts


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # A fold may stand inside a character (RFC 5545 §3.1): unfold the bytes first.
        unfolded = re.sub(rb"\r?\n[ \t]", b"", raw)
    try:
        return unfolded.decode("utf-8-sig")
    except UnicodeDecodeError:
        return unfolded.decode("cp1252", "replace")


def split_line(line: str) -> Line | None:
    """Name, parameters and value of an unfolded line; None where it has no such form."""
    if plain := _PLAIN.match(line):
        return Line(plain[1].upper(), Parameters(), plain[2])
    if not (name := _NAME.match(line)):
        return None
    params, at = Parameters(), name.end()
    while found := _PARAMETER.match(line, at):
        params[found[1]] = _parameter(found[2])
        at = found.end()
    colon = line.find(":", at)
    return Line(name[1].upper(), params, line[colon + 1 :]) if colon >= 0 else None


def _parameter(text: str) -> str | list[str]:
    if '"' not in text and "," not in text:
        return _uncaret(text.strip())
    values = []
    for found in _VALUES.finditer(text.strip()):
        values.append(_uncaret(found[1] if found[1] is not None else found[2]))
    if len(values) > 1 and not text.rstrip().endswith(",") and values[-1] == "":
        values.pop()
    return values[0] if len(values) == 1 else values


def _uncaret(text: str) -> str:
    """RFC 6868: how parameters say quotes and line breaks."""
    return _CARET.sub(lambda found: _CARETS[found[1]], text) if "^" in text else text


def unescaped(text: str) -> str:
    """A TEXT value without its backslashes (RFC 5545 §3.3.11)."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def fold(line: str) -> bytes:
    """A content line as it is written: at most 75 bytes a line, never inside a character."""
    encoded = line.encode()
    if len(encoded) <= LONGEST_LINE:
        return encoded + b"\r\n"
    pieces, at, room = [], 0, LONGEST_LINE
    while at < len(encoded):
        end = min(at + room, len(encoded))
        while end < len(encoded) and encoded[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(encoded[at:end])
        at, room = end, LONGEST_LINE - 1
    return b"\r\n ".join(pieces) + b"\r\n"
