"""Asking other hosts: only public ones, every step of the way, within limits."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bureau.platform.http import outgoing
from bureau.platform.http.outgoing import (
    Unchanged,
    Unreachable,
    fetch,
    fetch_changed,
    is_public,
    post_form,
)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a",
        "http://127.0.0.1./a",
        "http://localhost:8000/a",
        "http://localhost./a",
        "http://[::1]/a",
        "http://[::ffff:10.0.0.1]/a",
        "http://[::ffff:127.0.0.1]/a",
        "http://[64:ff9b::10.0.0.1]/a",
        "http://[2002:0a00:0001::1]/a",
        "http://0x7f000001/a",
        "http://2130706433/a",
        "http://169.254.169.254/latest/meta-data",
        "http://10.1.2.3/a",
        "http://0.0.0.0/a",
        "http://user@example.com/a",
        "file:///etc/passwd",
        "gopher://example.com/a",
        "//example.com/a",
        "",
    ],
)
def test_nothing_inside_is_ever_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unreachable):
        fetch(url, 1000)


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", (address, 80)) for address in ("93.184.216.34", "192.168.0.9")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(Unreachable):
        outgoing.public_address("pictures.example", 80)


def test_public_addresses_are_public() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")
    assert not is_public("fe80::1")


MONDAY = "Mon, 23 Nov 2026 10:00:00 GMT"


class _Site(BaseHTTPRequestHandler):
    seen: list[tuple[str, dict[str, str], bytes]] = []

    def do_GET(self) -> None:
        self._note(b"")
        if self.path == "/away":
            self._answer(302, b"", Location="http://127.0.0.1:1/inside")
        elif self.path == "/big":
            self._answer(200, b"x" * 2000)
        elif self.path == "/version" and self.headers["If-None-Match"] == '"1"':
            self._answer(304, b"")
        elif self.path == "/version":
            self._answer(200, b"hello", **{"ETag": '"1"', "Last-Modified": MONDAY})
        else:
            self._answer(200, b"hello")

    def do_POST(self) -> None:
        self._note(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(200, b"")

    def _note(self, body: bytes) -> None:
        self.seen.append((self.path, dict(self.headers), body))

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "Text/Plain; charset=x", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Run a site and let its one name count as public."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _Site.seen = []
    real = socket.getaddrinfo

    def resolved(host: str, *more: object, **options: object) -> object:
        return real("127.0.0.1" if host == "site.example" else host, *more, **options)  # type: ignore[arg-type]

    def is_allowed(address: str) -> bool:
        return not _Site.seen or _Site.seen[-1][0] != "/away"

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(outgoing, "is_public", is_allowed)
    yield f"http://site.example:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_what_is_there_comes_back_and_nothing_about_us_goes_out(site: str) -> None:
    found = fetch(f"{site}/a?b=c", 1000, accept="image/*")
    assert (found.content, found.media_type) == (b"hello", "text/plain")
    ((path, headers, _),) = _Site.seen
    assert path == "/a?b=c"
    assert set(headers) == {"Host", "Accept-Encoding", "User-Agent", "Accept"}


def test_redirections_are_judged_again_and_sizes_limited(site: str) -> None:
    with pytest.raises(Unreachable, match="large"):
        fetch(f"{site}/big", 1000)
    with pytest.raises(Unreachable, match="public"):
        fetch(f"{site}/away", 1000)


def test_forms_go_to_https_only(site: str) -> None:
    with pytest.raises(Unreachable, match="https"):
        post_form(f"{site}/a", b"x=y")
    assert _Site.seen == []


def test_a_version_that_is_known_is_not_sent_again(site: str) -> None:
    def ask(etag: str, last_modified: str) -> outgoing.Fetched:
        return fetch_changed(
            f"{site}/version", 1000, accept="*/*", etag=etag, last_modified=last_modified
        )

    first = ask("", "")
    assert (first.content, first.etag, first.last_modified) == (b"hello", '"1"', MONDAY)
    with pytest.raises(Unchanged):
        ask(first.etag, first.last_modified)
    assert _Site.seen[-1][1]["If-Modified-Since"] == MONDAY
    assert ask('"0"', "").content == b"hello"
