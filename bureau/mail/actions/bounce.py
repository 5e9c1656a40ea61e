"""Reports that come back (RFC 3464): which recipient of which message failed, and whether for good.

A report on automatic mail comes to a return path of its recipient; one on a person's mail comes to
the person, and is recognised by the Message-ID that it names.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.db import upsert
from bureau.platform.mime import ParsedMessage, message_ids, one_line, parse, part_content

from ..events import Arrival
from ..ledger import writing
from ..models import Change, Recipient, Submission, Suppression, TraceEntry
from ..signing import submission_of
from .trace import note

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_HARD = {(1, 0), (1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 1)}
"""No such address or domain, or it is closed: it will not work tomorrow either."""
MOST_RECIPIENTS = 100


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report says of one recipient."""

    recipients: frozenset[str]
    """The address as it was written to, and as it was at last, lower case."""
    action: str
    status: str
    diagnostic: str

    @property
    def reply(self) -> str:
        """The SMTP reply that led to it, or one made of the status."""
        text = self.diagnostic.partition(";")[2].strip() if self.diagnostic else ""
        return (text or f"{self.status[:1]}50 {self.status} {self.action}")[:500]


def read_report(message: ParsedMessage, raw: bytes) -> tuple[list[Reported], str]:
    """Return what a delivery status notification says, and the Message-ID of what it is about."""
    status = original = b""
    for part in message.root.walk():
        if part.media_type == "message/delivery-status":
            status = part_content(raw, part)[:200_000]
        elif part.media_type in ("text/rfc822-headers", "message/rfc822"):
            original = part_content(raw, part)[:64_000]
    text = re.sub(r"\r?\n[ \t]+", " ", status.decode("utf-8", "replace"))
    blocks = [_fields(block) for block in re.split(r"\r?\n\s*\r?\n", text.strip())]
    found = [_reported(block) for block in blocks[1 : MOST_RECIPIENTS + 1] if "action" in block]
    about = parse(original.partition(b"\r\n\r\n")[0] + b"\r\n\r\n").message_id if original else ""
    return found, about or next(iter(message_ids(message.header("in-reply-to"))), "")


def _fields(block: str) -> dict[str, str]:
    pairs = [line.partition(":") for line in block.splitlines()]
    return {name.strip().lower(): one_line(value) for name, _, value in pairs}


def _reported(block: dict[str, str]) -> Reported:
    addresses = (block.get(name, "") for name in ("original-recipient", "final-recipient"))
    bare = (text.rpartition(";")[2].strip().strip("<>").lower() for text in addresses)
    status = _STATUS.search(block.get("status", ""))
    return Reported(
        recipients=frozenset(one for one in bare if one),
        action=block["action"].lower(),
        status=status[0] if status else "5.0.0",
        diagnostic=block.get("diagnostic-code", ""),
    )


def is_hard(reply: str) -> bool:
    """Tell whether a reply says that the address will never work."""
    match = _STATUS.search(reply)
    return bool(match and match[1] == "5" and (int(match[2]), int(match[3])) in _HARD)


def note_bounce(path: str, arrival: Arrival) -> list[tuple[str, str]]:
    """Note a report on automatic mail, in the caller's transaction; return for whom to file it."""
    key = submission_of(path) or ""
    named = Recipient.objects.filter(id=key).select_related("submission").first()
    submission = named.submission if named else Submission.objects.filter(id=key).first()
    if submission is None:
        return []
    if arrival.message.root.media_type == "multipart/report":
        _note_all(arrival, submission, named)
    return [(submission.account_id, submission.author)] if submission.account_id else []


def _note_all(arrival: Arrival, submission: Submission, named: Recipient | None) -> None:
    found, _ = read_report(arrival.message, blobs.read(arrival.blob.hash))
    plain = Reported(frozenset(), "failed", "5.0.0", f"x; 550 5.0.0 {arrival.message.subject}")
    if named is not None:
        _apply(submission, [named], found[0] if found else plain)
        return
    rows = list(submission.recipients.all())
    for one in found or [plain]:
        _apply(
            submission,
            [row for row in rows if not found or row.email.lower() in one.recipients],
            one,
        )


def note_report(arrival: Arrival, accounts: Sequence[str]) -> None:
    """Note a report that came to a person about a message of theirs, in the caller's
    transaction.
    """
    if arrival.message.root.media_type != "multipart/report":
        return
    found, about = read_report(arrival.message, blobs.read(arrival.blob.hash))
    for account_id in accounts if about else ():
        submission = Submission.objects.filter(account_id=account_id, message_id=about).first()
        for one in found if submission else ():
            assert submission is not None
            rows = [
                row for row in submission.recipients.all() if row.email.lower() in one.recipients
            ]
            _apply(submission, rows, one)


def _apply(submission: Submission, rows: Sequence[Recipient], reported: Reported) -> None:
    bounced = [row for row in rows if row.state == Recipient.State.SENT]
    if reported.action != "failed" or not bounced:
        return
    for row in bounced:
        row.state, row.reply, row.changed_at = (
            Recipient.State.FAILED,
            reported.reply,
            timezone.now(),
        )
        row.save(update_fields=["state", "reply", "changed_at"])
    if is_hard(reported.status) or is_hard(reported.reply):
        suppress([row.email for row in bounced], reported.reply)
    if submission.account_id:
        with writing(submission.account_id) as write:
            write.changed(Change.Kind.SUBMISSION, submission.id)
    note(
        *(
            TraceEntry(
                step=TraceEntry.Step.BOUNCED,
                sender=submission.author.lower(),
                recipient=row.email.lower(),
                message_id=submission.message_id,
                reply=row.reply,
                submission_id=submission.id,
            )
            for row in bounced
        )
    )


def suppress(emails: Sequence[str], reply: str) -> None:
    """Remember addresses that do not exist: automatic mail is not sent there again."""
    now = timezone.now()
    rows = [Suppression(email=email.lower(), reply=reply[:500], since=now) for email in emails]
    upsert(rows, unique=["email"], update=["reply", "since"])


def suppressed(emails: Sequence[str]) -> dict[str, str]:
    """Return those of the addresses that do not exist, with what was said of them. One query."""
    rows = Suppression.objects.filter(email__in=[email.lower() for email in emails])
    return dict(rows.values_list("email", "reply"))


def unsuppress(emails: Sequence[str]) -> None:
    """Forget it: a host took mail for these addresses."""
    Suppression.objects.filter(email__in=[email.lower() for email in emails]).delete()
