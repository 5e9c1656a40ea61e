"""Splitting a script into words (RFC 5228 sections 2.1 to 2.4, 8.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .syntax import LARGEST_SCRIPT, SieveError

_WORD = re.compile(
    r"""(?P<blank>(?:[ \t\r\n]+|\#[^\n]*(?:\n|$)|/\*.*?\*/)+)
    | (?P<text>text:[ \t]*(?:\#[^\r\n]*)?\r?\n)
    | (?P<quoted>"(?:[^"\\]|\\.)*")
    | (?P<number>[0-9]+[KMGkmg]?(?![A-Za-z0-9_]))
    | (?P<tag>:[A-Za-z_][A-Za-z0-9_]*)
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<mark>[\[\]{}();,])""",
    re.VERBOSE | re.DOTALL,
)
_UNITS = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
LARGEST_NUMBER = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its kind (name, tag, number, string, mark, end) and what it means."""

    kind: str
    value: str
    line: int


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of a script and an end; raises `SieveError`."""
    if len(text.encode("utf-8", "replace")) > LARGEST_SCRIPT:
        raise SieveError("the script is too large")
    if "\0" in text:
        raise SieveError("the script contains a NUL character")
    position, line = 0, 1
    while position < len(text):
        match = _WORD.match(text, position)
        if match is None:
            raise SieveError(f"cannot read {text[position : position + 20]!r}", line)
        kind, found, position = str(match.lastgroup), match[0], match.end()
        start, line = line, line + found.count("\n")
        if kind == "text":
            value, position = _multi_line(text, position, start)
            line += text.count("\n", match.end(), position)
            yield Word("string", value, start)
        elif kind != "blank":
            yield _word(kind, found, start)
    yield Word("end", "", line)


def _word(kind: str, found: str, line: int) -> Word:
    match kind:
        case "quoted":
            return Word("string", re.sub(r"\\(.)", r"\1", found[1:-1], flags=re.DOTALL), line)
        case "tag":
            return Word("tag", found[1:].lower(), line)
        case "name":
            return Word("name", found.lower(), line)
        case "number":
            unit = _UNITS.get(found[-1].lower(), 1)
            digits = found if unit == 1 else found[:-1]
            if len(digits) > 19 or int(digits) * unit > LARGEST_NUMBER:
                raise SieveError("the number is too large", line)
            return Word("number", str(int(digits) * unit), line)
    return Word("mark", found, line)


def _multi_line(text: str, position: int, line: int) -> tuple[str, int]:
    """Read the lines of a `text:` string up to a lone dot, with dots unstuffed."""
    lines: list[str] = []
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end + 1
        content = text[position:end]
        position = end
        if content.rstrip("\r\n") == ".":
            return "".join(lines), position
        lines.append(content[1:] if content.startswith(".") else content)
    raise SieveError("the text: string has no end", line)
