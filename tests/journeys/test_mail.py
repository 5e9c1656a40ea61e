"""Mail: written to a colleague and outside, and live when it comes from outside."""

import time
from email.message import EmailMessage
from pathlib import Path
from statistics import median

from playwright.sync_api import Locator, Page, expect

from tests.fixtures.browser import assert_accessible

from .conftest import PHONE, Picture, SignIn
from .outside import Outside, text_of
from .photos import PHOTO, PHOTO_FILE

BUYER = "Petra Horáková <petra@buyers.example>"


def conversation(page: Page, subject: str) -> Locator:
    return page.get_by_role("row").filter(has_text=subject)


def attachment_of(message: EmailMessage) -> tuple[str | None, bytes]:
    (part,) = message.iter_attachments()
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return part.get_filename(), content


def write(page: Page, to: list[str], subject: str, text: str) -> None:
    page.get_by_role("button", name="Write").click()
    field = page.get_by_role("combobox", name="To", exact=True)
    for receiver in to:
        field.fill(receiver)
        if "@" in receiver:
            field.press("Enter")
        else:
            page.get_by_role("option", name=receiver).click()
    page.get_by_label("Subject").fill(subject)
    page.get_by_label("Message text").fill(text)


def test_a_mail_with_a_file_reaches_a_colleague_and_the_world(
    sign_in: SignIn, outside: Outside, tmp_path: Path, picture: Picture
) -> None:
    jonas = sign_in("jonas", "/mail/inbox")
    maya = sign_in("maya", "/mail/inbox")
    expect(conversation(maya, "Battery complaints this week")).to_be_visible()
    assert_accessible(maya)
    picture(maya, "mail")
    write(maya, ["Jonas Weber", "petra@buyers.example"], "The red battery", "Here is the photo.")
    with maya.expect_file_chooser() as choosing:
        maya.get_by_role("button", name="Attach files").click()
    choosing.value.set_files([PHOTO_FILE])
    expect(maya.get_by_role("list", name="Attachments")).to_contain_text("battery.png")
    assert_accessible(maya)
    maya.get_by_role("button", name="Send", exact=True).click()
    expect(maya.get_by_text("Message sent")).to_be_visible()

    letter = outside.mail_to(
        "petra@buyers.example", lambda mail: mail["Subject"] == "The red battery"
    )
    assert letter["Subject"] == "The red battery"
    assert "Here is the photo." in text_of(letter)
    assert attachment_of(letter) == ("battery.png", PHOTO)

    conversation(jonas, "The red battery").click()
    expect(jonas.get_by_role("link", name="Download battery.png")).to_be_visible()
    assert_accessible(jonas)
    with jonas.expect_download() as download:
        jonas.get_by_role("link", name="Download battery.png").click()
    download.value.save_as(tmp_path / "battery.png")
    assert (tmp_path / "battery.png").read_bytes() == PHOTO


def test_mail_from_outside_shows_within_a_second_and_is_answered(
    sign_in: SignIn, outside: Outside, picture: Picture
) -> None:
    maya = sign_in("maya", "/mail/inbox", viewport=PHONE)
    expect(conversation(maya, "Battery complaints this week")).to_be_visible()
    assert_accessible(maya)
    delays = [seconds_until_shown(maya, outside, f"Question {number}") for number in (1, 2, 3)]
    assert median(delays) < 1, delays
    picture(maya, "mail-phone")

    conversation(maya, "Question 3").click()
    expect(maya.get_by_text("From outside your organisation")).to_be_visible()
    assert_accessible(maya)
    maya.get_by_role("button", name="Reply", exact=True).last.click()
    maya.get_by_label("Message text").fill("Charge it overnight, please.")
    maya.get_by_role("button", name="Send", exact=True).click()
    expect(maya.get_by_text("Message sent")).to_be_visible()

    answer = outside.mail_to(
        "petra@buyers.example", lambda mail: mail["Subject"] == "Re: Question 3"
    )
    assert "Charge it overnight, please." in text_of(answer)
    assert answer["In-Reply-To"] in answer["References"]


def seconds_until_shown(page: Page, outside: Outside, subject: str) -> float:
    outside.send(BUYER, "maya@demo.example", subject, "It is empty before noon.")
    accepted = time.monotonic()
    conversation(page, subject).wait_for()
    return time.monotonic() - accepted
