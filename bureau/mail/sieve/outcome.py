"""What a script decided. Whoever ran it carries this out."""

from dataclasses import dataclass, field

from .snooze import Snooze


@dataclass(frozen=True, slots=True)
class FileInto:
    """Put the message into a mailbox, found by id, by role, or by name."""

    name: str
    mailbox_id: str = ""
    role: str = ""
    creates: bool = False


@dataclass(frozen=True, slots=True)
class Vacation:
    """Answer the author (RFC 5230)."""

    reason: str
    subject: str = ""
    days: int | None = None
    handle: str = ""
    addresses: tuple[str, ...] = ()
    is_mime: bool = False


@dataclass(slots=True)
class Outcome:
    """All that is to be done. Without any action, `keeps` stays true: the message is kept."""

    keeps: bool = True
    """Whether the message goes where it would have gone without a script."""
    files: list[FileInto] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    """IMAP flags and keywords, as written."""
    redirects: list[str] = field(default_factory=list)
    reject: str | None = None
    vacation: Vacation | None = None
    is_important: bool | None = None
    never_spam: bool = False
    category: str = ""
    snooze: Snooze | None = None
    matched: int = 0
    """How many blocks of `if` were entered."""
