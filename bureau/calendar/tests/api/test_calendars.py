"""The list of calendars, settings, the directory, and what is added."""

import pytest

from bureau.calendar.models import Calendar, CalendarSettings
from bureau.people import Person
from tests.fixtures.http import Api

from .conftest import calendar_of, week

pytestmark = pytest.mark.django_db


def test_a_calendar_is_made_changed_hidden_and_deleted(annas: Api, anna: Person) -> None:
    calendar_of(anna)
    made = annas.post("/calendar/calendars", {"name": "Sport", "color": "#00aa00"})
    assert made.status == 201
    sport = made.json
    assert sport == {
        "id": sport["id"],
        "name": "Sport",
        "description": "",
        "color": "#00aa00",
        "kind": "own",
        "owner": {"id": anna.id, "name": "Anna Arendt", "email": "anna@demo.example"},
        "role": "manager",
        "is_shown": True,
        "is_default": False,
        "is_mine": True,
        "time_zone": "",
        "free_busy": "everyone",
        "is_transparent": False,
        "components": ["VEVENT", "VTODO"],
        "position": 0,
        "dav_url": sport["dav_url"],
    }
    path = f"/calendar/calendars/{sport['id']}"
    assert annas.patch(path, {"name": "Running"}).json == {**sport, "name": "Running"}
    look = {"is_shown": False, "color": "#123456", "position": 4}
    assert annas.put(f"{path}/entry", look).json == {**sport, "name": "Running", **look}
    names = [one["name"] for one in annas.get("/calendar/calendars").json["items"]]
    assert names == ["Calendar", "Running"]
    assert annas.delete(path).status == 204
    names = [one["name"] for one in annas.get("/calendar/calendars").json["items"]]
    assert names == ["Calendar"]


def test_the_default_calendar_stays(annas: Api, anna: Person) -> None:
    calendar_id = calendar_of(anna)
    assert annas.delete(f"/calendar/calendars/{calendar_id}").status == 403
    assert Calendar.objects.filter(id=calendar_id).exists()


def test_ones_first_look_makes_the_default_calendar(annas: Api, anna: Person) -> None:
    (only,) = annas.get("/calendar/calendars").json["items"]
    assert (only["name"], only["is_default"], only["is_mine"]) == ("Calendar", True, True)


def test_settings_begin_with_the_profile_and_keep_what_is_chosen(annas: Api, anna: Person) -> None:
    before = annas.get("/calendar/settings").json
    assert (before["time_zone"], before["week_start"], before["view"]) == (
        "Europe/Paris",
        0,
        "week",
    )
    assert before["working_hours"][0] == {
        "day": 0,
        "start": "09:00",
        "end": "17:00",
        "location": "",
    }
    hours = [{"day": 1, "start": "08:00", "end": "12:00", "location": "Home"}]
    wanted = {"second_time_zone": "America/New_York", "working_hours": hours, "clock": "24"}
    changed = annas.patch("/calendar/settings", wanted)
    assert changed.json == {**before, **wanted}
    assert annas.get("/calendar/settings").json == changed.json
    assert CalendarSettings.objects.get(person_id=anna.id).values == wanted


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "Mars/Base"},
        {"week_start": 7},
        {"working_hours": [{"day": 1, "start": "12:00", "end": "08:00"}]},
        {"default_reminders": [{"method": "pigeon", "minutes": 5}]},
        {"default_calendar_id": "0" * 26},
    ],
)
def test_a_setting_that_makes_no_sense_changes_nothing(
    annas: Api, anna: Person, wrong: dict[str, object]
) -> None:
    before = annas.get("/calendar/settings").json
    assert annas.patch("/calendar/settings", {"view": "day", **wrong}).status == 422
    assert annas.get("/calendar/settings").json == before


def test_the_default_calendar_is_one_of_ones_own(
    annas: Api, bens: Api, anna: Person, ben: Person
) -> None:
    sport = annas.post("/calendar/calendars", {"name": "Sport"}).json["id"]
    wanted = {"default_calendar_id": sport}
    assert annas.patch("/calendar/settings", wanted).json["default_calendar_id"] == sport
    assert bens.patch("/calendar/settings", wanted).status == 422


def test_a_colleagues_calendar_is_added_and_taken_off(
    annas: Api, bens: Api, anna: Person, ben: Person
) -> None:
    (row,) = annas.get("/calendar/directory", q="ben").json["items"]
    assert row == {
        "kind": "person",
        "person_id": ben.id,
        "calendar_id": None,
        "name": "Ben Braun",
        "email": "ben@demo.example",
        "color": "",
        "is_added": False,
    }
    added = annas.post("/calendar/subscriptions", {"person_id": ben.id})
    assert added.status == 201
    shown = {name: added.json[name] for name in ("name", "role", "is_mine", "dav_url")}
    assert shown == {"name": "Ben Braun", "role": "free_busy", "is_mine": False, "dav_url": ""}
    assert annas.get("/calendar/directory", q="ben").json["items"][0]["is_added"] is True
    listed = [one["name"] for one in annas.get("/calendar/calendars").json["items"]]
    assert listed == ["Calendar", "Ben Braun"]
    path = f"/calendar/calendars/{added.json['id']}/entry"
    assert annas.delete(path).status == 204
    assert len(annas.get("/calendar/calendars").json["items"]) == 1
    assert Calendar.objects.filter(owner_id=ben.id).exists()


def test_exactly_one_thing_is_added(annas: Api, ben: Person) -> None:
    assert annas.post("/calendar/subscriptions", {}).status == 422
    both = {"person_id": ben.id, "holidays": "FR"}
    assert annas.post("/calendar/subscriptions", both).status == 422


def test_holidays_of_a_country_are_one_calendar_for_all_who_add_it(
    annas: Api, bens: Api, drain: object
) -> None:
    added = annas.post("/calendar/subscriptions", {"holidays": "FR"})
    assert added.status == 201, added.body
    again = bens.post("/calendar/subscriptions", {"holidays": "FR"})
    assert added.json["id"] == again.json["id"]
    assert (added.json["name"], added.json["role"], added.json["kind"]) == (
        "France",
        "viewer",
        "holidays",
    )
    assert callable(drain)
    drain()
    found = annas.call(
        "GET",
        "/calendar/events",
        query={
            "calendars": added.json["id"],
            "from": "2026-07-01T00:00:00Z",
            "to": "2026-09-01T00:00:00Z",
        },
    ).json["items"]
    assert [(row["title"], row["start"], row["end"], row["busy"]) for row in found] == [
        ("National Day", "2026-07-14", "2026-07-15", "free"),
        ("Assumption Day", "2026-08-15", "2026-08-16", "free"),
    ]
    assert not any(row["may_edit"] for row in found)
    path = f"/calendar/events/{found[0]['event_id']}"
    assert annas.patch(path, {"changes": {"title": "Mine"}}).status == 403
    assert annas.get(path).json["title"] == "National Day"


def test_a_country_that_is_none_has_no_holidays(annas: Api) -> None:
    before = Calendar.objects.count()
    for region in ("XX", "FR-XX", "france"):
        assert annas.post("/calendar/subscriptions", {"holidays": region}).status == 422
    assert Calendar.objects.count() == before
    codes = [one["code"] for one in annas.get("/calendar/holidays/countries").json["items"]]
    assert {"FR", "DE", "US", "MA"} <= set(codes)
    assert len(codes) == len(set(codes)) > 200


def test_birthdays_are_those_of_ones_contacts(annas: Api, drain: object) -> None:
    body = {"name": "Cleo Cox", "birthday": "1990-11-27"}
    assert annas.post("/contacts", body).status == 201
    added = annas.post("/calendar/subscriptions", {"birthdays": True})
    again = annas.post("/calendar/subscriptions", {"birthdays": True})
    assert (added.status, added.json["kind"], again.json["id"]) == (
        201,
        "birthdays",
        added.json["id"],
    )
    assert callable(drain)
    drain()
    (row,) = week(annas, added.json["id"])
    assert (row["title"], row["start"], row["kind"], row["recurs"], row["may_edit"]) == (
        "Cleo Cox",
        "2026-11-27",
        "birthday",
        True,
        False,
    )
