"""Sending: one transaction files the sent copy, delivers inside and queues what goes outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.db import insert, prepared
from bureau.platform.ids import new_id
from bureau.platform.mime import ParsedMessage, parse, remove_header

from ..domains import domain_of
from ..errors import BadMessage, Undeliverable
from ..events import Arrival, announce_sent
from ..ledger import writing
from ..models import Change, Email, Mailbox, Recipient, Submission
from ..recipients import accounts_behind, behind, is_local
from ..routing import routed
from ..search_entry import put_new_email
from ..signing import return_path
from .bounce import suppressed
from .deliver import deliver
from .file_email import Filing, file_email, fingerprint_of
from .note_correspondents import note_correspondents
from .open_account import mailbox_of
from .pass_on import pass_on
from .sending_limits import check_limits, count_sent
from .trace import note_recipients

if TYPE_CHECKING:
    from .report_failure import Report

MOST_RECIPIENTS = 500
INSIDE: Mapping[str, Any] = {"author": "proven", "external": False, "reasons": []}
"""What is known of the author of mail from inside, who signed in."""
PASSED_ON = "250 2.1.5 Passed on to "


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a mail program asked for beside sending (RFC 3461)."""

    notify: Mapping[str, str] = field(default_factory=dict)
    """NOTIFY by recipient."""
    originals: Mapping[str, str] = field(default_factory=dict)
    """ORCPT by recipient."""
    returns: str = ""
    envelope_id: str = ""


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
    notice: bytes = b""
    """What recipients get instead of a confidential message."""
    wishes: Wishes = field(default_factory=Wishes)

    @property
    def outgoing(self) -> bytes:
        """The bytes that recipients get."""
        return self.notice or remove_header(self.raw, "Bcc")


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
    raw = letter.outgoing
    # Bytes are made durable ahead of the transaction, which others wait for.
    blob = blobs.put(raw)
    whole = blob if raw == letter.raw else blobs.put(letter.raw)
    submission = new_submission(letter, blob)
    # Without its Bcc field the message has other offsets, and other addresses to show.
    message = letter.message if raw == letter.raw else parse(raw)
    arrival = arrival_of(submission, raw, blob, message)
    rows = recipient_rows(submission, recipients, letter.wishes)
    pairs = route(rows, submission.author)
    reports = prepared_reports(submission, rows)
    with transaction.atomic():
        if letter.account_id and not letter.email_id:
            _file_sent_copy(submission, letter.account_id, letter, whole, arrival.fingerprint)
        elif letter.account_id:
            mark_sent(submission, arrival.fingerprint)
        insert(submission)
        blobs.retain(blob.hash)
        insert(*rows)
        hand_out(submission, arrival, rows, pairs, reports)
    return submission


def checked_recipients(letter: Letter) -> list[str]:
    """Return the recipients, each once; raises `BadMessage`, `SendingLimit`."""
    recipients = list(dict.fromkeys(one.strip() for one in letter.recipients if one.strip()))
    _check(letter, recipients)
    check_limits(letter.account_id, [one for one in recipients if not is_local(one)])
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
        returns=letter.wishes.returns,
        envelope_id=letter.wishes.envelope_id,
        send_at=timezone.now(),
    )


def _file_sent_copy(
    submission: Submission, account_id: str, letter: Letter, blob: blobs.BlobRef, fingerprint: str
) -> None:
    """File the message as sent; it keeps the Bcc field that recipients do not see."""
    sent_id = mailbox_of(account_id, Mailbox.Role.SENT)
    with writing(account_id) as write:
        filing = Filing(
            blob=blob,
            message=letter.message,
            mailbox_ids=[sent_id],
            keywords=["$seen"],
            received_at=submission.send_at,
            fingerprint="" if _is_filed(account_id, fingerprint) else fingerprint,
        )
        email = file_email(write, filing)
        write.changed(Change.Kind.SUBMISSION, submission.id)
    submission.email_id, submission.thread_id = email.id, email.thread_id
    put_new_email(email)


def _is_filed(account_id: str | None, fingerprint: str) -> bool:
    return bool(_filed(account_id or "", fingerprint))


@prepared
def _filed(account_id: str, fingerprint: str) -> QuerySet[Email, str]:
    rows = Email.of_fingerprint(account_id, fingerprint)
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
        trust=INSIDE,
    )


def recipient_rows(
    submission: Submission, recipients: Sequence[str], wishes: Wishes | None = None
) -> list[Recipient]:
    """Return an unstored row for each recipient."""
    wanted = wishes or Wishes()
    return [
        Recipient(
            submission=submission,
            email=email,
            domain=domain_of(email),
            notify=wanted.notify.get(email, ""),
            original=wanted.originals.get(email, ""),
        )
        for email in recipients
    ]


def route(rows: Sequence[Recipient], author: str) -> list[tuple[str, str]]:
    """Note in the rows what is decided at once; return who of ours gets the message."""
    outside = [row for row in rows if not is_local(row.email)]
    _refuse_outside(outside, author)
    pairs: list[tuple[str, str]] = []
    for row in rows:
        if row not in outside:
            pairs += _deliver_inside(row, author)
    return pairs


def _refuse_outside(rows: Sequence[Recipient], author: str) -> None:
    """Refuse what administrators do not let out, and automatic mail to addresses that do not
    exist. Two queries.
    """
    if not rows:
        return
    is_automatic = rows[0].submission.is_automatic
    gone = suppressed([row.email for row in rows]) if is_automatic else {}
    for row in rows:
        refusal = routed("out", author, [row.email]).refusal
        reply = gone.get(row.email.lower())
        if refusal or reply:
            row.state = Recipient.State.FAILED
            row.reply = refusal or f"550 5.1.1 Not tried again, it failed before: {reply}"[:500]


def hand_out(
    submission: Submission,
    arrival: Arrival,
    rows: Sequence[Recipient],
    pairs: Sequence[tuple[str, str]],
    reports: "Sequence[Report | None] | None" = None,
) -> None:
    """Deliver inside, queue what goes outside, report what was decided at once."""
    from ..jobs import transmit
    from .report_failure import file_reports

    if submission.account_id and not submission.is_automatic:
        emails = [row.email for row in rows]
        note_correspondents(submission.account_id, emails, submission.send_at)
        announce_sent(submission, arrival.message, emails)
    deliver(arrival, pairs)
    _pass_on_outside(arrival, rows, submission.author)
    queued = [row for row in rows if row.state == Recipient.State.QUEUED]
    for domain in sorted({row.domain for row in queued}):
        transmit.enqueue(submission_id=submission.id, domain=domain)
    count_sent(submission.account_id, len(queued))
    note_recipients(submission, rows, subject=arrival.message.subject, is_first=True)
    file_reports(*(prepared_reports(submission, rows) if reports is None else reports))


def prepared_reports(submission: Submission, rows: Sequence[Recipient]) -> "list[Report | None]":
    """Write and store the reports on what was decided at once."""
    from .report_failure import prepare_report

    failed = [row for row in rows if row.state == Recipient.State.FAILED]
    delivered = [row for row in rows if row.state == Recipient.State.DELIVERED and row.notify]
    return [
        prepare_report(submission, failed, "failed"),
        prepare_report(submission, delivered, "delivered"),
    ]


def _pass_on_outside(arrival: Arrival, rows: Sequence[Recipient], author: str) -> None:
    """Queue what aliases lead outside, and the copies that rules ask for."""
    for row in rows:
        if row.reply.startswith(PASSED_ON):
            pass_on(arrival, behind(row.email, author).outside, row.email)
    outside = [row.email for row in rows if not is_local(row.email)]
    for copy in routed("out", author, outside).copies if outside else ():
        if is_local(copy):
            deliver(arrival, [(one, copy) for one in accounts_behind(copy, author)])
        else:
            pass_on(arrival, [copy], copy)


def _deliver_inside(row: Recipient, author: str) -> list[tuple[str, str]]:
    try:
        found = behind(row.email, author)
    except Undeliverable as refusal:
        row.state, row.reply = Recipient.State.FAILED, refusal.reply
        return []
    row.state, row.reply = Recipient.State.DELIVERED, "250 2.1.5 Delivered"
    if found.outside:
        row.reply = (PASSED_ON + ", ".join(found.outside))[:500]
    return [(account_id, row.email) for account_id in found.accounts]
