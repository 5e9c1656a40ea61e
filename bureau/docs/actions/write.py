"""Appending to a document and replacing parts of it: small edits that others see live and that
leave what they type meanwhile.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from bureau.docs.content.formats import Format, read_content
from bureau.docs.content.normal import EMPTY_PARAGRAPH, normal_doc
from bureau.docs.content.schema import Json
from bureau.docs.content.substitute import substitute
from bureau.docs.content.text import text_of
from bureau.docs.content.writing import write_children
from bureau.docs.content.ydoc import BODY, Shared, fragment, read_part
from bureau.docs.errors import PlaceNotFound
from bureau.docs.policies import Caller, standing
from bureau.drive import Verb

from .edit import edit
from .pictures import adopt


@dataclass(frozen=True, slots=True)
class Found:
    """Where the document says this; the first place, or all of them."""

    text: str
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """Blocks of the body by number, the last one excluded; an empty range is a place between."""

    first: int
    last: int
    expected: str | None = None
    """What these blocks must say, lest somebody else's are replaced."""


@transaction.atomic
def append(caller: Caller, document_id: str, format: Format, content: Any) -> int:
    """Add content at the end; return the number of the last update."""
    standing(caller, document_id, Verb.EDIT)
    blocks = adopt(document_id, read_content(format, content))["content"]

    def change(doc: Shared) -> None:
        present = read_part(doc, BODY)["content"]
        _write(doc, blocks if present == [EMPTY_PARAGRAPH] else present + blocks)

    return edit(document_id, caller.author, change)


@transaction.atomic
def replace(
    caller: Caller, document_id: str, place: Found | Range, format: Format, content: Any
) -> int:
    """Put content in the place of a text or of blocks; return the number of the last update.

    Raises `PlaceNotFound` where the document does not say what it was expected to.
    """
    standing(caller, document_id, Verb.EDIT)
    given = adopt(document_id, read_content(format, content))

    def change(doc: Shared) -> None:
        present = read_part(doc, BODY)
        if isinstance(place, Range):
            _write(doc, _with_range(present, place, given["content"]))
        else:
            keeps_marks = format == "text"
            _write(doc, _with_found(present, place, given, keeps_marks))

    return edit(document_id, caller.author, change)


def _write(doc: Shared, blocks: list[Json]) -> None:
    write_children(fragment(doc, BODY), "doc", normal_doc({"content": blocks})["content"])


def _with_range(doc: Json, place: Range, blocks: list[Json]) -> list[Json]:
    present: list[Json] = doc["content"]
    if not 0 <= place.first <= place.last <= len(present):
        raise PlaceNotFound(f"The document has {len(present)} blocks.")
    replaced = {"content": present[place.first : place.last]}
    if place.expected is not None and text_of(replaced) != place.expected:
        raise PlaceNotFound
    return present[: place.first] + blocks + present[place.last :]


def _with_found(doc: Json, place: Found, given: Json, keeps_marks: bool) -> list[Json]:
    blocks, count = substitute(
        doc["content"], place.text, given["content"], everywhere=place.everywhere,
        keeps_marks=keeps_marks,
    )  # fmt: skip
    if not count:
        raise PlaceNotFound
    return blocks
