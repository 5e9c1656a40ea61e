"""Events over the JSON API: made, read, changed, removed and moved."""

import pytest

from bureau.calendar.models import CalendarObject
from bureau.people import Person
from tests.fixtures.database import CountQueries
from tests.fixtures.http import Api

from .conftest import calendar_of, meeting, week

pytestmark = pytest.mark.django_db


FIELDS = {
    "description": "<p>Bring <b>figures</b><script>x()</script></p>",
    "location": "Room 5",
    "color": "#ff0000",
    "busy": "free",
    "visibility": "private",
    "conference_url": "https://meet.example/abc",
    "reminders": [{"method": "email", "minutes": 60}],
    "attachments": [{"url": "https://example.org/plan.pdf", "name": "Plan"}],
}


def test_an_event_is_made_in_the_default_calendar_and_read_back(annas: Api, anna: Person) -> None:
    made = annas.post("/calendar/events", meeting(**FIELDS))
    assert made.status == 201, made.body
    event = made.json
    calendar_id = calendar_of(anna)
    shown = {
        name: event[name]
        for name in ("calendar_id", "title", "description", "location", "start", "end", "color")
    }
    assert shown == {
        "calendar_id": calendar_id,
        "title": "Planning",
        "description": "<p>Bring <b>figures</b></p>",
        "location": "Room 5",
        "start": "2026-11-24T08:00:00Z",
        "end": "2026-11-24T09:00:00Z",
        "color": "#ff0000",
    }
    assert (event["busy"], event["visibility"], event["time_zone"]) == (
        "free",
        "private",
        "Europe/Paris",
    )
    assert event["reminders"] == [{"method": "email", "minutes": 60}]
    assert event["attachments"] == [
        {"node_id": None, "url": "https://example.org/plan.pdf", "name": "Plan", "may_read": True}
    ]
    assert (event["may_edit"], event["may_answer"], event["may_invite"]) == (True, False, True)
    assert (event["guests"], event["organizer"], event["my_status"]) == ([], None, "")
    assert annas.get(f"/calendar/events/{event['event_id']}").json == event


def test_the_grid_shows_what_an_event_says(annas: Api, anna: Person) -> None:
    event = annas.post("/calendar/events", meeting(**FIELDS)).json
    calendar_id = calendar_of(anna)
    (row,) = week(annas)
    assert row == {
        "id": f"{event['event_id']}~",
        "event_id": event["event_id"],
        "recurrence_id": "",
        "calendar_id": calendar_id,
        "title": "Planning",
        "start": "2026-11-24T08:00:00Z",
        "end": "2026-11-24T09:00:00Z",
        "is_all_day": False,
        "status": "confirmed",
        "busy": "free",
        "visibility": "private",
        "color": "#ff0000",
        "location": "Room 5",
        "kind": "event",
        "recurs": False,
        "organizer": "",
        "guests": 0,
        "my_status": "",
        "conference_url": "https://meet.example/abc",
        "has_attachments": True,
        "may_edit": True,
        "is_private_stub": False,
    }


def test_what_lasts_all_day_has_dates(annas: Api) -> None:
    body = {"title": "Fair", "start": "2026-11-24", "end": "2026-11-26", "is_all_day": True}
    made = annas.post("/calendar/events", body).json
    assert (made["start"], made["end"], made["is_all_day"]) == ("2026-11-24", "2026-11-26", True)
    (row,) = week(annas)
    assert (row["start"], row["end"], row["is_all_day"]) == ("2026-11-24", "2026-11-26", True)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"end": "2026-11-24T07:00:00Z"}, "end"),
        ({"start": "2026-11-24", "end": "2026-11-25"}, "start"),
        ({"is_all_day": True}, "start"),
        ({"start": "2026-11-24", "end": "2026-11-24", "is_all_day": True}, "end"),
        ({"end": "2026-11-24T09:00:00"}, "end"),
        ({"recurrence": "FREQ=SOMETIMES"}, "recurrence"),
        ({"attachments": [{"node_id": "0" * 26}]}, "attachments"),
        ({"resources": ["0" * 26]}, "resources"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_stored(
    annas: Api, anna: Person, fields: dict[str, object], field: str
) -> None:
    calendar_of(anna)
    answer = annas.post("/calendar/events", meeting(**fields))
    assert (answer.status, answer.json["errors"][0]["field"]) == (422, field)
    assert not CalendarObject.objects.exists()


def test_a_zone_that_nobody_knows_is_refused(annas: Api) -> None:
    assert annas.post("/calendar/events", meeting(time_zone="Mars/Base")).status == 422
    assert not CalendarObject.objects.exists()


def test_a_change_leaves_what_it_does_not_name(annas: Api) -> None:
    made = annas.post("/calendar/events", meeting(location="Room 5", description="<p>a</p>")).json
    path = f"/calendar/events/{made['event_id']}"
    changed = annas.patch(path, {"changes": {"title": "Review"}, "etag": made["etag"]})
    assert changed.status == 200, changed.body
    same = ("location", "description", "start", "end", "uid", "reminders", "time_zone")
    assert {name: changed.json[name] for name in same} == {name: made[name] for name in same}
    assert changed.json["title"] == "Review"
    assert changed.json["etag"] != made["etag"]


def test_a_change_of_what_somebody_else_changed_is_refused(annas: Api) -> None:
    made = annas.post("/calendar/events", meeting()).json
    path = f"/calendar/events/{made['event_id']}"
    annas.patch(path, {"changes": {"title": "Second"}})
    late = annas.patch(path, {"changes": {"title": "Third"}, "etag": made["etag"]})
    assert (late.status, late.json["code"]) == (412, "event_changed")
    assert annas.get(path).json["title"] == "Second"


def test_an_event_is_removed(annas: Api) -> None:
    made = annas.post("/calendar/events", meeting()).json
    path = f"/calendar/events/{made['event_id']}"
    assert annas.delete(path).status == 204
    assert annas.get(path).status == 404
    assert week(annas) == []
    assert annas.delete(path).status == 404


def test_an_event_moves_to_another_calendar(annas: Api) -> None:
    other = annas.post("/calendar/calendars", {"name": "Sport"}).json
    made = annas.post("/calendar/events", meeting()).json
    path = f"/calendar/events/{made['event_id']}/move"
    moved = annas.post(path, {"calendar_id": other["id"]})
    assert (moved.status, moved.json["calendar"]["name"]) == (200, "Sport")
    assert [row["calendar_id"] for row in week(annas)] == [other["id"]]


def test_somebody_elses_event_can_neither_be_read_nor_changed(
    annas: Api, bens: Api, ben: Person
) -> None:
    theirs = bens.post("/calendar/calendars", {"name": "Own"}).json
    bens.patch(f"/calendar/calendars/{theirs['id']}", {"free_busy": "nobody"})
    made = bens.post("/calendar/events", meeting(calendar_id=theirs["id"])).json
    before = bytes(CalendarObject.objects.get().raw)
    path = f"/calendar/events/{made['event_id']}"
    mine = annas.post("/calendar/calendars", {"name": "Mine"}).json
    answers = [
        annas.get(path),
        annas.patch(path, {"changes": {"title": "Stolen"}}),
        annas.delete(path),
        annas.post(f"{path}/move", {"calendar_id": mine["id"]}),
        annas.post(f"{path}/answer", {"status": "accepted"}),
        annas.post(f"{path}/late", {"minutes": 5}),
        annas.post("/calendar/events", meeting(calendar_id=theirs["id"])),
    ]
    assert [one.status for one in answers] == [404] * 7
    assert week(annas, theirs["id"]) == []
    assert bytes(CalendarObject.objects.get().raw) == before


def test_a_search_finds_titles_and_places(annas: Api) -> None:
    annas.post("/calendar/events", meeting(title="Budget"))
    annas.post("/calendar/events", meeting(title="Lunch", location="Budget Café"))
    annas.post("/calendar/events", meeting(title="Other"))
    found = annas.call(
        "GET",
        "/calendar/events",
        query={"from": "2026-11-01T00:00:00Z", "to": "2026-12-01T00:00:00Z", "q": "budget"},
    ).json["items"]
    assert sorted(row["title"] for row in found) == ["Budget", "Lunch"]


def test_a_range_must_be_one(annas: Api) -> None:
    def status(start: str, end: str) -> int:
        return annas.call("GET", "/calendar/events", query={"from": start, "to": end}).status

    assert status("2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z") == 422
    assert status("2026-11-01T00:00:00", "2026-12-01T00:00:00") == 422
    assert status("2020-11-01T00:00:00Z", "2026-12-01T00:00:00Z") == 422


def test_the_grid_takes_as_many_queries_for_many_events_as_for_one(
    annas: Api, count_queries: CountQueries
) -> None:
    annas.post("/calendar/events", meeting())
    week(annas)
    with count_queries(14, at_most=True):
        week(annas)
    for number in range(5):
        annas.post("/calendar/events", meeting(title=f"More {number}", recurrence="FREQ=DAILY"))
        annas.post("/calendar/calendars", {"name": f"Calendar {number}"})
    with count_queries(14, at_most=True):
        assert len(week(annas)) == 31
