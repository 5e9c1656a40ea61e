"""Write database, blobs and secret into a new folder, while the server runs."""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from bureau.composition.cli._postgresql import connection_arguments
from bureau.platform import blobs
from bureau.platform.config import config
from bureau.platform.errors import Conflict

from ._output import show

FORMAT = 1


class Occupied(Conflict):
    """Nothing is overwritten."""

    code = "occupied"
    title = "There is something already. Name a path where nothing is."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bureau backup`."""
    parser.add_argument("path", type=Path, help="a folder that does not exist yet")


def run(options: argparse.Namespace) -> int:
    """Write the backup; it is complete when `backup.json` is there."""
    target: Path = options.path
    if target.exists():
        raise Occupied(f"{target} exists. Name a folder that does not.")
    target.mkdir(parents=True, mode=0o700)
    # Database first: every blob it names is there afterwards; blobs that came later are harmless.
    database = _sqlite(target) if connection.vendor == "sqlite" else _postgresql(target)
    count, size_bytes = _copy_blobs(target / "blobs")
    shutil.copy2(config().data_dir / "secret.key", target / "secret.key")
    about = {
        "format": FORMAT,
        "made_at": datetime.now(UTC).isoformat(),
        "database": database,
        "blobs": count,
        "blob_bytes": size_bytes,
    }
    (target / "backup.json").write_text(json.dumps(about, indent=1))
    show(options, {"path": str(target), **about}, f"{target}: {database}, {count} blobs")
    return 0


def _sqlite(target: Path) -> str:
    source = sqlite3.connect(f"file:{config().data_dir / 'bureau.sqlite3'}?mode=ro", uri=True)
    copy = sqlite3.connect(target / "bureau.sqlite3")
    with source, copy:
        source.backup(copy)
    copy.close()
    source.close()
    return "bureau.sqlite3"


def _postgresql(target: Path) -> str:
    arguments, environment = connection_arguments()
    command = ["pg_dump", "--no-owner", "--no-privileges", "--format=plain", *arguments]
    subprocess.run([*command, "--file", str(target / "bureau.sql")], env=environment, check=True)
    return "bureau.sql"


def _copy_blobs(target: Path) -> tuple[int, int]:
    """Copy every blob; local ones as hard links where the file system allows, for blobs never
    change.
    """
    target.mkdir()
    count = size_bytes = 0
    for hash in blobs.store().list_prefix(""):
        size_bytes += _copy_blob(hash, target / hash[:2] / hash[2:4] / hash)
        count += 1
    return count, size_bytes


def _copy_blob(hash: str, path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    local = blobs.store().local_path(hash)
    try:
        if local is not None:
            os.link(local, path)
    except OSError:
        local = None
    if local is None:
        with path.open("wb") as file:
            file.writelines(blobs.stream(hash))
    return path.stat().st_size
