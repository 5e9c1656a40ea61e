"""A client that speaks IMAP byte for byte, and messages to file."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

_LITERAL = re.compile(rb"\{(\d+)\}\r\n$")
LETTER = (
    b"From: Anna Arendt <anna@demo.example>\r\nTo: ben@demo.example\r\nSubject: Hello\r\n"
    b"Date: Mon, 1 Jan 2024 10:00:00 +0000\r\nMessage-ID: <1@demo.example>\r\n\r\nOne\r\nTwo\r\n"
)


class ImapClient:
    """One connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._file = self._socket.makefile("rb")
        self.number = 0
        self.hides_recent = True
        """Whether answers are shown without what is said of recent messages."""
        self.greeting = self.line()

    def __enter__(self) -> "ImapClient":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._file.close()
        self._socket.close()

    def write(self, raw: bytes) -> None:
        """Send bytes as they are."""
        self._socket.sendall(raw)

    def line(self) -> bytes:
        """Return one answer with its literals in place, without its end."""
        pieces = [self._file.readline()]
        while (match := _LITERAL.search(pieces[-1])) is not None:
            pieces += [self._file.read(int(match[1])), self._file.readline()]
        line = b"".join(pieces).removesuffix(b"\r\n")
        if self.hides_recent and b" FETCH (" in line:
            return line.replace(b"(\\Recent)", b"()").replace(b"\\Recent ", b"")
        return line

    def do(self, command: str | bytes) -> list[bytes]:
        """Send a command; return its untagged answers and, last, how it ended, without the tag."""
        self.number += 1
        tag = b"a%d" % self.number
        self.write(
            tag + b" " + (command.encode() if isinstance(command, str) else command) + b"\r\n"
        )
        return self.answers(tag)

    def answers(self, tag: bytes) -> list[bytes]:
        """Return answers up to the one with the tag."""
        found: list[bytes] = []
        while True:
            line = self.line()
            assert line, "the server hung up"
            if line.startswith(tag + b" "):
                return [*found, line.removeprefix(tag + b" ")]
            if self.hides_recent and line.startswith(b"* ") and line.endswith(b" RECENT"):
                continue
            found.append(line)

    def ok(self, command: str | bytes) -> list[bytes]:
        """Send a command that must succeed; return the untagged answers."""
        *found, end = self.do(command)
        assert end.startswith(b"OK"), (command, end)
        return found

    def append(self, box: str, raw: bytes, flags: str = "", moment: str = "") -> bytes:
        """File a message; return how it ended."""
        head = " ".join(one for one in ("APPEND", box, flags, moment) if one)
        return self.do(head.encode() + b" {%d+}\r\n%b" % (len(raw), raw))[-1]

    def idle(self) -> None:
        """Begin to idle."""
        self.write(b"idle IDLE\r\n")
        assert self.line().startswith(b"+ ")

    def done(self) -> list[bytes]:
        """End idling; return what was told."""
        self.write(b"DONE\r\n")
        return self.answers(b"idle")


@contextmanager
def clients(port: int, password: str, count: int, email: str) -> Iterator[list[ImapClient]]:
    """Yield connections that are signed in."""
    made = [ImapClient(port) for _ in range(count)]
    try:
        for one in made:
            one.ok(f"LOGIN {email} {password}")
        yield made
    finally:
        for one in made:
            one.close()
