"""What a command is refused with, and small pieces of answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Reply = Iterator[bytes]
"""Lines to send, each with its CRLF; the return value of the generator completes the command."""


class No(Exception):
    """The command is right but cannot be carried out: answered with NO and a response code."""

    def __init__(self, text: str, code: str = "") -> None:
        super().__init__(text)
        self.code = code

    def __str__(self) -> str:
        return f"[{self.code}] {self.args[0]}" if self.code else str(self.args[0])


class Bye(Exception):
    """The connection ends; the text says why."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: OK, with a response code where there is one."""

    text: str = "Done"
    code: str = ""

    def __bytes__(self) -> bytes:
        return f"OK [{self.code}] {self.text}".encode() if self.code else f"OK {self.text}".encode()


def line(text: str) -> bytes:
    """Write an untagged line."""
    return f"* {text}\r\n".encode()


def joined(parts: Iterable[str]) -> str:
    """Write a list in parentheses."""
    return f"({' '.join(parts)})"
