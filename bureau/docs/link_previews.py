"""What a link leads to, in a few words: the name of an item of ours that the caller may see, or the
title and description that a page of the web gives itself (Open Graph, else HTML's own).
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from bureau import drive
from bureau.drive import Verb
from bureau.platform import limits
from bureau.platform.config import config
from bureau.platform.errors import Refusal
from bureau.platform.http.outgoing import Unreachable, fetch
from bureau.platform.ids import is_id

from .policies import Caller

MOST_BYTES = 4 << 20
HEAD_BYTES = 256 << 10
"""Where a page says what it is."""
MOST_CHARS = 300
OURS = re.compile(r"/(?:docs|forms|drive/(?:files|folders))/(\w{26})(?:[/?#]|$)")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkPreview:
    """Title, and a line below it."""

    title: str
    detail: str = ""


def preview_link(caller: Caller, url: str) -> LinkPreview | None:
    """Return what is known of an address, None for nothing. An address of ours costs at most five
    queries; any other one is asked, within ten seconds, at most 60 times a minute for one author.
    """
    if path := _own_path(url):
        return _of_item(caller, path)
    limits.take("docs.link_preview", caller.author, 60, 60)
    try:
        found = fetch(url, MOST_BYTES, accept="text/html")
    except Unreachable:
        return None
    is_page = found.media_type in ("text/html", "application/xhtml+xml")
    return _of_page(found.content[:HEAD_BYTES], urlsplit(url).hostname or "") if is_page else None


def _own_path(url: str) -> str:
    given, own = urlsplit(url), urlsplit(config().public_url)
    is_ours = not given.netloc or given.netloc == own.netloc
    return given.path if is_ours and given.path.startswith("/") else ""


def _of_item(caller: Caller, path: str) -> LinkPreview | None:
    match = OURS.match(path)
    if match is None or not is_id(match[1]):
        return None
    try:
        node = drive.reach(caller.actor, match[1], Verb.READ, caller.link).node
    except Refusal:
        return None
    return LinkPreview(node.name)


def _of_page(head: bytes, host: str) -> LinkPreview | None:
    said = _Head()
    said.feed(_decoded(head))
    title = said.named.get("og:title") or said.title
    if not _words(title):
        return None
    about = said.named.get("og:description") or said.named.get("description") or ""
    return LinkPreview(_words(title), _words(about) or host)


def _decoded(head: bytes) -> str:
    named = _CHARSET.search(head)
    try:
        return head.decode(named[1].decode() if named else "utf-8", "replace")
    except LookupError:
        return head.decode("utf-8", "replace")


def _words(text: str) -> str:
    return " ".join(text.split())[:MOST_CHARS]


class _Head(HTMLParser):
    """Reads the title and the `meta` elements of a page, up to its body."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.named: dict[str, str] = {}
        self._is_in_title = False
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_over = self._is_over or tag == "body"
        self._is_in_title = tag == "title" and not self.title and not self._is_over
        if tag == "meta" and not self._is_over:
            said = dict(attrs)
            name = (said.get("property") or said.get("name") or "").lower()
            self.named.setdefault(name, said.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self._is_in_title = False

    def handle_data(self, data: str) -> None:
        if self._is_in_title:
            self.title += data
