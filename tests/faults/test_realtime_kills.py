"""People write in one document while everything dies: what was acknowledged is in the database, and
all end with the same text.

Two servers with processes of their own share a database and a message server. Processes are killed
at random and kill themselves at the worst moments; messages are dropped and doubled, and their
server goes away for a while. BUREAU_FAULTS=long runs the long version.
"""

import asyncio
import base64
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc, Text

from bureau.platform.tests.redis_server import RedisServer, redis_server
from tests.fixtures.server import LISTENERS, MakeServer, Server, free_port

from .realtime_clients import Editor

IS_LONG = os.environ.get("BUREAU_FAULTS") == "long"
EDITORS, SECONDS = (20, 240.0) if IS_LONG else (6, 8.0)
SETTLED_WITHIN_S = 60.0
COUNT_EVERY = 0.05 if IS_LONG else 0.3
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FAULTS = {"FAULT_AT_COMMIT": "0.004", "FAULT_AT_COMPACTION": "0.2", "FAULT_IN_MESSAGES": "0.3"}


@pytest.fixture
def messages() -> Iterator[RedisServer]:
    with redis_server() as running:
        yield running


@pytest.fixture
def servers(make_server: MakeServer, messages: RedisServer) -> Iterator[list[Server]]:
    """Two servers: one database, one message server, nothing else in common."""
    one = make_server(BUREAU_PUBSUB_URL=messages.url, PYTHONPATH=str(ROOT), **FAULTS)
    other = beside(one)
    yield [one, other]
    if other.process and other.process.poll() is None:
        other.kill9()
    shutil.rmtree(other.folder, ignore_errors=True)


def beside(one: Server) -> Server:
    """Return a second server on the database of the first."""
    folder = Path(tempfile.mkdtemp(prefix="bureau-server-"))
    ports = {name: free_port() for name in LISTENERS}
    data = folder / "data"
    data.mkdir()
    for name in ("bureau.sqlite3", "secret.key", "blobs"):
        target = Path(one.environment["BUREAU_DATA"]) / name
        if name == "blobs":
            target.mkdir(parents=True, exist_ok=True)
        (data / name).symlink_to(target)
    environment = {
        **one.environment,
        "BUREAU_DATA": str(data),
        **{f"BUREAU_{name}": f"127.0.0.1:{port}" for name, port in ports.items()},
    }
    return Server(folder, environment, ports)


def run_python(server: Server, script: str, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, str(HERE / script), *arguments],
        env=server.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


class FaultyServer:
    """A server with faults that is started again whenever it ends."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.deaths = 0
        self._is_faulty = True

    def start(self) -> None:
        faults = FAULTS if self._is_faulty else {}
        environment = {
            name: value
            for name, value in self.server.environment.items()
            if name not in FAULTS or faults
        }
        with self.server.log_file.open("ab") as log:
            self.server.process = subprocess.Popen(
                [sys.executable, str(HERE / "realtime_server.py"), "serve"],
                env=environment,
                cwd=self.server.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def revive(self) -> None:
        """Start it again if it has ended."""
        assert self.server.process
        if self.server.process.poll() is not None:
            self.deaths += 1
            self.start()

    def kill(self) -> None:
        self.server.kill9()
        self.revive()

    def kill_documents(self) -> None:
        """Kill only the process that keeps the documents."""
        assert self.server.process
        main = self.server.process.pid
        try:
            children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
            os.kill(int(children[0]), 9)
        except (FileNotFoundError, ProcessLookupError, IndexError):
            return

    def end_well(self) -> None:
        """Start it again without faults."""
        self._is_faulty = False
        self.server.kill9()
        self.start()


async def make_trouble(
    servers: list[FaultyServer],
    messages: RedisServer,
    count: Callable[[], Awaitable[None]],
    stop: asyncio.Event,
) -> None:
    chance = random.Random(5)
    loop = asyncio.get_running_loop()
    began = loop.time()
    is_away = was_away = False
    counts = 0
    while not stop.is_set():
        await asyncio.sleep(chance.uniform(0.4, 1.6))
        elapsed = (loop.time() - began) / SECONDS
        if not was_away and elapsed > 0.4:
            is_away = was_away = True
            messages.stop()
        elif is_away and elapsed > 0.6:
            is_away = False
            messages.start()
        if elapsed > (counts + 1) * COUNT_EVERY:
            counts += 1
            await count()
        victim = chance.choice(servers)
        trouble = victim.kill if chance.random() < 0.15 else victim.kill_documents
        if chance.random() < 0.5:
            await asyncio.to_thread(trouble)
        for server in servers:
            await asyncio.to_thread(server.revive)
    if is_away:
        messages.start()


async def kill_all_and_count(
    servers: list[FaultyServer], editors: list[Editor], document: str
) -> None:
    """Kill everything at once: what was acknowledged until then must be in the database now, before
    anybody can send it again.
    """
    for server in servers:
        server.server.kill9()
    acknowledged = [update for editor in editors for update in editor.acknowledged]
    found = await asyncio.to_thread(run_python, servers[0].server, "realtime_census.py", document)
    assert changes_of(state_of(found), acknowledged) == []
    for server in servers:
        server.revive()


def state_of(census: Any) -> "Doc[Text]":
    """Return the document of a cold load."""
    doc: Doc[Text] = Doc()
    doc.apply_update(base64.b64decode(census["state"]))
    return doc


async def until(holds: Callable[[], bool], seconds: float) -> bool:
    for _ in range(int(seconds / 0.1)):
        if holds():
            return True
        await asyncio.sleep(0.1)
    return holds()


async def write_in_trouble(
    editors: list[Editor],
    trouble: Callable[[asyncio.Event], Awaitable[None]],
    end: Callable[[], None],
) -> bool:
    """Let all write; return whether they were equal in the end."""
    stop, calm = asyncio.Event(), asyncio.Event()
    working = [asyncio.create_task(editor.work(stop)) for editor in editors]
    await until(lambda: all(editor.is_synced for editor in editors), 60)
    troubling = asyncio.ensure_future(trouble(calm))
    await asyncio.sleep(SECONDS)
    calm.set()
    await troubling
    for editor in editors:
        editor.is_editing = False
    await asyncio.to_thread(end)
    is_equal = await until(lambda: are_equal(editors), SETTLED_WITHIN_S)
    stop.set()
    await asyncio.gather(*working)
    return is_equal


def are_equal(editors: list[Editor]) -> bool:
    vectors = {vector_of(editor.doc) for editor in editors}
    texts = {text_of(editor.doc) for editor in editors}
    return len(texts) == len(vectors) == 1 and all(editor.is_synced for editor in editors)


def text_of(doc: "Doc[Text]") -> str:
    return str(doc.get("text", type=Text))


def vector_of(doc: "Doc[Text]") -> frozenset[tuple[int, int]]:
    from pycrdt import Decoder

    reader = Decoder(doc.get_state())
    count = reader.read_var_uint()
    return frozenset((reader.read_var_uint(), reader.read_var_uint()) for _ in range(count))


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_and_all_end_equal(
    servers: list[Server], messages: RedisServer
) -> None:
    found = run_python(servers[0], "realtime_document.py")
    faulty = [FaultyServer(server) for server in servers]
    for one in faulty:
        one.start()
    urls = [f"ws://127.0.0.1:{each.ports['HTTP']}/rt/{found['document']}" for each in servers]
    editors = [
        Editor(urls, found["tokens"][number % 2], random.Random(number))
        for number in range(EDITORS)
    ]

    def count() -> Awaitable[None]:
        return kill_all_and_count(faulty, editors, found["document"])

    def end() -> None:
        for one in faulty:
            one.end_well()

    equal = asyncio.run(
        write_in_trouble(editors, lambda calm: make_trouble(faulty, messages, count, calm), end)
    )
    logs = "\n".join(server.log[-3000:] for server in servers)
    assert equal, f"{[len(text_of(editor.doc)) for editor in editors]}\n{logs}"
    for server in servers:
        assert server.stop() == 0, server.log[-3000:]

    census = run_python(servers[0], "realtime_census.py", found["document"])
    cold = state_of(census)
    assert text_of(cold) == text_of(editors[0].doc)
    assert vector_of(cold) == vector_of(editors[0].doc)
    assert census["authors"] == sorted(found["persons"])
    acknowledged = [update for editor in editors for update in editor.acknowledged]
    assert changes_of(cold, acknowledged) == []
    assert len(acknowledged) > EDITORS * 10
    assert census["seq"] > 0
    print(
        f"{sum(editor.edits for editor in editors)} edits, {len(acknowledged)} acknowledged, "
        f"{sum(editor.connections for editor in editors)} connections, "
        f"{sum(server.deaths for server in faulty)} server deaths, {census}"[:300]
    )


def changes_of(doc: "Doc[Text]", updates: list[bytes]) -> list[bytes]:
    """Return what the updates would still change in the document: what it lacks."""
    made: list[bytes] = []
    subscription = doc.observe(lambda event: made.append(event.update))
    for update in updates:
        doc.apply_update(update)
    doc.unobserve(subscription)
    return made
