"""Is the process alive, and is it ready to serve: /healthz and /readyz."""

import os
import tempfile
from collections.abc import Callable
from functools import cache

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bureau.platform.blobs import store


class NotReady(Exception):
    """A part is not ready; the message says which and what to do."""


def check_database() -> None:
    """One trivial query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_blobs() -> None:
    """The store answers, and a local one can be written."""
    absent = "0" * 64
    store().head(absent)
    if path := store().local_path(absent):
        # The store lays its files two folders deep.
        with tempfile.TemporaryFile(dir=path.parents[2]) as file:
            file.write(b"x")
            os.fsync(file.fileno())


@cache
def _applied() -> bool:
    """Once all migrations are applied they stay so for the life of this process."""
    if pending := pending_migrations():
        raise NotReady(f"{len(pending)} migrations are not applied. Run `bureau migrate`.")
    return True


def pending_migrations() -> list[str]:
    """Return the migrations of this release that the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


def check_migrations() -> None:
    """All migrations are applied."""
    _applied()


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "blobs": check_blobs,
    "migrations": check_migrations,
}


def readiness() -> dict[str, str]:
    """Run every check in this thread; each value is `ok` or what is wrong."""
    return {name: _outcome(check) for name, check in CHECKS.items()}


def _outcome(check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as error:
        return str(error)
    except Exception as error:
        # Shown to whoever may ask: the kind of failure, no addresses or paths.
        return f"failed: {type(error).__name__}"
    return "ok"
