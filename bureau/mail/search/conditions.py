"""What may be asked of messages, as values: conditions and how they are joined."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from .tokens import Space


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part at least holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Words:
    """Words that follow each other, anywhere, in the body, or in one field."""

    words: tuple[str, ...]
    space: Space = Space.ANY
    is_prefix: bool = False
    """Whether the last word may go on."""
    in_body: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """The index has this mark for the message."""

    mark: str
    space: Space = Space.MARK


@dataclass(frozen=True, slots=True)
class InMailbox:
    """It has a label."""

    mailbox_id: str


@dataclass(frozen=True, slots=True)
class InOther:
    """It has a label besides these."""

    mailbox_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HasKeyword:
    """It has a keyword."""

    keyword: str


@dataclass(frozen=True, slots=True)
class ThreadKeyword:
    """Of its thread, some, all or no messages have a keyword."""

    keyword: str
    amount: Literal["some", "all", "none"]


@dataclass(frozen=True, slots=True)
class Received:
    """It came at or after one moment and before another."""

    after: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """It has at least so many bytes, and less than so many."""

    least: int | None = None
    below: int | None = None


@dataclass(frozen=True, slots=True)
class HasAttachment:
    """It lists files."""


@dataclass(frozen=True, slots=True)
class Header:
    """It has a header field, and the field holds a text."""

    name: str
    text: str = ""


Condition = (
    All
    | AnyOf
    | Not
    | Words
    | Marked
    | InMailbox
    | InOther
    | HasKeyword
    | ThreadKeyword
    | Received
    | Size
    | HasAttachment
    | Header
)

NOTHING = AnyOf(())
EVERYTHING = All(())


def all_of(*parts: Condition) -> Condition:
    """Join conditions; what is joined already is taken apart."""
    flat: list[Condition] = []
    for part in parts:
        flat += part.parts if isinstance(part, All) else [part]
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def any_of(*parts: Condition) -> Condition:
    """Join alternatives."""
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def sought_words(condition: Condition) -> list[str]:
    """Return the words that a match is to contain, for marking them."""
    match condition:
        case All(parts) | AnyOf(parts):
            return [word for part in parts for word in sought_words(part)]
        case Words(words):
            return list(words)
    return []


def asks_for_words(condition: Condition) -> bool:
    """Tell whether the index of words is asked anything, be it only what to leave out."""
    match condition:
        case All(parts) | AnyOf(parts):
            return any(asks_for_words(part) for part in parts)
        case Not(part):
            return asks_for_words(part)
    return isinstance(condition, Words | Marked)
