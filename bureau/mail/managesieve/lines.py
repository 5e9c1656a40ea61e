"""Reading commands and writing answers (RFC 5804 section 4)."""

import asyncio
import re
from dataclasses import dataclass

from ..sieve.syntax import LARGEST_SCRIPT

LONGEST_LINE = 8_192
LARGEST_LITERAL = LARGEST_SCRIPT + 1_024
MOST_ARGUMENTS = 4
_WORD = re.compile(rb'"((?:[^"\\\r\n]|\\["\\])*)"|\{([0-9]{1,10})\+?\}\Z|([A-Za-z0-9]{1,40})')


class BadCommand(ValueError):
    """A command that cannot be understood; the connection goes on."""


class TooLong(BadCommand):
    """A line or literal above the limits: what follows cannot be found any more."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command and its arguments; strings are bytes, numbers are digits."""

    name: str
    arguments: tuple[bytes, ...] = ()

    def text(self, index: int) -> str:
        """Return an argument as UTF-8; raises `BadCommand`."""
        if index >= len(self.arguments):
            raise BadCommand("An argument is missing")
        try:
            return self.arguments[index].decode()
        except UnicodeDecodeError:
            raise BadCommand("This is not UTF-8") from None

    def expect(self, count: int) -> None:
        """Refuse another number of arguments."""
        if len(self.arguments) != count:
            raise BadCommand(f"{self.name} takes {count} arguments")


async def read_command(reader: asyncio.StreamReader) -> Command | None:
    """Return the next command; None when the connection ended."""
    words = await read_words(reader)
    if words is None:
        return None
    if not words or not words[0].isalnum():
        raise BadCommand("There is no command")
    return Command(words[0].decode("ascii", "replace").upper(), tuple(words[1:]))


async def read_words(reader: asyncio.StreamReader) -> list[bytes] | None:
    """Return the words of a line with its literals; None when the connection ended."""
    found: list[bytes] = []
    while True:
        try:
            line = await reader.readuntil(b"\n")
        except asyncio.IncompleteReadError:
            return None
        except asyncio.LimitOverrunError:
            raise TooLong("The line is too long") from None
        rest = line.rstrip(b"\r\n")
        length = _add_words(rest, found)
        if length is None:
            return found
        if length > LARGEST_LITERAL:
            raise TooLong("The literal is too long")
        try:
            found.append(await reader.readexactly(length))
        except asyncio.IncompleteReadError:
            return None


def _add_words(line: bytes, found: list[bytes]) -> int | None:
    """Add the words of a line; return the length of the literal that it ends with, if it does."""
    position = 0
    while position < len(line):
        if line[position : position + 1] == b" ":
            position += 1
            continue
        match = _WORD.match(line, position)
        if match is None or len(found) > MOST_ARGUMENTS:
            raise BadCommand("The command cannot be understood")
        position = match.end()
        if match[2] is not None:
            return int(match[2])
        quoted = match[1]
        found.append(match[3] if quoted is None else re.sub(rb"\\(.)", rb"\1", quoted))
    return None


def string(text: str) -> bytes:
    """Return a string, quoted or as a literal."""
    raw = text.encode("utf-8", "replace")
    if len(raw) < 1_000 and not re.search(rb'[\r\n\0"\\]', raw):
        return b'"' + raw + b'"'
    return b"{%d}\r\n%s" % (len(raw), raw)


def answer(kind: str, text: str = "", code: str = "") -> bytes:
    """Return OK, NO or BYE with a code and words."""
    parts = [kind.encode()]
    if code:
        parts.append(f"({code})".encode())
    if text:
        parts.append(string(text))
    return b" ".join(parts) + b"\r\n"
