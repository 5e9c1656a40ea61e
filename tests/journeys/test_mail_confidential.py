"""Confidential mail: read by a colleague, opened outside with a code, until access is removed."""

import re

from playwright.sync_api import Page, expect

from tests.fixtures.browser import NewPage, assert_accessible

from .conftest import PHONE, SignIn
from .outside import Outside, text_of
from .test_mail_writing import PETRA, send, wait_seconds_to_undo, write

SECRET = "The bid is 42 million."
BODY = "#mail-conversation iframe"


def make_confidential(page: Page) -> None:
    """Choose one day and a code in the open message."""
    page.get_by_role("button", name="Confidential mode").click()
    dialog = page.get_by_role("dialog", name="Confidential mode")
    dialog.get_by_role("combobox", name="Can be read for").click()
    page.get_by_role("option", name="1 day", exact=True).click()
    dialog.get_by_role("checkbox", name="Readers outside need a code").check()
    assert_accessible(page)
    dialog.get_by_role("button", name="Make it confidential").click()
    expect(page.get_by_text(re.compile("Confidential until"))).to_be_visible()


def open_outside(new_page: NewPage, outside: Outside, subject: str) -> Page:
    """Follow the link of the notice in a browser without scripts, and give the code."""
    letter = outside.mail_to(PETRA, lambda mail: mail["Subject"] == subject)
    assert SECRET not in letter.as_string()
    link = re.search(r"https?://\S+/mail/confidential/\S+", text_of(letter))
    assert link
    page = new_page(java_script_enabled=False, viewport=PHONE)
    page.goto(link[0])
    expect(page.get_by_text(subject)).to_have_count(0)
    page.get_by_label("Your e-mail address").fill(PETRA)
    page.get_by_role("button", name="Send a code").click()
    mail = outside.mail_to(PETRA, lambda mail: "Your code" in str(mail["Subject"]))
    code = re.search(r"\b\d{6}\b", text_of(mail))
    assert code
    page.get_by_label("Code").fill(code[0])
    page.get_by_role("button", name="Open the message").click()
    expect(page.get_by_role("heading", name=subject)).to_be_visible()
    return page


def test_confidential_mail_is_read_until_access_is_removed(
    sign_in: SignIn, new_page: NewPage, outside: Outside
) -> None:
    maya = sign_in("maya", "/mail/inbox")
    wait_seconds_to_undo(maya, "Do not wait")
    write(maya, "jonas@demo.example", "The sealed offer", SECRET)
    field = maya.get_by_role("combobox", name="To", exact=True)
    field.fill(PETRA)
    field.press("Enter")
    make_confidential(maya)
    send(maya)

    jonas = sign_in("jonas", "/mail/inbox")
    jonas.get_by_role("row").filter(has_text="The sealed offer").click()
    expect(jonas.frame_locator(BODY).get_by_text(SECRET)).to_be_visible()
    expect(jonas.get_by_text(re.compile("Confidential: can be read until"))).to_be_visible()
    expect(jonas.get_by_role("button", name="Forward")).to_have_count(0)
    jonas.get_by_role("article").get_by_role("button", name="More actions").click()
    expect(jonas.get_by_role("menuitem").first).to_be_focused()
    expect(jonas.get_by_role("menuitem", name="Print")).to_have_count(0)
    assert_accessible(jonas)
    jonas.keyboard.press("Escape")
    expect(jonas.get_by_role("menu")).to_have_count(0)
    assert_accessible(jonas)

    petra = open_outside(new_page, outside, "The sealed offer")
    expect(petra.frame_locator("iframe").get_by_text(SECRET)).to_be_visible()

    maya.get_by_role("link", name="Sent", exact=True).click()
    maya.get_by_role("row").filter(has_text="The sealed offer").click()
    expect(maya.frame_locator(BODY).get_by_text(SECRET)).to_be_visible()
    assert_accessible(maya)
    maya.get_by_role("button", name="Remove access").click()
    expect(maya.get_by_text(re.compile("you removed access"))).to_be_visible()

    petra.reload()
    expect(petra.get_by_text("no longer available")).to_be_visible()
    expect(petra.get_by_text(SECRET)).to_have_count(0)
    jonas.reload()
    expect(jonas.get_by_text("no longer available")).to_be_visible()
    expect(jonas.locator(BODY)).to_have_count(0)
    expect(maya.frame_locator(BODY).get_by_text(SECRET)).to_be_visible()
