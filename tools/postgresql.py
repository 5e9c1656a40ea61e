"""A private PostgreSQL server for one test run: a fresh cluster in a temporary folder.

It listens on a free port of the loopback interface, runs as an unprivileged user (PostgreSQL
refuses root) and trades durability for speed. It is stopped by its own process id, and its
folder is removed.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from debian import POSTGRESQL

READY_WITHIN_S = 30
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=400")


@contextmanager
def temporary_server() -> Iterator[str]:
    """Run a server; yields its database URL."""
    programs = max(POSTGRESQL.glob("*/bin"), key=lambda path: float(path.parent.name))
    folder = Path(tempfile.mkdtemp(prefix="bureau-postgresql-"))
    user = _unprivileged_user()
    if user:
        shutil.chown(folder, user)
    try:
        _make_cluster(programs, folder, user)
        port = _free_port()
        server = _start(programs, folder, port, user)
        try:
            _wait(programs, port, server)
            yield f"postgresql://bureau@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(timeout=READY_WITHIN_S)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_user() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _make_cluster(programs: Path, folder: Path, user: str | None) -> None:
    arguments = [
        "--auth=trust",
        "--username=bureau",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    subprocess.run(
        [str(programs / "initdb"), f"--pgdata={folder / 'cluster'}", *arguments],
        check=True,
        user=user,
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )


def _start(programs: Path, folder: Path, port: int, user: str | None) -> subprocess.Popen[bytes]:
    settings = ["listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *FAST]
    options = [word for setting in settings for word in ("-c", setting)]
    # SIGTERM is PostgreSQL's slow shutdown: it waits for clients, and the tests have left by then.
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [str(programs / "postgres"), "-D", str(folder / "cluster"), "-p", str(port), *options],
            user=user,
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def _wait(programs: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    question = [str(programs / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}"]
    deadline = time.monotonic() + READY_WITHIN_S
    while subprocess.run(question, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("the temporary PostgreSQL server did not start")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
