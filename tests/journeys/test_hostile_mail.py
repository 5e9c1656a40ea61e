"""Mail that means harm, opened in the web client: nothing runs, nothing is fetched from elsewhere,
nothing leaves its frame; with pictures off and on, answered, forwarded and printed.
"""

import re
import smtplib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, Request, expect

from tests.fixtures.browser import PATIENCE_MS
from tests.fixtures.server import Server, free_port

from .conftest import SignIn
from .hostile import TO, WORDS, conversation, parts

SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
FRAMES = "#mail-conversation iframe"

WATCH = """() => {
  window.harmed = 0;
  window.before = {root: document.getElementById('root')};
}"""
STATE = """() => ({
  harmed: window.harmed || [...document.querySelectorAll('iframe')].some(
    frame => frame.contentWindow.harmed),
  path: location.pathname,
  origin: location.origin,
  isRoot: document.getElementById('root') === window.before.root,
  isWhole: document.querySelector === Document.prototype.querySelector,
  strangers: document.querySelectorAll('[data-remote-src], body > form, body > img, base').length,
  scripts: [...document.scripts].filter(it => !it.src.startsWith(location.origin)).length,
})"""
FRAME_STATES = """frames => frames.map(frame => {
  const page = frame.contentDocument;
  const box = frame.getBoundingClientRect();
  const clip = frame.closest('article, [data-open]')?.getBoundingClientRect() ?? box;
  return {
    sandbox: frame.getAttribute('sandbox'),
    policy: page.querySelector('meta[http-equiv]')?.content ?? '',
    first: page.head.children[1]?.tagName,
    forbidden: [...page.querySelectorAll(
      'script,iframe,object,embed,form,input,button,svg,math,link,base,audio,video,area,template')]
      .map(it => it.outerHTML),
    handlers: [...page.querySelectorAll('*')].flatMap(it => [...it.attributes])
      .filter(it => /^on/i.test(it.name)).map(it => it.name),
    links: [...page.querySelectorAll('[href]')].map(it => it.getAttribute('href'))
      .filter(it => !/^(https?:|mailto:|tel:|#)/i.test(it)),
    targets: [...page.querySelectorAll('a[href]')].filter(it => it.target !== '_blank').length,
    within: box.width <= clip.width + 1 && box.height < 60000,
    url: page.URL,
  };
})"""


@dataclass
class Canary:
    """A host that nobody may ask for anything, and what it was asked for."""

    port: int
    asked: list[str] = field(default_factory=list)

    @property
    def at(self) -> str:
        return f"127.0.0.1:{self.port}"


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    found = Canary(free_port())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_HEAD = do_OPTIONS = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", found.port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()


@dataclass
class Watch:
    """What a browser asked for beyond the server, and what opened by itself."""

    origin: str
    strange: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:", "about:")):
            self.strange.append(request.url)

    def dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


def watched(page: Page, company: Server) -> Watch:
    found = Watch(company.url)
    context: BrowserContext = page.context
    context.on("request", found.note)
    context.on("dialog", found.dismiss)
    context.on("page", lambda one: found.opened.append(one.url))
    page.evaluate(WATCH)
    return found


def assert_harmless(page: Page, watch: Watch, canary: Canary, path: str) -> None:
    state = page.evaluate(STATE)
    assert state == {
        "harmed": False,
        "path": path,
        "origin": watch.origin,
        "isRoot": True,
        "isWhole": True,
        "strangers": 0,
        "scripts": 0,
    }
    assert (watch.strange, watch.dialogs, watch.opened) == ([], [], [])
    assert canary.asked == []


def assert_framed(page: Page, selector: str = FRAMES) -> int:
    """Check all frames of letters; return how many there are."""
    states = page.locator(selector).evaluate_all(FRAME_STATES)
    for state in states:
        policy = state.pop("policy")
        assert policy.startswith("default-src 'none'; img-src data: ")
        assert "script-src" not in policy
        assert state == {
            "sandbox": SANDBOX,
            "first": "META",
            "forbidden": [],
            "handlers": [],
            "links": [],
            "targets": 0,
            "within": True,
            "url": "about:srcdoc",
        }
    return len(states)


def delivered(company: Server, raws: list[bytes], to: str = TO) -> None:
    with smtplib.SMTP(*company.smtp) as host:
        for raw in raws:
            host.sendmail("mallory@world.example", [to], raw)


def opened_all(page: Page, subject: str, count: int) -> None:
    """Open a conversation and all of its letters."""
    page.get_by_role("row").filter(has_text=subject).first.click(timeout=60_000)
    expect(page.get_by_role("heading", level=1, name=subject)).to_be_visible(timeout=60_000)
    page.locator("#mail-conversation").focus()
    page.keyboard.press(";")
    expect(page.locator(FRAMES)).to_have_count(count, timeout=60_000)
    # Each frame is ready when it shows its first words.
    for number in range(count):
        frame = page.frame_locator(FRAMES).nth(number)
        expect(frame.locator("body")).to_contain_text(WORDS.strip(), timeout=PATIENCE_MS * 3)


def show_pictures(page: Page) -> None:
    """Let all letters show their pictures of the web."""
    shows = page.locator("#mail-conversation").get_by_role("button", name="Show", exact=True)
    while count := shows.count():
        shows.first.click()
        expect(shows).to_have_count(count - 1)


@pytest.mark.parametrize("subject", parts())
def test_no_letter_runs_loads_or_leaves_its_frame(
    sign_in: SignIn, company: Server, canary: Canary, subject: str
) -> None:
    vectors = parts()[subject]
    delivered(company, conversation(subject, vectors, canary.at))
    priya = sign_in("priya", "/mail/inbox")
    watch = watched(priya, company)
    opened_all(priya, subject, len(vectors))
    path = re.sub(r"^https?://[^/]+", "", priya.url)
    assert assert_framed(priya) == len(vectors)
    assert_harmless(priya, watch, canary, path)

    # What looks like a place to press leads nowhere.
    for frame in range(len(vectors)):
        words = priya.frame_locator(FRAMES).nth(frame).get_by_text("click", exact=True)
        for number in range(words.count()):
            words.nth(number).click()
    assert_harmless(priya, watch, canary, path)

    show_pictures(priya)
    assert assert_framed(priya) == len(vectors)
    assert_harmless(priya, watch, canary, path)
