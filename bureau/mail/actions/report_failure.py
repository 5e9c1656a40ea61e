"""Telling the author that a message did not arrive: a delivery status notification (RFC 3464).

It has a null sender and goes to accounts of ours only, so that no report ever answers a report.
"""

from collections.abc import Sequence

from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.config import config
from bureau.platform.ids import new_id
from bureau.platform.mime import MailAddress, build_report, parse

from ..errors import Undeliverable
from ..events import Arrival
from ..models import Recipient, Submission
from ..recipients import accounts_behind, is_local
from .deliver import deliver
from .file_email import fingerprint_of

LONGEST_HEAD = 32_768


def report_failure(submission: Submission, failed: Sequence[Recipient]) -> None:
    """File a report for these recipients in the author's inbox, in the caller's transaction."""
    author = submission.author
    if not author or not is_local(author):
        return
    try:
        accounts = accounts_behind(author, author)
    except Undeliverable:
        return
    raw = _build(submission, failed)
    message = parse(raw)
    arrival = Arrival(
        blob=blobs.put(raw),
        message=message,
        fingerprint=fingerprint_of(raw, message),
        envelope_from="",
        received_at=timezone.now(),
        is_internal=False,
    )
    deliver(arrival, [(account_id, author) for account_id in accounts])


def _build(submission: Submission, failed: Sequence[Recipient]) -> bytes:
    domain = config().domain
    original = b"".join(blobs.stream(submission.blob, 0, LONGEST_HEAD))
    head = original.partition(b"\r\n\r\n")[0] + b"\r\n"
    return build_report(
        sender=MailAddress("Mail delivery", f"mailer-daemon@{domain}"),
        to=MailAddress("", submission.author),
        subject=f"Not delivered: {parse(original).subject}",
        text=_words(failed),
        status=_status(failed),
        original_head=head,
        sent_at=timezone.now(),
        message_id=f"{new_id()}@{domain}",
        headers={
            "Auto-Submitted": "auto-replied",
            "In-Reply-To": f"<{submission.message_id}>",
            "References": f"<{submission.message_id}>",
        },
    )


def _words(failed: Sequence[Recipient]) -> str:
    lines = [f"  {row.email}\n    {row.reply}" for row in failed]
    return (
        "Your message could not be delivered to:\n\n"
        + "\n".join(lines)
        + "\n\nCheck the addresses, or ask the recipients to contact their mail administrator.\n"
    )


def _status(failed: Sequence[Recipient]) -> str:
    blocks = [f"Reporting-MTA: dns; {config().domain}\r\n"]
    for row in failed:
        words = row.reply.split()
        is_enhanced = len(words) > 1 and words[1].count(".") == 2
        blocks.append(
            f"Final-Recipient: rfc822; {row.email}\r\n"
            "Action: failed\r\n"
            f"Status: {words[1] if is_enhanced else '5.0.0'}\r\n"
            f"Diagnostic-Code: smtp; {row.reply}\r\n"
        )
    return "\r\n".join(blocks)
