"""Copying and moving messages between mailboxes, as IMAP's COPY and MOVE do.

Inside an account a copy is one label more. Where the message has that label already, and between
accounts, it is filed once more, with the same bytes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.mime import parse

from ..ledger import Write
from ..models import Email, EmailLabel, Mailbox
from .file_email import Filing, add_labels, file_email
from .relabel import Target, labels_of, load, relabel

Uids = list[tuple[int, int]]
"""Uids in the source, each with that in the target, by rising source."""


@dataclass(frozen=True, slots=True)
class Source:
    """Messages of a mailbox."""

    account_id: str
    mailbox_id: str
    uids: Collection[int]

    def rows(self) -> dict[str, tuple[int, bool]]:
        """Return uid and `is_deleted` of the messages that are still there, by id. One query."""
        found = EmailLabel.objects.filter(mailbox_id=self.mailbox_id, uid__in=list(self.uids))
        rows = found.order_by("uid").values_list("email_id", "uid", "is_deleted")
        return {email_id: (uid, is_deleted) for email_id, uid, is_deleted in rows}


def copy_emails(write: Write, source: Source, target: Mailbox) -> Uids:
    """Copy messages to a mailbox of the account being written."""
    rows = source.rows()
    emails = load(source.account_id, rows)
    inside = source.account_id == write.account_id
    labels = labels_of(emails) if inside else {}
    joining = [emails[one] for one in rows if inside and target.id not in labels[one]]
    targets = {
        email.id: Target(frozenset(email.keywords), frozenset({*labels[email.id], target.id}))
        for email in joining
    }
    if joining:
        relabel(write, joining, targets)
    made = _uids_in(target.id, targets)
    for email_id in rows:
        if email_id not in made:
            made[email_id] = _file_again(write, emails[email_id], target.id)
    deleted = [made[one] for one, (_, is_deleted) in rows.items() if is_deleted]
    if deleted:
        copies = EmailLabel.objects.filter(mailbox_id=target.id, uid__in=deleted)
        copies.update(is_deleted=True, modseq=write.modseq)
    return [(uid, made[email_id]) for email_id, (uid, _) in rows.items()]


def _uids_in(mailbox_id: str, email_ids: Collection[str]) -> dict[str, int]:
    rows = EmailLabel.objects.filter(mailbox_id=mailbox_id, email_id__in=list(email_ids))
    return dict(rows.values_list("email_id", "uid"))


def _file_again(write: Write, email: Email, mailbox_id: str) -> int:
    raw = blobs.read(email.blob)
    filing = Filing(
        blob=blobs.BlobRef(email.blob, email.size_bytes),
        message=parse(raw),
        mailbox_ids=[mailbox_id],
        keywords=email.keywords,
        received_at=email.received_at or timezone.now(),
    )
    return _uids_in(mailbox_id, [file_email(write, filing).id]).popitem()[1]


def move_emails(write: Write, source: Source, target: Mailbox) -> Uids:
    """Move messages to another mailbox of the same account."""
    rows = source.rows()
    emails = load(write.account_id, rows)
    if source.mailbox_id == target.id:
        _renumber(write, source, [emails[one] for one in rows])
    else:
        labels = labels_of(emails)
        targets = {
            one: Target(
                frozenset(email.keywords),
                frozenset({*labels[one], target.id} - {source.mailbox_id}),
            )
            for one, email in emails.items()
        }
        relabel(write, [emails[one] for one in rows], targets)
    made = _uids_in(target.id, rows)
    return [(uid, made[email_id]) for email_id, (uid, _) in rows.items()]


def _renumber(write: Write, source: Source, emails: Sequence[Email]) -> None:
    """A message that is moved to where it is gets a new uid."""
    ids = [email.id for email in emails]
    write.drop_labels(EmailLabel.objects.filter(mailbox_id=source.mailbox_id, email_id__in=ids))
    for email in emails:
        email.modseq = write.modseq
        add_labels(email, [source.mailbox_id])
        write.touch(email.thread_id)
