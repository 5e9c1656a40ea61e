"""Reads and writes of the queue's tables; each function is one short transaction."""

import os
import socket
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from bureau.platform.db import prepared

from .models import Job, Schedule, WorkerRow
from .registry import kinds, recurrences

LONGEST_WAIT = timedelta(days=1)
_LEASE = (
    "UPDATE jobs_job SET state = 'running', worker = %s, attempts = attempts + 1,"
    " leased_until = %s WHERE id IN"
)


def claim(worker: str, lanes: Sequence[str], limit: int) -> list[Job]:
    """Take up to `limit` due jobs, oldest first, none of them behind an unfinished one of its
    serial.
    """
    now = timezone.now()
    with transaction.atomic():
        found = _due(list(lanes), now, limit=limit)
        for lease_s, jobs in _by_lease(found).items():
            leased_until = now + timedelta(seconds=lease_s)
            _lease(jobs, worker, leased_until)
            for job in jobs:
                job.state, job.worker, job.leased_until = Job.State.RUNNING, worker, leased_until
                job.attempts += 1
    return found


def _lease(jobs: Sequence[Job], worker: str, until: datetime) -> None:
    moment = connection.ops.adapt_datetimefield_value(until)
    places = ", ".join(["%s"] * len(jobs))
    with connection.cursor() as cursor:
        cursor.execute(f"{_LEASE} ({places})", [worker, moment, *(job.id for job in jobs)])


def _by_lease(found: Iterable[Job]) -> dict[int, list[Job]]:
    grouped: dict[int, list[Job]] = {}
    for job in found:
        grouped.setdefault(_lease_s(job.name), []).append(job)
    return grouped


@prepared
def _due(lanes: list[str], now: datetime, *, limit: int) -> QuerySet[Job]:
    earlier = Job.objects.filter(
        Q(state=Job.State.READY) | Q(state=Job.State.RUNNING),
        # Says what the partial index says; without it, every waiting job would look at every other.
        ~Q(serial=""),
        serial=OuterRef("serial"),
        id__lt=OuterRef("id"),
    )
    due = Job.objects.filter(lane__in=lanes, state=Job.State.READY, run_at__lte=now).filter(
        Q(serial="") | ~Exists(earlier)
    )
    due = due.order_by("run_at", "id")[:limit]
    if connection.features.has_select_for_update_skip_locked:
        return due.select_for_update(skip_locked=True)
    return due


def _lease_s(name: str) -> int:
    kind = kinds.get(name)
    return kind.lease_s if kind else 60


def finish(job: Job) -> None:
    """Remove a job that is done."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM jobs_job WHERE id = %s", [job.id])


def fail(job: Job, error: str) -> bool:
    """Put a failed job back with a delay, or among the dead letters; return True when it is dead
    now.
    """
    kind = kinds.get(job.name)
    if kind is None or job.attempts >= kind.attempts:
        Job.objects.filter(id=job.id).update(
            state=Job.State.DEAD,
            error=error,
            worker="",
            leased_until=None,
            key=None,
            run_at=timezone.now(),
        )
        return True
    wait = min(timedelta(seconds=kind.backoff_s * 4 ** (job.attempts - 1)), LONGEST_WAIT)
    Job.objects.filter(id=job.id).update(
        state=Job.State.READY,
        error=error,
        worker="",
        leased_until=None,
        run_at=timezone.now() + wait,
    )
    return False


def give_back(jobs: Iterable[Job]) -> None:
    """Return claimed jobs that were not started, without counting the attempt."""
    Job.objects.filter(id__in=[job.id for job in jobs], state=Job.State.RUNNING).update(
        state=Job.State.READY, worker="", leased_until=None, attempts=F("attempts") - 1
    )


def register_worker(name: str) -> None:
    """Announce this process as a worker."""
    WorkerRow.objects.update_or_create(
        name=name, defaults={"host": socket.gethostname(), "pid": os.getpid()}
    )


def retire_worker(name: str) -> None:
    """Remove a worker and put back what it still holds."""
    with transaction.atomic():
        _release(Q(worker=name))
        WorkerRow.objects.filter(name=name).delete()


def recover() -> int:
    """Put back the jobs of workers that died on this host, and those whose lease ran out; return
    how many.
    """
    gone = [
        row.name
        for row in WorkerRow.objects.filter(host=socket.gethostname())
        if not _is_alive(row.pid)
    ]
    with transaction.atomic():
        count = _release(Q(worker__in=gone) | Q(leased_until__lt=timezone.now()))
        WorkerRow.objects.filter(name__in=gone).delete()
    return count


def _release(held: Q) -> int:
    return Job.objects.filter(held, state=Job.State.RUNNING).update(
        state=Job.State.READY, worker="", leased_until=None
    )


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def enqueue_scheduled() -> None:
    """Enqueue every recurring job whose time has come."""
    now = timezone.now()
    due = set(Schedule.objects.filter(next_at__lte=now).values_list("name", flat=True))
    known = set(Schedule.objects.values_list("name", flat=True))
    for name, recurrence in recurrences.items():
        if name in known and name not in due:
            continue
        with transaction.atomic():
            Schedule.objects.get_or_create(name=name, defaults={"next_at": now})
            taken = Schedule.objects.filter(name=name, next_at__lte=now).update(
                next_at=now + recurrence.every
            )
            if taken:
                recurrence.kind.at(None, key=f"schedule:{name}").enqueue()


def next_due(lanes: Sequence[str]) -> datetime | None:
    """Return when the next waiting job may run. One index read."""
    found = _waiting(list(lanes))
    return found[0] if found else None


@prepared
def _waiting(lanes: list[str]) -> QuerySet[Job, datetime]:
    waiting = Job.objects.filter(lane__in=lanes, state=Job.State.READY)
    return waiting.order_by("run_at").values_list("run_at", flat=True)[:1]
