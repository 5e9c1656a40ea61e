"""One attempt to hand a message to the next host for the waiting recipients of a domain."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.db import prepared, update

from ..models import Recipient, Submission
from ..outbound import Outcome, slot, transmit
from .report_failure import report_failure

PATIENCE = timedelta(days=4)
WAITS_MIN = (1, 5, 15, 30, 60, 120, 240, 360)


def transmit_to_domain(submission_id: str, domain: str) -> None:
    """Try once; note the outcome per recipient; come back later, or report what failed for good."""
    waiting = _waiting(submission_id, domain)
    if not waiting:
        return
    submission = waiting[0].submission
    with slot(domain) as is_free:
        if not is_free:
            _again(submission, domain, timezone.now() + timedelta(seconds=5))
            return
        raw = blobs.read(submission.blob)
        emails = [row.email for row in waiting]
        outcomes = transmit(raw, submission.envelope_from, emails, domain)
    _note(submission, domain, waiting, outcomes)


@prepared
def _waiting(submission_id: str, domain: str) -> QuerySet[Recipient]:
    rows = Recipient.objects.filter(
        submission_id=submission_id, domain=domain, state=Recipient.State.QUEUED
    )
    return rows.select_related("submission").order_by("id")


def _note(
    submission: Submission, domain: str, waiting: Sequence[Recipient], outcomes: dict[str, Outcome]
) -> None:
    is_late = timezone.now() - submission.created_at > PATIENCE
    for row in waiting:
        outcome = outcomes[row.email]
        row.attempts += 1
        row.reply = outcome.reply[:500]
        row.changed_at = timezone.now()
        if outcome.is_accepted:
            row.state = Recipient.State.SENT
        elif outcome.is_permanent or is_late:
            row.state = Recipient.State.FAILED
    with transaction.atomic():
        for row in waiting:
            update(row, "attempts", "reply", "state", "changed_at")
        failed = [row for row in waiting if row.state == Recipient.State.FAILED]
        if failed:
            report_failure(submission, failed)
        queued = [row for row in waiting if row.state == Recipient.State.QUEUED]
        if queued:
            attempt = min(max(row.attempts for row in queued), len(WAITS_MIN)) - 1
            _again(submission, domain, timezone.now() + timedelta(minutes=WAITS_MIN[attempt]))


def _again(submission: Submission, domain: str, when: datetime) -> None:
    from ..jobs import transmit as job

    job.at(when).enqueue(submission_id=submission.id, domain=domain)
