"""Content lines (RFC 6350 §3.3): octets to properties and back.

Tolerant of what programs write: bare line feeds, characters cut by folding, parameters without a
name and soft line breaks of vCard 2.1. A property keeps the octets that it came in.
"""

import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_OCTETS = 75
Params = tuple[tuple[str, tuple[str, ...]], ...]

_LINE_END = re.compile(rb"\r?\n")
_HEAD = re.compile(r"(?:([A-Za-z0-9-]+)\.)?([A-Za-z0-9-]+)$")
_ENCODINGS = {"BASE64", "B", "QUOTED-PRINTABLE", "8BIT", "7BIT"}
_CARET = {"^n": "\n", "^^": "^", "^'": '"'}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NEEDS_QUOTES = re.compile(r"[:;,]")


@dataclass(frozen=True, slots=True)
class Property:
    """One property; a line that cannot be read has no name and is only kept."""

    name: str
    """Upper case."""
    value: str
    """As it is written, with escapes."""
    params: Params = ()
    group: str = ""
    source: bytes = b""
    """The octets it came in with their line ends; empty for one that we made."""

    def param(self, name: str) -> tuple[str, ...]:
        """Return all values of a parameter."""
        return tuple(value for key, values in self.params if key == name for value in values)

    @property
    def types(self) -> set[str]:
        """The values of TYPE in lower case, also those written as `TYPE="home,work"`."""
        return {part.lower() for value in self.param("TYPE") for part in value.split(",") if part}

    @property
    def text(self) -> str:
        """The value as text, without escapes."""
        return unescaped(self.plain)

    @property
    def plain(self) -> str:
        """The value with escapes, without the transfer encoding of vCard 2.1."""
        if "QUOTED-PRINTABLE" not in {one.upper() for one in self.param("ENCODING")}:
            return self.value
        charset = next(iter(self.param("CHARSET")), "utf-8")
        octets = quopri.decodestring(self.value.encode("utf-8", "surrogateescape"))
        try:
            return octets.decode(charset)
        except (LookupError, UnicodeDecodeError):
            return octets.decode("utf-8", "replace")

    def to_bytes(self) -> bytes:
        """Return the octets with line ends: those it came in, or new ones, folded."""
        return self.source or folded(self._line())

    def _line(self) -> str:
        head = f"{self.group}.{self.name}" if self.group else self.name
        params = "".join(f";{key}={','.join(map(_quoted, values))}" for key, values in self.params)
        return f"{head}{params}:{self.value}"


def property_of(name: str, value: str, *, group: str = "", **params: Iterable[str]) -> Property:
    """Make a property; `value` is already escaped, parameters are lists of values."""
    pairs = tuple((key.upper(), tuple(values)) for key, values in params.items())
    return Property(name, value, tuple(pair for pair in pairs if pair[1]), group)


def logical_lines(raw: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield (number of its first line, octets with line ends, unfolded octets) of each line."""
    held: tuple[int, bytes, bytes] | None = None
    for number, (whole, line) in enumerate(_physical(raw), start=1):
        if held is not None and _continues(held[2], line):
            held = (held[0], held[1] + whole, _joined(held[2], line))
            continue
        if held is not None:
            yield held
        held = (number, whole, line)
    if held is not None:
        yield held


def _physical(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    start = 0
    for found in _LINE_END.finditer(raw):
        yield raw[start : found.end()], raw[start : found.start()]
        start = found.end()
    if start < len(raw):
        yield raw[start:] + b"\r\n", raw[start:]


def _is_soft(line: bytes) -> bool:
    head = line.partition(b":")[0].upper()
    return line.endswith(b"=") and b"QUOTED-PRINTABLE" in head


def _continues(before: bytes, line: bytes) -> bool:
    return line[:1] in (b" ", b"\t") or _is_soft(before)


def _joined(before: bytes, line: bytes) -> bytes:
    if _is_soft(before):
        return before[:-1] + line
    return before + line[1:]


def read_property(source: bytes, line: bytes) -> Property:
    """Read an unfolded line; one that makes no sense becomes a property without a name.

    Raises `UnicodeDecodeError` where it is not UTF-8.
    """
    text = line.decode("utf-8")
    head, value = _halves(text)
    first, *rest = _split_unquoted(head, ";")
    found = _HEAD.match(first.strip())
    if found is None or head == text:
        return Property("", text, source=source)
    group, name = found.group(1) or "", found.group(2).upper()
    return Property(name, value, tuple(_param(one) for one in rest if one), group, source)


def _halves(text: str) -> tuple[str, str]:
    """Split at the colon that ends the parameters."""
    quoted = False
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            return text[:at], text[at + 1 :]
    head, colon, value = text.partition(":")
    return (head, value) if colon else (text, "")


def _param(text: str) -> tuple[str, tuple[str, ...]]:
    name, equals, values = text.partition("=")
    if not equals:
        is_encoding = name.strip().upper() in _ENCODINGS
        return ("ENCODING" if is_encoding else "TYPE", (name.strip(),))
    return name.strip().upper(), tuple(_unquoted(one) for one in _split_unquoted(values, ","))


def _unquoted(text: str) -> str:
    """Take quotes and the encoding of RFC 6868 away."""
    return re.sub(r"\^[n^']", lambda found: _CARET[found.group()], text.strip().strip('"'))


def _quoted(text: str) -> str:
    plain = text.replace("^", "^^").replace("\n", "^n").replace("\r", "").replace('"', "^'")
    return f'"{plain}"' if _NEEDS_QUOTES.search(plain) else plain


def _split_unquoted(text: str, separator: str) -> list[str]:
    parts, quoted, start = [], False, 0
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif letter == separator and not quoted:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def folded(line: str) -> bytes:
    """Return a line as octets, folded at 75 and never within a character (RFC 6350 §3.2)."""
    octets, lines, room = line.encode("utf-8", "replace"), [], MOST_OCTETS
    while len(octets) > room:
        cut = room
        while octets[cut] & 0xC0 == 0x80:
            cut -= 1
        lines.append(octets[:cut])
        octets, room = octets[cut:], MOST_OCTETS - 1
    return b"\r\n ".join([*lines, octets]) + b"\r\n"


def escaped(text: str) -> str:
    """Escape text for a value or a component of one (RFC 6350 §3.4)."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return plain.replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def unescaped(text: str) -> str:
    """Take escapes away; an unknown one stands for its letter."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def split_value(value: str, separator: str) -> list[str]:
    """Split a value at separators that are not escaped; the parts keep their escapes."""
    parts, start, at = [], 0, 0
    while at < len(value):
        if value[at] == "\\":
            at += 2
            continue
        if value[at] == separator:
            parts.append(value[start:at])
            start = at + 1
        at += 1
    return [*parts, value[start:]]
