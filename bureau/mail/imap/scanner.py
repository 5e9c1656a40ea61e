"""Reading a command: the tokens of RFC 9051 section 9. A command is one byte string, its literals
in place. What does not fit raises `BadSyntax`, which is answered with BAD.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, timezone
from typing import TypeVar

Value = TypeVar("Value")

_ATOM = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\\]]+')
_ASTRING = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\]+')
_LIST = re.compile(rb'[^\x00-\x20\x7f-\xff(){"\\]+')
_TAG = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\+]+')
_NUMBER = re.compile(rb"[0-9]{1,19}(?![0-9])")
_QUOTED = re.compile(rb'"((?:[^"\\\r\n\x00]|\\["\\])*)"')
_LITERAL = re.compile(rb"~?\{([0-9]{1,20})\+?\}\r?\n")
_SET = re.compile(rb"[0-9*:,]+")
_RANGE = re.compile(r"([1-9][0-9]{0,9}|\*)(?::([1-9][0-9]{0,9}|\*))?")
_DATE = re.compile(rb'("?)([0-9]{1,2})-([A-Za-z]{3})-([0-9]{4})\1')
_MOMENT = re.compile(
    rb'"([ 0-9][0-9])-([A-Za-z]{3})-([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2})'
    rb' ([+-])([0-9]{2})([0-9]{2})"'
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        b"jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
LARGEST = (1 << 32) - 1
LARGEST_64 = (1 << 63) - 1
"""Of numbers of 64 bits, such as modseqs and sizes (RFC 9051 section 9)."""


class BadSyntax(Exception):
    """The command is not IMAP; the text says what was expected."""


Range = tuple[int, int]
"""First and last number, in order; 0 stands for `*`."""


class Scanner:
    """A position in a command."""

    def __init__(self, line: bytes) -> None:
        self.line = line
        self.at = 0

    def _take(self, pattern: re.Pattern[bytes], wanted: str) -> re.Match[bytes]:
        match = pattern.match(self.line, self.at)
        if match is None:
            raise BadSyntax(f"Expected {wanted}")
        self.at = match.end()
        return match

    def is_next(self, token: bytes) -> bool:
        """Tell whether the token comes next."""
        return self.line.startswith(token, self.at)

    def skip(self, token: bytes) -> bool:
        """Step over a token if it comes next."""
        found = self.is_next(token)
        self.at += len(token) if found else 0
        return found

    def skip_word(self, word: bytes) -> bool:
        """Step over a whole word in any case if it comes next."""
        end = self.at + len(word)
        if self.line[self.at : end].upper() != word:
            return False
        if self.line[end : end + 1] not in (b" ", b"", b")"):
            return False
        self.at = end
        return True

    def expect(self, token: bytes) -> None:
        """Step over a token that must come next."""
        if not self.skip(token):
            raise BadSyntax(f"Expected {token.decode()!r}")

    def space(self) -> None:
        """Step over the one space between arguments."""
        self.expect(b" ")

    def end(self) -> None:
        """Make sure that nothing follows."""
        if self.at != len(self.line):
            raise BadSyntax("Unexpected text at the end of the command")

    def at_end(self) -> bool:
        """Tell whether nothing follows."""
        return self.at >= len(self.line)

    def tag(self) -> bytes:
        """Read the tag of a command."""
        found = self._take(_TAG, "a tag")[0]
        if self.line[self.at : self.at + 1] not in (b" ", b""):
            raise BadSyntax("Expected a tag")
        return found

    def atom(self) -> bytes:
        """Read an atom."""
        return self._take(_ATOM, "an atom")[0]

    def word(self) -> str:
        """Read a keyword of the protocol, in upper case."""
        return self.atom().upper().decode()

    def number(self) -> int:
        """Read a number of 63 bits."""
        value = int(self._take(_NUMBER, "a number")[0])
        if value > LARGEST_64:
            raise BadSyntax("The number is too large")
        return value

    def modseq(self) -> int:
        """Read a modseq that something has."""
        value = self.number()
        if not value:
            raise BadSyntax("A modseq is at least 1")
        return value

    def number32(self) -> int:
        """Read a number of 32 bits."""
        value = self.number()
        if value > LARGEST:
            raise BadSyntax("The number is too large")
        return value

    def literal(self) -> bytes:
        """Read a literal; only those that are marked as binary hold NUL (RFC 3516)."""
        is_binary = self.is_next(b"~")
        content = self.message()
        if not is_binary and b"\0" in content:
            raise BadSyntax("There is NUL in a literal that is not binary")
        return content

    def message(self) -> bytes:
        """Read a literal that is a message: broken ones are to be kept, too."""
        match = self._take(_LITERAL, "a literal")
        size = int(match[1])
        content = self.line[self.at : self.at + size]
        if len(content) < size:
            raise BadSyntax("The literal is cut short")
        self.at += size
        return content

    def is_literal_next(self) -> bool:
        """Tell whether a literal comes next."""
        return _LITERAL.match(self.line, self.at) is not None

    def string(self) -> bytes:
        """Read a quoted string or a literal."""
        if self.is_literal_next():
            return self.literal()
        quoted = self._take(_QUOTED, "a string")[1]
        return re.sub(rb"\\(.)", rb"\1", quoted) if b"\\" in quoted else quoted

    def astring(self) -> bytes:
        """Read an atom or a string."""
        found = _ASTRING.match(self.line, self.at)
        return self._take(_ASTRING, "a string")[0] if found else self.string()

    def nstring(self) -> bytes | None:
        """Read a string or NIL."""
        return None if self.skip_word(b"NIL") else self.string()

    def list_mailbox(self) -> bytes:
        """Read a mailbox pattern, in which wildcards may stand unquoted."""
        if _LIST.match(self.line, self.at):
            return self._take(_LIST, "a pattern")[0]
        return self.string()

    def flag(self) -> bytes:
        r"""Read a flag: \Seen or a keyword."""
        return (b"\\" if self.skip(b"\\") else b"") + self.atom()

    def items(self, read: Callable[[], Value], *, may_be_empty: bool = False) -> list[Value]:
        """Read a list in parentheses."""
        self.expect(b"(")
        found: list[Value] = []
        if may_be_empty and self.skip(b")"):
            return found
        found.append(read())
        while not self.skip(b")"):
            self.space()
            found.append(read())
        return found

    def one_or_more(self, read: Callable[[], Value]) -> list[Value]:
        """Read one value, or a list in parentheses."""
        return self.items(read) if self.is_next(b"(") else [read()]

    def sequence_set(self) -> list[Range]:
        """Read a set of message numbers or uids."""
        text = self._take(_SET, "a set of numbers")[0].decode()
        return read_set(text)

    def date(self) -> date:
        """Read a date of a search key."""
        found = self._take(_DATE, "a date such as 1-Feb-2026")
        try:
            return date(int(found[4]), _MONTHS[found[3].lower()], int(found[2]))
        except (KeyError, ValueError):
            raise BadSyntax("There is no such date") from None

    def moment(self) -> datetime:
        """Read the date and time of APPEND."""
        found = self._take(_MOMENT, "a date and time")
        offset = timedelta(hours=int(found[8]), minutes=int(found[9]))
        try:
            zone = timezone(-offset if found[7] == b"-" else offset)
            day = (int(found[3]), _MONTHS[found[2].lower()], int(found[1]))
            return datetime(*day, int(found[4]), int(found[5]), int(found[6]), tzinfo=zone)
        except (KeyError, ValueError):
            raise BadSyntax("There is no such date and time") from None


def read_set(text: str) -> list[Range]:
    """Read a sequence set."""
    ranges = []
    for item in text.split(","):
        match = _RANGE.fullmatch(item)
        if match is None:
            raise BadSyntax("Expected a set such as 1:4,7")
        first = 0 if match[1] == "*" else int(match[1])
        last = first if match[2] is None else 0 if match[2] == "*" else int(match[2])
        if max(first, last) > LARGEST:
            raise BadSyntax("The number is too large")
        ranges.append((first, last) if 0 in (first, last) or first < last else (last, first))
    return ranges


def is_within(ranges: Iterable[Range], number: int) -> bool:
    """Tell whether a set names a number; `*` is as high as can be, for what left had been there."""
    return any(
        min(one or LARGEST, other or LARGEST) <= number <= max(one or LARGEST, other or LARGEST)
        for one, other in ranges
    )


def write_set(numbers: list[int]) -> bytes:
    """Write numbers as a sequence set, runs as ranges. They must rise."""
    runs: list[str] = []
    start = previous = -1
    for number in [*numbers, -1]:
        if number == previous + 1 and start >= 0:
            previous = number
            continue
        if start >= 0:
            runs.append(str(start) if start == previous else f"{start}:{previous}")
        start = previous = number
    return ",".join(runs).encode()
