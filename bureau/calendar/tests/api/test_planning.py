"""Sentences, free times, a time that suits, the team's days."""

from typing import Any

import pytest

from bureau.people import Person
from tests.fixtures.database import CountQueries
from tests.fixtures.http import Api

from .conftest import MakePerson, calendar_of, meeting

pytestmark = pytest.mark.django_db
DAY = {"from": "2026-11-24T00:00:00Z", "to": "2026-11-25T00:00:00Z"}


def test_a_sentence_is_read_and_nothing_is_stored(annas: Api) -> None:
    said = {"text": "Training 2027-03-30 15:00 1h with sales at Paris", "language": "en"}
    answer = annas.post("/calendar/quick", said)
    assert answer.json == {
        "title": "Training",
        "start": "2027-03-30T13:00:00Z",
        "end": "2027-03-30T14:00:00Z",
        "is_all_day": False,
        "recurrence": None,
        "guests": ["sales"],
        "location": "Paris",
        "understood": [
            {"part": "date", "text": "2027-03-30", "start": 9, "end": 19},
            {"part": "time", "text": "15:00", "start": 20, "end": 25},
            {"part": "duration", "text": "1h", "start": 26, "end": 28},
            {"part": "guest", "text": "with sales", "start": 29, "end": 39},
            {"part": "location", "text": "at Paris", "start": 40, "end": 48},
        ],
    }
    elsewhere = annas.post("/calendar/quick", {**said, "time_zone": "America/New_York"})
    assert elsewhere.json["start"] == "2027-03-30T19:00:00Z"


def test_busy_times_are_told_without_what_they_are(annas: Api, bens: Api, ben: Person) -> None:
    bens.post("/calendar/events", meeting(title="Secret"))
    bens.post("/calendar/events", meeting(start="2026-11-24T08:30:00Z", end="2026-11-24T09:30:00Z"))
    bens.post("/calendar/events", meeting(busy="free", start="2026-11-24T12:00:00Z",
                                          end="2026-11-24T13:00:00Z"))  # fmt: skip
    answer = annas.post("/calendar/free-busy", {"emails": ["ben@demo.example", "x@y.z"], **DAY})
    assert answer.json["items"] == [
        {
            "email": "ben@demo.example",
            "name": "Ben Braun",
            "is_known": True,
            "busy": [
                {
                    "start": "2026-11-24T08:00:00Z",
                    "end": "2026-11-24T09:30:00Z",
                    "status": "busy",
                }
            ],
            "working": [{"start": "2026-11-24T08:00:00Z", "end": "2026-11-24T16:00:00Z"}],
        },
        {"email": "x@y.z", "name": "", "is_known": False, "busy": [], "working": []},
    ]
    assert b"Secret" not in answer.body


def test_who_shares_nothing_is_not_known(annas: Api, bens: Api, ben: Person) -> None:
    calendar_id = calendar_of(ben)
    bens.patch(f"/calendar/calendars/{calendar_id}", {"free_busy": "nobody"})
    bens.post("/calendar/events", meeting())
    asked = {"emails": ["ben@demo.example"], **DAY}
    (found,) = annas.post("/calendar/free-busy", asked).json["items"]
    assert (found["is_known"], found["busy"]) == (False, [])


def test_a_time_is_found_between_what_people_have(annas: Api, bens: Api, ben: Person) -> None:
    annas.post("/calendar/events", meeting())
    bens.post("/calendar/events", meeting(start="2026-11-24T09:00:00Z", end="2026-11-24T09:15:00Z"))
    asked = {"guests": ["ben@demo.example"], "duration_min": 60, **DAY}
    slots = annas.post("/calendar/find-a-time", asked).json["slots"]
    assert slots[0] == {
        "start": "2026-11-24T09:15:00Z",
        "end": "2026-11-24T10:15:00Z",
        "conflicts": [],
        "out_of_hours": [],
        "score": 100,
    }
    assert len(slots) == 20


def test_find_a_time_takes_as_many_queries_for_ten_as_for_one(
    annas: Api, make_person: MakePerson, count_queries: CountQueries
) -> None:
    people = [make_person(f"p{number}") for number in range(10)]
    for person in people:
        calendar_of(person)

    def ask(guests: list[Person]) -> Any:
        body = {"guests": [one.email for one in guests], "duration_min": 30, **DAY}
        return annas.post("/calendar/find-a-time", body)

    ask(people)
    with count_queries(14, at_most=True):
        ask(people[:1])
    with count_queries(14, at_most=True):
        assert ask(people).status == 200


def test_the_team_has_a_row_for_every_person(
    annas: Api, bens: Api, anna: Person, ben: Person
) -> None:
    annas.post("/calendar/events", meeting(title="Mine"))
    bens.post("/calendar/events", meeting(title="His"))
    asked = {"people": f"{ben.id},{anna.id},{'0' * 26}", **DAY}
    rows = annas.call("GET", "/calendar/team", query=asked).json["items"]
    assert [(row["name"], [one["title"] for one in row["occurrences"]]) for row in rows] == [
        ("Ben Braun", [""]),
        ("Anna Arendt", ["Mine"]),
    ]
    assert rows[0]["working"] == [{"start": "2026-11-24T08:00:00Z", "end": "2026-11-24T16:00:00Z"}]
    assert rows[0]["time_zone"] == "Europe/Paris"
