"""What a link in a document leads to, as far as the reader may know."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bureau.platform.http import outgoing

from .conftest import Team

PAGES = {
    "/plain": ("text/html", b"<title>Battery\n grading</title><body><title>no</title>"),
    "/rich": (
        "text/html; charset=latin-1",
        '<head><meta charset="latin-1"><title>x</title>'
        '<meta property="og:title" content="Réparer &amp; revendre">'
        '<meta name="description" content="Un guide"></head>'.encode("latin-1"),
    ),
    "/odd": ("text/html", b'<meta charset="no-such"><title>Odd</title>'),
    "/nameless": ("text/html", b"<p>Nothing"),
    "/picture": ("image/png", b"<title>no</title>"),
}


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, content = PAGES.get(self.path, ("text/html", b""))
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site of the web; returns its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(outgoing, "public_address", lambda *_: "127.0.0.1")
    yield f"http://guides.example:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/plain", {"title": "Battery grading", "detail": "guides.example"}),
        ("/rich", {"title": "Réparer & revendre", "detail": "Un guide"}),
        ("/odd", {"title": "Odd", "detail": "guides.example"}),
        ("/nameless", None),
        ("/picture", None),
        ("/missing", None),
    ],
)
def test_a_page_says_what_it_is(
    team: Team, document: str, site: str, path: str, shown: object
) -> None:
    answer = team.vera.get(f"/docs/{document}/link-preview", url=site + path)
    assert (answer.status, answer.json) == (200, shown)


def test_an_item_of_ours_has_its_name_for_who_may_see_it(team: Team, document: str) -> None:
    own = team.sam.post("/docs", {"name": "Sam's plan"}).json
    for address in (own["url"], f"http://localhost:8000{own['url']}#heading"):
        asked = team.sam.get(f"/docs/{own['id']}/link-preview", url=address)
        assert asked.json == {"title": "Sam's plan", "detail": ""}
        refused = team.vera.get(f"/docs/{document}/link-preview", url=address)
        assert (refused.status, refused.json) == (200, None)


def test_who_may_not_read_the_document_asks_nothing(team: Team, document: str, site: str) -> None:
    assert team.sam.get(f"/docs/{document}/link-preview", url=f"{site}/plain").status == 404


def test_nothing_of_our_own_network_is_asked(team: Team, document: str) -> None:
    for url in (
        "http://127.0.0.1:9/",
        "http://[::1]/",
        "ftp://guides.example/",
        "javascript:x",
        "",
    ):
        answer = team.ben.get(f"/docs/{document}/link-preview", url=url)
        assert (answer.status, answer.json) == (200, None)
