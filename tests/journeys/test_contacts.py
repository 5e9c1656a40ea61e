"""Contacts: made, completed while writing, imported, labelled, merged, grouped; on a phone too."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.fixtures.browser import assert_accessible

from .conftest import PHONE, SignIn

GOOGLE = """\
First Name,Last Name,Organization Name,Birthday,Labels,E-mail 1 - Label,E-mail 1 - Value,\
Phone 1 - Label,Phone 1 - Value,Notes
Greta,Hoffmann,Rackwerk GmbH,1979-03-02,Suppliers ::: * myContacts,Work,greta@rackwerk.example,\
Mobile,+49 89 5550 0132,Speaks French
Grete,Hoffmann,,,,Home,greta@rackwerk.example,,,
,,,,Suppliers,,,,,no name at all
"""
OUTLOOK = """\
First Name,Last Name,Company,Job Title,E-mail Address,Mobile Phone,Birthday
Luc,Garnier,Bureau Garnier,Fitter,luc@bureaugarnier.example,+33 6 55 50 01 65,7/4/1985
"""
CARD = """\
BEGIN:VCARD
VERSION:3.0
UID:zz-1
FN:Zofia Zielińska
N:Zielińska;Zofia;;;
EMAIL;TYPE=HOME:zofia@home.example
END:VCARD
"""


def rows(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("option")


def bring_in(page: Page, file: Path, text: str, label: str = "") -> Locator:
    """Import a file by the menu of the list, and return the window with the report."""
    file.write_text(text, "utf-8")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Import…").click()
    window = page.get_by_role("dialog", name="Import contacts")
    window.get_by_label("Label for all of them").fill(label)
    window.locator("input[type=file]").set_input_files(file)
    report = page.get_by_role("dialog", name="Import finished")
    expect(report).to_be_visible()
    return report


def fill_in_wanda(page: Page) -> None:
    page.get_by_label("First name").fill("Wanda")
    page.get_by_label("Last name").fill("Quist")
    page.get_by_label("Organisation").fill("Quist Batteries")
    page.get_by_label("E-mail 1", exact=True).fill("wanda@quist.example")
    page.get_by_role("combobox", name="Type of E-mail 1").fill("work")
    page.get_by_label("E-mail 2", exact=True).fill("w.quist@home.example")
    page.get_by_label("Phone 1", exact=True).fill("+46 8 555 010 10")
    page.get_by_label("Phone 2", exact=True).fill("+46 70 555 01 11")
    page.get_by_role("combobox", name="Labels").fill("Vendors")
    page.get_by_label("Day", exact=True).fill("29")
    page.get_by_role("combobox", name="Month").click()
    page.get_by_role("option", name="February").click()
    page.get_by_label("Notes").fill("Sends the test logs.")


def complete_wanda(page: Page) -> None:
    """Write to a contact, and to a colleague, by a few letters and Enter."""
    page.goto(page.url.split("/mail")[0] + "/mail/inbox?write=new")
    field = page.get_by_role("combobox", name="To", exact=True)
    field.press_sequentially("quis", delay=40)
    found = page.get_by_role("option", name=re.compile("Wanda Quist"))
    expect(found).to_have_text("Wanda Quistwanda@quist.exampleContacts")
    expect(found).to_have_attribute("data-combobox-selected", "true")
    assert_accessible(page)
    field.press("Enter")
    expect(page.get_by_title("wanda@quist.example · Outside your organisation")).to_be_visible()
    field.press_sequentially("jonas", delay=40)
    expect(page.get_by_role("option", name=re.compile("Jonas Weber"))).to_contain_text("Directory")


def test_a_contact_is_made_changed_and_completed_while_writing(sign_in: SignIn) -> None:
    page = sign_in("priya", "/contacts")
    expect(page.get_by_role("heading", name="No contacts here")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("navigation", name="All contacts").get_by_role(
        "button", name="New contact"
    ).click()
    fill_in_wanda(page)
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("heading", name="Wanda Quist")).to_be_visible()
    main = page.get_by_role("main")
    for words in ("wanda@quist.example", "w.quist@home.example", "February 29", "+46 70 555 01 11"):
        expect(main.get_by_text(words)).to_be_visible()
    expect(main.get_by_role("link", name="Vendors")).to_be_visible()
    assert_accessible(page)

    page.keyboard.press("e")
    page.get_by_label("Job title").fill("Quality lead")
    page.get_by_role("button", name="Remove E-mail 2").click()
    page.get_by_role("button", name="Save").click()
    expect(main.get_by_text("Quality lead · Quist Batteries")).to_be_visible()
    expect(main.get_by_text("w.quist@home.example")).to_have_count(0)

    main.get_by_role("button", name="Write").click()
    expect(page.get_by_title("wanda@quist.example · Outside your organisation")).to_be_visible()
    complete_wanda(page)


def test_files_are_imported_with_a_report_and_duplicates_merged(
    sign_in: SignIn, tmp_path: Path
) -> None:
    page = sign_in("nils", "/contacts")
    report = bring_in(page, tmp_path / "google.csv", GOOGLE)
    expect(report.get_by_text("2 contacts added")).to_be_visible()
    expect(report.get_by_text("1 entry left out")).to_be_visible()
    skipped = report.get_by_role("list", name="What was left out").get_by_role("listitem")
    expect(skipped).to_have_text("Line 4: It has no name, address or number.")
    assert_accessible(page)
    report.get_by_role("button", name="Done").click()
    report = bring_in(page, tmp_path / "outlook.csv", OUTLOOK, label="Fitters")
    expect(report.get_by_text("1 contact added")).to_be_visible()
    report.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="Fitters")).to_be_visible()
    expect(rows(page)).to_have_count(1)
    rows(page).click()
    expect(page.get_by_role("main").get_by_text("July 4, 1985")).to_be_visible()

    page.get_by_role("link", name="All contacts").click()
    bring_in(page, tmp_path / "zofia.vcf", CARD).get_by_role("button", name="Done").click()
    expect(rows(page)).to_have_count(4)
    report = bring_in(page, tmp_path / "zofia.vcf", CARD)
    expect(report.get_by_text("1 contact was there already")).to_be_visible()
    report.get_by_role("button", name="Done").click()

    page.get_by_role("link", name="Merge duplicates").click()
    expect(page.get_by_role("heading", name="Same e-mail")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("^Merge Gret[ae] Hoffmann")).click()
    expect(page.get_by_role("heading", name="No duplicates")).to_be_visible()
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Same e-mail")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Merge Gret[ae] Hoffmann")).click()
    expect(page.get_by_role("heading", name="No duplicates")).to_be_visible()

    page.get_by_role("link", name="All contacts").click()
    expect(rows(page)).to_have_count(3)
    page.get_by_role("button", name="More actions").click()
    with page.expect_download() as saved:
        page.get_by_role("menuitem", name="CSV for Google").click()
    text = Path(saved.value.path()).read_text("utf-8-sig")
    assert text.count("greta@rackwerk.example") == 1
    assert "Zielińska" in text


def test_contacts_are_chosen_labelled_grouped_and_brought_back_by_keyboard(
    sign_in: SignIn, tmp_path: Path
) -> None:
    page = sign_in("jonas", "/contacts")
    bring_in(page, tmp_path / "g.csv", GOOGLE).get_by_role("button", name="Done").click()
    listed = page.get_by_role("listbox", name="All contacts")
    listed.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_role("main").get_by_text("2 chosen")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Labels").click()
    page.get_by_label("Find or make a label").fill("Rack")
    page.keyboard.press("Enter")
    rack = page.get_by_role("navigation", name="All contacts").get_by_role("link", name="Rack")
    expect(rack).to_have_text("Rack2")
    page.keyboard.press("Escape")

    page.get_by_role("button", name="New group").click()
    page.get_by_label("Name of the group").fill("Rack repairs")
    members = page.get_by_role("combobox", name="Members")
    members.press_sequentially("grete", delay=40)
    page.get_by_role("option", name=re.compile("Grete Hoffmann")).click()
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main").get_by_text("1 member")).to_be_visible()
    assert_accessible(page)

    page.get_by_role("main").get_by_role("link", name="Grete Hoffmann").click()
    expect(page.get_by_role("heading", name="Grete Hoffmann")).to_be_visible()
    page.keyboard.press("#")
    expect(rows(page)).to_have_count(2)
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(rows(page)).to_have_count(3)
    page.get_by_label("Find contacts").fill("rackw")
    expect(rows(page)).to_have_count(2)
    page.get_by_label("Find contacts").fill("nobody")
    expect(page.get_by_role("heading", name="Nobody found")).to_be_visible()


def test_contacts_fit_a_phone(sign_in: SignIn) -> None:
    page = sign_in("kim", "/contacts", viewport=PHONE, has_touch=True)
    page.get_by_role("main").get_by_role("button", name="New contact").first.click()
    page.get_by_label("E-mail 1", exact=True).fill("only@address.example")
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="only@address.example")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Back to the list").click()
    expect(rows(page)).to_have_count(1)
    assert_accessible(page)
    page.get_by_role("button", name="Side bar").click()
    page.get_by_role("link", name="Other contacts").click()
    expect(page.get_by_role("heading", name="Nobody yet")).to_be_visible()
    assert_accessible(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
