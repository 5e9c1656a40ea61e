"""Check settings, database, storage, ports and migrations, and say what to do."""

import argparse
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Literal

from django.db import connection

from bureau.composition.web import listen
from bureau.platform.config import Endpoint, config
from bureau.platform.http.health import check_blobs, pending_migrations
from bureau.platform.jobs import Job

from ._output import show

State = Literal["ok", "warning", "failed"]
SIGNS = {"ok": "ok     ", "warning": "warning", "failed": "FAILED "}
FREE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check."""

    check: str
    state: State
    message: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """`bureau doctor` has no options."""


def run(options: argparse.Namespace) -> int:
    """Run every check; 1 when one failed."""
    findings = [finding for name, check in CHECKS.items() for finding in _run(name, check)]
    lines = [f"{SIGNS[item.state]}  {item.check}: {item.message}" for item in findings]
    show(options, [asdict(item) for item in findings], "\n".join(lines))
    return int(any(item.state == "failed" for item in findings))


def _run(name: str, check: Callable[[], tuple[State, str]]) -> list[Finding]:
    try:
        return [Finding(name, *check())]
    except Exception as error:
        return [Finding(name, "failed", f"{type(error).__name__}: {error}")]


def data_folder() -> tuple[State, str]:
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


def database() -> tuple[State, str]:
    """The database answers, with the settings that durability needs."""
    if connection.vendor != "sqlite":
        version = connection.cursor().execute("SHOW server_version").fetchone()
        return "ok", f"PostgreSQL {version[0]}"
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        sound = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    if (journal, synchronous, sound) != ("wal", 2, "ok"):
        return "failed", f"journal {journal}, synchronous {synchronous}, check {sound}"
    return "ok", "SQLite, write-ahead log, fully synchronous, sound"


def migrations() -> tuple[State, str]:
    """The database is at this release."""
    pending = pending_migrations()
    if pending:
        return "failed", f"{len(pending)} are not applied. Run `bureau migrate`."
    return "ok", "all applied"


def blobs() -> tuple[State, str]:
    """The blob store answers and can be written."""
    check_blobs()
    return "ok", (config().blobs_url or str(config().data_dir / "blobs")).partition("?")[0]


def messages() -> tuple[State, str]:
    """The message server answers, when there is one."""
    if not config().pubsub_url:
        return "ok", "inside the one process"
    import redis

    redis.Redis.from_url(config().pubsub_url, socket_connect_timeout=3).ping()
    return "ok", "the server answers"


def dead_letters() -> tuple[State, str]:
    """No job has given up."""
    count = Job.objects.filter(state=Job.State.DEAD).count()
    if count:
        return "warning", f"{count} jobs gave up. See Admin, Background work."
    return "ok", "none"


def _port(name: str, endpoint: Endpoint) -> Callable[[], tuple[State, str]]:
    def check() -> tuple[State, str]:
        if not endpoint.host:
            return "ok", "off"
        try:
            listen(endpoint).close()
        except OSError as error:
            # A running server holds its ports: no fault then.
            return "warning", f"{endpoint}: {error.strerror}"
        return "ok", f"{endpoint} is free"

    return check


CHECKS: dict[str, Callable[[], tuple[State, str]]] = {
    "data folder": data_folder,
    "database": database,
    "migrations": migrations,
    "blobs": blobs,
    "messages": messages,
    "dead letters": dead_letters,
    **{
        f"port {name}": _port(name, getattr(config(), name))
        for name in ("http", "smtp", "submission", "imap", "lmtp")
    },
}
