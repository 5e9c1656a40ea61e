"""The bridge: WSGI applications see the request as it was sent and clients the answer, at any
speed.
"""

import contextlib
import hashlib
import json
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from bureau.platform.http.asgi import ClientGone
from bureau.platform.http.lanes import Lane

from .door import front_door

MEBIBYTE = 1024 * 1024


def echo(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """Answer with the environment and the body's hash."""
    body = environ["wsgi.input"].read()
    seen: dict[str, Any] = {key: value for key, value in environ.items() if isinstance(value, str)}
    seen["size"], seen["sha"] = len(body), hashlib.sha256(body).hexdigest()
    start_response("200 OK", [("Content-Type", "application/json"), ("X-Two", "1"), ("X-Two", "2")])
    return [json.dumps(seen).encode()]


def test_the_request_arrives_as_it_was_sent() -> None:
    with front_door(echo) as door:
        reply = door.ask("GET", "/app/caf%C3%A9?q=a%20b", headers={"X-My": "yes", "X_My": "forged"})
    seen = json.loads(reply.body)
    assert reply.status == 200
    assert seen["REQUEST_METHOD"] == "GET"
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/app/café"
    assert seen["QUERY_STRING"] == "q=a%20b"
    assert seen["HTTP_X_MY"] == "yes"
    assert seen["REMOTE_ADDR"] == "127.0.0.1"
    assert seen["size"] == 0


@pytest.mark.parametrize("size", [1, 256 * 1024, 256 * 1024 + 1, 9 * MEBIBYTE])
def test_bodies_of_every_size_arrive_whole(size: int) -> None:
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    with front_door(echo) as door:
        seen = json.loads(door.ask("POST", "/app", body).body)
    assert (seen["size"], seen["sha"]) == (size, hashlib.sha256(body).hexdigest())


@pytest.mark.parametrize("chunks", [3, 3000])
def test_chunked_bodies_arrive_whole(chunks: int) -> None:
    piece = b"0123456789" * 100
    with front_door(echo) as door:
        sock = door.connect(
            "POST /app HTTP/1.1\nHost: x\nConnection: close\nTransfer-Encoding: chunked\n\n"
        )
        for _ in range(chunks):
            sock.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
        sock.sendall(b"0\r\n\r\n")
        answer = sock.makefile("rb").read()
    assert f'"size": {chunks * len(piece)}'.encode() in answer


def test_a_proxy_is_believed_only_when_configured() -> None:
    forged = {"X-Forwarded-For": "1.1.1.1, 2.2.2.2, 3.3.3.3", "X-Forwarded-Proto": "https"}
    seen = []
    for proxies in (0, 1, 2):
        with front_door(echo, proxies=proxies) as door:
            reply = door.ask("GET", "/app", headers=forged)
            environ = json.loads(reply.body)
            secure = "strict-transport-security" in reply.headers
            seen.append((environ["REMOTE_ADDR"], environ["wsgi.url_scheme"], secure))
            assert "HTTP_X_FORWARDED_FOR" not in environ
    assert seen == [
        ("127.0.0.1", "http", False),
        ("3.3.3.3", "https", True),
        ("2.2.2.2", "https", True),
    ]


def test_a_streamed_answer_waits_for_a_slow_client_and_is_closed() -> None:
    drawn = [0]
    closed = threading.Event()

    def endless(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return chunks()

    def chunks() -> Iterator[bytes]:
        try:
            while True:
                drawn[0] += 1
                yield b"x" * 65536
        finally:
            closed.set()

    with front_door(endless) as door:
        sock = door.connect("GET /app HTTP/1.1\nHost: x\n\n")
        assert sock.recv(10)
        time.sleep(0.5)
        held = drawn[0]
        time.sleep(0.3)
        assert drawn[0] == held < 200
        sock.close()
        assert closed.wait(5)


def test_a_client_that_leaves_while_sending_ends_the_reading() -> None:
    outcome: list[object] = []
    done = threading.Event()

    def reader(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        try:
            environ["wsgi.input"].read()
        except ClientGone as error:
            outcome.append(type(error))
        done.set()
        start_response("200 OK", [])
        return [b""]

    with front_door(reader) as door:
        sock = door.connect("POST /app HTTP/1.1\nHost: x\nContent-Length: 9000000\n\nbegin")
        time.sleep(0.2)
        sock.close()
        assert done.wait(5)
    assert outcome == [ClientGone]


def test_a_large_body_is_not_held_in_memory() -> None:
    proceed = threading.Event()

    def lazy(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        proceed.wait(10)
        size = sum(len(piece) for piece in iter(lambda: environ["wsgi.input"].read(65536), b""))
        start_response("200 OK", [])
        return [str(size).encode()]

    size = 64 * MEBIBYTE
    with front_door(lazy) as door:
        sock = door.connect(
            f"POST /app HTTP/1.1\nHost: x\nConnection: close\nContent-Length: {size}\n\n"
        )
        sock.settimeout(0.5)
        sent = 0
        with contextlib.suppress(TimeoutError):
            while sent < size:
                sent += sock.send(b"x" * 65536)
        assert sent < 16 * MEBIBYTE
        proceed.set()
        sock.settimeout(10)
        while sent < size:
            sent += sock.send(b"x" * min(65536, size - sent))
        assert sock.makefile("rb").read().endswith(str(size).encode())


def test_slow_uploads_leave_pages_alone() -> None:
    with front_door(echo, bulk=Lane("bulk", 2, 8)) as door:
        slow = [
            door.connect("POST /app HTTP/1.1\nHost: x\nContent-Length: 9000000\n\nbegin")
            for _ in range(6)
        ]
        started = time.monotonic()
        assert door.ask("GET", "/app").status == 200
        assert time.monotonic() - started < 1
        for sock in slow:
            sock.close()


def test_a_full_lane_refuses_at_once() -> None:
    proceed = threading.Event()

    def slow(_environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        proceed.wait(10)
        start_response("200 OK", [])
        return [b"done"]

    with front_door(slow, fast=Lane("fast", 1, 2)) as door:
        waiting = [door.connect("GET /app HTTP/1.1\nHost: x\nConnection: close\n\n") for _ in "abc"]
        time.sleep(0.3)
        reply = door.ask("GET", "/app")
        proceed.set()
        answers = [sock.makefile("rb").read() for sock in waiting]
    assert reply.status == 503
    assert reply.headers["retry-after"] == "2"
    assert json.loads(reply.body)["code"] == "busy"
    assert all(answer.endswith(b"done") for answer in answers)


def test_a_failing_application_is_a_problem_document() -> None:
    def broken(_environ: WSGIEnvironment, _start: StartResponse) -> list[bytes]:
        raise RuntimeError("secret detail")

    with front_door(broken) as door:
        reply = door.ask("GET", "/app")
        assert door.ask("GET", "/healthz").status == 200
    assert reply.status == 500
    assert json.loads(reply.body)["code"] == "internal"
    assert b"secret" not in reply.body


def test_threads_live_on_between_requests() -> None:
    def name(_environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [])
        return [threading.current_thread().name.encode()]

    with front_door(name) as door:
        names = {door.ask("GET", "/app").body for _ in range(20)}
    # A second one begins when a request comes before the first has put its answer away.
    assert b"fast-0" in names
    assert names <= {b"fast-0", b"fast-1"}
