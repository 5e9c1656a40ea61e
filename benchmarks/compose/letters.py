"""The letters that are measured on. They are not ours to pass on: BENCH_LETTERS names a folder that
has them.
"""

import json
import lzma
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(os.environ.get("BENCH_LETTERS", "benchmarks/letters"))
_WORD = re.compile(r"(?<![^\s(])[^\W\d_]+")
MIDDLES = 4
"""A caret stands at the start of a word and after up to so many of its letters."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it was written."""

    subject: str
    body: str


@dataclass(slots=True)
class Sender:
    """A person: what may be learned from, and what is scored."""

    history: list[Letter] = field(default_factory=list)
    scored: list[Letter] = field(default_factory=list)


def is_there() -> bool:
    """Tell whether the letters are to be had."""
    return (FOLDER / "enron-train.jsonl.xz").is_file()


def _rows(part: str) -> Iterator[dict[str, str]]:
    with lzma.open(FOLDER / f"enron-{part}.jsonl.xz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def office() -> list[tuple[str, int]]:
    """Return the texts that all may learn from, with a number for each author. Who is unknown is
    somebody else each time: those letters came to one mailbox from many.
    """
    numbers: dict[str, int] = {}
    return [
        (row["body"], numbers.setdefault(row["sender"] or f"letter {n}", len(numbers)))
        for n, row in enumerate(_rows("train"))
    ]


def senders(part: str) -> list[Sender]:
    """Return the senders of a part."""
    found: dict[str, Sender] = {}
    for row in _rows(part):
        sender = found.setdefault(row["sender"], Sender())
        letters = sender.history if row["part"] == "history" else sender.scored
        letters.append(Letter(row["subject"], row["body"]))
    return [sender for sender in found.values() if sender.scored]


def carets(body: str) -> Iterator[int]:
    """Yield where a caret stands: before and within words, but not within tags and numbers."""
    for match in _WORD.finditer(body):
        if match.start():
            yield match.start()
        for letters in range(1, min(MIDDLES + 1, len(match.group()))):
            yield match.start() + letters
