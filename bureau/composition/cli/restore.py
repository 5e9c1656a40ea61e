"""Bring a backup into an empty installation."""

import argparse
import json
import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection

from bureau.platform import blobs
from bureau.platform.config import config
from bureau.platform.errors import BadInput

from ._output import show
from ._postgresql import connection_arguments
from .backup import FORMAT, Occupied


class NoBackup(BadInput):
    """The folder holds no complete backup of this kind."""

    code = "no_backup"
    title = "This folder holds no complete backup for this kind of database."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bureau restore`."""
    parser.add_argument("path", type=Path, help="a folder that `bureau backup` wrote")


def run(options: argparse.Namespace) -> int:
    """Restore; refuses, with nothing changed, when there is a database already."""
    about = _about(options.path)
    _require_empty()
    count = _restore_blobs(options.path / "blobs")
    _restore_secret(options.path)
    if connection.vendor == "sqlite":
        _restore_sqlite(options.path / "bureau.sqlite3")
    else:
        _restore_postgresql(options.path / "bureau.sql")
    show(options, {**about, "restored_blobs": count}, f"restored the backup of {about['made_at']}")
    return 0


def _about(path: Path) -> dict[str, object]:
    try:
        about: dict[str, object] = json.loads((path / "backup.json").read_text())
    except (OSError, ValueError) as error:
        raise NoBackup from error
    wanted = "bureau.sqlite3" if connection.vendor == "sqlite" else "bureau.sql"
    if about.get("format") != FORMAT or about.get("database") != wanted:
        raise NoBackup
    return about


def _require_empty() -> None:
    if connection.introspection.table_names():
        raise Occupied("The database is not empty. Restore into a fresh installation.")


def _restore_blobs(folder: Path) -> int:
    count = 0
    for path in folder.glob("??/??/*"):
        with path.open("rb") as file:
            chunks = iter(lambda file=file: file.read(1 << 20), b"")  # type: ignore[misc]
            found = blobs.store().put_stream(chunks)
        if found.hash != path.name:
            raise NoBackup(f"The backup is damaged: {path} does not hold what its name says.")
        count += 1
    return count


def _restore_secret(path: Path) -> None:
    """Sessions and links of the old installation stay valid."""
    target = config().data_dir / "secret.key"
    fresh = target.with_suffix(".restored")
    shutil.copy2(path / "secret.key", fresh)
    fresh.chmod(0o600)
    os.replace(fresh, target)


def _restore_sqlite(source: Path) -> None:
    connection.close()
    target = config().data_dir / "bureau.sqlite3"
    fresh = target.with_suffix(".restored")
    shutil.copy2(source, fresh)
    for name in ("-wal", "-shm"):
        target.with_name(target.name + name).unlink(missing_ok=True)
    os.replace(fresh, target)


def _restore_postgresql(source: Path) -> None:
    arguments, environment = connection_arguments()
    command = ["psql", "--quiet", "--no-psqlrc", "--single-transaction", "-v", "ON_ERROR_STOP=1"]
    subprocess.run(
        [*command, *arguments, "--file", str(source)],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
