"""The sentence while it is read: what was taken is not read again."""

import re
from dataclasses import dataclass, field
from functools import cache

TAKEN = "\0"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the sentence, and what it was taken for."""

    part: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Scanner:
    """A sentence of which pieces are taken one after the other."""

    text: str
    left: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = self.text

    def look(self, expression: str) -> "re.Match[str] | None":
        """Return the first whole-word match in what is left."""
        return _compiled(expression).search(self.left)

    def take(self, found: "re.Match[str]", part: str, group: int | str = 0) -> None:
        """Take what was found; only a group of it where one is named."""
        start, end = found.span(group)
        text = self.text[start:end].strip()
        at = self.text.index(text, start) if text else start
        self.pieces.append(Piece(part, text, at, at + len(text)))
        self.left = self.left[:start] + TAKEN * (end - start) + self.left[end:]

    def rest(self) -> str:
        """Return what nobody took, as one line."""
        words = self.left.replace(TAKEN, " ").split()
        return " ".join(words).strip(" ,;-–")

    def understood(self) -> int:
        """Return how many characters were taken."""
        return sum(piece.end - piece.start for piece in self.pieces)


@cache
def _compiled(expression: str) -> "re.Pattern[str]":
    return re.compile(rf"(?<![\w\0'’])(?:{expression})(?![\w])", re.IGNORECASE)
