"""What mail announces.

`mail.received`, stream `account:<id>`, for every message filed because it was delivered. `headers`
holds the
`X-Bureau-…` fields of mail from inside; from outside only a loop header that this installation
made. With a part of type text/calendar, `calendar_parts` names the sections and `author` says
whether the author is proven.

`mail.sent`, in the same stream, when a person sends: the recipients, with their names as written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from bureau.platform import blobs, events
from bureau.platform.mime import MailAddress, ParsedMessage

from .models import Email, Submission
from .signing import LOOP_HEADER, is_own_loop

CALENDAR_TYPES = frozenset({"text/calendar", "application/ics"})


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message that is being delivered."""

    blob: blobs.BlobRef
    message: ParsedMessage
    fingerprint: str
    envelope_from: str
    received_at: datetime
    is_internal: bool
    """Sent by an account of ours, which the sender proved."""
    verdict: Mapping[str, str] = field(default_factory=dict)
    trust: Mapping[str, Any] = field(default_factory=dict)
    """What is known of the author (`Email.trust`)."""


def announce_received(arrival: Arrival, email: Email, recipient: str) -> None:
    """Emit `mail.received` in the caller's transaction."""
    message = arrival.message
    events.emit(
        "mail.received",
        stream=f"account:{email.account_id}",
        subject=("email", email.id),
        payload={
            "account_id": email.account_id,
            "email_id": email.id,
            "thread_id": email.thread_id,
            "blob": email.blob,
            "message_id": message.message_id,
            "in_reply_to": list(message.in_reply_to),
            "references": list(message.references),
            "from": _first(message.addresses("from")),
            "reply_to": _first(message.addresses("reply-to")),
            "to": _all(message.addresses("to")),
            "cc": _all(message.addresses("cc")),
            "subject": message.subject,
            "envelope_from": arrival.envelope_from,
            "envelope_to": recipient,
            "auto_submitted": message.header("auto-submitted"),
            "precedence": message.header("precedence"),
            "list_id": message.header("list-id"),
            "received_count": len(message.all("received")),
            "verdict": dict(arrival.verdict),
            "is_internal": arrival.is_internal,
            "headers": _own_headers(arrival),
            **_scheduling(arrival),
        },
    )


def announce_sent(submission: Submission, message: ParsedMessage, emails: Iterable[str]) -> None:
    """Emit `mail.sent` in the caller's transaction: a person wrote to these addresses."""
    written = [*message.addresses("to"), *message.addresses("cc")]
    names = {one.email.lower(): one.name for one in written}
    events.emit(
        "mail.sent",
        stream=f"account:{submission.account_id}",
        subject=("submission", submission.id),
        payload={
            "account_id": submission.account_id,
            "recipients": [{"email": one, "name": names.get(one.lower(), "")} for one in emails],
        },
    )


def _scheduling(arrival: Arrival) -> dict[str, Any]:
    """Name the parts with scheduling messages (RFC 6047 §2.4), and what is known of the author."""
    parts = arrival.message.root.walk()
    found = [part.section for part in parts if part.media_type in CALENDAR_TYPES]
    return {"calendar_parts": found[:5], "author": arrival.trust.get("author", "")} if found else {}


def _first(addresses: tuple[MailAddress, ...]) -> dict[str, Any] | None:
    return asdict(addresses[0]) if addresses else None


def _all(addresses: tuple[MailAddress, ...]) -> list[dict[str, Any]]:
    return [asdict(address) for address in addresses[:200]]


def _own_headers(arrival: Arrival) -> dict[str, str]:
    message = arrival.message
    if arrival.is_internal:
        names = {name.lower() for name, _ in message.headers}
        own = {name for name in names if name.startswith("x-bureau-")} - {LOOP_HEADER.lower()}
        return {name: message.header(name) for name in sorted(own)}
    mark = message.header(LOOP_HEADER)
    return {LOOP_HEADER.lower(): mark} if mark and is_own_loop(mark) else {}
