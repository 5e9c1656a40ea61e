"""Mail: grey text that goes on where somebody writes, by keys and on a phone, and its switches."""

import json
import re

from playwright.sync_api import Locator, Page, WebSocket, expect

from tests.fixtures.browser import assert_accessible

from .conftest import PHONE, Picture, SignIn
from .test_mail_writing import write

KIM = "kim@demo.example"
SAYS = "el => { const it = el.cloneNode(true);" + (
    "it.querySelectorAll('[data-suggestion]').forEach(grey => grey.remove());"
    "return [...it.children].map(line => line.textContent).join('\\n'); }"
)


def grey(page: Page) -> Locator:
    return page.locator("[data-suggestion]")


def text(page: Page) -> Locator:
    return page.get_by_label("Message text")


def says(page: Page) -> str:
    """Return what stands in the message, without the grey text."""
    return str(text(page).evaluate(SAYS)).strip()


def begin(page: Page, subject: str, text: str) -> Locator:
    """Write to Kim; the text comes at once, so that one question is asked, about all of it."""
    window = write(page, KIM, subject, "")
    page.keyboard.insert_text(text)
    return window


def type_and_see(page: Page, typed: str, offered: str) -> None:
    page.keyboard.insert_text(typed)
    expect(grey(page)).to_have_text(offered)


def test_grey_text_is_taken_kept_and_dropped_by_keys(sign_in: SignIn, picture: Picture) -> None:
    lea = sign_in("lea", "/mail/inbox")
    begin(lea, "Smart figures", "He")
    expect(grey(lea)).to_have_text("llo Kim,")
    assert says(lea) == "He"
    expect(lea.get_by_role("status").filter(has_text="Press Tab to accept it")).to_have_count(1)
    assert_accessible(lea)
    picture(lea, "mail-smart-compose")
    type_and_see(lea, "l", "lo Kim,")
    lea.keyboard.press("Tab")
    assert says(lea) == "Hello Kim,"
    expect(text(lea)).to_be_focused()

    lea.keyboard.press("Enter")
    type_and_see(lea, "I look forw", "ard")
    lea.keyboard.press("ArrowRight")
    assert says(lea) == "Hello Kim,\nI look forward"

    lea.keyboard.press("ControlOrMeta+z")
    assert says(lea) == "Hello Kim,\nI look forw"
    type_and_see(lea, "a", "rd")
    lea.keyboard.press("Escape")
    expect(grey(lea)).to_have_count(0)
    assert says(lea) == "Hello Kim,\nI look forwa"
    expect(lea.get_by_role("dialog", name="Smart figures")).to_be_visible()


def test_one_word_at_a_time(sign_in: SignIn) -> None:
    lea = sign_in("lea", "/mail/inbox")
    begin(lea, "Word by word", "He")
    expect(grey(lea)).to_have_text("llo Kim,")
    lea.keyboard.press("Control+ArrowRight")
    assert says(lea) == "Hello"
    expect(grey(lea)).to_have_text(" Kim,")
    lea.keyboard.press("Alt+ArrowRight")
    assert says(lea) == "Hello Kim,"
    expect(grey(lea)).to_have_count(0)


class Heard:
    """What a page asks over its line, and what it is answered."""

    def __init__(self, page: Page) -> None:
        self.lines: list[WebSocket] = []
        self.asked: dict[str, int] = {}
        page.on("websocket", self._opened)

    def _opened(self, line: WebSocket) -> None:
        if line.url.endswith("/compose"):
            self.lines.append(line)
            line.on("framesent", self._sent)

    def _sent(self, frame: str | bytes) -> None:
        question = json.loads(frame)
        self.asked[question["prefix"]] = question["id"]

    def answer(self, page: Page, typed: str) -> object:
        """Type and return what the question that ends with it is answered."""

        def is_it(frame: str | bytes) -> bool:
            id = json.loads(frame)["id"]
            return any(one == id and text.endswith(typed) for text, one in self.asked.items())

        with self.lines[-1].expect_event("framereceived", is_it) as received:
            page.keyboard.type(typed)
        return json.loads(received.value)["suggestions"]


def test_a_word_that_cannot_be_finished_is_left_alone(sign_in: SignIn) -> None:
    maya = sign_in("maya", "/mail/inbox")
    heard = Heard(maya)
    begin(maya, "Strange words", "Hel")
    expect(grey(maya)).to_have_text("lo Kim,")
    assert heard.answer(maya, "qzx") == []
    expect(grey(maya)).to_have_count(0)
    maya.keyboard.press("ControlOrMeta+a")
    type_and_see(maya, "Hel", "lo Kim,")
    maya.keyboard.press("ArrowLeft")
    expect(grey(maya)).to_have_count(0)
    assert says(maya) == "Hel"


def test_suggestions_are_switched_off_and_on(sign_in: SignIn) -> None:
    jonas = sign_in("jonas", "/mail/inbox")
    window = begin(jonas, "Switches", "Hel")
    expect(grey(jonas)).to_have_text("lo Kim,")
    with jonas.expect_response("**/api/v1/mail/settings"):
        jonas.get_by_role("button", name="More actions").click()
        jonas.get_by_role("menuitem", name="Turn off writing suggestions").click()
    text(jonas).click()
    jonas.keyboard.press("ControlOrMeta+a")
    jonas.keyboard.insert_text("Hel")
    # The draft is stored long after a suggestion would have come.
    expect(window.get_by_text("Saved", exact=True)).to_be_visible()
    expect(grey(jonas)).to_have_count(0)

    jonas.goto(jonas.url.split("/mail/")[0] + "/mail/settings/general")
    switch = jonas.get_by_role("switch", name="Writing suggestions")
    expect(switch).not_to_be_checked()
    with jonas.expect_response("**/api/v1/mail/settings"):
        switch.click(force=True)
        expect(switch).to_be_checked()
    expect(jonas.get_by_text("Learned from your own messages")).to_be_visible()
    assert_accessible(jonas)
    jonas.get_by_role("link", name="Back to mail").click()
    begin(jonas, "Switched on", "Hel")
    expect(grey(jonas)).to_have_text("lo Kim,")


def test_on_a_phone_grey_text_is_tapped(sign_in: SignIn, picture: Picture) -> None:
    priya = sign_in("priya", "/mail/inbox", viewport=PHONE, has_touch=True, color_scheme="dark")
    begin(priya, "On the way", "He")
    expect(grey(priya)).to_have_text("llo Kim,")
    assert_accessible(priya)
    picture(priya, "mail-smart-compose-phone")
    grey(priya).tap()
    assert says(priya) == "Hello Kim,"
    expect(text(priya)).to_be_focused()
    width = priya.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


def test_a_subject_is_chosen_from_the_text(sign_in: SignIn) -> None:
    nils = sign_in("nils", "/mail/inbox")
    letter = (
        "Hello Kim, the refurbished batteries for Berlin arrive on Thursday. "
        "Could you prepare the warehouse for the batteries?"
    )
    write(nils, KIM, "", letter)
    nils.get_by_label("Subject").click()
    ideas = nils.get_by_role("group", name="Suggested subjects")
    idea = ideas.get_by_role("button", name=re.compile("batteries", re.IGNORECASE)).first
    words = idea.inner_text()
    assert_accessible(nils)
    idea.click()
    expect(nils.get_by_label("Subject")).to_have_value(words)
    expect(ideas).to_have_count(0)


def test_the_organisation_switches_suggestions_off_for_everybody(sign_in: SignIn) -> None:
    chief = sign_in("chief", "/admin/mail/suggestions")
    switch = chief.get_by_role("switch", name="Suggest words to people while they write")
    expect(switch).to_be_checked()
    assert_accessible(chief)
    nils = sign_in("nils", "/mail/inbox")
    begin(nils, "For everybody", "Hel")
    expect(grey(nils)).to_have_text("lo Kim,")
    with chief.expect_response("**/api/v1/compose/settings"):
        switch.click(force=True)
    expect(switch).not_to_be_checked()
    try:
        nils.goto(nils.url.split("/mail/")[0] + "/mail/settings/general")
        expect(nils.get_by_text("Your organisation has switched suggestions off")).to_be_visible()
    finally:
        switch.click(force=True)
        expect(switch).to_be_checked()
