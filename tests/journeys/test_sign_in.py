"""Signing in: by password, with a second step, with a passkey, and back in after forgetting it."""

import re

from playwright.sync_api import Page, expect

from tests.fixtures.browser import NewPage, assert_accessible
from tests.fixtures.server import Server

from .company import PASSWORD
from .conftest import PHONE, SignIn
from .keys import plug_in_security_key, totp_code
from .outside import Outside, text_of


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in to Bureau")).to_be_visible()


def open_security(page: Page) -> None:
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitem", name="Security").click()
    expect(page.get_by_role("heading", name="Passkeys")).to_be_visible()


def give_password(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_wrong_password_is_refused_with_words(company: Server, page: Page) -> None:
    page.goto(company.url)
    expect(page.get_by_role("heading", name="Sign in to Bureau")).to_be_visible()
    assert_accessible(page)
    give_password(page, "noa@demo.example", "not the kettle")
    refusal = "The email address and/or password you specified are not correct."
    expect(page.get_by_text(refusal)).to_be_visible()
    expect(page.get_by_role("navigation", name="Apps")).to_have_count(0)
    give_password(page, "noa@demo.example", PASSWORD)
    expect(page.get_by_role("navigation", name="Apps")).to_be_visible()


def test_an_administrator_secures_the_account(company: Server, sign_in: SignIn) -> None:
    page = sign_in("admin")
    plug_in_security_key(page)
    open_security(page)
    reminder = page.get_by_text("Protect your administrator account")
    expect(reminder).to_be_visible()
    assert_accessible(page)

    page.get_by_role("button", name="Set up").click()
    secret = page.locator("pre").inner_text()
    page.get_by_role("textbox", name="Code").fill(totp_code(secret))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("button", name="Turn off")).to_be_visible()
    expect(reminder).to_have_count(0)

    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("list", name="Passkeys").get_by_role("listitem")).to_have_count(1)
    assert_accessible(page)

    sign_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("navigation", name="Apps")).to_be_visible()

    sign_out(page)
    give_password(page, "admin@demo.example", PASSWORD)
    expect(page.get_by_role("heading", name="Confirm it is you")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("textbox", name="Code").fill("000000")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("navigation", name="Apps")).to_have_count(0)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("navigation", name="Apps")).to_be_visible()


def test_who_forgot_the_password_gets_a_code_by_mail(
    company: Server, outside: Outside, new_page: NewPage
) -> None:
    page = new_page(viewport=PHONE)
    page.goto(company.url)
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail address").fill("omar@demo.example")
    page.get_by_role("button", name="Send code").click()
    expect(page.get_by_role("heading", name="Choose a new password")).to_be_visible()
    assert_accessible(page)

    letter = text_of(outside.mail_to("omar@home.example"))
    code = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", letter, re.MULTILINE)
    assert code, letter
    page.get_by_label("Code from the mail").fill(code[1])
    page.get_by_label("New password").fill("the second kettle sings")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("heading", name="Sign in to Bureau")).to_be_visible()
    give_password(page, "omar@demo.example", "the second kettle sings")
    expect(page.get_by_role("navigation", name="Apps")).to_be_visible()
