"""Leaving: out of every door within seconds, and nothing that others need is lost."""

import time

import httpx
from playwright.sync_api import FilePayload, Page, expect

from tests.fixtures.browser import assert_accessible
from tests.fixtures.server import Server

from .conftest import SignIn
from .outside import Outside, text_of
from .test_drive import node, upload

ROUTES: FilePayload = {
    "name": "Routes.txt",
    "mimeType": "text/plain",
    "buffer": b"Lyon, Lille, Nantes\n",
}
PLANS: FilePayload = {"name": "Plans.txt", "mimeType": "text/plain", "buffer": b"Spring\n"}
SHUT_OUT_WITHIN_S = 5


def pick(page: Page, label: str, name: str) -> None:
    page.get_by_role("combobox", name=label).fill(name)
    page.get_by_role("option", name=name).click()


def make_token(page: Page, company: Server) -> str:
    page.goto(f"{company.url}/settings/access")
    page.get_by_role("button", name="New token").click()
    page.get_by_label("Name").fill("Parcel maps")
    page.get_by_role("button", name="Create", exact=True).click()
    return page.locator("pre").inner_text()


def status_with(token: str, company: Server) -> int:
    answer = httpx.get(
        f"{company.url}/api/v1/me",
        headers={"Authorization": f"Bearer {token}"},
        trust_env=False,
    )
    return answer.status_code


def test_sam_leaves_and_priya_takes_over(
    sign_in: SignIn, company: Server, outside: Outside
) -> None:
    sam = sign_in("sam", "/drive")
    upload(sam, PLANS)
    sam.get_by_role("link", name="Logistics", exact=True).click()
    expect(sam.get_by_role("listbox", name="Logistics")).to_be_visible()
    upload(sam, ROUTES)
    logistics = sam.url
    token = make_token(sam, company)
    assert status_with(token, company) == 200
    priya = sign_in("priya", "/mail/inbox")

    plan = company.bureau(
        "offboard", "sam@demo.example", "--to", "priya@demo.example", "--plan"
    ).stdout
    assert "sam@demo.example would be suspended at once." in plan
    assert "New mail to sam@demo.example goes to priya@demo.example." in plan
    assert status_with(token, company) == 200

    chief = sign_in("chief", "/people/leavers")
    assert_accessible(chief)
    pick(chief, "Who leaves", "Sam Keller")
    pick(chief, "Who takes over", "Priya Raman")
    chief.get_by_role("button", name="Show the preview").click()
    expect(chief.get_by_text("New mail to sam@demo.example goes to")).to_be_visible()
    assert_accessible(chief)
    let_leave(chief, sam, token, company)

    outside.send("petra@buyers.example", "sam@demo.example", "Where is my parcel?", "Lille?")
    expect(priya.get_by_role("row").filter(has_text="Where is my parcel?")).to_be_visible()
    told = outside.mail_to("petra@buyers.example", lambda mail: bool(mail["Auto-Submitted"]))
    assert "Priya Raman" in text_of(told)
    priya.goto(f"{company.url}/drive")
    node(priya, "Sam Keller").dblclick()
    expect(node(priya, "Plans.txt")).to_be_visible()

    nils = sign_in("nils", logistics.removeprefix(company.url))
    expect(node(nils, "Routes.txt")).to_be_visible()


def let_leave(chief: Page, sam: Page, token: str, company: Server) -> None:
    """Apply the plan; the open browser and the token of the leaver are dead within seconds."""
    chief.get_by_role("button", name="End access and hand over").click()
    began = time.monotonic()
    expect(sam.get_by_role("heading", name="Sign in to Bureau")).to_be_visible()
    shut_out = time.monotonic() - began
    assert status_with(token, company) == 401
    assert time.monotonic() - began < SHUT_OUT_WITHIN_S, shut_out
    expect(chief.get_by_text("Left", exact=True)).to_be_visible()
    sam.get_by_label("E-mail address").fill("sam@demo.example")
    sam.get_by_label("Password", exact=True).fill("a kettle in the rain")
    sam.get_by_role("button", name="Sign in").click()
    expect(sam.get_by_role("alert")).to_have_text(
        "This account is not active any more. Ask your administrator."
    )
    expect(sam.get_by_role("navigation", name="Apps")).to_have_count(0)
