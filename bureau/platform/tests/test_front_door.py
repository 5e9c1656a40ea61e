"""The front door's own answers: the web app, blobs with ranges, health, metrics and event
streams.
"""

import gzip
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from bureau.platform import pubsub
from bureau.platform.blobs import store
from bureau.platform.http import live
from bureau.platform.http.blob import Span, Unsatisfiable, span_of

from .door import Reply, RunningDoor, front_door

CONTENT = bytes(range(256)) * 4096
SCRIPT = b"console.log('bureau');" * 100


def gate(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """Name the blob or channel that the path asks for, as views do."""
    _, _, what, name = environ["PATH_INFO"].split("/", 3)
    header = {"blob": "X-Bureau-Blob", "live": "X-Bureau-Live"}[what]
    start_response("200 OK", [(header, name), ("Content-Type", "image/png")])
    return [b""]


@pytest.fixture(scope="module")
def web_app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    (folder / "assets").mkdir()
    (folder / "index.html").write_text("<!doctype html><title>Bureau</title>")
    (folder / "assets" / "app-1a2b.js").write_bytes(SCRIPT)
    (folder / "assets" / "app-1a2b.js.br").write_bytes(b"brotli bytes")
    (folder / "assets" / "style-1.css").write_bytes(b"a{}" * 500)
    return folder


@pytest.fixture(scope="module")
def door(web_app: Path) -> Iterator[RunningDoor]:
    with front_door(gate, web_app=web_app) as running:
        yield running


@pytest.fixture(scope="module")
def blob_path() -> str:
    return f"/app/blob/{store().put_stream([CONTENT]).hash}"


def test_client_routes_get_the_page(door: RunningDoor) -> None:
    for path in ("/", "/index.html", "/drive/folder/1"):
        reply = door.ask("GET", path)
        assert (reply.status, reply.headers["cache-control"]) == (200, "no-cache")
        assert b"<title>Bureau</title>" in reply.body


def test_missing_files_are_not_the_page(door: RunningDoor) -> None:
    assert door.ask("GET", "/assets/gone.js").status == 404
    assert door.ask("GET", "/assets/../../etc/passwd.txt").status == 404


def test_assets_are_immutable_and_come_compressed(door: RunningDoor) -> None:
    plain = door.ask("GET", "/assets/app-1a2b.js")
    assert plain.body == SCRIPT
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    brotli = door.ask("GET", "/assets/app-1a2b.js", headers={"Accept-Encoding": "gzip, br"})
    assert (brotli.headers["content-encoding"], brotli.body) == ("br", b"brotli bytes")
    packed = door.ask("GET", "/assets/style-1.css", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.body) == b"a{}" * 500
    known = door.ask("GET", "/", headers={"If-None-Match": door.ask("GET", "/").headers["etag"]})
    assert (known.status, known.body) == (304, b"")


def test_every_answer_is_guarded(door: RunningDoor, blob_path: str) -> None:
    for path in ("/", "/healthz", "/assets/gone.js", blob_path):
        headers = door.ask("GET", path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "content-security-policy" in headers
    policy = door.ask("GET", "/").headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "sandbox" in door.ask("GET", blob_path).headers["content-security-policy"]


def test_a_blob_is_sent_and_its_address_is_not(door: RunningDoor, blob_path: str) -> None:
    reply = door.ask("GET", blob_path)
    assert (reply.status, reply.body) == (200, CONTENT)
    assert reply.headers["content-type"] == "image/png"
    assert reply.headers["content-length"] == str(len(CONTENT))
    assert reply.headers["accept-ranges"] == "bytes"
    assert not [name for name in reply.headers if name.startswith("x-bureau")]


def ranged(door: RunningDoor, path: str, text: str, **headers: str) -> Reply:
    return door.ask("GET", path, headers={"Range": text, **headers})


def test_ranges(door: RunningDoor, blob_path: str) -> None:
    size = len(CONTENT)
    cases = [
        ("bytes=0-9", CONTENT[:10], f"bytes 0-9/{size}"),
        ("bytes=300000-", CONTENT[300_000:], f"bytes 300000-{size - 1}/{size}"),
        ("bytes=-5", CONTENT[-5:], f"bytes {size - 5}-{size - 1}/{size}"),
        (f"bytes={size - 1}-{size + 9}", CONTENT[-1:], f"bytes {size - 1}-{size - 1}/{size}"),
    ]
    for text, body, content_range in cases:
        reply = ranged(door, blob_path, text)
        assert (reply.status, reply.body) == (206, body)
        assert reply.headers["content-range"] == content_range
    beyond = ranged(door, blob_path, f"bytes={size}-")
    assert (beyond.status, beyond.headers["content-range"]) == (416, f"bytes */{size}")


def test_conditions(door: RunningDoor, blob_path: str) -> None:
    etag = door.ask("GET", blob_path).headers["etag"]
    assert door.ask("GET", blob_path, headers={"If-None-Match": f'"x", W/{etag}'}).status == 304
    assert ranged(door, blob_path, "bytes=0-9", **{"If-Range": etag}).status == 206
    assert ranged(door, blob_path, "bytes=0-9", **{"If-Range": '"old"'}).status == 200


def test_a_head_has_no_body(door: RunningDoor, blob_path: str) -> None:
    reply = door.ask("HEAD", blob_path)
    assert (reply.status, reply.body) == (200, b"")
    assert reply.headers["content-length"] == str(len(CONTENT))


def test_a_missing_blob_is_not_found(door: RunningDoor) -> None:
    assert door.ask("GET", f"/app/blob/{'0' * 64}").status == 404


@pytest.mark.parametrize(
    "text", [None, "", "items=0-1", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,4-5"]
)
def test_what_is_no_single_range_asks_for_all(text: str | None) -> None:
    assert span_of(text, 10) is None


def test_ranges_of_an_empty_blob() -> None:
    assert span_of("bytes=-3", 2) == Span(0, 2)
    for text in ("bytes=0-", "bytes=-1"):
        with pytest.raises(Unsatisfiable):
            span_of(text, 0)


def test_health_and_metrics(door: RunningDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bureau.platform.http.frontdoor.exposition", lambda: b"bureau 1")
    assert door.ask("GET", "/healthz").body == b"ok"
    assert door.ask("GET", "/metrics").body == b"bureau 1"
    proxied = door.ask("GET", "/metrics", headers={"X-Forwarded-For": "10.0.0.1"})
    assert proxied.status == 404


def open_stream(door: RunningDoor, person: str) -> socket.socket:
    sock = door.connect(f"GET /app/live/person:{person} HTTP/1.1\nHost: x\n\n")
    head = receive_until(sock, b"retry: 2000")
    assert b"200 OK" in head
    assert b"text/event-stream" in head
    assert b"x-bureau" not in head.lower()
    return sock


def receive_until(sock: socket.socket, mark: bytes) -> bytes:
    text = b""
    while mark not in text:
        piece = sock.recv(65536)
        assert piece, f"ended before {mark!r}: {text!r}"
        text += piece
    return text


def test_messages_reach_their_person_only(door: RunningDoor) -> None:
    ada, bob = open_stream(door, "ada"), open_stream(door, "bob")
    pubsub.publish("person:ada", {"topic": "mail", "count": 3})
    pubsub.publish("person:bob", {"topic": "drive"})
    assert b'data: {"topic":"mail","count":3}\n\n' in receive_until(ada, b"\n\n\r\n")
    assert b"mail" not in receive_until(bob, b"drive")


def test_a_stream_beats_when_nothing_happens(
    door: RunningDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_S", 0.05)
    receive_until(open_stream(door, "ada"), b": beat\n\n")


def test_the_end_of_the_session_ends_the_stream(door: RunningDoor) -> None:
    sock = open_stream(door, "eve")
    pubsub.publish("person:eve", {"topic": "session", "state": "ended"})
    assert receive_until(sock, b"0\r\n\r\n").count(b"ended") == 1


def test_a_client_that_does_not_read_is_dropped(
    door: RunningDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sock = open_stream(door, "slow")
    receivers = pubsub._bus()._receivers
    assert receivers["person:slow"]
    for _ in range(600):
        pubsub.publish("person:slow", {"topic": "mail", "text": "x" * 65536})
        time.sleep(0.001)
    deadline = time.monotonic() + 5
    while "person:slow" in receivers and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "person:slow" not in receivers
    sock.close()


def test_a_stop_ends_the_streams(web_app: Path) -> None:
    with front_door(gate, web_app=web_app) as running:
        sock = open_stream(running, "ada")
        running.stop.set()
        receive_until(sock, b"0\r\n\r\n")


@pytest.mark.django_db
def test_readiness_names_its_parts() -> None:
    from bureau.platform.http.health import readiness

    assert readiness() == {"database": "ok", "blobs": "ok", "migrations": "ok"}


def test_a_refusal_is_a_problem_document(door: RunningDoor) -> None:
    reply = door.ask("GET", "/gone.txt")
    assert reply.headers["content-type"] == "application/problem+json"
    assert json.loads(reply.body)["status"] == 404
