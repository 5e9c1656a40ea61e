"""Messages that come back by themselves: snoozed ones at their time, sent ones that nobody
answered.

The moment is a column of the message and the argument of a job. The job acts only while both are
equal, so that an earlier wish, or a job that runs twice, does nothing.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from ..ledger import Write, writing
from ..models import Change, Email, EmailLabel, Mailbox
from ..recipients import own_addresses
from .open_account import mailbox_of
from .relabel import Target, labels_of, relabel

FOLLOW_UP = "$followup"
"""Keyword of a message that came back because nobody answered it."""


def snooze(write: Write, email: Email, until: datetime | None) -> None:
    """Take a message out of the inbox until a time; None brings it back now.

    Within the account's write. About 12 queries.
    """
    if until is None and email.snoozed_until is None:
        return
    inbox, snoozed = _boxes(email.account_id)
    before = labels_of([email.id])[email.id]
    boxes = (before - {inbox}) | {snoozed} if until else (before - {snoozed}) | {inbox}
    if until is None:
        email.snoozed_until = None
        email.save(update_fields=["snoozed_until"])
    else:
        sleep_until(email, until)
    _label(write, email, email.keywords, boxes)


def sleep_until(email: Email, until: datetime) -> None:
    """Note when a message that lies among the snoozed ones comes back."""
    from ..jobs import wake as job

    email.snoozed_until = until
    email.save(update_fields=["snoozed_until"])
    job.at(until).enqueue(email_id=email.id, at=until.isoformat())


def wake(email_id: str, at: datetime) -> None:
    """Bring a snoozed message back on top of the inbox; its being read or unread stays.

    One that was moved out of the snoozed ones meanwhile only forgets its time.
    """
    known = Email.objects.filter(id=email_id, snoozed_until=at).first()
    if known is None:
        return
    with writing(known.account_id) as write:
        email = Email.objects.filter(id=email_id, snoozed_until=at).first()
        if email is None:
            return
        email.snoozed_until = None
        email.save(update_fields=["snoozed_until"])
        write.changed(Change.Kind.EMAIL, email_id)
        inbox, snoozed = _boxes(email.account_id)
        before = labels_of([email.id])[email.id]
        if snoozed in before:
            _return_to_inbox(write, email, (before - {snoozed}) | {inbox}, email.keywords)


def await_answer(write: Write, email: Email, at: datetime | None) -> None:
    """Have a sent message come back at a time unless somebody answers; None forgets it."""
    from ..jobs import follow_up as job

    email.follow_up_at = at
    email.save(update_fields=["follow_up_at"])
    write.changed(Change.Kind.EMAIL, email.id)
    if at is not None:
        job.at(at).enqueue(email_id=email.id, at=at.isoformat())


def ask_again(email_id: str, at: datetime) -> None:
    """Bring a message back to the top of the inbox that nobody answered until now."""
    known = Email.objects.filter(id=email_id, follow_up_at=at).first()
    if known is None:
        return
    with writing(known.account_id) as write:
        email = Email.objects.filter(id=email_id, follow_up_at=at).first()
        if email is None:
            return
        email.follow_up_at = None
        email.save(update_fields=["follow_up_at"])
        write.changed(Change.Kind.EMAIL, email_id)
        before = labels_of([email.id])[email.id]
        trash = mailbox_of(email.account_id, Mailbox.Role.TRASH)
        if trash not in before and not _is_answered(email):
            inbox, _ = _boxes(email.account_id)
            keywords = [*email.keywords, FOLLOW_UP]
            _return_to_inbox(write, email, before | {inbox}, keywords)


def _is_answered(email: Email) -> bool:
    """Tell whether somebody else wrote in the thread after the message."""
    own = own_addresses(email.account_id)
    later = Email.objects.filter(
        account_id=email.account_id,
        thread_id=email.thread_id,
        is_delivered=True,
        received_at__gte=email.received_at,
    ).exclude(id=email.id)
    authors = (one["email"].lower() for row in later for one in row.addresses.get("from", ()))
    return any(author not in own for author in authors)


def _boxes(account_id: str) -> tuple[str, str]:
    return (
        mailbox_of(account_id, Mailbox.Role.INBOX),
        mailbox_of(account_id, Mailbox.Role.SNOOZED),
    )


def _label(write: Write, email: Email, keywords: Iterable[str], boxes: Iterable[str]) -> None:
    relabel(write, [email], {email.id: Target(frozenset(keywords), frozenset(boxes))})


def _return_to_inbox(
    write: Write, email: Email, boxes: Iterable[str], keywords: Iterable[str]
) -> None:
    """Label the message so that lists show it as of now; IMAP's internal date stays."""
    older = labels_of([email.id])[email.id] - {_boxes(email.account_id)[0]}
    _label(write, email, keywords, boxes)
    rows = EmailLabel.objects.filter(email=email).exclude(mailbox_id__in=older)
    rows.update(received_at=timezone.now())
