"""Changing what is known of filed messages: keywords, mailboxes, and destroying them. Many at a
time.

The caller holds the account's write; about ten queries however many messages.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from bureau.platform import blobs
from bureau.platform.db import prepared

from ..ledger import Write
from ..models import Change, Email, EmailLabel, Mailbox
from .file_email import add_labels


@dataclass(frozen=True, slots=True)
class Target:
    """What a message is to have in the end."""

    keywords: frozenset[str]
    mailbox_ids: frozenset[str]


def load(account_id: str, ids: Iterable[str]) -> dict[str, Email]:
    """Return the messages of an account by id. One query."""
    return {
        email.id: email for email in Email.objects.filter(account_id=account_id, id__in=list(ids))
    }


def labels_of(email_ids: Iterable[str]) -> dict[str, set[str]]:
    """Return the mailboxes of messages. One query."""
    found: dict[str, set[str]] = {email_id: set() for email_id in email_ids}
    for email_id, mailbox_id in _labels(list(found)):
        found[email_id].add(mailbox_id)
    return found


@prepared
def _labels(email_ids: Collection[str]) -> QuerySet[EmailLabel, tuple[str, str]]:
    rows = EmailLabel.objects.filter(email_id__in=email_ids)
    return rows.values_list("email_id", "mailbox_id")


def relabel(write: Write, emails: Sequence[Email], targets: Mapping[str, Target]) -> None:
    """Bring messages to their targets."""
    before = labels_of(email.id for email in emails)
    _set_keywords(write, emails, targets)
    for email in emails:
        wanted = targets[email.id].mailbox_ids
        lost = before[email.id] - wanted
        if lost:
            EmailLabel.objects.filter(email=email, mailbox_id__in=lost).delete()
        add_labels(email, sorted(wanted - before[email.id]))
        write.touch(email.thread_id)
        write.changed(Change.Kind.EMAIL, email.id)
        if lost or wanted - before[email.id]:
            _index(email.id)


def _set_keywords(write: Write, emails: Sequence[Email], targets: Mapping[str, Target]) -> None:
    turned: dict[bool, list[str]] = {True: [], False: []}
    for email in emails:
        was_unread = email.is_unread
        email.set_keywords(targets[email.id].keywords)
        email.modseq = write.modseq
        if email.is_unread != was_unread:
            turned[email.is_unread].append(email.id)
    Email.objects.bulk_update(emails, ["keyword_line", "is_unread", "modseq"])
    for is_unread, ids in turned.items():
        if ids:
            EmailLabel.objects.filter(email_id__in=ids).update(is_unread=is_unread)


def destroy(write: Write, emails: Sequence[Email]) -> None:
    """Remove messages for good; their bytes go when nobody else refers to them."""
    ids = [email.id for email in emails]
    for email in emails:
        blobs.release(email.blob)
        write.gone(Change.Kind.EMAIL, email.id)
        _index(email.id)
    Email.objects.filter(id__in=ids).delete()
    write.touch(*(email.thread_id for email in emails))


def empty_mailbox(write: Write, mailbox: Mailbox) -> None:
    """Take the label off all messages; those without another label are destroyed."""
    ids = list(EmailLabel.objects.filter(mailbox=mailbox).values_list("email_id", flat=True))
    labels = labels_of(ids)
    only_here = [email_id for email_id, boxes in labels.items() if boxes == {mailbox.id}]
    emails = load(write.account_id, ids)
    EmailLabel.objects.filter(mailbox=mailbox).delete()
    destroy(write, [emails[email_id] for email_id in only_here])
    kept = [email for email in emails.values() if email.id not in only_here]
    write.touch(*(email.thread_id for email in kept))
    write.changed(Change.Kind.EMAIL, *(email.id for email in kept))


def _index(email_id: str) -> None:
    from ..jobs import index_email

    index_email.enqueue(email_id=email_id)
