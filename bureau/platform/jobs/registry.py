"""Kinds of job, by name. Registration happens at import of an app's `jobs` module, from its
`register`.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, ParamSpec

from django.db import connection, transaction
from django.utils import timezone

from bureau.platform import pubsub
from bureau.platform.context import current
from bureau.platform.db import insert

if TYPE_CHECKING:
    from .models import Job

Parameters = ParamSpec("Parameters")

WAKE = "jobs"
"""Channel on which workers hear that something was enqueued."""


@dataclass(frozen=True)
class JobKind(Generic[Parameters]):
    """A registered function that can be enqueued."""

    name: str
    function: Callable[Parameters, None]
    attempts: int
    backoff_s: float
    atomic: bool
    slow: bool
    lease_s: int
    buried: Callable[..., None] | None = None
    """Runs in the transaction that makes a job a dead letter: says so where people look."""

    def __call__(self, *args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        """Run the function here and now."""
        self.function(*args, **kwargs)

    def enqueue(self, *args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        """Store the job in the caller's transaction, to run as soon as it commits. Keyword
        arguments only.
        """
        self.at(None).enqueue(*args, **kwargs)

    def at(
        self, when: datetime | None, *, key: str | None = None, serial: str = ""
    ) -> "Enqueuer[Parameters]":
        """Return an enqueuer with a time (None: now), a deduplication key or a serial."""
        return Enqueuer(self, when, key, serial)


@dataclass(frozen=True)
class Enqueuer(Generic[Parameters]):
    """How the next job of a kind is to be stored."""

    kind: JobKind[Parameters]
    when: datetime | None
    key: str | None
    serial: str

    def enqueue(self, *args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        """Store the job in the caller's transaction."""
        row = self.row(*args, **kwargs)
        if self.key is None:
            insert(row)
        else:
            type(row).objects.bulk_create([row], ignore_conflicts=True)
        if self.when is None:
            wake_after_commit()

    def row(self, *args: Parameters.args, **kwargs: Parameters.kwargs) -> "Job":
        """Return the job unstored, for `enqueue_rows`."""
        from .models import Job

        if args:
            raise TypeError(f"{self.kind.name}: enqueue takes keyword arguments only")
        return Job(
            name=self.kind.name,
            lane=Job.Lane.SLOW if self.kind.slow else Job.Lane.FAST,
            arguments=kwargs,
            run_at=self.when or timezone.now(),
            key=self.key,
            serial=self.serial,
            context=asdict(current()),
        )


def enqueue_rows(rows: "Sequence[Job]") -> None:
    """Store jobs without keys in the caller's transaction, in one statement."""
    if rows:
        insert(*rows)
        wake_after_commit()


def wake_after_commit() -> None:
    """Tell the workers, once the transaction commits, that a job is ready; once for all its
    jobs.
    """
    if all(entry[1] is not _wake for entry in connection.run_on_commit):
        transaction.on_commit(_wake)


def _wake() -> None:
    pubsub.publish(WAKE, {})


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A job kind without arguments that runs again and again."""

    kind: JobKind[[]]
    every: timedelta


kinds: dict[str, JobKind[Any]] = {}
recurrences: dict[str, Recurrence] = {}


def job(
    name: str,
    *,
    attempts: int = 12,
    backoff_s: float = 1.0,
    atomic: bool = True,
    slow: bool = False,
    lease_s: int = 120,
    buried: Callable[..., None] | None = None,
) -> Callable[[Callable[Parameters, None]], JobKind[Parameters]]:
    """Register the decorated function as a kind of job.

    After failure n it waits `backoff_s * 4**(n-1)` seconds, at most a day. `lease_s` must exceed
    its longest run.
    `slow` jobs (network, sub-processes) run on threads of their own, so that they never hold up the
    others. `buried` is called with the same arguments when the last try failed.
    """

    def decorate(function: Callable[Parameters, None]) -> JobKind[Parameters]:
        kind = JobKind(name, function, attempts, backoff_s, atomic, slow, lease_s, buried)
        kinds[name] = kind
        return kind

    return decorate


def schedule(kind: JobKind[[]], every: timedelta) -> None:
    """Enqueue the kind once per period, however many workers run."""
    recurrences[kind.name] = Recurrence(kind, every)
