"""The bus between the processes of a machine: who wants a topic hears it once and in order."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bureau.platform.pubsub.machine import MachineBus

Connect = Callable[[], MachineBus]

SUBSCRIBE_AND_DIE = """
import os, sys
from pathlib import Path
from bureau.platform.pubsub.machine import MachineBus
MachineBus(Path(sys.argv[1])).subscribe("mail", print)
os._exit(0)
"""


@pytest.fixture
def connect(tmp_path: Path) -> Iterator[Connect]:
    """Return a factory of buses, each as if of another process."""
    made: list[MachineBus] = []

    def make() -> MachineBus:
        made.append(MachineBus(tmp_path / "run"))
        return made[-1]

    yield make
    for bus in made:
        bus.close()


def wait_for(holds: Callable[[], bool], timeout_s: float = 8) -> None:
    deadline = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_messages_cross_processes_and_own_ones_come_once(connect: Connect) -> None:
    one, other = connect(), connect()
    here: list[dict[str, Any]] = []
    there: list[dict[str, Any]] = []
    one.subscribe("mail:ada", here.append)
    other.subscribe("mail:ada", there.append)
    one.publish("mail:ada", {"n": 1})
    assert here == [{"n": 1}]
    wait_for(lambda: there == [{"n": 1}])
    other.publish("mail:ada", {"n": 2})
    other.publish("mail:ben", {"n": 3})
    wait_for(lambda: len(here) == 2)
    assert here == there == [{"n": 1}, {"n": 2}]


def test_order_is_kept_when_the_other_is_slow(connect: Connect) -> None:
    one, other = connect(), connect()
    heard: list[int] = []

    def hear(message: dict[str, Any]) -> None:
        time.sleep(0.001)
        heard.append(message["n"])

    other.subscribe("count", hear)
    for number in range(300):
        one.publish("count", {"n": number})
    wait_for(lambda: len(heard) == 300)
    assert heard == list(range(300))


def test_a_process_that_ended_is_forgotten(connect: Connect, tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", SUBSCRIBE_AND_DIE, str(tmp_path / "run")]
    subprocess.run(arguments, check=True, env={"BUREAU_DATA": str(tmp_path), "PATH": ""})
    assert len(list((tmp_path / "run" / "mail").iterdir())) == 1

    connect().publish("mail", {"n": 1})

    assert list((tmp_path / "run" / "mail").iterdir()) == []


def test_what_is_too_large_is_not_sent_and_harms_nothing(connect: Connect) -> None:
    one, other = connect(), connect()
    heard: list[str] = []
    other.subscribe("mail", lambda message: heard.append(message["text"]))
    one.publish("mail", {"text": "x" * 1_000_000})
    one.publish("mail", {"text": "short"})
    wait_for(lambda: heard == ["short"])
