"""A site of the web in a thread of the test, whose one name counts as public."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bureau.platform.http import outgoing

from ..certificate import self_signed

HOST = "list.example"


class Site:
    """What the site answers by path, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: dict[str, tuple[int, str, bytes]] = {}
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []

    def url(self, path: str, scheme: str = "https") -> str:
        return f"{scheme}://{HOST}:{self.port}{path}"


@contextmanager
def running_site(
    monkeypatch: pytest.MonkeyPatch, folder: Path, *, secure: bool = True
) -> Iterator[Site]:
    """Run a site whose certificate is trusted."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._serve(b"")

        def do_POST(self) -> None:
            self._serve(self.rfile.read(int(self.headers["Content-Length"])))

        def _serve(self, body: bytes) -> None:
            site.asked.append((self.command, self.path, dict(self.headers), body))
            status, kind, content = site.answers.get(self.path, (404, "text/plain", b""))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            if status == 302:
                self.send_header("Location", content.decode())
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(server.server_port)
    if secure:
        _secure(server, monkeypatch, folder)
    _name(monkeypatch)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def _secure(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    path = folder / "site.pem"
    path.write_bytes(self_signed(HOST))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    trusting = ssl.create_default_context(cafile=str(path))
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)


def _name(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def resolved(host: str, port: int, *more: int, **options: int) -> object:
        return real("127.0.0.1" if host == HOST else host, port, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    real_is_public = outgoing.is_public
    monkeypatch.setattr(
        outgoing, "is_public", lambda address: address == "127.0.0.1" or real_is_public(address)
    )
