"""Files: into the team's drive, to a colleague, and to a guest by link."""

from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.fixtures.browser import NewPage, assert_accessible
from tests.fixtures.server import Server

from .conftest import PHONE, Picture, SignIn
from .photos import PHOTO, PHOTO_FILE

TERMS = "Batteries are covered for twelve months.\n" * 200
TERMS_FILE: FilePayload = {
    "name": "Warranty terms.txt",
    "mimeType": "text/plain",
    "buffer": TERMS.encode(),
}


def node(page: Page, name: str) -> Locator:
    return page.get_by_role("option").filter(has_text=name)


def upload(page: Page, file: FilePayload) -> None:
    page.get_by_role("button", name="New", exact=True).click()
    with page.expect_file_chooser() as choosing:
        page.get_by_role("menuitem", name="Upload files").click()
    choosing.value.set_files([file])
    uploads = page.get_by_role("region", name="Uploads")
    expect(uploads.get_by_role("link", name=str(file["name"]))).to_be_visible()


def test_a_file_goes_into_the_teams_drive(sign_in: SignIn, picture: Picture) -> None:
    maya = sign_in("maya", "/drive")
    maya.get_by_role("link", name="Seller care", exact=True).click()
    expect(maya.get_by_role("listbox", name="Seller care")).to_be_visible()
    upload(maya, TERMS_FILE)
    expect(node(maya, "Warranty terms.txt")).to_be_visible()
    assert_accessible(maya)
    picture(maya, "drive")

    lea = sign_in("lea", "/drive")
    lea.get_by_role("link", name="Seller care", exact=True).click()
    node(lea, "Warranty terms.txt").dblclick()
    expect(lea.get_by_text("Batteries are covered for twelve months.").first).to_be_visible()
    assert_accessible(lea)

    jonas = sign_in("jonas", "/drive")
    expect(jonas.get_by_role("link", name="Logistics", exact=True)).to_be_visible()
    expect(jonas.get_by_role("link", name="Seller care", exact=True)).to_have_count(0)
    jonas.goto(lea.url)
    expect(jonas.get_by_role("heading", name="This is not here")).to_be_visible()


def test_a_folder_is_shared_with_a_colleague_and_by_link(
    sign_in: SignIn, new_page: NewPage, company: Server, tmp_path: Path
) -> None:
    maya = sign_in("maya", "/drive")
    link = share_a_folder(maya)

    jonas = sign_in("jonas", "/drive/shared")
    node(jonas, "Returned tablets").dblclick()
    expect(node(jonas, "battery.png")).to_be_visible()
    expect(jonas.get_by_role("button", name="New", exact=True)).to_be_disabled()

    guest = new_page(viewport=PHONE, color_scheme="dark")
    guest.goto(link)
    assert_accessible(guest)
    guest.get_by_text("battery.png").click()
    assert_accessible(guest)
    with guest.expect_download() as download:
        guest.get_by_role("link", name="Download").first.click()
    download.value.save_as(tmp_path / "battery.png")
    assert (tmp_path / "battery.png").read_bytes() == PHOTO

    guest.goto(f"{company.url}/drive")
    expect(guest.get_by_role("heading", name="Sign in to Bureau")).to_be_visible()
    take_the_link_away(maya)
    guest.goto(link)
    expect(guest.get_by_text("battery.png")).to_have_count(0)


def share_a_folder(maya: Page) -> str:
    """Make a folder with a photo, share it with Jonas and by link; return the link."""
    maya.get_by_role("button", name="New", exact=True).click()
    maya.get_by_role("menuitem", name="New folder").click()
    maya.get_by_label("Name", exact=True).fill("Returned tablets")
    maya.get_by_role("button", name="Create", exact=True).click()
    node(maya, "Returned tablets").dblclick()
    expect(maya.get_by_text("Nothing in this folder yet")).to_be_visible()
    upload(maya, PHOTO_FILE)

    maya.get_by_role("button", name="Share", exact=True).click()
    dialog = maya.get_by_role("dialog")
    dialog.get_by_label("Add people or groups").fill("Jonas")
    maya.get_by_role("option", name="Jonas Weber").click()
    dialog.get_by_role("button", name="Share", exact=True).click()
    expect(dialog.get_by_role("list", name="People with access")).to_contain_text("Jonas Weber")
    dialog.get_by_role("button", name="New link").click()
    dialog.get_by_role("button", name="Create and copy").click()
    address = dialog.get_by_role("list", name="Public links").get_by_text("/s/")
    expect(address).to_be_visible()
    assert_accessible(maya)
    return address.inner_text()


def take_the_link_away(maya: Page) -> None:
    maya.get_by_role("button", name="Remove link").click()
    expect(maya.get_by_role("button", name="Remove link")).to_have_count(0)
