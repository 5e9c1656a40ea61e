"""The real server: sessions reach their event stream, and a stop is orderly and quick."""

import json
import os
import signal
import socket
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus
from websockets.sync.client import connect

from tests.fixtures.server import MakeServer, Server

SIGN_IN = 4401

ADD_PERSON = """
from bureau.people import Person
from bureau.people.models import Session
from django.contrib.auth import login
from django.test import Client
person = Person.objects.create(email="ada@demo.example", name="Ada", state="active", role="admin")
client = Client(); client.force_login(person)
from django.conf import settings
print(person.id, client.cookies[settings.SESSION_COOKIE_NAME].value, settings.SESSION_COOKIE_NAME)
"""


@pytest.fixture(scope="module")
def served(make_server: MakeServer) -> Server:
    return make_server().start()


@pytest.fixture(scope="module")
def session(served: Server) -> tuple[str, str]:
    """Return a person's id and cookie header."""
    printed = served.bureau("django", "shell", "--no-imports", "-c", ADD_PERSON).stdout
    person_id, value, name = printed.split()[-3:]
    return person_id, f"{name}={value}"


def open_stream(server: Server, cookie: str) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", server.ports["HTTP"]), timeout=10)
    sock.sendall(
        f"GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode()
    )
    return sock


def receive_until(sock: socket.socket, mark: bytes) -> bytes:
    text = b""
    while mark not in text:
        piece = sock.recv(65536)
        assert piece, text
        text += piece
    return text


def test_a_stranger_gets_no_stream(served: Server) -> None:
    answer = receive_until(open_stream(served, "x=y"), b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 401")


def test_a_session_gets_its_stream_until_it_ends(served: Server, session: tuple[str, str]) -> None:
    sock = open_stream(served, session[1])
    assert b"text/event-stream" in receive_until(sock, b"retry: 2000")
    sock.close()


def test_the_api_describes_itself(served: Server) -> None:
    with urllib.request.urlopen(f"{served.url}/api/v1/openapi.json") as response:
        assert "/api/v1/search" in json.load(response)["paths"]
        assert response.headers["X-Request-Id"]


def test_a_stop_ends_streams_and_takes_seconds_at_most(
    make_server: MakeServer, served: Server, session: tuple[str, str]
) -> None:
    sock = open_stream(served, session[1])
    receive_until(sock, b"retry: 2000")
    began = time.monotonic()
    assert served.stop() == 0
    assert time.monotonic() - began < 10
    receive_until(sock, b"0\r\n\r\n")
    served.start()


def processes(server: Server) -> list[int]:
    """Return the supervisor and those it started."""
    assert server.process
    main = server.process.pid
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    return [main, *map(int, children)]


def used_mib(server: Server) -> float:
    """Return the memory of all processes; what they share counts once."""
    rollups = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in processes(server)]
    return sum(int(text.split("Pss:")[1].split()[0]) for text in rollups) / 1024


def test_an_idle_server_is_small(served: Server) -> None:
    assert used_mib(served) < 300


def ask_for_a_document(server: Server) -> int:
    """Open a websocket without signing in; return the close code, 0 while nobody answers."""
    try:
        with connect(f"ws://127.0.0.1:{server.ports['HTTP']}/rt/{'0' * 26}") as websocket:
            websocket.recv(timeout=5)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0
    except (InvalidStatus, InvalidMessage):
        return 0
    return 0


def wait_for_documents(server: Server) -> None:
    deadline = time.monotonic() + 10
    while ask_for_a_document(server) != SIGN_IN:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_documents_come_back_when_their_process_dies_and_pages_never_leave(served: Server) -> None:
    wait_for_documents(served)
    _supervisor, documents, pages = processes(served)
    os.kill(documents, signal.SIGKILL)

    assert urllib.request.urlopen(f"{served.url}/healthz").status == 200
    wait_for_documents(served)

    now = processes(served)
    assert pages in now
    assert documents not in now


def test_the_processes_of_a_killed_server_die_with_it(make_server: MakeServer) -> None:
    server = make_server().start()
    children = processes(server)[1:]
    server.kill9()

    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() and is_running(pid) for pid in children):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False
