"""Reads of what administrators see of the way of mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from bureau.people import describe_principals
from bureau.platform.db import Page, decode_cursor, encode_cursor
from bureau.platform.jobs import Job

from .models import Recipient, SendingCount, Submission, TraceEntry

MOST_SENDERS = 100
MOST_RECIPIENTS = 200


def traced(
    sender: str,
    recipient: str,
    message_id: str,
    subject: str,
    since: datetime | None,
    until: datetime | None,
) -> QuerySet[TraceEntry]:
    """Return the steps that match all that is given. Not evaluated; sender, recipient, Message-ID
    and time have indexes, the subject is looked for within what they leave.
    """
    rows = TraceEntry.objects.all()
    if sender:
        rows = rows.filter(sender=sender.strip().lower())
    if recipient:
        rows = rows.filter(recipient=recipient.strip().lower())
    if message_id:
        rows = rows.filter(message_id=message_id.strip().strip("<>"))
    if since is not None:
        rows = rows.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lte=until)
    return rows.filter(subject__icontains=subject.strip()) if subject.strip() else rows


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits for the outside."""

    id: str
    author: str
    envelope_from: str
    message_id: str
    is_automatic: bool
    created_at: datetime
    next_try_at: datetime | None
    recipients: list[Recipient]


def waiting_messages(domain: str, cursor: str | None, limit: int) -> Page[Waiting]:
    """Return a page of waiting messages, the oldest first. Three queries.

    Submissions are numbered in time; the index of waiting recipients is short.
    """
    rows = Recipient.objects.filter(state=Recipient.State.QUEUED)
    if domain:
        rows = rows.filter(domain=domain)
    if cursor:
        rows = rows.filter(submission_id__gt=str(decode_cursor(cursor, 1)[0]))
    found = rows.order_by("submission_id").values_list("submission_id", flat=True).distinct()
    ids = list(found[: limit + 1])
    items = _described(ids[:limit])
    return Page(items, encode_cursor([ids[limit - 1]]) if len(ids) > limit else None)


def _described(ids: Sequence[str]) -> list[Waiting]:
    recipients: dict[str, list[Recipient]] = {}
    rows = Recipient.objects.filter(submission_id__in=ids, state=Recipient.State.QUEUED)
    for row in rows.select_related("submission").order_by("id"):
        recipients.setdefault(row.submission_id, []).append(row)
    next_tries = _next_tries(set(ids))
    return [
        _waiting(recipients[one][0].submission, recipients[one], next_tries.get(one))
        for one in ids
        if one in recipients
    ]


def _waiting(
    submission: Submission, rows: Sequence[Recipient], next_try_at: datetime | None
) -> Waiting:
    return Waiting(
        id=submission.id,
        author=submission.author,
        envelope_from=submission.envelope_from,
        message_id=submission.message_id,
        is_automatic=submission.is_automatic,
        created_at=submission.created_at,
        next_try_at=next_try_at,
        recipients=list(rows[:MOST_RECIPIENTS]),
    )


def _next_tries(ids: set[str]) -> dict[str, datetime]:
    """Return when each is tried next, from the jobs that will do it, which are few."""
    jobs = Job.objects.filter(name="mail.transmit").exclude(state=Job.State.DEAD)
    found: dict[str, datetime] = {}
    for arguments, run_at in jobs.order_by("run_at").values_list("arguments", "run_at"):
        submission_id = arguments["submission_id"]
        if submission_id in ids:
            found.setdefault(submission_id, run_at)
    return found


def sent_today() -> dict[str, Any]:
    """Return how many recipients outside were written to today, by account. Two queries."""
    rows = SendingCount.objects.filter(day=timezone.localdate()).order_by("-count")
    counts = dict(rows.values_list("sender", "count")[: MOST_SENDERS + 1])
    total = counts.pop("", 0)
    cards = describe_principals(counts)
    items = [
        {"person_id": one, "name": cards[one].name, "email": cards[one].email, "count": count}
        for one, count in counts.items()
        if one in cards
    ]
    return {"organisation": total, "items": items}
