"""One company, one server and the world outside, shared by all journeys."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.browser import NewPage
from tests.fixtures.server import MakeServer, Server

from .company import PASSWORD
from .outside import Outside, world

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "images"
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

expect.set_options(timeout=10_000)

SignIn = Callable[..., Page]
Enter = Callable[[Page, str, str], None]
Picture = Callable[[Page, str], None]


@pytest.fixture(scope="session")
def outside() -> Iterator[Outside]:
    """Return the mail host of the world."""
    with world() as running:
        yield running


@pytest.fixture(scope="session")
def company(make_server: MakeServer, outside: Outside) -> Server:
    """Return a running server with the people, drives, forms and queues of `company.py`."""
    made = make_server(BUREAU_SMARTHOST=f"smtp://127.0.0.1:{outside.port}")
    built = subprocess.run(
        [sys.executable, "-m", "tests.journeys.company"],
        env={**made.environment, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    outside.company = made.smtp
    return made.start()


@pytest.fixture
def enter(company: Server) -> Enter:
    """Return a way in for a page that is there: `enter(page, "maya", "/docs")`, by password."""

    def sign(page: Page, name: str, path: str) -> None:
        page.goto(f"{company.url}{path}")
        page.get_by_label("E-mail address").fill(f"{name}@demo.example")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page).not_to_have_url(re.compile("/sign-in"))

    return sign


@pytest.fixture
def sign_in(new_page: NewPage, enter: Enter) -> SignIn:
    """Return a way in: `sign_in("maya")` gives a browser of her own, signed in by password."""

    def start(name: str, path: str = "/", **options: object) -> Page:
        page = new_page(**{"viewport": DESK, **options})
        enter(page, name, path)
        expect(page.get_by_role("navigation", name="Apps")).to_be_visible()
        return page

    return start


@pytest.fixture
def picture() -> Picture:
    """Keep what a page shows as a picture of the README; only with BUREAU_TEST_SCREENSHOTS=1."""

    def take(page: Page, name: str) -> None:
        if os.environ.get("BUREAU_TEST_SCREENSHOTS") == "1":
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")

    return take
