"""Taking a message in from outside. The SMTP reply is the result: 250 only when it is filed and
durable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.config import config
from bureau.platform.ids import new_id
from bureau.platform.mime import ParsedMessage, parse, prepend_headers

from ..domains import domain_of
from ..errors import Undeliverable
from ..events import Arrival
from ..models import TraceEntry
from ..organisation import Organisation, organisation
from ..recipients import behind, is_local
from ..routing import Routed, routed
from ..signing import (
    forwarded_sender,
    is_bounce_address,
    is_forwarding_path,
    is_own_loop,
    submission_of,
)
from ..trust.fields import as_crlf, without_results
from ..trust.verdict import Facts, Verdict, results_field
from .bounce import note_bounce, note_report
from .deliver import deliver
from .file_email import fingerprint_of
from .pass_on import pass_on, pass_report_on
from .quarantine import hold_back
from .trace import note, note_refusal

MOST_RECEIVED = 25
OK = "250 2.1.5 Ok"
UNKNOWN = "550 5.1.1 There is no such address here"
NO_RELAY = "550 5.7.1 This server does not relay"
LOOPING = "554 5.4.6 The message went through too many hosts"
UNPROVEN = "550 5.7.26 {domain} asks to refuse mail that does not prove to come from it (DMARC)"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the SMTP conversation said about a message."""

    sender: str
    recipients: Sequence[str]
    peer: str
    hello: str
    is_encrypted: bool
    protocol: str = "ESMTP"
    notify: Mapping[str, str] = field(default_factory=dict)
    """NOTIFY by recipient (RFC 3461)."""

    @property
    def facts(self) -> Facts:
        """What is judged of the conversation."""
        return Facts(self.peer, self.hello, self.sender)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message that may come in: stored, judged, and not yet filed."""

    arrival: Arrival
    envelope: Envelope
    routed: Routed
    held_by: str
    """Why it goes to quarantine; empty to deliver it."""


class Refused(Exception):
    """The message does not come in; carries the SMTP reply."""

    def __init__(self, reply: str) -> None:
        super().__init__(reply)
        self.reply = reply


def check_recipient(address: str, peer: str = "", sender: str = "") -> str:
    """Answer a recipient of mail from outside; nobody there has proved who they are."""
    reply = _recipient_reply(address, sender)
    if not reply.startswith("250") and peer:
        note_refusal(
            TraceEntry(
                step=TraceEntry.Step.REFUSED,
                is_incoming=True,
                sender=sender.lower(),
                recipient=address.lower()[:320],
                host=peer,
                reply=reply,
            )
        )
    return reply


def _recipient_reply(address: str, sender: str) -> str:
    if is_bounce_address(address):
        return OK if submission_of(address) else UNKNOWN
    if is_forwarding_path(address):
        return OK if not sender and forwarded_sender(address) else UNKNOWN
    try:
        if not is_local(address):
            return NO_RELAY
        behind(address, author="")
    except Undeliverable as refusal:
        return refusal.reply
    return OK


def take_in(content: bytes, envelope: Envelope, verdict: Verdict | None = None) -> str:
    """Store the bytes, then file them for all recipients in one transaction."""
    try:
        incoming = admit(content, envelope, verdict)
    except Refused as refused:
        return refused.reply
    return file_incoming(incoming, envelope.recipients)


def admit(content: bytes, envelope: Envelope, verdict: Verdict | None = None) -> Incoming:
    """Store a message that may come in, ahead of any transaction; raises `Refused`."""
    raw = _traced(content, envelope, verdict)
    message = parse(raw)
    chosen = organisation()
    said = routed("in", envelope.sender, envelope.recipients)
    refusal = _refusal(message, verdict, chosen) or said.refusal
    if refusal:
        note_refusal(_entry(TraceEntry.Step.REFUSED, message, envelope, "", refusal))
        raise Refused(refusal)
    if said.headers:
        raw = prepend_headers(raw, said.headers)
        message = parse(raw)
    arrival = Arrival(
        blob=blobs.put(raw),
        message=message,
        fingerprint=fingerprint_of(raw, message),
        envelope_from=envelope.sender,
        received_at=timezone.now(),
        is_internal=False,
        verdict=_verdict(message, verdict),
        trust=_trust(message, verdict, chosen),
    )
    return Incoming(arrival, envelope, said, _held_by(said, verdict, chosen))


def file_incoming(incoming: Incoming, recipients: Sequence[str]) -> str:
    """File a stored message for these recipients in one transaction; return the reply."""
    arrival, envelope = incoming.arrival, incoming.envelope
    if incoming.held_by:
        with transaction.atomic():
            hold_back(arrival, recipients, incoming.held_by)
            reply = "250 2.0.0 Held for review"
            step = TraceEntry.Step.HELD
            note(*(_entry(step, arrival.message, envelope, one, reply) for one in recipients))
        return reply
    with transaction.atomic():
        distribute(arrival, [*recipients, *incoming.routed.copies])
        reply = "250 2.0.0 Filed"
        step = TraceEntry.Step.FILED
        note(*(_entry(step, arrival.message, envelope, one, reply) for one in recipients))
        _confirm(incoming, recipients)
    return reply


def distribute(arrival: Arrival, recipients: Sequence[str]) -> None:
    """Deliver to all who get mail for these addresses, in the caller's transaction."""
    pairs: list[tuple[str, str]] = []
    for recipient in recipients:
        if is_bounce_address(recipient):
            pairs += note_bounce(recipient, arrival)
        elif is_forwarding_path(recipient):
            pass_report_on(arrival, recipient)
        else:
            pairs += _receivers(arrival, recipient)
    deliver(arrival, pairs)


def _receivers(arrival: Arrival, recipient: str) -> list[tuple[str, str]]:
    author = _proven_author(arrival)
    try:
        found = behind(recipient, author) if is_local(recipient) else None
    except Undeliverable:
        # It was deliverable a moment ago, when the recipient was accepted; now the account is
        # closed.
        return []
    outside = found.outside if found else (recipient,)
    if outside:
        pass_on(arrival, outside, recipient)
    if found and not arrival.envelope_from:
        note_report(arrival, found.accounts)
    return [(account_id, recipient) for account_id in found.accounts] if found else []


def _proven_author(arrival: Arrival) -> str:
    authors = arrival.message.addresses("from")
    is_proven = arrival.trust.get("author") == "proven"
    return authors[0].email if is_proven and len(authors) == 1 else ""


def _traced(content: bytes, envelope: Envelope, verdict: Verdict | None) -> bytes:
    """Put the trace fields in front (RFC 5321 section 4.4); what claims to be our own judgement is
    taken out (RFC 8601 section 5).
    """
    protocol = envelope.protocol + ("S" if envelope.is_encrypted else "")
    peer = f"({_literal(envelope.peer)}) " if envelope.peer else ""
    trace = (
        f"from {envelope.hello or 'unknown'} {peer}by {config().domain} with {protocol} "
        f"id {new_id()}; {format_datetime(timezone.now())}"
    )
    fields = [("Return-Path", f"<{envelope.sender}>"), ("Received", trace)]
    if verdict is not None:
        seen = results_field(verdict, config().domain, envelope.facts)
        fields.append(("Authentication-Results", seen))
    return prepend_headers(without_results(as_crlf(content), config().domain), fields)


def _literal(peer: str) -> str:
    return f"[IPv6:{peer}]" if ":" in peer else f"[{peer}]"


def _refusal(message: ParsedMessage, verdict: Verdict | None, chosen: Organisation) -> str:
    if len(message.all("received")) > MOST_RECEIVED:
        return LOOPING
    if _disposition(verdict, chosen) == "reject":
        assert verdict is not None
        return UNPROVEN.format(domain=verdict.domain)
    return ""


def _disposition(verdict: Verdict | None, chosen: Organisation) -> str:
    """Return what the organisation does about a failed author: reject, quarantine, junk or
    deliver. A chain of forwarders that began well is a reason to keep the mail.
    """
    if verdict is None or verdict.dmarc.result != "fail":
        return "deliver"
    asked = verdict.dmarc.policy
    if asked == "none":
        return "deliver"
    wanted = chosen.on_reject if asked == "reject" else chosen.on_quarantine
    was_proven = verdict.arc.result == "pass" and "dmarc=pass" in verdict.arc.results
    return "junk" if was_proven and wanted in ("reject", "quarantine") else wanted


def _held_by(said: Routed, verdict: Verdict | None, chosen: Organisation) -> str:
    if said.held_by:
        return f"rule: {said.held_by}"[:200]
    return "dmarc" if _disposition(verdict, chosen) == "quarantine" else ""


def _trust(message: ParsedMessage, verdict: Verdict | None, chosen: Organisation) -> dict[str, Any]:
    if verdict is None:
        return {"author": "unproven", "external": True, "reasons": []}
    is_ours = bool(verdict.domain) and is_local(f"x@{verdict.domain}")
    trust = verdict.as_trust(not (is_ours and verdict.author == "proven"))
    if is_ours and verdict.author != "proven":
        trust["reasons"] = [*trust["reasons"], "own_domain_unproven"]
    if _disposition(verdict, chosen) == "junk":
        trust["disposition"] = "junk"
    return trust


def _verdict(message: ParsedMessage, verdict: Verdict | None) -> dict[str, str]:
    """Note what rules may know of the sender: an address of ours from outside is unproven."""
    found: dict[str, str] = {}
    if verdict is not None:
        found["author"] = verdict.author
    elif any(is_local(author.email) for author in message.addresses("from")[:5]):
        found["author"] = "unproven"
    if is_own_loop(message.header("x-bureau-loop")):
        found["loop"] = "own"
    return found


def _entry(
    step: TraceEntry.Step, message: ParsedMessage, envelope: Envelope, recipient: str, reply: str
) -> TraceEntry:
    return TraceEntry(
        step=step,
        is_incoming=True,
        sender=envelope.sender.lower(),
        recipient=(recipient or next(iter(envelope.recipients), "")).lower(),
        message_id=message.message_id[:1000],
        subject=message.subject[:300],
        host=f"{envelope.hello} [{envelope.peer}]"[:255],
        reply=reply,
        tls="TLS" if envelope.is_encrypted else "",
    )


def _confirm(incoming: Incoming, recipients: Sequence[str]) -> None:
    """Report a success to those who asked for it and can be believed to have sent it."""
    notify, trust = incoming.envelope.notify, incoming.arrival.trust
    asked = [one for one in recipients if "SUCCESS" in notify.get(one, "").split(",")]
    sender = incoming.envelope.sender
    is_believed = trust.get("spf") == "pass" or trust.get("author") == "proven"
    if asked and sender and is_believed and domain_of(sender):
        from .report_failure import report_arrival

        report_arrival(incoming.arrival, sender, asked)
