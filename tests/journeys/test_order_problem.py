"""From a vendor's form to the ticket, its answers and its end; the same inside the company."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.browser import NewPage, assert_accessible
from tests.fixtures.server import Server

from .conftest import DESK, PHONE, Picture, SignIn
from .outside import Outside, text_of
from .photos import PHOTO, PHOTO_FILE

ORDER_FORM = "/f/report-an-order-problem"
FASTEST_PERSON_MS = 1_100
"""What is answered within a second of opening counts as automatic, and is held for review."""


def ticket(page: Page, subject: str) -> Locator:
    return page.get_by_role("option").filter(has_text=subject)


def report(page: Page, order: str, vendor: str) -> None:
    """Answer what every order problem asks, as fast as a person can."""
    page.wait_for_timeout(FASTEST_PERSON_MS)
    page.get_by_label("Order number").fill(order)
    page.get_by_label("Describe what happened").fill("It is empty before noon.")
    page.get_by_label("Your name or firm").fill("Volta Mobile")
    page.get_by_label("Your e-mail address").fill(vendor)


def test_a_vendor_reports_a_problem_and_is_answered(
    sign_in: SignIn, new_page: NewPage, company: Server, outside: Outside, picture: Picture
) -> None:
    maya = sign_in("maya", "/desk")
    expect(ticket(maya, "R-104240")).to_be_visible()
    assert_accessible(maya)

    vendor = new_page(viewport=DESK)
    vendor.goto(f"{company.url}{ORDER_FORM}")
    assert_accessible(vendor)
    expect(vendor.get_by_label("Battery health in percent")).to_be_hidden()
    vendor.get_by_label("Battery does not hold charge").check()
    expect(vendor.get_by_label("Tracking number")).to_be_hidden()
    report(vendor, "R-200001", "support@volta.example")
    vendor.get_by_label("Battery health in percent").fill("71")
    vendor.get_by_label("Hours of use on one charge").fill("3")
    vendor.get_by_label("Photo").set_input_files([PHOTO_FILE])
    expect(vendor.get_by_role("button", name="Remove battery.png")).to_be_visible()
    assert_accessible(vendor)
    vendor.get_by_label("Order number").focus()
    picture(vendor, "form")
    vendor.get_by_role("button", name="Submit").click()
    expect(vendor.get_by_role("heading", name="Thank you")).to_be_visible()
    assert_accessible(vendor)

    expect(ticket(maya, "R-200001")).to_be_visible()
    acknowledgement = outside.mail_to("support@volta.example")
    number = re.search(r"SC-\d+", f"{acknowledgement['Subject']} {text_of(acknowledgement)}")
    assert number
    assert acknowledgement["Auto-Submitted"] == "auto-replied"
    maya.get_by_role("link", name="Seller care").click()
    ticket(maya, "R-200001").click()
    expect_the_answers(maya, number[0], company)
    answer_and_hear_back(maya, outside)
    assert_accessible(maya)
    picture(maya, "desk")


def expect_the_answers(agent: Page, number: str, company: Server) -> None:
    """The ticket holds what the vendor wrote, and the photo unchanged."""
    expect(agent.get_by_text(number, exact=True).first).to_be_visible()
    conversation = agent.get_by_role("region", name="R-200001")
    for words in ("Battery does not hold charge", "71", "It is empty before noon."):
        expect(conversation.get_by_text(words).first).to_be_visible()
    photo = conversation.get_by_role("img", name="battery.png")
    expect(photo).to_be_visible()
    link = agent.get_by_role("link", name="battery.png").get_attribute("href")
    assert agent.request.get(f"{company.url}{link}").body() == PHOTO


def answer_and_hear_back(agent: Page, outside: Outside) -> None:
    """What the agent writes reaches the vendor; what the vendor mails back is there at once."""
    agent.get_by_label("Reply to").fill("Please send it back, we replace the battery.")
    agent.get_by_role("button", name="Send", exact=True).click()
    expect(agent.get_by_text("Answer sent")).to_be_visible()
    answer = outside.mail_to("support@volta.example", lambda mail: not mail["Auto-Submitted"])
    assert "we replace the battery" in text_of(answer)
    outside.send(
        "Volta Mobile <support@volta.example>",
        str(answer["Reply-To"] or answer["From"]),
        f"Re: {answer['Subject']}",
        "It is on its way to Lyon.",
        In_Reply_To=str(answer["Message-ID"]),
    )
    expect(agent.get_by_text("It is on its way to Lyon.")).to_be_visible()


def test_the_form_works_without_scripts(
    sign_in: SignIn, new_page: NewPage, company: Server, outside: Outside, picture: Picture
) -> None:
    maya = sign_in("maya", "/desk", color_scheme="dark")
    vendor = new_page(java_script_enabled=False, viewport=PHONE)
    vendor.goto(f"{company.url}{ORDER_FORM}")
    vendor.get_by_label("Battery does not hold charge").check()
    report(vendor, "R-200002", "help@nova.example")
    vendor.get_by_role("button", name="Continue").click()
    vendor.get_by_label("Battery health in percent").fill("64")
    vendor.get_by_label("Photo").set_input_files([PHOTO_FILE])
    vendor.get_by_role("button", name="Submit").click()
    expect(vendor.get_by_role("heading", name="Thank you")).to_be_visible()

    assert "SC-" in text_of(outside.mail_to("help@nova.example"))
    ticket(maya, "R-200002").click()
    expect(maya.get_by_role("img", name="battery.png")).to_be_visible()
    expect(maya.get_by_text("64").first).to_be_visible()
    assert_accessible(maya)
    picture(maya, "desk-dark")


def test_a_colleague_asks_it_for_another_workstation(
    sign_in: SignIn, new_page: NewPage, company: Server, picture: Picture
) -> None:
    stranger = new_page()
    stranger.goto(f"{company.url}/f/change-my-workstation")
    expect(stranger.get_by_label("A screen")).to_have_count(0)

    jonas = sign_in("jonas", "/mail/inbox")
    jonas.goto(f"{company.url}/f/change-my-workstation")
    expect(jonas.get_by_text("You answer as Jonas Weber")).to_be_visible()
    jonas.get_by_label("Another laptop").check()
    jonas.get_by_label("Which laptop?").select_option(label="Pro 14")
    jonas.get_by_label("Anything else we should know?").fill("For the parcel maps.")
    assert_accessible(jonas)
    jonas.get_by_role("button", name="Submit").click()
    expect(jonas.get_by_role("heading", name="Thank you")).to_be_visible()

    noa = sign_in("noa", "/desk")
    noa.get_by_role("link", name="IT help desk").click()
    noa.get_by_role("option").filter(has_text="Jonas Weber").click()
    expect(noa.get_by_text("For the parcel maps.").first).to_be_visible()
    expect(noa.get_by_text("Pro 14").first).to_be_visible()
    noa.get_by_label("Reply to Jonas Weber").fill("You get it on Thursday.")
    noa.get_by_role("button", name="Send", exact=True).click()
    jonas.goto(f"{company.url}/mail/inbox")
    jonas.get_by_role("row").filter(has_text="You get it on Thursday.").click()
    expect(jonas.get_by_role("article").last).to_contain_text("You get it on Thursday.")


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_the_form_is_readable_on_a_phone(
    new_page: NewPage, company: Server, picture: Picture, color_scheme: str
) -> None:
    page = new_page(viewport=PHONE, color_scheme=color_scheme)
    page.goto(f"{company.url}{ORDER_FORM}")
    page.get_by_label("Missing parcel").check()
    expect(page.get_by_label("Tracking number")).to_be_visible()
    assert_accessible(page)
    if color_scheme == "dark":
        picture(page, "form-phone-dark")
