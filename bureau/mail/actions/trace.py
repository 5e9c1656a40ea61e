"""The trace of messages: each step of their way, with what was replied (“where is that mail?”)."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from bureau.platform import limits
from bureau.platform.db import insert
from bureau.platform.errors import TooManyRequests

from ..models import HeldMessage, Recipient, Submission, TraceEntry
from ..organisation import organisation

AT_ONCE = 5_000
REFUSALS_PER_MINUTE = 30
_STEPS = {
    Recipient.State.QUEUED: TraceEntry.Step.ATTEMPTED,
    Recipient.State.SENT: TraceEntry.Step.SENT,
    Recipient.State.FAILED: TraceEntry.Step.FAILED,
    Recipient.State.DELIVERED: TraceEntry.Step.FILED,
}


def note(*entries: TraceEntry) -> None:
    """Write steps in the caller's transaction."""
    now = timezone.now()
    for entry in entries:
        entry.at = entry.at or now
    insert(*entries)


def note_refusal(entry: TraceEntry) -> None:
    """Write that somebody was refused; of one host only so many, so that nobody fills the table."""
    try:
        limits.take("mail.trace.refused", entry.host, REFUSALS_PER_MINUTE, 60)
    except TooManyRequests:
        return
    note(entry)


def note_recipients(
    submission: Submission,
    rows: Iterable[Recipient],
    *,
    subject: str = "",
    host: str = "",
    tls: str = "",
    is_first: bool = False,
) -> None:
    """Write what became of recipients of a message that we send."""
    steps = {**_STEPS, Recipient.State.QUEUED: TraceEntry.Step.QUEUED} if is_first else _STEPS
    note(
        *(
            TraceEntry(
                step=steps[Recipient.State(row.state)],
                sender=(submission.author or submission.envelope_from).lower(),
                recipient=row.email.lower(),
                message_id=submission.message_id,
                subject=subject[:300],
                host=host[:255],
                reply=row.reply,
                tls=tls,
                submission_id=submission.id,
            )
            for row in rows
            if row.state in steps
        )
    )


def forget_old() -> None:
    """Delete steps and held messages beyond the days that the organisation keeps them."""
    from .quarantine import expire

    chosen = organisation()
    oldest = timezone.now() - timedelta(days=chosen.trace_days)
    old = TraceEntry.objects.filter(at__lt=oldest).order_by("at").values_list("id", flat=True)
    TraceEntry.objects.filter(id__in=list(old[:AT_ONCE])).delete()
    before = timezone.now() - timedelta(days=chosen.held_days)
    for row in HeldMessage.objects.filter(state=HeldMessage.State.HELD, held_at__lt=before)[:500]:
        expire(row)
