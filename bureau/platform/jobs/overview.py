"""How the queue is: how much waits, since when, and what gave up. For administrators."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from .models import Job, WorkerRow

SHORT = 80
"""Arguments up to this length are shown: ids and names, never contents."""


@dataclass(frozen=True, slots=True)
class LaneState:
    """One lane of the queue, as it is now."""

    lane: str
    due: int
    """Jobs that could run at once."""
    oldest_due_at: datetime | None
    """Since when the one that waits longest could have run."""
    running: int
    later: int
    """Jobs with a time of their own, and failed ones that wait for their next attempt."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A job that gave up."""

    id: int
    name: str
    attempts: int
    created_at: datetime
    failed_at: datetime
    reason: str
    """The last line of its error."""
    trace: str
    about: dict[str, str]
    """Its short arguments: the ids of what it was about."""


def lane_states() -> list[LaneState]:
    """Return every lane of the queue. One query over the jobs that are not done."""
    now = timezone.now()
    is_due = Q(state=Job.State.READY, run_at__lte=now)
    rows = Job.objects.values("lane").annotate(
        due=Count("id", filter=is_due),
        oldest_due_at=Min("run_at", filter=is_due),
        running=Count("id", filter=Q(state=Job.State.RUNNING)),
        later=Count("id", filter=Q(state=Job.State.READY, run_at__gt=now)),
    )
    found = {row["lane"]: LaneState(**row) for row in rows}
    return [found.get(lane, LaneState(lane, 0, None, 0, 0)) for lane in Job.Lane.values]


def worker_count() -> int:
    """Return how many workers announced themselves. One query."""
    return WorkerRow.objects.count()


def dead_jobs(name: str = "") -> QuerySet[Job]:
    """Return the dead letters, of one kind of job when named. Not evaluated."""
    dead = Job.objects.filter(state=Job.State.DEAD)
    return dead.filter(name=name) if name else dead


def dead_counts() -> dict[str, int]:
    """Return how many dead letters there are of each kind of job, most first. One query."""
    rows = dead_jobs().values_list("name").annotate(count=Count("id")).order_by("-count", "name")
    return dict(rows)


def described(job: Job) -> DeadLetter:
    """Return what to show of a dead letter."""
    lines = [line for line in job.error.strip().splitlines() if line.strip()]
    return DeadLetter(
        id=job.id,
        name=job.name,
        attempts=job.attempts,
        created_at=job.created_at,
        failed_at=job.run_at,
        reason=lines[-1][:500] if lines else "",
        trace=job.error,
        about=_short(job.arguments),
    )


def _short(arguments: dict[str, Any]) -> dict[str, str]:
    shown = {name: str(value) for name, value in arguments.items() if not _is_long(value)}
    return dict(sorted(shown.items()))


def _is_long(value: object) -> bool:
    return isinstance(value, list | dict) or value is None or len(str(value)) > SHORT
