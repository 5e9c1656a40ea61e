"""What the readers yield: messages with what their source knew of them, or why there is none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ..models import Mailbox

LARGEST_MESSAGE = 150 << 20
Position = Mapping[str, Any]


class BadSource(Exception):
    """The source cannot be read; the text tells people why, and trying again does not help."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a message was and what was known of it."""

    roles: frozenset[Mailbox.Role] = frozenset()
    labels: frozenset[str] = frozenset()
    """Own labels, as paths `A/B`."""
    keywords: frozenset[str] = frozenset()
    category: str = ""

    def __or__(self, other: "Marks") -> "Marks":
        """Return what either knows."""
        return Marks(
            self.roles | other.roles,
            self.labels | other.labels,
            self.keywords | other.keywords,
            self.category or other.category,
        )

    def without(self, *keywords: str) -> "Marks":
        """Return the same without some keywords."""
        return replace(self, keywords=self.keywords - set(keywords))


@dataclass(frozen=True, slots=True)
class Found:
    """A message of the source."""

    raw: bytes
    where: str
    marks: Marks = field(default_factory=Marks)
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something of the source that is no message."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was read, where to go on after it, and how much was read by then."""

    item: Found | Skipped | None
    """None where only the position moved."""
    position: Position
    done: int


Steps = Iterator[Step]


def with_line_ends(raw: bytes) -> bytes:
    """Return the message with the line ends of the internet."""
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")


_ROLES = {
    "inbox": Mailbox.Role.INBOX,
    "drafts": Mailbox.Role.DRAFTS,
    "draft": Mailbox.Role.DRAFTS,
    "sent": Mailbox.Role.SENT,
    "sent mail": Mailbox.Role.SENT,
    "sent messages": Mailbox.Role.SENT,
    "sent items": Mailbox.Role.SENT,
    "sent-mail": Mailbox.Role.SENT,
    "archive": Mailbox.Role.ARCHIVE,
    "archives": Mailbox.Role.ARCHIVE,
    "all mail": Mailbox.Role.ARCHIVE,
    "junk": Mailbox.Role.JUNK,
    "spam": Mailbox.Role.JUNK,
    "junk e-mail": Mailbox.Role.JUNK,
    "junk mail": Mailbox.Role.JUNK,
    "trash": Mailbox.Role.TRASH,
    "deleted items": Mailbox.Role.TRASH,
    "deleted messages": Mailbox.Role.TRASH,
    "important": Mailbox.Role.IMPORTANT,
}


def marks_of_folder(path: str) -> Marks:
    """Return what the name of a folder means: a standard mailbox, or a label of one's own."""
    plain = path.strip("/")
    for prefix in ("INBOX/", "[Gmail]/", "[Google Mail]/"):
        plain = plain.removeprefix(prefix)
    role = _ROLES.get(plain.lower())
    if role is not None:
        return Marks(roles=frozenset({role}))
    return Marks(labels=frozenset({plain})) if plain else Marks()
