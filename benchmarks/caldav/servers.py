"""Bureau, Radicale and Xandikos as processes, each with a folder of its own.

The peers are programs of their own, installed into an environment of their own.
"""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import cpu_s, free_port, wait_for

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "build" / "peers" / "caldav"
PEER_PACKAGES = ("radicale==3.9.0", "xandikos==0.4.10")
EMAIL = "anna@demo.example"
BUILD = """
import json
import django; django.setup()
from bureau.people import SYSTEM, NewPerson, actor_for, create_app_password, create_person
person = create_person(SYSTEM, NewPerson("anna@demo.example", "Anna", state="active"))
secret = create_app_password(actor_for(person), person, "bench", ["dav"])[1]
print(json.dumps([f"/dav/calendars/{person.id}/work/", secret]))
"""


@dataclass(frozen=True)
class Running:
    """A server that runs, and where the calendar is to be made."""

    name: str
    process: "subprocess.Popen[bytes]"
    port: int
    calendar: str
    """Path, with a slash at its end."""
    authorization: str

    def cpu_s(self) -> float:
        """Return the CPU time that the server has used."""
        return cpu_s(self.process.pid)

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(30)


def start_bureau(folder: Path) -> Running:
    """Start Bureau's web server with SQLite."""
    bureau = Path(sys.executable).parent / "bureau"
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("BUREAU_")},
        "BUREAU_DATA": str(folder),
        "BUREAU_HTTP": f"127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "bureau.composition.settings",
    }
    subprocess.run([bureau, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run(
        [sys.executable, "-c", BUILD], env=environment, check=True, stdout=subprocess.PIPE
    )
    calendar, secret = json.loads(done.stdout.splitlines()[-1])
    process = subprocess.Popen(
        [bureau, "serve", "--roles", "web,jobs"], env=environment, stdout=subprocess.DEVNULL
    )
    wait_for(port)
    return Running("Bureau", process, port, calendar, basic(EMAIL, secret))


def start_radicale(folder: Path) -> Running:
    """Start Radicale with files, its default storage."""
    port = free_port()
    options = {
        "--server-hosts": f"127.0.0.1:{port}",
        "--auth-type": "none",
        "--storage-filesystem-folder": str(folder),
        "--logging-level": "error",
    }
    arguments = [part for option in options.items() for part in option]
    return _peer("Radicale", ["-m", "radicale", *arguments], port, "/anna/work/")


def start_xandikos(folder: Path) -> Running:
    """Start Xandikos with Git, its storage."""
    port = free_port()
    arguments = ["serve", "--defaults", "-d", str(folder), "-l", "127.0.0.1", "-p", str(port)]
    return _peer("Xandikos", ["-m", "xandikos", *arguments], port, "/user/calendars/work/")


def _peer(name: str, command: Sequence[str], port: int, calendar: str) -> Running:
    process = subprocess.Popen(
        [_peers_python(), *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wait_for(port)
    return Running(name, process, port, calendar, basic("anna", ""))


def _peers_python() -> str:
    python = PEERS / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", *PEER_PACKAGES]
        subprocess.run(install, check=True)
    return str(python)


def basic(user: str, password: str) -> str:
    """Return the value of the header that signs in."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
