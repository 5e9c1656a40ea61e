"""The calendar: drawn, moved and stretched, a series changed, a guest's answer, a room, keys alone,
a phone.
"""

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.fixtures.browser import assert_accessible

from .company import today
from .conftest import PHONE, Picture, SignIn

HOUR_PX = 48
"""How tall an hour of the grid is."""


def a_monday(weeks_ahead: int) -> date:
    """Return the Monday of a week to come; every journey has a week of its own."""
    now = today()
    return now - timedelta(days=now.weekday()) + timedelta(weeks=weeks_ahead)


def event(page: Page, title: str) -> Locator:
    """Return the event of this title as it stands in the view."""
    return page.get_by_role("button", name=re.compile(f"^{title}, "))


def at(day: date, hours: str) -> re.Pattern[str]:
    """Return what an event of that day and these hours is called: "Monday 7 December, 10:00 …"."""
    return re.compile(rf"{day:%A} {day.day} {day:%B}, {hours}")


def column(page: Page, day: date) -> Locator:
    """Return the hours of a day."""
    return page.locator(f'[data-hours][data-day="{day.isoformat()}"]')


def open_view(page: Page, view: str, day: date) -> None:
    """Go to a view at a day, once its calendars are there."""
    page.goto(re.sub(r"/calendar.*$", "", page.url) + f"/calendar/{view}/{day.isoformat()}")
    if view == "week":
        expect(page.get_by_role("checkbox", name="Calendar", exact=True)).to_be_visible()
        expect(column(page, day)).to_be_visible()


def drag(page: Page, start: tuple[float, float], by: tuple[float, float]) -> None:
    """Hold, move in steps as a hand does, let go."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + by[0] / 2, start[1] + by[1] / 2, steps=4)
    page.mouse.move(start[0] + by[0], start[1] + by[1], steps=4)
    page.mouse.up()


def box(found: Locator) -> tuple[float, float, float, float]:
    """Return where it is: left, top, width, height."""
    found.scroll_into_view_if_needed()
    here = found.bounding_box()
    assert here
    return here["x"], here["y"], here["width"], here["height"]


def move(page: Page, found: Locator, days: int, hours: float) -> None:
    """Drag an event of a week by its middle."""
    x, y, _, _ = box(found)
    _, _, width, _ = box(page.locator("[data-hours]").first)
    drag(page, (x + 40, y + 10), (days * width, hours * HOUR_PX))


def draw(page: Page, day: date, start: int) -> None:
    """Draw an hour on a day; its card opens."""
    x, top, _, _ = box(column(page, day))
    drag(page, (x + 30, top + start * HOUR_PX + 3), (0, HOUR_PX - 8))
    expect(page.get_by_role("textbox", name="Title")).to_be_focused()


def create(page: Page, day: date, title: str, start: int) -> None:
    """Draw an hour, name it and store it."""
    draw(page, day, start)
    page.get_by_role("textbox", name="Title").fill(title)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(f"“{title}” was created")).to_be_visible()
    expect(event(page, title)).to_be_visible()


def edit(page: Page, title: str) -> None:
    """Open the whole page of an event through its card."""
    event(page, title).click()
    page.get_by_role("dialog", name=title).get_by_role("button", name="Edit").click()
    expect(page.get_by_role("textbox", name="Title")).to_have_value(title)


def invite(page: Page, name: str) -> None:
    """Add a guest by the beginning of the name."""
    page.get_by_role("combobox", name="Add guests").fill(name.split()[0])
    page.get_by_role("option", name=name).click()
    expect(page.get_by_role("list", name="Guests")).to_contain_text(name)


def answer_scope(page: Page, range_: str, button: str = "Change") -> None:
    """Say which events of a series are meant."""
    page.get_by_role("radio", name=range_, exact=True).check()
    page.get_by_role("button", name=button, exact=True).click()


def test_an_event_is_drawn_moved_and_stretched(sign_in: SignIn, picture: Picture) -> None:
    monday = a_monday(1)
    maya = sign_in("maya", "/calendar")
    open_view(maya, "week", monday)
    create(maya, monday, "Parcel review", 10)
    review = event(maya, "Parcel review")
    expect(review).to_have_accessible_name(at(monday, "10:00 – 11:00"))
    expect(review).to_be_focused()
    assert_accessible(maya)
    picture(maya, "calendar")

    move(maya, review, 1, 2)
    expect(review).to_have_accessible_name(at(monday + timedelta(days=1), "12:00 – 13:00"))
    maya.get_by_role("button", name="Undo").click()
    expect(review).to_have_accessible_name(at(monday, "10:00 – 11:00"))

    x, y, _, height = box(review)
    drag(maya, (x + 20, y + height - 2), (0, HOUR_PX / 2))
    expect(review).to_have_accessible_name(at(monday, "10:00 – 11:30"))
    maya.reload()
    expect(review).to_have_accessible_name(at(monday, "10:00 – 11:30"))


def test_one_of_a_series_is_moved_and_stays_so_when_all_are_renamed(sign_in: SignIn) -> None:
    monday, next_monday = a_monday(3), a_monday(4)
    maya = sign_in("maya", "/calendar")
    open_view(maya, "week", monday)
    create(maya, monday, "Team round", 9)
    edit(maya, "Team round")
    maya.get_by_role("combobox", name="Repeats").click()
    maya.get_by_role("option", name="Every week on Monday").click()
    maya.get_by_role("button", name="Save", exact=True).click()
    # An occurrence of a series goes by its event and its own time.
    expect(event(maya, "Team round")).to_have_attribute("data-event", re.compile("~.+"))

    move(maya, event(maya, "Team round"), 0, 1)
    answer_scope(maya, "This event")
    expect(event(maya, "Team round")).to_have_accessible_name(at(monday, "10:00 – 11:00"))
    maya.get_by_role("button", name="Next", exact=True).click()
    expect(event(maya, "Team round")).to_have_accessible_name(at(next_monday, "09:00 – 10:00"))

    edit(maya, "Team round")
    maya.get_by_role("textbox", name="Title").fill("Round of all")
    maya.get_by_role("button", name="Save", exact=True).click()
    answer_scope(maya, "All events")
    expect(event(maya, "Round of all")).to_have_accessible_name(at(next_monday, "09:00 – 10:00"))
    maya.get_by_role("button", name="Previous", exact=True).click()
    expect(event(maya, "Round of all")).to_have_accessible_name(at(monday, "10:00 – 11:00"))
    expect(event(maya, "Team round")).to_have_count(0)


def test_a_colleague_answers_and_the_organizer_sees_it_at_once(sign_in: SignIn) -> None:
    monday = a_monday(5)
    maya, jonas = sign_in("maya", "/calendar"), sign_in("jonas", "/calendar")
    open_view(maya, "week", monday)
    open_view(jonas, "week", monday)
    draw(maya, monday, 14)
    maya.get_by_role("textbox", name="Title").fill("Tracing workshop")
    invite(maya, "Jonas Weber")
    maya.get_by_role("button", name="Save and invite").click()
    expect(
        maya.get_by_text("“Tracing workshop” was created, the guests are invited")
    ).to_be_visible()
    event(maya, "Tracing workshop").click()
    guests = maya.get_by_role("dialog", name="Tracing workshop").get_by_role("list", name="Guests")
    expect(guests.get_by_role("listitem").filter(has_text="Jonas Weber")).to_contain_text(
        "No answer yet"
    )

    invited = event(jonas, "Tracing workshop")
    expect(invited).to_have_accessible_name(re.compile("waits for your answer"))
    invited.click()
    card = jonas.get_by_role("dialog", name="Tracing workshop")
    card.get_by_role("button", name="Yes", exact=True).click()
    expect(jonas.get_by_text("You are going")).to_be_visible()
    expect(card.get_by_role("button", name="Yes", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(invited).not_to_have_accessible_name(re.compile("waits for your answer"))
    assert_accessible(jonas)

    expect(guests.get_by_role("listitem").filter(has_text="Jonas Weber")).to_contain_text(
        "Accepted"
    )


def make_room(chief: Page, name: str) -> None:
    """Set up a room, as an administrator does through the API."""
    cookies = {it.get("name"): it.get("value", "") for it in chief.context.cookies()}
    origin = re.sub(r"(?<!/)/(?!/).*$", "", chief.url)
    made = chief.request.post(
        f"{origin}/api/v1/calendar/resources",
        data={"name": name, "kind": "room", "building": "Lyon", "capacity": 8},
        headers={"X-CSRFToken": str(cookies["csrftoken"]), "Referer": f"{origin}/"},
    )
    assert made.status == 201, made.text()


def test_a_room_is_booked_and_not_offered_to_the_next(sign_in: SignIn) -> None:
    monday = a_monday(6)
    chief = sign_in("chief", "/calendar")
    make_room(chief, "Saone")
    maya = sign_in("maya", "/calendar")
    open_view(maya, "week", monday)
    draw(maya, monday, 11)
    maya.get_by_role("textbox", name="Title").fill("Grading day")
    maya.get_by_role("button", name="More options").click()
    rooms = maya.get_by_role("list", name="Rooms and equipment")
    rooms.get_by_role("button", name="Add Saone").click()
    expect(rooms.get_by_role("button", name="Added: Saone")).to_be_visible()
    assert_accessible(maya)
    maya.get_by_role("button", name="Save", exact=True).click()
    event(maya, "Grading day").click()
    guests = maya.get_by_role("dialog", name="Grading day").get_by_role("list", name="Guests")
    expect(guests.get_by_role("listitem").filter(has_text="Saone")).to_contain_text("Accepted")

    open_view(chief, "week", monday)
    draw(chief, monday, 11)
    chief.get_by_role("button", name="More options").click()
    chief.get_by_role("checkbox", name="Only what is free then").uncheck()
    room = chief.get_by_role("list", name="Rooms and equipment").get_by_role("listitem")
    expect(room.filter(has_text="Saone")).to_contain_text("Taken")
    expect(chief.get_by_role("button", name="Add Saone")).to_have_count(0)


def test_everything_by_keys(sign_in: SignIn) -> None:
    monday = a_monday(7)
    tuesday = monday + timedelta(days=1)
    maya = sign_in("maya", "/calendar")
    open_view(maya, "week", monday)
    maya.get_by_role("group", name=re.compile("Arrows choose an hour")).focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "Enter"):
        maya.keyboard.press(key)
    maya.get_by_role("textbox", name="Title").press_sequentially("By keys")
    maya.keyboard.press("Enter")
    made = event(maya, "By keys")
    expect(made).to_have_accessible_name(at(tuesday, "10:00 – 10:30"))
    expect(made).to_be_focused()

    maya.keyboard.press("Alt+ArrowDown")
    expect(made).to_have_accessible_name(at(tuesday, "10:15 – 10:45"))
    expect(made).to_be_focused()
    maya.keyboard.press("Alt+Shift+ArrowDown")
    expect(made).to_have_accessible_name(at(tuesday, "10:15 – 11:00"))
    expect(made).to_be_focused()
    maya.keyboard.press("Enter")
    card = maya.get_by_role("dialog", name="By keys")
    expect(card).to_be_visible()
    maya.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(made).to_be_focused()
    maya.keyboard.press("a")
    expect(maya).to_have_url(re.compile("/calendar/agenda/"))
    expect(made).to_be_visible()
    assert_accessible(maya)


def test_a_day_on_a_phone(sign_in: SignIn) -> None:
    monday = a_monday(9)
    phone = sign_in("lea", "/calendar", viewport=PHONE, has_touch=True)
    open_view(phone, "agenda", monday)
    phone.get_by_role("button", name="Create event").tap()
    phone.get_by_role("textbox", name="Title").fill("On the way")
    phone.get_by_role("button", name="Save", exact=True).tap()
    here = event(phone, "On the way")
    expect(here).to_be_visible()
    assert_accessible(phone)
    phone.get_by_text("3 days", exact=True).tap()
    expect(phone).to_have_url(re.compile("/calendar/three/"))
    expect(here).to_have_accessible_name(at(monday, "09:00 – 09:30"))
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert_accessible(phone)
    here.tap()
    card = phone.get_by_role("dialog", name="On the way")
    card.get_by_role("button", name="Delete").tap()
    expect(here).to_have_count(0)
    phone.get_by_role("button", name="Undo").tap()
    expect(here).to_be_visible()
