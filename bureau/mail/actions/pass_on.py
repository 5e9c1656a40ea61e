"""Passing mail on to addresses outside: aliases, forwarding, and reports on what was passed on.

The message stays as it came; the envelope gets a sender of ours that leads back to theirs, and a
seal says what we saw of it (ARC, put on when it is transmitted).
"""

from collections.abc import Sequence

from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.db import insert
from bureau.platform.ids import new_id

from ..domains import domain_of, is_own_domain
from ..events import Arrival
from ..models import Recipient, Submission, TraceEntry
from ..signing import forwarded_sender, forwarding_path
from .trace import note


def pass_on(arrival: Arrival, outside: Sequence[str], recipient: str) -> Submission:
    """Queue an arriving message for addresses outside, in the caller's transaction.

    `recipient` is the address of ours that it was sent to.
    """
    sender = arrival.envelope_from
    is_ours = bool(sender) and is_own_domain(domain_of(sender))
    path = sender if is_ours else forwarding_path(sender)
    submission = _queue(arrival, path, outside)
    reply = f"250 2.1.5 Passed on to {', '.join(outside)}"[:500]
    note(_entry(arrival, submission, recipient, reply))
    return submission


def pass_report_on(arrival: Arrival, path: str) -> None:
    """Queue a report on a forwarded message for who sent that, in the caller's transaction."""
    sender = forwarded_sender(path)
    if sender and not arrival.envelope_from:
        submission = _queue(arrival, "", [sender])
        note(_entry(arrival, submission, path, f"250 2.1.5 Passed on to {sender}"[:500]))


def _queue(arrival: Arrival, path: str, outside: Sequence[str]) -> Submission:
    from ..jobs import transmit

    submission = Submission(
        id=new_id(),
        blob=arrival.blob.hash,
        message_id=arrival.message.message_id[:1000],
        envelope_from=path,
        # What one of ours wrote is signed as theirs; what others wrote is sealed.
        author=_own_author(arrival),
        is_forward=not arrival.is_internal,
        send_at=timezone.now(),
    )
    insert(submission)
    blobs.retain(arrival.blob.hash)
    rows = [Recipient(submission=submission, email=one, domain=domain_of(one)) for one in outside]
    insert(*rows)
    for domain in sorted({row.domain for row in rows}):
        transmit.enqueue(submission_id=submission.id, domain=domain)
    return submission


def _own_author(arrival: Arrival) -> str:
    authors = arrival.message.addresses("from") if arrival.is_internal else ()
    return authors[0].email.lower()[:320] if authors else ""


def _entry(arrival: Arrival, submission: Submission, recipient: str, reply: str) -> TraceEntry:
    return TraceEntry(
        step=TraceEntry.Step.FORWARDED,
        is_incoming=True,
        sender=arrival.envelope_from.lower(),
        recipient=recipient.lower()[:320],
        message_id=submission.message_id,
        subject=arrival.message.subject[:300],
        reply=reply,
        submission_id=submission.id,
    )
