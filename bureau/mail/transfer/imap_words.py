"""Words of IMAP answers (RFC 3501): mailbox names in modified UTF-7, lists, flags, dates."""

import base64
import re
from dataclasses import dataclass
from datetime import UTC, datetime

_SHIFTED = re.compile(r"&([^-]*)-")
_LIST = re.compile(rb'\((?P<flags>[^)]*)\) (?P<delimiter>"(?:\\.|[^"\\])*"|NIL) (?P<name>.*)$')
_ATOM = re.compile(rb'"((?:\\.|[^"\\])*)"|([^\s()"]+)')
_MONTHS = dict(
    zip(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        range(1, 13),
        strict=True,
    )
)
_DATE = re.compile(
    r"(?P<day>[ \d]\d)-(?P<month>[A-Za-z]{3})-(?P<year>\d{4}) "
    r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d) (?P<zone>[+-]\d{4})"
)


@dataclass(frozen=True, slots=True)
class RemoteMailbox:
    """A mailbox of the other server."""

    wire_name: str
    """As it is written in commands."""
    path: str
    """With `/` between levels."""
    flags: frozenset[str]
    """Lower case, such as `\\sent`."""


def decoded_name(name: str) -> str:
    """Return the text of a name in modified UTF-7."""

    def unshift(match: re.Match[str]) -> str:
        if not match[1]:
            return "&"
        packed = match[1].replace(",", "/")
        padded = packed + "=" * (-len(packed) % 4)
        try:
            return base64.b64decode(padded).decode("utf-16-be")
        except ValueError:
            return match[0]

    return _SHIFTED.sub(unshift, name)


def _unquoted(text: bytes) -> str:
    if text.startswith(b'"') and text.endswith(b'"'):
        text = re.sub(rb"\\(.)", rb"\1", text[1:-1])
    return text.decode("utf-8", "replace")


def read_list(line: bytes | tuple[bytes, bytes]) -> RemoteMailbox | None:
    """Read one LIST answer; None for what cannot be opened."""
    head, literal = line if isinstance(line, tuple) else (line, None)
    match = _LIST.match(head)
    if match is None:
        return None
    flags = frozenset(match["flags"].decode("ascii", "replace").lower().split())
    if flags & {"\\noselect", "\\nonexistent"}:
        return None
    name = literal.decode("utf-8", "replace") if literal is not None else _unquoted(match["name"])
    delimiter = "" if match["delimiter"] == b"NIL" else _unquoted(match["delimiter"])
    path = decoded_name(name)
    if delimiter and delimiter != "/":
        path = path.replace("/", "-").replace(delimiter, "/")
    return RemoteMailbox(name, path, flags)


def quoted(name: str) -> str:
    """Return a name as it stands in a command."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def atoms(text: bytes) -> list[str]:
    """Return the atoms and quoted strings of a list."""
    return [
        re.sub(rb"\\(.)", rb"\1", quoted_text).decode("utf-8", "replace")
        if quoted_text
        else atom.decode("utf-8", "replace")
        for quoted_text, atom in _ATOM.findall(text)
    ]


def read_date(text: str) -> datetime | None:
    """Read an INTERNALDATE, as UTC."""
    match = _DATE.search(text)
    if match is None or match["month"].lower() not in _MONTHS:
        return None
    month = f"{_MONTHS[match['month'].lower()]:02}"
    iso = f"{match['year']}-{month}-{int(match['day']):02}T{match['hour']}:{match['minute']}:"
    return datetime.fromisoformat(f"{iso}{match['second']}{match['zone']}").astimezone(UTC)
