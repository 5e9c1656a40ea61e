"""The real server: sessions reach their event stream, and a stop is orderly and quick."""

import json
import socket
import time
from pathlib import Path

import pytest

from tests.fixtures.server import MakeServer, Server

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
    import urllib.request

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


def resident_mib(server: Server) -> float:
    assert server.process
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def test_an_idle_server_is_small(served: Server) -> None:
    assert resident_mib(served) < 300
