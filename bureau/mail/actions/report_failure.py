"""Telling a sender what became of a message: a delivery status notification (RFC 3464) on failure,
on delay, and on success where it was asked for (RFC 3461).

It has a null sender, so that no report ever answers a report. To accounts of ours it is filed at
once; to others, who handed mail in over SMTP, it is queued.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Literal

from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.config import config
from bureau.platform.db import insert
from bureau.platform.ids import new_id
from bureau.platform.mime import MailAddress, build_report, parse

from ..domains import domain_of
from ..errors import Undeliverable
from ..events import Arrival
from ..models import Recipient, Submission
from ..recipients import accounts_behind, is_local
from .deliver import deliver
from .file_email import fingerprint_of

Action = Literal["failed", "delayed", "delivered", "relayed"]
LONGEST_HEAD = 32_768
_SUBJECTS: dict[Action, str] = {
    "failed": "Not delivered",
    "delayed": "Delayed",
    "delivered": "Delivered",
    "relayed": "Passed on",
}
_OPENINGS: dict[Action, str] = {
    "failed": "Your message could not be delivered to:",
    "delayed": "Your message could not be delivered yet to:",
    "delivered": "Your message was delivered to:",
    "relayed": "Your message was handed to a host that does not report deliveries, for:",
}
_CLOSINGS: dict[Action, str] = {
    "failed": "Check the addresses, or ask the recipients to contact their mail administrator.",
    "delayed": "You need not do anything: it will be tried again for some days.",
    "delivered": "You asked to be told.",
    "relayed": "You asked to be told. You will hear no more unless the message comes back.",
}


@dataclass(frozen=True, slots=True)
class Report:
    """A report whose bytes are stored, ready to be filed for these (account, address) pairs."""

    arrival: Arrival
    pairs: Sequence[tuple[str, str]]


def report_failure(submission: Submission, failed: Sequence[Recipient]) -> None:
    """File a report for these recipients in the author's inbox, in the caller's transaction."""
    report(submission, failed, "failed")


def report(submission: Submission, rows: Sequence[Recipient], action: Action) -> None:
    """File a report for those of the recipients whose sender wants to know, in the caller's
    transaction.
    """
    file_reports(prepare_report(submission, rows, action))


def file_reports(*reports: Report | None) -> None:
    """File prepared reports in the caller's transaction."""
    for one in reports:
        if one is not None:
            deliver(one.arrival, one.pairs)


def prepare_report(
    submission: Submission, rows: Sequence[Recipient], action: Action
) -> Report | None:
    """Write a report and store its bytes, best ahead of any transaction; None when nobody wants
    it.
    """
    rows = [row for row in rows if is_wanted(row.notify, action)]
    author = submission.author
    if not rows or not author or not is_local(author):
        return None
    try:
        accounts = accounts_behind(author, author)
    except Undeliverable:
        return None
    original = b"".join(blobs.stream(submission.blob, 0, LONGEST_HEAD))
    raw = _build(submission, rows, action, original)
    message = parse(raw)
    arrival = Arrival(
        blob=blobs.put(raw),
        message=message,
        fingerprint=fingerprint_of(raw, message),
        envelope_from="",
        received_at=timezone.now(),
        is_internal=False,
        trust={"author": "proven", "external": False, "reasons": []},
    )
    return Report(arrival, [(account_id, author) for account_id in accounts])


def is_wanted(notify: str, action: Action) -> bool:
    """Tell whether the sender wants this report; without a wish, of failures and delays."""
    asked = notify.split(",") if notify else ["FAILURE", "DELAY"]
    kinds = {"failed": "FAILURE", "delayed": "DELAY", "delivered": "SUCCESS", "relayed": "SUCCESS"}
    return kinds[action] in asked


def report_arrival(arrival: Arrival, sender: str, recipients: Sequence[str]) -> None:
    """Queue a report of success for who sent from outside, in the caller's transaction."""
    from ..jobs import transmit

    submission = Submission(
        id=new_id(), author=sender, message_id=arrival.message.message_id[:1000]
    )
    rows = [Recipient(email=one, reply="250 2.0.0 Delivered") for one in recipients]
    head = b"".join(blobs.stream(arrival.blob.hash, 0, LONGEST_HEAD))
    raw = _build(submission, rows, "delivered", head)
    blob = blobs.put(raw)
    submission.blob, submission.message_id = blob.hash, parse(raw).message_id
    submission.author, submission.send_at = "", timezone.now()
    submission.is_automatic = False
    insert(submission)
    blobs.retain(blob.hash)
    insert(Recipient(submission=submission, email=sender, domain=domain_of(sender)))
    transmit.enqueue(submission_id=submission.id, domain=domain_of(sender))


def _build(
    submission: Submission, rows: Sequence[Recipient], action: Action, original: bytes
) -> bytes:
    domain = config().domain
    head = original.partition(b"\r\n\r\n")[0] + b"\r\n"
    return build_report(
        sender=MailAddress("Mail delivery", f"mailer-daemon@{domain}"),
        to=MailAddress("", submission.author),
        subject=f"{_SUBJECTS[action]}: {parse(head).subject}",
        text=_words(rows, action),
        status=_status(submission, rows, action),
        original_head=head,
        sent_at=timezone.now(),
        message_id=f"{new_id()}@{domain}",
        headers={
            "Auto-Submitted": "auto-replied",
            "In-Reply-To": f"<{submission.message_id}>",
            "References": f"<{submission.message_id}>",
        },
    )


def _words(rows: Sequence[Recipient], action: Action) -> str:
    lines = [f"  {row.email}\n    {row.reply}" for row in rows]
    return f"{_OPENINGS[action]}\n\n" + "\n".join(lines) + f"\n\n{_CLOSINGS[action]}\n"


def _status(submission: Submission, rows: Sequence[Recipient], action: Action) -> str:
    first = [f"Reporting-MTA: dns; {config().domain}"]
    if submission.envelope_id:
        first.append(f"Original-Envelope-Id: {submission.envelope_id}")
    if submission.created_at:
        first.append(f"Arrival-Date: {format_datetime(submission.created_at)}")
    blocks = ["".join(f"{line}\r\n" for line in first)]
    for row in rows:
        words = row.reply.split()
        is_enhanced = len(words) > 1 and words[1].count(".") == 2
        lines = [
            *([f"Original-Recipient: {row.original}"] if row.original else []),
            f"Final-Recipient: rfc822; {row.email}",
            f"Action: {action}",
            f"Status: {words[1] if is_enhanced else _plain_status(action)}",
            f"Diagnostic-Code: smtp; {row.reply}",
        ]
        blocks.append("".join(f"{line}\r\n" for line in lines))
    return "\r\n".join(blocks)


def _plain_status(action: Action) -> str:
    return {"failed": "5.0.0", "delayed": "4.0.0"}.get(action, "2.0.0")
