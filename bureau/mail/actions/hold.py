"""Holding a message until its time (FUTURERELEASE, RFC 4865), releasing it, taking it back.

A held message is a stored submission and a job at its time; nothing depends on the browser. Both
release and cancelling first lock the account and then move the submission out of `pending`, which
only one of them can: what was taken back is never sent, and what was sent is never said to be
taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bureau.people import Person, find_person
from bureau.platform import blobs
from bureau.platform.db import insert
from bureau.platform.mime import parse

from ..events import Arrival
from ..ledger import Write, writing
from ..models import (
    Change,
    ConfidentialMail,
    Email,
    EmailKeyword,
    EmailLabel,
    Mailbox,
    Recipient,
    Submission,
)
from ..search.feed import index_again
from .open_account import mailbox_of
from .relabel import Target, labels_of, relabel
from .report_failure import Report
from .send import (
    Letter,
    arrival_of,
    checked_recipients,
    hand_out,
    mark_sent,
    new_submission,
    prepared_reports,
    recipient_rows,
    route,
    sent_before,
)

LONGEST = timedelta(days=366)
SHOWN_AFTER = timedelta(seconds=60)
"""What is held longer is listed as scheduled; what is held for undoing looks sent at once."""


def hold(letter: Letter, until: datetime) -> Submission:
    """Store a draft's submission to be released at a time. Raises `BadMessage`.

    With the Message-ID of an earlier one it answers with that. About 12 queries.
    """
    recipients = checked_recipients(letter)
    known = sent_before(letter)
    if known is not None:
        return known
    blob = blobs.put(letter.outgoing)
    with transaction.atomic():
        submission = new_submission(letter, blob)
        submission.send_at, submission.undo_status = until, Submission.Undo.PENDING
        insert(submission)
        blobs.retain(blob.hash)
        rows = recipient_rows(submission, recipients)
        for row in rows:
            row.state = Recipient.State.HELD
        insert(*rows)
        if is_scheduled(submission):
            _list_as_scheduled(submission)
        _release_at(until, submission.id)
    return submission


def is_scheduled(submission: Submission) -> bool:
    """Tell whether the message waits among the scheduled ones."""
    is_pending = submission.undo_status == Submission.Undo.PENDING
    return is_pending and submission.send_at - timezone.now() > SHOWN_AFTER


def _release_at(until: datetime, submission_id: str) -> None:
    from ..jobs import release

    release.at(until).enqueue(submission_id=submission_id)


def _list_as_scheduled(submission: Submission) -> None:
    assert submission.account_id
    box_id = mailbox_of(submission.account_id, Mailbox.Role.SCHEDULED)
    with writing(submission.account_id) as write:
        email = Email.objects.get(id=submission.email_id)
        _move(write, email, frozenset({box_id}), is_draft=False)
        rows = EmailLabel.objects.filter(email=email, mailbox_id=box_id)
        rows.update(received_at=submission.send_at)
        write.changed(Change.Kind.SUBMISSION, submission.id)


def release(submission_id: str) -> None:
    """Send a held message, unless it was taken back."""
    submission = Submission.objects.filter(id=submission_id).first()
    if submission is None or submission.account_id is None:
        return
    if submission.undo_status != Submission.Undo.PENDING:
        return
    submission.send_at = timezone.now()
    ready = _prepared(submission)
    with transaction.atomic():
        if _taken_from_waiting(submission):
            _dispatch(submission, ready)


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is written and decided ahead of the transaction, which others wait for."""

    arrival: Arrival
    rows: Sequence[Recipient]
    pairs: Sequence[tuple[str, str]]
    reports: Sequence[Report | None]


def _prepared(submission: Submission) -> _Ready:
    raw = blobs.read(submission.blob)
    blob = blobs.BlobRef(submission.blob, len(raw))
    arrival = arrival_of(submission, raw, blob, parse(raw))
    rows = list(submission.recipients.select_related("submission").order_by("id"))
    for row in rows:
        row.state, row.changed_at = Recipient.State.QUEUED, timezone.now()
    pairs = route(rows, submission.author)
    return _Ready(arrival, rows, pairs, prepared_reports(submission, rows))


def _taken_from_waiting(submission: Submission) -> bool:
    """File the message as sent; False when it was taken back, or may not go."""
    assert submission.account_id
    with writing(submission.account_id) as write:
        if not _claim(submission, Submission.Undo.FINAL):
            return False
        write.changed(Change.Kind.SUBMISSION, submission.id)
        email = _to_send(submission)
        if email is None:
            rows = Submission.objects.filter(id=submission.id)
            rows.update(undo_status=Submission.Undo.CANCELED)
            _back_to_drafts(write, submission)
            return False
        submission.save(update_fields=["send_at"])
        _file_as_sent(write, email, submission.send_at)
    return True


def _claim(submission: Submission, status: Submission.Undo) -> bool:
    """Move the submission out of `pending`; of two who try at once, one succeeds."""
    waiting = Submission.objects.filter(id=submission.id, undo_status=Submission.Undo.PENDING)
    won = waiting.update(undo_status=status) == 1
    if won:
        submission.undo_status = status
    return won


def _to_send(submission: Submission) -> Email | None:
    """Return the message if it may still go: it is there, not thrown away, its account active."""
    person = find_person(submission.account_id or "")
    if person is None or person.state != Person.State.ACTIVE:
        return None
    trash = EmailLabel.objects.filter(mailbox__role=Mailbox.Role.TRASH).values("email_id")
    return Email.objects.filter(id=submission.email_id).exclude(id__in=trash).first()


def _file_as_sent(write: Write, email: Email, now: datetime) -> None:
    from ..jobs import index_words_soon

    waiting = {
        mailbox_of(email.account_id, role) for role in (Mailbox.Role.DRAFTS, Mailbox.Role.SCHEDULED)
    }
    before = labels_of([email.id])[email.id]
    kept = before - waiting
    if kept != before or not kept:
        kept = kept | {mailbox_of(email.account_id, Mailbox.Role.SENT)}
    email.received_at = now
    email.save(update_fields=["received_at"])
    EmailLabel.objects.filter(email=email).update(received_at=now)
    EmailKeyword.objects.filter(email=email).update(received_at=now)
    index_again(email)
    index_words_soon()
    _move(write, email, frozenset(kept), is_draft=False)


def _move(write: Write, email: Email, boxes: frozenset[str], *, is_draft: bool) -> None:
    keywords = (set(email.keywords) | {"$seen"}) - {"$draft"}
    if is_draft:
        keywords.add("$draft")
    relabel(write, [email], {email.id: Target(frozenset(keywords), boxes)})


def _dispatch(submission: Submission, ready: _Ready) -> None:
    mark_sent(submission, ready.arrival.fingerprint)
    Recipient.objects.bulk_update(ready.rows, ["state", "reply", "changed_at"])
    hand_out(submission, ready.arrival, ready.rows, ready.pairs, ready.reports)


def cancel(submission: Submission) -> bool:
    """Take a held message back, so that it is a draft again; False when it was too late."""
    assert submission.account_id
    with transaction.atomic(), writing(submission.account_id) as write:
        if not _claim(submission, Submission.Undo.CANCELED):
            return False
        write.changed(Change.Kind.SUBMISSION, submission.id)
        _back_to_drafts(write, submission)
    return True


def _back_to_drafts(write: Write, submission: Submission) -> None:
    Recipient.objects.filter(submission=submission).update(
        state=Recipient.State.FAILED, reply="250 2.0.0 Taken back"
    )
    ConfidentialMail.objects.filter(submission_id=submission.id).delete()
    email = Email.objects.filter(id=submission.email_id).first()
    if email is None:
        return
    sent, scheduled, drafts, trash = (
        mailbox_of(email.account_id, role)
        for role in (
            Mailbox.Role.SENT,
            Mailbox.Role.SCHEDULED,
            Mailbox.Role.DRAFTS,
            Mailbox.Role.TRASH,
        )
    )
    before = labels_of([email.id])[email.id]
    boxes = before if trash in before else (before - {sent, scheduled}) | {drafts}
    _move(write, email, frozenset(boxes), is_draft=True)
