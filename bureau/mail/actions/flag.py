"""Changing flags of messages in one mailbox, as IMAP's STORE does: keywords are the message's,
`is_deleted` is the label's alone.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from ..ledger import Write
from ..models import EmailLabel
from .relabel import Target, labels_of, load, relabel


@dataclass(frozen=True, slots=True)
class Flagged:
    """The flags of a message in a mailbox."""

    keywords: frozenset[str]
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """A label row that flags are changed of."""

    uid: int
    email_id: str
    modseq: int
    flags: Flagged


def label_rows(mailbox_id: str, uids: Collection[int]) -> list[Stored]:
    """Return the label rows of uids. One query."""
    rows = EmailLabel.objects.filter(mailbox_id=mailbox_id, uid__in=list(uids)).order_by("uid")
    columns = rows.values_list("uid", "email_id", "modseq", "keyword_line", "is_deleted")
    return [
        Stored(uid, email_id, modseq, Flagged(frozenset(line.split()), is_deleted))
        for uid, email_id, modseq, line, is_deleted in columns
    ]


def change_flags(
    write: Write,
    mailbox_id: str,
    uids: Collection[int],
    change: Callable[[Flagged], Flagged],
    unchanged_since: int | None = None,
) -> list[int]:
    """Change the flags of messages; return the uids left alone because they changed after
    `unchanged_since`. What stays the same is not written. About eight queries.
    """
    rows = label_rows(mailbox_id, uids)
    late = [row.uid for row in rows if unchanged_since is not None and row.modseq > unchanged_since]
    left_alone = set(late)
    wanted = {row.uid: change(row.flags) for row in rows if row.uid not in left_alone}
    changing = [row for row in rows if row.uid in wanted and wanted[row.uid] != row.flags]
    _change_keywords(write, changing, wanted)
    for is_deleted in (True, False):
        turned = [
            row.uid
            for row in changing
            if row.flags.is_deleted != is_deleted == wanted[row.uid].is_deleted
        ]
        if turned:
            rows_turned = EmailLabel.objects.filter(mailbox_id=mailbox_id, uid__in=turned)
            rows_turned.update(is_deleted=is_deleted, modseq=write.modseq)
    return late


def _change_keywords(write: Write, rows: Sequence[Stored], wanted: Mapping[int, Flagged]) -> None:
    changing = {
        row.email_id: wanted[row.uid].keywords
        for row in rows
        if wanted[row.uid].keywords != row.flags.keywords
    }
    if changing:
        labels = labels_of(changing)
        emails = load(write.account_id, changing)
        targets = {
            one: Target(keywords, frozenset(labels[one])) for one, keywords in changing.items()
        }
        relabel(write, list(emails.values()), targets)
