"""This, this and following, all: edits of series through the API, also where clocks change."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bureau.calendar.models import CalendarObject
from tests.fixtures.http import Api

from .conftest import meeting, week

pytestmark = pytest.mark.django_db

WEEKLY = {"recurrence": "FREQ=WEEKLY;COUNT=5"}
SECOND = "20261201T080000Z"
THIRD = "20261208T080000Z"


def starts(api: Api) -> list[tuple[str, str]]:
    return [(row["start"], row["title"]) for row in week(api, start="2026-11-01", end="2027-02-01")]


def planning(*days: str, hour: str = "08") -> list[tuple[str, str]]:
    return [(f"{day}T{hour}:00:00Z", "Planning") for day in days]


def edit(api: Api, event_id: str, of: str, recurrence_id: str, **changes: Any) -> Any:
    body = {"range": of, "recurrence_id": recurrence_id, "changes": changes}
    answer = api.patch(f"/calendar/events/{event_id}", body)
    assert answer.status == 200, answer.body
    return answer.json


def test_one_occurrence_is_changed_and_the_others_stay(annas: Api) -> None:
    made = annas.post("/calendar/events", meeting(**WEEKLY)).json
    assert made["recurrence_text"] == "Every week (5 times)"
    new = {"start": "2026-12-02T10:00:00Z", "end": "2026-12-02T11:00:00Z", "title": "Moved"}
    shown = edit(annas, made["event_id"], "this", SECOND, **new)
    assert (shown["event_id"], shown["recurrence_id"]) == (made["event_id"], SECOND)
    assert (shown["start"], shown["title"]) == ("2026-12-02T10:00:00Z", "Moved")
    assert starts(annas) == [
        *planning("2026-11-24"),
        ("2026-12-02T10:00:00Z", "Moved"),
        *planning("2026-12-08", "2026-12-15", "2026-12-22"),
    ]
    found = annas.get(f"/calendar/events/{made['event_id']}", recurrence_id=SECOND).json
    assert (found["title"], found["start"], found["recurrence"]) == (
        "Moved",
        "2026-12-02T10:00:00Z",
        "FREQ=WEEKLY;COUNT=5",
    )


def test_an_exception_survives_a_change_of_all(annas: Api) -> None:
    event_id = annas.post("/calendar/events", meeting(**WEEKLY)).json["event_id"]
    edit(annas, event_id, "this", SECOND, title="Special")
    edit(annas, event_id, "all", "", location="Room 1")
    assert [title for _, title in starts(annas)] == ["Planning", "Special", *["Planning"] * 3]
    special = annas.get(f"/calendar/events/{event_id}", recurrence_id=SECOND).json
    assert (special["title"], special["location"]) == ("Special", "Room 1")


def test_what_follows_becomes_a_series_of_its_own(annas: Api) -> None:
    event_id = annas.post("/calendar/events", meeting(**WEEKLY)).json["event_id"]
    edit(annas, event_id, "this", "20261215T080000Z", title="Last but one")
    new = {"start": "2026-12-08T14:00:00Z", "end": "2026-12-08T15:00:00Z"}
    shown = edit(annas, event_id, "following", THIRD, **new)
    assert shown["event_id"] != event_id
    assert starts(annas) == [
        *planning("2026-11-24", "2026-12-01"),
        ("2026-12-08T14:00:00Z", "Planning"),
        ("2026-12-15T14:00:00Z", "Last but one"),
        ("2026-12-22T14:00:00Z", "Planning"),
    ]
    assert CalendarObject.objects.count() == 2


def test_all_move_together_when_one_is_dragged_and_all_is_chosen(annas: Api) -> None:
    event_id = annas.post("/calendar/events", meeting(**WEEKLY)).json["event_id"]
    new = {"start": "2026-12-01T09:00:00Z", "end": "2026-12-01T09:30:00Z"}
    edit(annas, event_id, "all", SECOND, **new)
    days = ("2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22")
    assert starts(annas) == planning(*days, hour="09")
    ends = [row["end"] for row in week(annas, start="2026-11-01", end="2027-02-01")]
    assert ends == [f"{day}T09:30:00Z" for day in days]


def test_occurrences_are_removed_one_by_one_or_from_one_on(annas: Api) -> None:
    event_id = annas.post("/calendar/events", meeting(**WEEKLY)).json["event_id"]
    path = f"/calendar/events/{event_id}"
    assert annas.call("DELETE", path, query=_aim("this", SECOND)).status == 204
    assert starts(annas) == planning("2026-11-24", "2026-12-08", "2026-12-15", "2026-12-22")
    assert annas.get(path, recurrence_id=SECOND).status == 404
    assert annas.call("DELETE", path, query=_aim("following", "20261215T080000Z")).status == 204
    assert starts(annas) == planning("2026-11-24", "2026-12-08")
    assert annas.call("DELETE", path, query=_aim("all", "")).status == 204
    assert starts(annas) == []


def _aim(of: str, recurrence_id: str) -> dict[str, str]:
    return {"range": of, "recurrence_id": recurrence_id}


@pytest.mark.parametrize("of", ["this", "following"])
def test_what_is_no_occurrence_is_neither_changed_nor_removed(annas: Api, of: str) -> None:
    event_id = annas.post("/calendar/events", meeting(**WEEKLY)).json["event_id"]
    before = bytes(CalendarObject.objects.get().raw)
    path = f"/calendar/events/{event_id}"
    wrong = "20261202T080000Z"
    body = {"range": of, "recurrence_id": wrong, "changes": {"title": "No"}}
    assert annas.patch(path, body).status == 404
    assert annas.call("DELETE", path, query=_aim(of, wrong)).status == 404
    assert annas.patch(path, {"range": of, "changes": {"title": "No"}}).status == 422
    assert bytes(CalendarObject.objects.get().raw) == before


@pytest.mark.parametrize(
    ("zone", "start", "days"),
    [
        # The clocks go back in Paris on the 25th of October and on in March.
        ("Europe/Paris", "2026-10-19T07:00:00Z", ("10-19T07", "10-26T08", "11-02T08")),
        ("Europe/Paris", "2027-03-22T08:00:00Z", ("03-22T08", "03-29T07", "04-05T07")),
        # In Sydney they go on on the 4th of October, the other way round.
        ("Australia/Sydney", "2026-09-28T23:00:00Z", ("09-28T23", "10-05T22", "10-12T22")),
    ],
)
def test_the_hour_on_the_clock_stays_where_clocks_change(
    annas: Api, zone: str, start: str, days: tuple[str, ...]
) -> None:
    rule = "FREQ=WEEKLY;COUNT=3"
    body = meeting(start=start, end=_hour_later(start), time_zone=zone, recurrence=rule)
    made = annas.post("/calendar/events", body).json
    year = start[:4]
    found = week(annas, start=f"{year}-01-01", end=f"{year}-12-31")
    assert [row["start"] for row in found] == [f"{year}-{day}:00:00Z" for day in days]
    assert made["time_zone"] == zone


def _hour_later(start: str) -> str:
    later = datetime.fromisoformat(start) + timedelta(hours=1)
    return later.isoformat().replace("+00:00", "Z")


def test_a_series_dragged_over_a_change_of_clocks_keeps_the_new_hour(annas: Api) -> None:
    body = meeting(
        start="2026-10-19T07:00:00Z", end="2026-10-19T08:00:00Z", recurrence="FREQ=WEEKLY;COUNT=3"
    )
    event_id = annas.post("/calendar/events", body).json["event_id"]
    # From nine in summer time to eleven in winter time, a day later.
    new = {"start": "2026-10-27T10:00:00Z", "end": "2026-10-27T11:00:00Z"}
    edit(annas, event_id, "all", "20261026T080000Z", **new)
    found = week(annas, start="2026-10-01", end="2026-12-01")
    assert [row["start"] for row in found] == [
        "2026-10-20T09:00:00Z",
        "2026-10-27T10:00:00Z",
        "2026-11-03T10:00:00Z",
    ]


def test_an_occurrence_beyond_the_rows_is_shown_and_changed(annas: Api) -> None:
    made = annas.post("/calendar/events", meeting(recurrence="FREQ=MONTHLY")).json
    (far,) = week(annas, start="2035-04-20", end="2035-04-30")
    assert (far["start"], far["recurs"]) == ("2035-04-24T07:00:00Z", True)
    edit(annas, made["event_id"], "this", far["recurrence_id"], title="Far away")
    (far,) = week(annas, start="2035-04-20", end="2035-04-30")
    assert far["title"] == "Far away"
