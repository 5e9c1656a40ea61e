"""Sending: one transaction files the sent copy, delivers inside and queues what goes outside."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.db import insert, prepared
from bureau.platform.ids import new_id
from bureau.platform.mime import ParsedMessage, parse, remove_header

from ..errors import BadMessage, Undeliverable
from ..events import Arrival
from ..ledger import writing
from ..models import Change, Email, Mailbox, Recipient, Submission
from ..recipients import accounts_behind, is_local
from ..search_entry import put_new_email
from ..signing import return_path
from .deliver import deliver
from .file_email import Filing, file_email, fingerprint_of
from .open_account import mailbox_of

MOST_RECIPIENTS = 500


@dataclass(frozen=True, slots=True)
class Letter:
    """A complete message about to be sent as `author`, who was checked to be the account's."""

    account_id: str | None
    """None for the system itself, which keeps no copy."""
    raw: bytes
    message: ParsedMessage
    author: str
    recipients: Sequence[str]
    is_automatic: bool = False
    identity_id: str = ""
    email_id: str = ""
    """The draft that is sent; empty files a copy among the sent ones."""
    thread_id: str = ""


def send(letter: Letter) -> Submission:
    """Send a message. Sent again with the same Message-ID, it answers with the first submission.

    Mail inside is delivered when the transaction commits; mail outside is retried for days, and
    what
    fails for good comes back as a report. Raises `BadMessage`.
    """
    recipients = checked_recipients(letter)
    known = sent_before(letter) if letter.account_id else None
    if known is not None:
        return known
    raw = remove_header(letter.raw, "Bcc")
    blob = blobs.put(raw)
    with transaction.atomic():
        submission = new_submission(letter, blob)
        # Without its Bcc field the message has other offsets, and other addresses to show.
        message = letter.message if raw == letter.raw else parse(raw)
        arrival = arrival_of(submission, raw, blob, message)
        if letter.account_id and not letter.email_id:
            _file_sent_copy(submission, letter.account_id, letter, arrival)
        elif letter.account_id:
            mark_sent(submission, arrival.fingerprint)
        insert(submission)
        blobs.retain(blob.hash)
        rows = recipient_rows(submission, recipients)
        pairs = route(rows, submission.author)
        insert(*rows)
        hand_out(submission, arrival, rows, pairs)
    return submission


def checked_recipients(letter: Letter) -> list[str]:
    """Return the recipients, each once; raises `BadMessage`."""
    recipients = list(dict.fromkeys(one.strip() for one in letter.recipients if one.strip()))
    _check(letter, recipients)
    return recipients


def _check(letter: Letter, recipients: Sequence[str]) -> None:
    if not letter.message.message_id:
        raise BadMessage("The message has no Message-ID.")
    if not recipients:
        raise BadMessage("The message has no recipients. Add at least one address.")
    if len(recipients) > MOST_RECIPIENTS:
        raise BadMessage(f"A message can have at most {MOST_RECIPIENTS} recipients.")
    for email in recipients:
        if not is_address(email):
            raise BadMessage(f"'{email[:100]}' is not an e-mail address.")


def is_address(email: str) -> bool:
    """Tell whether the text can stand in an SMTP envelope."""
    local, at, domain = email.rpartition("@")
    plain = not any(character in " \t\r\n<>,;\x00" for character in email)
    return bool(at and local and domain) and plain and len(email) <= 254


def sent_before(letter: Letter) -> Submission | None:
    """Return the submission that went out, or waits, with this Message-ID. One query."""
    found = _submissions(letter.account_id or "", letter.message.message_id)
    return found[0] if found else None


@prepared
def _submissions(account_id: str, message_id: str) -> QuerySet[Submission]:
    rows = Submission.objects.filter(account_id=account_id, message_id=message_id)
    return rows.exclude(undo_status=Submission.Undo.CANCELED)


def new_submission(letter: Letter, blob: blobs.BlobRef) -> Submission:
    """Return an unstored submission of the letter, whose bytes are `blob`."""
    submission_id = new_id()
    automatic_path = return_path(submission_id)
    return Submission(
        id=submission_id,
        account_id=letter.account_id,
        identity_id=letter.identity_id,
        email_id=letter.email_id,
        thread_id=letter.thread_id,
        blob=blob.hash,
        message_id=letter.message.message_id,
        envelope_from=automatic_path if letter.is_automatic else letter.author,
        author=letter.author,
        is_automatic=letter.is_automatic,
        send_at=timezone.now(),
    )


def _file_sent_copy(
    submission: Submission, account_id: str, letter: Letter, arrival: Arrival
) -> None:
    """File the message as sent; it keeps the Bcc field that recipients do not see."""
    sent_id = mailbox_of(account_id, Mailbox.Role.SENT)
    is_whole = arrival.message is letter.message
    with writing(account_id) as write:
        filing = Filing(
            blob=arrival.blob if is_whole else blobs.put(letter.raw),
            message=letter.message,
            mailbox_ids=[sent_id],
            keywords=["$seen"],
            received_at=submission.send_at,
            fingerprint="" if _is_filed(account_id, arrival.fingerprint) else arrival.fingerprint,
        )
        email = file_email(write, filing)
        write.changed(Change.Kind.SUBMISSION, submission.id)
    submission.email_id, submission.thread_id = email.id, email.thread_id
    put_new_email(email)


def _is_filed(account_id: str | None, fingerprint: str) -> bool:
    return bool(_filed(account_id or "", fingerprint))


@prepared
def _filed(account_id: str, fingerprint: str) -> QuerySet[Email, str]:
    rows = Email.objects.filter(account_id=account_id, fingerprint=fingerprint)
    return rows.values_list("id", flat=True)


def mark_sent(submission: Submission, fingerprint: str) -> None:
    """Let the sent copy be recognised when the message comes back to its author."""
    if not _is_filed(submission.account_id, fingerprint):
        Email.objects.filter(id=submission.email_id).update(fingerprint=fingerprint)


def arrival_of(
    submission: Submission, raw: bytes, blob: blobs.BlobRef, message: ParsedMessage
) -> Arrival:
    """Return the sent message as accounts of ours get it."""
    return Arrival(
        blob=blob,
        message=message,
        fingerprint=fingerprint_of(raw, message),
        envelope_from=submission.envelope_from,
        received_at=submission.send_at,
        is_internal=True,
    )


def recipient_rows(submission: Submission, recipients: Sequence[str]) -> list[Recipient]:
    """Return an unstored row for each recipient."""
    return [
        Recipient(submission=submission, email=email, domain=email.rpartition("@")[2].lower())
        for email in recipients
    ]


def route(rows: Sequence[Recipient], author: str) -> list[tuple[str, str]]:
    """Note in the rows what is decided at once; return who of ours gets the message."""
    pairs: list[tuple[str, str]] = []
    for row in rows:
        if is_local(row.email):
            pairs += _deliver_inside(row, author)
    return pairs


def hand_out(
    submission: Submission,
    arrival: Arrival,
    rows: Sequence[Recipient],
    pairs: Sequence[tuple[str, str]],
) -> None:
    """Deliver inside, queue what goes outside, report what failed."""
    from ..jobs import transmit

    deliver(arrival, pairs)
    queued = (row for row in rows if row.state == Recipient.State.QUEUED)
    for domain in sorted({row.domain for row in queued}):
        transmit.enqueue(submission_id=submission.id, domain=domain)
    failed = [row for row in rows if row.state == Recipient.State.FAILED]
    if failed:
        from .report_failure import report_failure

        report_failure(submission, failed)


def _deliver_inside(row: Recipient, author: str) -> list[tuple[str, str]]:
    try:
        accounts = accounts_behind(row.email, author)
    except Undeliverable as refusal:
        row.state, row.reply = Recipient.State.FAILED, refusal.reply
        return []
    row.state, row.reply = Recipient.State.DELIVERED, "250 2.1.5 Delivered"
    return [(account_id, row.email) for account_id in accounts]
