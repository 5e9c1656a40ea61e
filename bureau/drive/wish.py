"""What somebody typed to find files: words, and operators that people know from elsewhere.

    type:pdf owner:me in:"Team" before:2026-01-01 after:2025-06-01 is:starred title:plan budget

What is no operator of ours, or has a value that cannot be understood, is searched for as words.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

_PART = re.compile(r'(-?[a-z]+):(?:"([^"]*)"?|(\S+))')

TYPES: dict[str, tuple[str, ...]] = {
    "image": ("image/",),
    "pdf": ("application/pdf",),
    "video": ("video/",),
    "audio": ("audio/",),
    "text": ("text/",),
    "archive": ("application/zip", "application/x-7z", "application/gzip", "application/vnd.rar"),
    "word": ("application/vnd.openxmlformats-officedocument.wordprocessingml",
             "application/vnd.oasis.opendocument.text", "application/msword"),
    "sheet": ("application/vnd.openxmlformats-officedocument.spreadsheetml",
              "application/vnd.oasis.opendocument.spreadsheet", "text/csv"),
    "slides": ("application/vnd.openxmlformats-officedocument.presentationml",
               "application/vnd.oasis.opendocument.presentation"),
}  # fmt: skip
"""Beginnings of media types by the word for them."""
SYNONYMS = {
    "photo": "image", "picture": "image", "document": "doc", "spreadsheet": "sheet",
    "presentation": "slides", "zip": "archive", "film": "video", "music": "audio",
}  # fmt: skip
MARKS = frozenset({"starred", "shared"})


@dataclass(slots=True)
class Wish:
    """What is looked for; empty fields ask for nothing."""

    words: str = ""
    type: str = ""
    owner: str = ""
    """`me`, or a part of a name or address."""
    inside: str = ""
    """The name of a folder or shared drive."""
    before: datetime | None = None
    after: datetime | None = None
    marks: set[str] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing at all."""
        return self == Wish()


def read_wish(text: str) -> Wish:
    """Read what was typed."""
    wish = Wish()
    rest = _PART.sub(lambda part: _take(wish, part), text)
    wish.words = " ".join(rest.split())
    return wish


def _take(wish: Wish, part: re.Match[str]) -> str:
    """Note an operator and return nothing, or return what stays to be searched for as words."""
    operator, value = part[1], (part[2] if part[2] is not None else part[3]).strip()
    if operator == "type" and value:
        wish.type = SYNONYMS.get(value.lower(), value.lower())
    elif operator == "owner" and value:
        wish.owner = value
    elif operator == "in" and value:
        wish.inside = value
    elif operator == "is" and value in MARKS:
        wish.marks.add(value)
    elif operator in ("before", "after") and (moment := _moment(value)):
        setattr(wish, operator, moment)
    else:
        return part[0]
    return " "


def _moment(value: str) -> datetime | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
