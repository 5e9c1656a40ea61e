"""Vendors report problems while server and worker are killed: nothing is lost or doubled.

BUREAU_FAULTS=long runs the long version: 2,000 reports at 50 a second and 20 kills.
"""

import asyncio
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.fixtures.server import BUREAU, MakeServer, Server, free_port

from .vendors import Vendors

IS_LONG = os.environ.get("BUREAU_FAULTS") == "long"
REPORTS, KILLS, RATE_PER_S = (2_000, 20, 50) if IS_LONG else (80, 4, 20)
ACKNOWLEDGED_WITHIN_S = 1_800 if IS_LONG else 180
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Outside:
    """The mail host of the world: remembers what it accepted."""

    accepted: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.accepted.append(envelope.original_content or b"")
        await asyncio.sleep(0)
        return "250 OK"

    def acknowledged(self) -> dict[str, set[str]]:
        """Return the Message-IDs by receiver."""
        found: dict[str, set[str]] = {}
        for raw in list(self.accepted):
            message = message_from_bytes(raw)
            found.setdefault(str(message["To"]), set()).add(str(message["Message-ID"]))
        return found


@pytest.fixture
def outside() -> Iterator[tuple[Outside, int]]:
    handler, port = Outside(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


def run_python(server: Server, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, *arguments],
        env={**server.environment, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def start_worker(server: Server) -> "subprocess.Popen[bytes]":
    with server.log_file.open("ab") as log:
        return subprocess.Popen(
            [str(BUREAU), "worker"],
            env=server.environment,
            cwd=server.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def kill_at_random(server: Server, times: int, stop: threading.Event) -> None:
    """Kill -9 the server or the worker beside it, at random moments, and start it again; then let
    the worker work until `stop` is set.
    """
    chance = random.Random(7)
    worker = start_worker(server)
    for _ in range(times):
        time.sleep(chance.uniform(0.5, 1.5))
        if chance.random() < 0.5:
            server.kill9()
            server.restart()
        else:
            worker.kill()
            worker.wait()
            worker = start_worker(server)
    stop.wait()
    worker.kill()
    worker.wait()


def wait_for(condition: Callable[[], bool], seconds: float, words: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, words
        time.sleep(0.3)


@pytest.mark.slow
def test_no_report_is_lost_or_doubled_while_processes_are_killed(
    make_server: MakeServer, outside: tuple[Outside, int]
) -> None:
    world, port = outside
    server = make_server(BUREAU_SMARTHOST=f"smtp://127.0.0.1:{port}")
    company = run_python(server, "tests/faults/form_company.py")
    server.start()
    stop = threading.Event()
    killer = threading.Thread(target=kill_at_random, args=(server, KILLS, stop))
    killer.start()
    sent, start = Vendors(server.url, company["slug"], RATE_PER_S), time.monotonic()
    try:
        sent.report(REPORTS)
    finally:
        reported_s = time.monotonic() - start
        stop.set()
        killer.join()
    vendors = {f"vendor{number:05}@vendors.example" for number in range(REPORTS)}
    wait_for(
        lambda: set(world.acknowledged()) >= vendors,
        ACKNOWLEDGED_WITHIN_S,
        "acknowledgements are missing",
    )
    acknowledged_s = time.monotonic() - start
    server.stop()
    print(
        f"{REPORTS} reports in {reported_s:.0f} s, acknowledged after {acknowledged_s:.0f} s;"
        f" {KILLS} kills, {sent.resent} pages sent again"
    )

    found = run_python(server, "tests/faults/form_census.py")
    orders = {f"order-{number:05}" for number in range(REPORTS)}
    assert Counter(found["responses"]) == Counter(orders)
    assert Counter(found["tickets"]) == Counter(f"Battery: order {order}" for order in orders)
    assert found["incoming"] == REPORTS
    assert found["automatic"] == REPORTS
    assert found["dead"] == []
    assert world.acknowledged().keys() == vendors
    assert {len(ids) for ids in world.acknowledged().values()} == {1}
