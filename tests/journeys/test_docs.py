"""Writing together: three in one document at once, offline and back, and rights that end while
somebody is writing.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.fixtures.browser import FLAGS, PATIENCE_MS, assert_accessible, chromium_path
from tests.fixtures.server import Server

from .conftest import DESK, PHONE, Enter, Picture, SignIn


def site(page: Page) -> str:
    return "/".join(page.url.split("/", 3)[:3])


def ask(page: Page, method: str, path: str, body: object = None) -> str:
    """Call the API as the person of the page; return what it answered."""
    cookies = {cookie.get("name"): cookie.get("value", "") for cookie in page.context.cookies()}
    answer = page.request.fetch(
        f"{site(page)}/api/v1{path}",
        method=method,
        data=body,
        headers={"X-CSRFToken": cookies.get("csrftoken", "")},
    )
    assert answer.ok, f"{method} {path}: {answer.status} {answer.text()}"
    return answer.text()


def call(page: Page, method: str, path: str, body: object = None) -> Any:
    """Call the API as the person of the page; return the JSON it answered, None without any."""
    text = ask(page, method, path, body)
    return json.loads(text) if text else None


def person_id(page: Page, name: str) -> str:
    found = call(page, "GET", f"/people?q={name}")["items"]
    return str(next(person["id"] for person in found if person["email"].startswith(f"{name}@")))


def make(page: Page, name: str, text: str = "") -> str:
    """Make a document and open it; return its id."""
    made = call(page, "POST", "/docs", {"name": name})
    if text:
        call(page, "POST", f"/docs/{made['id']}/append", {"format": "markdown", "content": text})
    return str(made["id"])


def share(page: Page, document: str, name: str, role: str) -> None:
    body = {"principals": [person_id(page, name)], "role": role}
    call(page, "POST", f"/drive/nodes/{document}/grants", body)


def text_of(page: Page) -> Locator:
    return page.get_by_label("Text of the document", exact=True)


def saved(page: Page) -> Locator:
    return page.get_by_role("banner").get_by_text("Saved", exact=True)


def open_document(page: Page, document: str) -> Page:
    page.goto(f"{site(page)}/docs/{document}")
    expect(text_of(page)).to_be_visible()
    return page


def write_at_end(page: Page, words: str) -> None:
    text_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def held(page: Page, document: str) -> str:
    """Return what the server holds, as plain text."""
    return ask(page, "GET", f"/docs/{document}/content?format=text")


def test_a_document_is_made_from_a_template_and_written(sign_in: SignIn, picture: Picture) -> None:
    maya = sign_in("maya", "/docs")
    assert_accessible(maya)
    picture(maya, "docs-home")
    maya.get_by_role("button", name="Meeting notes").click()
    maya.wait_for_url("**/docs/*")
    expect(text_of(maya)).to_be_visible()
    name = maya.get_by_role("banner").get_by_role("textbox", name="Name", exact=True)
    name.fill("Battery round table")
    name.press("Enter")
    write_at_end(maya, "\n## Grading\nBelow **80 %** a battery is replaced.\n")
    expect(maya.get_by_role("heading", name="Grading")).to_be_visible()
    expect(text_of(maya).locator("strong", has_text="80 %")).to_be_visible()
    expect(saved(maya)).to_be_visible()
    assert_accessible(maya)
    picture(maya, "docs")

    maya.reload()
    expect(text_of(maya)).to_contain_text("Below 80 % a battery is replaced.")
    maya.goto(maya.url.rsplit("/", 1)[0])
    expect(maya.get_by_text("Battery round table").first).to_be_visible()


def test_three_write_in_one_document_at_once(sign_in: SignIn) -> None:
    maya, lea = sign_in("maya", "/docs"), sign_in("lea", "/docs")
    document = make(maya, "Returns in December", "Opening line.")
    share(maya, document, "lea", "editor")
    open_document(maya, document)
    open_document(lea, document)
    expect(maya.get_by_role("banner").get_by_label("Léa Fontaine").first).to_be_visible()

    write_at_end(maya, "\nMaya counts parcels.")
    write_at_end(lea, "\nLéa counts refunds.")
    added = {"format": "markdown", "content": "## Written by a program\n\nIt counts *both*."}
    call(maya, "POST", f"/docs/{document}/append", added)

    sentences = ("Opening line.", "Maya counts parcels.", "Léa counts refunds.", "It counts both.")
    for page in (maya, lea):
        for sentence in sentences:
            expect(text_of(page)).to_contain_text(sentence)
        expect(page.get_by_role("heading", name="Written by a program")).to_be_visible()
        expect(saved(page)).to_be_visible()
    words = held(maya, document)
    assert [words.count(sentence) for sentence in sentences] == [1, 1, 1, 1]


def test_a_viewer_reads_and_cannot_write(sign_in: SignIn) -> None:
    maya, jonas = sign_in("maya", "/docs"), sign_in("jonas", "/docs")
    document = make(maya, "Price list", "Phones from 90 euro.")
    base = jonas.url
    jonas.goto(f"{base}/{document}")
    expect(jonas.get_by_role("heading", name="This is not here")).to_be_visible()

    share(maya, document, "jonas", "viewer")
    open_document(jonas, document)
    expect(jonas.get_by_text("View only")).to_be_visible()
    before = held(maya, document)
    text_of(jonas).click()
    jonas.keyboard.type("Phones for nothing.")
    expect(text_of(jonas)).to_have_text("Phones from 90 euro.")
    assert held(maya, document) == before
    assert_accessible(jonas)


def test_a_right_that_ends_while_writing(sign_in: SignIn) -> None:
    maya, lea = sign_in("maya", "/docs"), sign_in("lea", "/docs")
    document = make(maya, "Draft contract", "First paragraph.")
    share(maya, document, "lea", "editor")
    open_document(lea, document)
    write_at_end(lea, " Checked.")
    expect(saved(lea)).to_be_visible()

    share(maya, document, "lea", "viewer")
    expect(lea.get_by_text("View only")).to_be_visible()
    call(maya, "DELETE", f"/drive/nodes/{document}/grants/{person_id(maya, 'lea')}")
    expect(lea.get_by_text("You cannot open this document")).to_be_visible()
    lea.reload()
    expect(lea.get_by_role("heading", name="This is not here")).to_be_visible()
    assert "First paragraph. Checked." in held(maya, document)


@pytest.fixture
def browser_of_her_own(browser: Browser, tmp_path: Path) -> Iterator[Callable[[], BrowserContext]]:
    """Return a start of one person's own browser: what it keeps outlives its end."""
    opened: list[BrowserContext] = []

    def start() -> BrowserContext:
        context = browser.browser_type.launch_persistent_context(
            str(tmp_path / "profile"),
            executable_path=chromium_path(),
            args=FLAGS,
            viewport={"width": DESK["width"], "height": DESK["height"]},
            locale="en-GB",
        )
        context.set_default_timeout(PATIENCE_MS)
        opened.append(context)
        return context

    yield start
    for context in opened:
        context.close()


def test_what_was_written_offline_outlives_the_browser(
    company: Server,
    sign_in: SignIn,
    browser_of_her_own: Callable[[], BrowserContext],
    enter: Enter,
) -> None:
    lea = sign_in("lea", "/docs")
    document = make(lea, "Night shift", "Handed over at ten.")
    share(lea, document, "maya", "editor")
    open_document(lea, document)

    first = browser_of_her_own()
    maya = first.pages[0]
    enter(maya, "maya", f"/docs/{document}")
    expect(text_of(maya)).to_contain_text("Handed over at ten.")
    expect(saved(maya)).to_be_visible()
    company.stop()
    expect(maya.get_by_text("Offline: kept on this device")).to_be_visible()
    write_at_end(maya, " Three parcels wait.")
    expect(maya.get_by_text("Offline: kept on this device")).to_be_visible()
    write_at_end(lea, "\nThe lift is repaired.")
    maya.wait_for_timeout(500)
    first.close()
    company.start()

    expect(saved(lea)).to_be_visible(timeout=30_000)
    again = browser_of_her_own().pages[0]
    again.goto(f"{company.url}/docs/{document}")
    for page in (again, lea):
        expect(text_of(page)).to_contain_text("Handed over at ten. Three parcels wait.")
        expect(text_of(page)).to_contain_text("The lift is repaired.")
    expect(saved(again)).to_be_visible()
    words = held(lea, document)
    assert words.count("Three parcels wait.") == 1
    assert words.count("The lift is repaired.") == 1


def test_suggested_discussed_and_taken(sign_in: SignIn, picture: Picture) -> None:
    maya, lea = sign_in("maya", "/docs"), sign_in("lea", "/docs")
    document = make(maya, "Warranty text", "Batteries are covered for six months.")
    share(maya, document, "lea", "editor")
    open_document(maya, document)
    open_document(lea, document)

    lea.get_by_role("button", name="Mode: Editing").click()
    lea.get_by_role("menuitemradio", name="Suggesting").click()
    write_at_end(lea, " Screens for three.")
    inserted = text_of(maya).locator("ins", has_text="Screens for three.")
    expect(inserted).to_be_visible()

    lea.keyboard.press("Control+a")
    lea.keyboard.press("Control+Alt+m")
    remark = lea.get_by_role("article", name="New comment")
    remark.get_by_role("textbox", name="Comment").fill("Legal agreed to this.")
    remark.get_by_role("button", name="Comment", exact=True).click()
    expect(maya.get_by_text("Legal agreed to this.")).to_be_visible()
    picture(maya, "docs-review")
    assert_accessible(maya)

    maya.get_by_role("button", name="Accept").first.click()
    expect(text_of(lea).locator("ins")).to_have_count(0)
    expect(saved(maya)).to_be_visible()
    assert "Batteries are covered for six months. Screens for three." in held(maya, document)


def test_a_document_on_a_phone_in_the_dark(sign_in: SignIn) -> None:
    maya = sign_in("maya", "/docs", viewport=PHONE, color_scheme="dark")
    document = make(maya, "Pocket notes", "# Stock\n\n- phones\n- tablets\n")
    open_document(maya, document)
    assert_accessible(maya)
    write_at_end(maya, "and chargers")
    expect(saved(maya)).to_be_attached()
    width = maya.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
