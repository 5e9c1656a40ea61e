"""Joining: a roster is dropped, checked, applied; each joiner comes in by the invitation."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.browser import NewPage, assert_accessible
from tests.fixtures.server import Server

from .conftest import DESK, PHONE, Picture, SignIn
from .keys import plug_in_security_key
from .outside import Outside, text_of
from .rosters import broken_roster, good_roster, private_address

EVERYBODY_READY_WITHIN_MS = 20_000


def drop(page: Page, name: str, text: str) -> None:
    """Drop a file on the page, as from a folder of the desktop."""
    carried = page.evaluate_handle(
        """([name, text]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], name, { type: 'text/csv' }));
            return carried;
        }""",
        [name, text],
    )
    page.get_by_role("heading", name="Joiners").dispatch_event("drop", {"dataTransfer": carried})


def row_of(page: Page, text: str) -> Locator:
    return page.get_by_role("row").filter(has_text=text)


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("rosters") / "joiners.csv"
    file.write_text(good_roster(), "utf-8")
    return file


def test_a_broken_roster_is_refused_line_by_line(sign_in: SignIn, company: Server) -> None:
    page = sign_in("lea", "/people")
    expect(page.get_by_role("link", name="Joiners")).to_have_count(0)

    page = sign_in("chief", "/people/joiners")
    drop(page, "broken.csv", broken_roster())
    expect(page.get_by_text("problems keep this roster from being applied")).to_be_visible()
    expect(page.get_by_role("row").nth(2)).to_contain_text("zoe.martin@demo.example")
    expect(row_of(page, "Anna Kowalska")).to_contain_text("nobody@demo.example")
    expect(row_of(page, "Lars Nyström")).to_contain_text("start_date")
    expect(row_of(page, "Inès Benali")).to_contain_text("Opens an account")
    expect(page.get_by_role("button", name="Open the accounts")).to_have_count(0)
    assert_accessible(page)
    page.goto(f"{company.url}/people")
    page.get_by_label("Find by name or address").fill("Benali")
    expect(page.get_by_text("Nobody found")).to_be_visible()


def test_fifteen_join_from_a_roster(
    sign_in: SignIn, company: Server, roster: Path, picture: Picture
) -> None:
    page = sign_in("chief", "/people/joiners")
    drop(page, "joiners.csv", roster.read_text("utf-8"))
    expect(page.get_by_text("15 new, 0 updated, 0 completed, 0 unchanged.")).to_be_visible()
    assert_accessible(page)
    picture(page, "people-plan")

    page.get_by_role("button", name="Open the accounts").click()
    expect(page.get_by_text("15 of 15 ready")).to_be_visible(timeout=EVERYBODY_READY_WITHIN_MS)
    expect(page.get_by_role("row").filter(has_text="Ready")).to_have_count(15)
    assert_accessible(page)

    again = company.bureau("onboard", str(roster))
    assert "0 changes: 15 unchanged" in again.stdout


def invitation(outside: Outside, given_name: str) -> str:
    letter = text_of(outside.mail_to(private_address(given_name)))
    link = re.search(r"http\S+/invite/\S+", letter)
    assert link, letter
    return link[0]


def test_a_joiner_sets_a_password_and_finds_everything_there(
    outside: Outside, new_page: NewPage, company: Server
) -> None:
    page = new_page(viewport=DESK)
    link = invitation(outside, "Inès")
    page.goto(link)
    expect(page.get_by_role("heading", name="Welcome, Inès")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("New password").fill("1234567890")
    page.get_by_role("button", name="Join with a password").click()
    expect(page.get_by_text("This password is too common.")).to_be_visible()
    page.get_by_label("New password").fill("a lemon tree in Lyon")
    page.get_by_role("button", name="Join with a password").click()
    expect_a_furnished_workspace(page, company, "Seller care")

    stranger = new_page()
    stranger.goto(link)
    expect(stranger.get_by_text("This invitation no longer works")).to_be_visible()


def test_a_joiner_makes_a_passkey_on_the_phone(
    outside: Outside, new_page: NewPage, company: Server
) -> None:
    page = new_page(viewport=PHONE, color_scheme="dark")
    plug_in_security_key(page)
    page.goto(invitation(outside, "Paul"))
    assert_accessible(page)
    page.get_by_role("button", name="Create a passkey").click()
    expect(page.get_by_role("navigation", name="Apps")).to_be_visible()
    assert_accessible(page)


def expect_a_furnished_workspace(page: Page, company: Server, drive: str) -> None:
    """The mailbox has the welcome mail; the team's group and drive are there."""
    expect(page.get_by_role("navigation", name="Apps")).to_be_visible()
    page.goto(f"{company.url}/mail/inbox")
    expect(page.get_by_text("your account is ready").first).to_be_visible()
    page.goto(f"{company.url}/drive")
    expect(page.get_by_role("link", name=drive)).to_be_visible()
    page.goto(f"{company.url}/people/groups")
    page.get_by_text("Seller care", exact=True).first.click()
    expect(page.get_by_text("Inès Benali")).to_be_visible()
