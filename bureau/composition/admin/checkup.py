"""Checks of the whole installation: `bureau doctor` and the administrators' screen run the same."""

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from allauth.mfa.models import Authenticator
from django.db import connection
from django.utils import timezone

from bureau import mail
from bureau.people import Person
from bureau.platform import jobs
from bureau.platform.config import config
from bureau.platform.http.health import check_blobs, pending_migrations

State = Literal["ok", "warning", "failed"]
Outcome = tuple[State, str]
Check = Callable[[], Outcome]
WORST: tuple[State, ...] = ("failed", "warning", "ok")
FREE_BYTES = 1 << 30
LATE = timedelta(minutes=2)
"""A job that could run for so long and does not: nobody works."""
STUCK = timedelta(hours=4)
"""Mail that waits for so long for the outside: senders should know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check."""

    check: str
    state: State
    message: str


def run_checks(checks: Mapping[str, Check]) -> list[Finding]:
    """Run the checks; one that breaks is a failed one."""
    return [Finding(name, *_outcome(check)) for name, check in checks.items()]


def _outcome(check: Check) -> Outcome:
    try:
        return check()
    except Exception as error:  # whatever breaks a check is what it found
        return "failed", f"{type(error).__name__}: {error}"


def worst(findings: Iterable[Finding]) -> State:
    """Return the worst of the outcomes."""
    states = {finding.state for finding in findings}
    return next(state for state in WORST if state in states or state == "ok")


def data_folder() -> Outcome:
    """The data folder can be written, has room, and its secret is private."""
    folder = config().data_dir
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"x")
        os.fsync(file.fileno())
    mode = (folder / "secret.key").stat().st_mode
    if mode & 0o077:
        return "failed", f"others can read {folder}/secret.key. Run chmod 600 on it."
    free = os.statvfs(folder)
    if free.f_bavail * free.f_frsize < FREE_BYTES:
        return "warning", f"{folder} has less than 1 GiB of room left."
    return "ok", str(folder)


def database() -> Outcome:
    """The database answers, with the settings that durability needs."""
    if connection.vendor != "sqlite":
        version = connection.cursor().execute("SHOW server_version").fetchone()
        return "ok", f"PostgreSQL {version[0]}"
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    if (journal, synchronous) != ("wal", 2):
        return "failed", f"journal {journal}, synchronous {synchronous}"
    return "ok", "SQLite, write-ahead log, fully synchronous"


def database_pages() -> Outcome:
    """Every page of an embedded database is sound. Reads the whole of it."""
    if connection.vendor != "sqlite":
        return "ok", "the server's own task"
    with connection.cursor() as cursor:
        sound = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    return ("ok", "sound") if sound == "ok" else ("failed", str(sound))


def migrations() -> Outcome:
    """The database is at this release."""
    pending = pending_migrations()
    if pending:
        return "failed", f"{len(pending)} are not applied. Run `bureau migrate`."
    return "ok", "all applied"


def blobs() -> Outcome:
    """The blob store answers and can be written."""
    check_blobs()
    return "ok", (config().blobs_url or str(config().data_dir / "blobs")).partition("?")[0]


def messages() -> Outcome:
    """The message server answers, when there is one."""
    if not config().pubsub_url:
        return "ok", "inside the one process"
    import redis

    redis.Redis.from_url(config().pubsub_url, socket_connect_timeout=3).ping()
    return "ok", "the server answers"


def dead_letters() -> Outcome:
    """No job has given up."""
    count = jobs.dead_jobs().count()
    if count:
        return "warning", f"{count} jobs gave up. See Admin, Background work."
    return "ok", "none"


def background_work() -> Outcome:
    """Somebody works, and keeps up."""
    late = timezone.now() - LATE
    waiting = [lane for lane in jobs.lane_states() if lane.oldest_due_at]
    if any(lane.oldest_due_at and lane.oldest_due_at < late for lane in waiting):
        return "failed", "Jobs wait for minutes. Is `bureau worker` or `bureau serve` running?"
    return "ok", f"{sum(lane.due for lane in waiting)} jobs wait"


def outgoing_mail() -> Outcome:
    """Mail to the outside leaves."""
    queue = mail.outbound_queue()
    stuck = [one for one in queue if one.oldest_at < timezone.now() - STUCK]
    if stuck:
        names = ", ".join(one.domain for one in stuck[:3])
        return "warning", f"Mail has waited for hours for {names}. See Background work."
    return "ok", f"{sum(one.messages for one in queue)} messages wait"


def mail_dns() -> Outcome:
    """The DNS says of our mail domains what other hosts need to know."""
    domain = config().domain
    if domain.rpartition(".")[2] == "example" and not config().dns:
        return "ok", f"{domain} is made for examples and is not looked up"
    problems = mail.dns_problems()
    if problems:
        return "warning", f"{'; '.join(problems[:4])}. See Mail → Domains."
    return "ok", "all needed records are there"


def administrators() -> Outcome:
    """Every administrator has a second step."""
    admins = Person.objects.filter(
        role=Person.Role.ADMIN, state=Person.State.ACTIVE, kind=Person.Kind.PERSON
    )
    protected = Authenticator.objects.exclude(type="recovery_codes").values("user_id")
    bare = list(admins.exclude(id__in=protected).order_by("name").values_list("name", flat=True))
    if bare:
        return "warning", f"Without a second step: {', '.join(bare[:5])}."
    return "ok", "all have a second step"


SERVING: dict[str, Check] = {
    "data folder": data_folder,
    "database": database,
    "migrations": migrations,
    "blobs": blobs,
    "messages": messages,
    "background work": background_work,
    "dead letters": dead_letters,
    "outgoing mail": outgoing_mail,
    "administrators": administrators,
}
"""What a running server answers at once."""
