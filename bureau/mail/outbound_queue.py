"""What waits to be sent outside, by domain, with what the next host last said."""

from dataclasses import dataclass
from datetime import datetime

from bureau.platform.jobs import Job

from .models import Recipient, Submission

MOST = 500


@dataclass(frozen=True, slots=True)
class WaitingDomain:
    """Mail that waits for one domain."""

    domain: str
    messages: int
    oldest_at: datetime
    next_try_at: datetime
    reply: str
    """What its host answered to the last attempt; empty before the first."""


def outbound_queue() -> list[WaitingDomain]:
    """Return the domains that mail waits for, the longest waiting first. Three queries.

    Reads the jobs that will send it, which are few, at most the 500 oldest.
    """
    waiting = Job.objects.filter(name="mail.transmit").exclude(state=Job.State.DEAD)
    rows = waiting.order_by("id").values_list("arguments", "run_at")[:MOST]
    jobs = [(row["submission_id"], row["domain"], run_at) for row, run_at in rows]
    ids = [submission_id for submission_id, _, _ in jobs]
    made = dict(Submission.objects.filter(id__in=ids).values_list("id", "created_at"))
    replies = _replies(ids)
    by_domain: dict[str, list[tuple[datetime, datetime]]] = {}
    for submission_id, domain, run_at in jobs:
        if submission_id in made:
            by_domain.setdefault(domain, []).append((made[submission_id], run_at))
    found = [
        WaitingDomain(
            domain=domain,
            messages=len(entries),
            oldest_at=min(made_at for made_at, _ in entries),
            next_try_at=min(run_at for _, run_at in entries),
            reply=replies.get(domain, ""),
        )
        for domain, entries in by_domain.items()
    ]
    return sorted(found, key=lambda one: one.oldest_at)


def _replies(submission_ids: list[str]) -> dict[str, str]:
    rows = Recipient.objects.filter(submission_id__in=submission_ids, attempts__gt=0)
    newest = rows.order_by("changed_at").values_list("domain", "reply")
    return {domain: reply for domain, reply in newest if reply}
