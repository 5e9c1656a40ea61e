"""Files of many vCards: whatever can be read is, and what cannot be is told with its line."""

from collections.abc import Iterator
from dataclasses import dataclass

from .card import BadCard, VCard, step
from .lines import Property, logical_lines

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class BadPart:
    """A part of a file that is no card."""

    line: int
    why: str


def utf8(raw: bytes) -> bytes:
    """Return a text file in UTF-8, whatever it was in."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace").encode()
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").encode()
    return raw


def read_file(raw: bytes) -> Iterator[tuple[int, VCard | BadPart]]:
    """Yield each card of a file, or why it cannot be read, with the number of its first line.

    Never raises.
    """
    inside: list[Property] | None = None
    began = 0
    for number, source, line in logical_lines(utf8(raw)):
        if inside is None:
            began = number
        try:
            inside, ended = step(inside, source, line)
        except BadCard as error:
            yield began, BadPart(began, str(error))
            begins = line.strip().upper() == b"BEGIN:VCARD"
            inside, began, ended = ([] if begins else None), number, None
        if ended is not None:
            yield began, VCard(ended)
    if inside is not None:
        yield began, BadPart(began, "END:VCARD is missing.")
