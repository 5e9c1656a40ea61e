"""Mail: the pages of its settings and administration, unwanted senders, shared mailboxes."""

import re

from playwright.sync_api import Page, expect

from tests.fixtures.browser import assert_accessible

from .conftest import PHONE, SignIn
from .outside import Outside

SETTINGS = {
    "general": "Lists",
    "labels": "Labels",
    "identities": "Addresses and signatures",
    "rules": "Rules",
    "vacation": "Vacation answer",
    "forwarding": "Forwarding",
    "blocked": "Blocked senders",
    "templates": "Templates",
    "delegation": "Sharing this mailbox",
    "transfers": "Import from a file",
    "apps": "App passwords",
}
ADMINISTRATION = {
    "domains": "Domains",
    "aliases": "Aliases",
    "routing": "Routing rules",
    "quarantine": "Quarantine",
    "limits": "Limits and policy",
    "trace": "Message trace",
    "queue": "Queue",
}


def visit(page: Page, base: str, pages: dict[str, str]) -> None:
    """Open each page from the side bar of the first one; each has its heading and fits."""
    for name, heading in pages.items():
        page.locator(f'a[href^="{base}{name}"]').click()
        expect(page.get_by_role("heading", name=heading, exact=True, level=2)).to_be_visible()
        expect(page.get_by_role("alert")).to_have_count(0)
        assert_accessible(page)


def test_every_page_of_the_settings_is_accessible(sign_in: SignIn) -> None:
    omar = sign_in("omar", "/mail/settings/general")
    visit(omar, "/mail/settings/", SETTINGS)


def test_every_page_of_the_administration_is_accessible(sign_in: SignIn) -> None:
    chief = sign_in("chief", "/admin/mail/domains")
    visit(chief, "/admin/mail/", ADMINISTRATION)


def test_settings_fit_a_phone(sign_in: SignIn) -> None:
    omar = sign_in("omar", "/mail/settings/general", viewport=PHONE)
    switch = omar.get_by_role("switch", name="Tabs in the inbox")
    expect(switch).to_be_attached()
    assert omar.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert_accessible(omar)


def test_a_sender_is_reported_and_blocked(sign_in: SignIn, outside: Outside) -> None:
    sender = "Crooked Bank <help@crooked.example>"
    priya = sign_in("priya", "/mail/inbox")
    outside.send(sender, "priya@demo.example", "Your account is closed", "Send us your password.")
    letter = priya.get_by_role("row").filter(has_text="Your account is closed")
    letter.click()
    more = priya.get_by_role("article").get_by_role("button", name="More actions")
    expect(more).to_be_visible()
    assert_accessible(priya)
    more.click()
    priya.get_by_role("menuitem", name="Block Crooked Bank").click()
    expect(priya.get_by_text("Mail from Crooked Bank goes to Junk from now on")).to_be_visible()
    more.click()
    priya.get_by_role("menuitem", name="Report phishing").click()
    expect(priya.get_by_text("Reported, and moved to Junk")).to_be_visible()
    expect(priya.get_by_role("alert")).to_contain_text("tries to trick you")
    outside.send(sender, "priya@demo.example", "The last warning", "Send it now.")
    priya.get_by_role("link", name=re.compile("^Junk")).click()
    expect(priya.get_by_role("row").filter(has_text="The last warning")).to_be_visible()
    priya.get_by_role("link", name="Settings").click()
    priya.get_by_role("link", name="Blocked senders").click()
    expect(priya.get_by_role("list", name="Blocked senders")).to_contain_text(
        "help@crooked.example"
    )


def test_messages_stand_alone_where_conversations_are_off(
    sign_in: SignIn, outside: Outside
) -> None:
    nils = sign_in("nils", "/mail/inbox")
    for subject in ("Pallet 9", "Re: Pallet 9"):
        outside.send(
            "Ana <ana@world.example>",
            "nils@demo.example",
            subject,
            "Gone?",
            References="<pallet-0@world.example>",
        )
    rows = nils.get_by_role("row").filter(has_text="Pallet 9")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Ana 2")
    nils.goto(nils.url.split("/mail/")[0] + "/mail/settings/general")
    switch = nils.get_by_role("switch", name="Conversations")
    with nils.expect_response("**/api/v1/mail/settings"):
        switch.click(force=True)
        expect(switch).not_to_be_checked()
    nils.get_by_role("link", name="Back to mail").click()
    expect(rows).to_have_count(2)
    rows.first.click()
    expect(nils.get_by_role("article")).to_have_count(1)
    expect(nils.get_by_role("heading", level=1)).to_have_text("Re: Pallet 9")


def test_colleagues_share_a_mailbox(sign_in: SignIn, outside: Outside) -> None:
    lea = sign_in("lea", "/mail/settings/delegation")
    lea.get_by_role("combobox", name="Share with").fill("Omar")
    lea.get_by_role("option", name=re.compile("Omar Haddad")).click()
    lea.get_by_role("button", name="Share", exact=True).click()
    expect(lea.get_by_text("Omar Haddad").first).to_be_visible()
    assert_accessible(lea)
    outside.send("Ana <ana@world.example>", "lea@demo.example", "Our contract", "Is it signed?")
    omar = sign_in("omar", "/mail/inbox")
    omar.get_by_role("link", name=re.compile("lea@demo.example")).click()
    omar.get_by_role("row").filter(has_text="Our contract").click()
    omar.get_by_role("combobox", name="Who takes care of it").click()
    omar.get_by_role("option", name=re.compile("Omar Haddad")).click()
    omar.get_by_role("button", name=re.compile("comment")).click()
    omar.get_by_label("Comment for colleagues").fill("I ask the lawyers.")
    omar.get_by_role("button", name="Comment", exact=True).click()
    expect(omar.get_by_text("I ask the lawyers.")).to_be_visible()
    assert_accessible(omar)
    omar.get_by_role("button", name="Mark as done").click()
    expect(omar.get_by_role("button", name="Done", exact=True)).to_be_visible()
