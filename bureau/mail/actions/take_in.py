"""Taking a message in from outside. The SMTP reply is the result: 250 only when it is filed and
durable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime

from django.db import transaction
from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.config import config
from bureau.platform.ids import new_id
from bureau.platform.mime import ParsedMessage, parse, prepend_headers

from ..errors import Undeliverable
from ..events import Arrival
from ..models import Recipient, Submission
from ..recipients import accounts_behind, is_local
from ..signing import is_bounce_address, is_own_loop, submission_of
from .deliver import deliver
from .file_email import fingerprint_of

MOST_RECEIVED = 25
NO_RELAY = "550 5.7.1 This server does not relay"
LOOPING = "554 5.4.6 The message went through too many hosts"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the SMTP conversation said about a message."""

    sender: str
    recipients: Sequence[str]
    peer: str
    hello: str
    is_encrypted: bool


def check_recipient(address: str) -> str:
    """Answer a recipient of mail from outside; nobody there has proved who they are."""
    if is_bounce_address(address):
        known = submission_of(address)
        return "250 2.1.5 Ok" if known else "550 5.1.1 There is no such address here"
    try:
        if not is_local(address):
            return NO_RELAY
        accounts_behind(address, author="")
    except Undeliverable as refusal:
        return refusal.reply
    return "250 2.1.5 Ok"


def take_in(content: bytes, envelope: Envelope) -> str:
    """Store the bytes, then file them for all recipients in one transaction."""
    raw = _traced(content, envelope)
    message = parse(raw)
    if len(message.all("received")) > MOST_RECEIVED:
        return LOOPING
    arrival = Arrival(
        blob=blobs.put(raw),
        message=message,
        fingerprint=fingerprint_of(raw, message),
        envelope_from=envelope.sender,
        received_at=timezone.now(),
        is_internal=False,
        verdict=_verdict(message),
    )
    with transaction.atomic():
        pairs: list[tuple[str, str]] = []
        for recipient in envelope.recipients:
            pairs += _receivers(recipient, message)
        deliver(arrival, pairs)
    return "250 2.0.0 Filed"


def _traced(content: bytes, envelope: Envelope) -> bytes:
    """Put the trace fields in front (RFC 5321 section 4.4)."""
    protocol = "ESMTPS" if envelope.is_encrypted else "ESMTP"
    trace = (
        f"from {envelope.hello} ([{envelope.peer}]) by {config().domain} with {protocol} "
        f"id {new_id()}; {format_datetime(timezone.now())}"
    )
    return prepend_headers(content, [("Return-Path", f"<{envelope.sender}>"), ("Received", trace)])


def _verdict(message: ParsedMessage) -> dict[str, str]:
    """Note what is known of the sender: an address of ours from outside is unproven."""
    verdict = {}
    if any(is_local(author.email) for author in message.addresses("from")[:5]):
        verdict["author"] = "unproven"
    if is_own_loop(message.header("x-bureau-loop")):
        verdict["loop"] = "own"
    return verdict


def _receivers(recipient: str, message: ParsedMessage) -> list[tuple[str, str]]:
    if is_bounce_address(recipient):
        return _bounced(recipient, message)
    try:
        return [(account_id, recipient) for account_id in accounts_behind(recipient, author="")]
    except Undeliverable:
        # It was deliverable a moment ago, when the recipient was accepted; now the account is
        # closed.
        return []


def _bounced(recipient: str, message: ParsedMessage) -> list[tuple[str, str]]:
    """A report on automatic mail of ours: note it, and file it for the account that sent."""
    submission = Submission.objects.filter(id=submission_of(recipient) or "").first()
    if submission is None:
        return []
    if message.root.media_type == "multipart/report":
        Recipient.objects.filter(submission=submission, state=Recipient.State.SENT).update(
            state=Recipient.State.FAILED,
            reply=f"550 5.0.0 {message.subject}"[:500],
            changed_at=timezone.now(),
        )
    return [(submission.account_id, submission.author)] if submission.account_id else []
