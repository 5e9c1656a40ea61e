"""Deciding about mail that waits for the outside: try now, take out, or report as failed."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils import timezone

from bureau.people import Actor
from bureau.platform import events
from bureau.platform.errors import Forbidden, NotFound

from ..models import Recipient, Submission
from .report_failure import report_failure
from .trace import note_recipients

Decide = Callable[[Submission, Sequence[Recipient]], None]
CANCELLED = "550 5.7.0 Taken out of the queue by an administrator"
GIVEN_UP = "550 5.4.7 An administrator gave up on it"


def try_now(actor: Actor, submission_id: str) -> None:
    """Try all waiting recipients of a message at once; audited. Raises `NotFound`."""
    _decide(actor, submission_id, "retried", _enqueue)


def cancel(actor: Actor, submission_id: str) -> None:
    """Take a message out of the queue without telling its author; audited. Raises `NotFound`."""
    _decide(actor, submission_id, "cancelled", lambda one, rows: _fail(one, rows, CANCELLED))


def bounce(actor: Actor, submission_id: str) -> None:
    """Give a message up and report that to its author; audited. Raises `NotFound`."""

    def give_up(submission: Submission, rows: Sequence[Recipient]) -> None:
        _fail(submission, rows, GIVEN_UP)
        report_failure(submission, rows)

    _decide(actor, submission_id, "bounced", give_up)


def _decide(actor: Actor, submission_id: str, what: str, decide: Decide) -> None:
    if not actor.is_admin:
        raise Forbidden()
    with transaction.atomic():
        waiting = Recipient.objects.filter(
            submission_id=submission_id, state=Recipient.State.QUEUED
        ).select_related("submission")
        rows = list(waiting.order_by("id"))
        if not rows:
            raise NotFound()
        decide(rows[0].submission, rows)
        events.emit(
            f"mail.queue_{what}",
            stream=f"submission:{submission_id}",
            subject=("submission", submission_id),
            payload={"recipients": [row.email for row in rows]},
            changes={"queue": ["waiting", what]},
        )


def _enqueue(submission: Submission, rows: Sequence[Recipient]) -> None:
    """An attempt that finds nothing waiting does nothing: the job that was there may stay."""
    from ..jobs import transmit

    for domain in sorted({row.domain for row in rows}):
        transmit.enqueue(submission_id=submission.id, domain=domain)


def _fail(submission: Submission, rows: Sequence[Recipient], reply: str) -> None:
    for row in rows:
        row.state, row.reply, row.changed_at = Recipient.State.FAILED, reply, timezone.now()
        row.save(update_fields=["state", "reply", "changed_at"])
    note_recipients(submission, rows)
