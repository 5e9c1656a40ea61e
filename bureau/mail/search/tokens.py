"""Words as the index has them: one namespace an account, so that no account's words are ever read
for another, and one for each field that can be asked for by itself.
"""

from base64 import b32encode
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from blake3 import blake3

from bureau.platform.text import words

SEPARATOR = "x"
"""Stands between fields: no phrase runs from one into the next."""
SHORTEST_PREFIX = 3
"""Beginnings of words are looked for from this many letters on."""


class Space(StrEnum):
    """What a token tells of the message."""

    ANY = "w"
    FROM = "a"
    TO = "t"
    CC = "c"
    BCC = "b"
    SUBJECT = "s"
    FILE = "f"
    LIST = "l"
    HEADER = "h"
    """That the message has a header field of this name."""
    MARK = "m"


ATTACHMENT = "att"


@lru_cache(maxsize=4096)
def code_of(account_id: str) -> str:
    """Return the four letters of an account. Two accounts may share them: rows are checked too."""
    return b32encode(blake3(account_id.encode()).digest()[:5]).decode()[:4].lower()


def tokens(space: Space, account_id: str, text: str) -> list[str]:
    """Return the words of a text as tokens of a namespace."""
    head = space + code_of(account_id)
    return [head + word for word in words(text)]


def token(space: Space, account_id: str, word: str) -> str:
    """Return one word, which is folded already, as a token."""
    return space + code_of(account_id) + word


def header_word(name: str) -> str:
    """Return the name of a header field as a word."""
    return "".join(words(name))


def size_marks(size_bytes: int) -> Iterable[str]:
    """Return a mark for each power of two from a megabyte on that the size reaches."""
    return (f"size{bit}" for bit in range(20, min(size_bytes.bit_length(), 40)))
