"""Human resources offer a training to everybody: it fills up, a seat becomes free, the next one
moves up, and somebody writes down who was there.
"""

import csv
import re
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.fixtures.browser import assert_accessible

from .company import today
from .conftest import PHONE, SignIn

TITLE = "Lifting without pain"
TRAINING = "/calendar/training"


def plan(page: Page, day: str, start: str, end: str, seats: str) -> None:
    """Plan a date of the course that the page shows."""
    page.get_by_role("button", name="New date").click()
    dialog = page.get_by_role("dialog", name="New date")
    dialog.get_by_label("First day").fill(day)
    dialog.get_by_label("Start").fill(start)
    dialog.get_by_label("End").fill(end)
    dialog.get_by_label("Place").fill("Warehouse")
    dialog.get_by_label("Seats").fill(seats)
    assert_accessible(page)
    dialog.get_by_role("button", name="Plan date").click()
    expect(dialog).to_be_hidden()


def offered(page: Page) -> Locator:
    """Return the dates of the training in the catalogue."""
    return page.get_by_role("list", name=f"Dates of {TITLE}").get_by_role("listitem")


def publish(page: Page) -> None:
    """Write the training, plan a date of one seat next week and one today, and publish it."""
    page.get_by_role("button", name="New training").first.click()
    dialog = page.get_by_role("dialog", name="New training")
    dialog.get_by_label("Title").fill(TITLE)
    dialog.get_by_label("Description").fill("Knees, backs and boxes.")
    expect(dialog.get_by_role("radio", name="Everybody")).to_be_checked()
    dialog.get_by_role("button", name="Create training").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    plan(page, (today() + timedelta(days=7)).isoformat(), "09:00", "11:00", "1")
    plan(page, today().isoformat(), "00:00", "23:59", "9")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status").get_by_text("Published")).to_be_visible()
    expect(page.get_by_text("Draft")).to_be_hidden()


def mark(page: Page, tmp_path: Path) -> None:
    """Register Nils for today, note that he is there, and take the list away as a file."""
    page.get_by_role("button", name=re.compile("^0 people: ")).click()
    panel = page.get_by_role("complementary", name="Who comes")
    panel.get_by_placeholder("Register somebody").press_sequentially("Nils")
    page.get_by_role("option", name="Nils Berg").click()
    expect(panel.get_by_role("listitem")).to_contain_text(["Nils Berg"])
    panel.get_by_role("radiogroup", name="Attendance of Nils Berg").get_by_text("Present").click()
    expect(panel.get_by_role("button", name="Mark the rest present")).to_be_hidden()
    assert_accessible(page)
    with page.expect_download() as download:
        panel.get_by_role("link", name="Download as CSV").click()
    download.value.save_as(tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8") as file:
        rows = [(row["name"], row["state"], row["attended"]) for row in csv.DictReader(file)]
    assert rows == [("Nils Berg", "registered", "yes")]


def test_a_full_training_hands_the_seat_that_becomes_free_to_the_next(
    sign_in: SignIn, tmp_path: Path
) -> None:
    chief = sign_in("chief", TRAINING)
    publish(chief)

    priya = sign_in("priya", TRAINING)
    expect(offered(priya)).to_have_count(2)
    coming = offered(priya).last
    expect(coming).to_contain_text("1 of 1 seats free")
    assert_accessible(priya)
    coming.get_by_role("button", name=re.compile("^Register")).click()
    expect(coming.get_by_text("Registered", exact=True)).to_be_visible()
    expect(coming).to_contain_text("Full")

    jonas = sign_in("jonas", TRAINING, viewport=PHONE)
    waited = offered(jonas).last
    waited.get_by_role("button", name=re.compile("^Join waiting list")).click()
    expect(waited).to_contain_text("Waiting, place 1")
    assert_accessible(jonas)

    coming.get_by_role("button", name=re.compile("^Cancel")).click()
    expect(waited.get_by_text("Registered", exact=True)).to_be_visible()
    expect(coming.get_by_role("button", name=re.compile("^Join waiting list"))).to_be_visible()

    jonas.set_viewport_size({"width": 1440, "height": 900})
    jonas.goto(re.sub(r"/calendar.*$", "/calendar/agenda", jonas.url))
    expect(jonas.get_by_role("button", name=re.compile(f"^{TITLE}, "))).to_be_visible()
    jonas.get_by_role("button", name=re.compile("notification", re.IGNORECASE)).click()
    expect(jonas.get_by_text(f"You have a seat: {TITLE}")).to_be_visible()

    mark(chief, tmp_path)
