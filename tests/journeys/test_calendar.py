"""The calendar by keys alone: an event made, moved, stretched, opened, found in the agenda."""

import re
from datetime import UTC, date, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from .conftest import SignIn


def a_monday(weeks_ahead: int) -> date:
    """Return the Monday of a week to come; every journey has a week of its own."""
    today = datetime.now(UTC).date()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks_ahead)


def event(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{title}, ")).first


def hours(page: Page, day: date) -> Locator:
    return page.locator(f'[data-hours][data-day="{day.isoformat()}"]')


def open_week(page: Page, monday: date) -> None:
    page.goto(re.sub(r"/calendar.*$", "", page.url) + f"/calendar/week/{monday.isoformat()}")
    expect(hours(page, monday)).to_be_visible()
    expect(page.get_by_role("checkbox", name="Calendar", exact=True)).to_be_visible()


def test_everything_by_keys(sign_in: SignIn) -> None:
    monday = a_monday(7)
    maya = sign_in("maya", "/calendar")
    open_week(maya, monday)
    grid = maya.get_by_role("group", name=re.compile("Arrows choose an hour"))
    grid.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "Enter"):
        maya.keyboard.press(key)
    maya.get_by_role("textbox", name="Title").press_sequentially("By keys")
    maya.keyboard.press("Enter")
    made = event(maya, "By keys")
    expect(made).to_have_accessible_name(re.compile(r"Tuesday.*10:00.AM – 10:30.AM"))

    expect(maya.get_by_text("was created")).to_be_visible()
    made.focus()
    maya.keyboard.press("Alt+ArrowDown")
    expect(made).to_have_accessible_name(re.compile(r"10:15.AM – 10:45.AM"))
    expect(made).to_be_focused()
    maya.keyboard.press("Alt+Shift+ArrowDown")
    expect(made).to_have_accessible_name(re.compile(r"10:15.AM – 11:00.AM"))
    expect(made).to_be_focused()
    maya.keyboard.press("Enter")
    card = maya.get_by_role("dialog", name="By keys")
    expect(card).to_be_visible()
    maya.keyboard.press("Escape")
    expect(card).to_be_hidden()
    maya.keyboard.press("a")
    expect(maya).to_have_url(re.compile("/calendar/agenda/"))
    expect(event(maya, "By keys")).to_be_visible()
