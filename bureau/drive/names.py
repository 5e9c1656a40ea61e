"""Names of nodes: what is allowed, when two are the same, how they sort, what a second one is
called.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count

from .errors import BadName

LONGEST = 255
SORT_KEY_LENGTH = 200

_FORBIDDEN = re.compile(r"[/\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_DIGITS = re.compile(r"(\d+)")


def clean_name(name: str) -> str:
    """Return the name as it is stored (NFC, no spaces around it); raises `BadName`."""
    clean = unicodedata.normalize("NFC", name).strip()
    if not clean or clean in (".", ".."):
        raise BadName("Give it a name.")
    if len(clean) > LONGEST:
        raise BadName(f"The name is longer than {LONGEST} characters. Shorten it.")
    if _FORBIDDEN.search(clean):
        raise BadName("A name cannot hold slashes, line breaks or control characters.")
    return clean


def name_hash(name: str) -> str:
    """Return a hash that is equal for names which differ in case or Unicode form only."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
    return hashlib.blake2b(folded.encode(), digest_size=16).hexdigest()


def sort_key(name: str) -> str:
    """Return a key whose binary order is the natural one: `page 2` before `page 10`, `Éclair`
    beside `eclair`.

    A number is written as its digit count and its digits, so that longer numbers sort later.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    parts = _DIGITS.split(plain)
    parts[1::2] = (_number_key(digits) for digits in parts[1::2])
    return "".join(parts)[:SORT_KEY_LENGTH]


def _number_key(digits: str) -> str:
    value = digits.lstrip("0") or "0"
    return f"{min(len(value), 99):02d}{value}"


def candidates(name: str, is_folder: bool) -> Iterator[str]:
    """Yield the name, then `name (1)`, `name (2)` and so on, before the extension of a file."""
    yield name
    stem, extension = (name, "") if is_folder else split_extension(name)
    for number in count(1):
        suffix = f" ({number})"
        yield stem[: LONGEST - len(suffix) - len(extension)] + suffix + extension


def split_extension(name: str) -> tuple[str, str]:
    """Split `report.tar.gz` into `report.tar` and `.gz`; a leading dot starts none."""
    stem, dot, extension = name.rpartition(".")
    if not stem or not extension or len(extension) > 16 or " " in extension:
        return name, ""
    return stem, dot + extension


def conflict_name(name: str, author: str, day: str) -> str:
    """Name the copy that is made when two people saved at once."""
    stem, extension = split_extension(name)
    suffix = _FORBIDDEN.sub("", f" (conflict {author} {day})")[: LONGEST - len(extension)]
    return stem[: LONGEST - len(suffix) - len(extension)] + suffix + extension


def first_free(name: str, is_folder: bool, taken: Iterable[str]) -> str:
    """Return the first candidate whose hash is not taken."""
    hashes = set(taken)
    return next(c for c in candidates(name, is_folder) if name_hash(c) not in hashes)
