"""Dates of a course: planned, changed, cancelled, and what becomes of those who come."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.calendar.actions.calendars import open_default_calendar
from bureau.calendar.actions.resources import create_resource
from bureau.calendar.actions.seat_jobs import ask_feedback, refresh_seats
from bureau.calendar.models import CalendarObject, Occurrence, Registration, Resource, Session
from bureau.people import SYSTEM, Person
from tests.fixtures.http import Api

from .conftest import Training, date, entries_of, in_days, join, seats_of, told

Drain = Callable[[], int]


def drain_all(drain: Drain) -> None:
    while drain():
        pass


@pytest.fixture
def room(db: None) -> Resource:
    return create_resource(SYSTEM, {"name": "Atlas", "email": "atlas@demo.example"})


def booked(room: Resource) -> int:
    return Occurrence.objects.filter(calendar=room.calendar).exclude(busy="free").count()


def test_a_date_stands_in_the_courses_calendar(training: Training, company_calendar: str) -> None:
    session_id = training.plan(seats=20, closes_at=in_days(6).isoformat())
    stored = CalendarObject.objects.get(calendar_id=company_calendar)
    detail = stored.details.get()
    assert (detail.title, detail.kind, detail.location) == (
        "First aid",
        "training",
        "Paris office",
    )
    seen = training.session(session_id)
    assert (seen["seats"], seen["free"], seen["is_open"], seen["where"]) == (
        20,
        20,
        True,
        "Paris office",
    )


def test_a_date_books_its_room_and_gives_it_back(
    training: Training, room: Resource, drain: Drain
) -> None:
    session_id = training.plan(room_id=room.id)
    assert (booked(room), training.session(session_id)["where"]) == (1, "Atlas, Paris office")
    assert training.hr.post(f"/calendar/sessions/{session_id}/cancel").status == 200
    assert booked(room) == 0


def test_a_taken_room_refuses_the_date(training: Training, room: Resource) -> None:
    first = training.plan(room_id=room.id)
    refused = training.hr.post(f"{training.path}/sessions", date(room_id=room.id))
    assert (refused.status, refused.json["code"]) == (409, "room_taken")
    assert [one["id"] for one in training.read()["sessions"]] == [first]
    assert booked(room) == 1
    other = training.plan(8)
    refused = training.hr.patch(
        f"/calendar/sessions/{other}", {**date(7), "place": "", "room_id": room.id}
    )
    assert refused.status == 409
    assert training.session(other)["room"] is None


def test_a_new_time_reaches_those_who_come_and_those_who_wait(
    training: Training, api: Api, anna: Person, ben: Person, drain: Drain
) -> None:
    session_id = training.plan(seats=1)
    join(api.signed_in(anna), session_id)
    join(api.signed_in(ben), session_id)
    changed = training.hr.patch(f"/calendar/sessions/{session_id}", date(9, place="Lyon"))
    assert changed.status == 200
    drain_all(drain)
    assert entries_of(anna) == [("First aid", in_days(9), "accepted")]
    stored = CalendarObject.objects.get(calendar__owner=anna, uid__startswith="seat-")
    assert stored.details.get().location == "Lyon"
    assert entries_of(ben) == []
    assert told(anna) == told(ben) == ["Training changed: First aid"]
    etag = stored.etag
    refresh_seats(session_id=session_id)
    stored.refresh_from_db()
    assert Occurrence.objects.filter(object=stored).count() == 1
    assert stored.etag == etag or stored.details.get().location == "Lyon"


def test_what_changes_nothing_tells_nobody(training: Training, api: Api, anna: Person) -> None:
    session_id = training.plan()
    join(api.signed_in(anna), session_id)
    assert training.hr.patch(f"/calendar/sessions/{session_id}", date()).status == 200
    assert training.hr.patch(f"/calendar/sessions/{session_id}", {"seats": 9}).status == 200
    assert told(anna) == []


def test_a_cancelled_date_leaves_the_calendars_of_those_who_came(
    training: Training, api: Api, anna: Person, ben: Person, drain: Drain
) -> None:
    session_id = training.plan(seats=1)
    join(api.signed_in(anna), session_id)
    join(api.signed_in(ben), session_id)
    answer = training.hr.post(f"/calendar/sessions/{session_id}/cancel")
    assert answer.json["sessions"][0]["state"] == "cancelled"
    drain_all(drain)
    assert entries_of(anna) == []
    assert told(anna) == told(ben) == ["Training cancelled: First aid"]
    assert not CalendarObject.objects.filter(uid__startswith="training-").exists()
    again = training.hr.post(f"/calendar/sessions/{session_id}/cancel")
    assert (again.status, again.json["code"]) == (409, "session_over")
    assert api.signed_in(anna).get("/calendar/courses").json["items"][0]["sessions"] == []


def test_one_may_register_for_another_date_after_a_cancelled_one(
    training: Training, api: Api, anna: Person
) -> None:
    first, annas = training.plan(7), api.signed_in(anna)
    join(annas, first)
    training.hr.post(f"/calendar/sessions/{first}/cancel")
    assert join(annas, training.plan(14)).json["state"] == "registered"


def test_dragging_the_event_in_the_calendar_moves_the_date(
    training: Training, api: Api, anna: Person, drain: Drain
) -> None:
    session_id = training.plan()
    join(api.signed_in(anna), session_id)
    event = CalendarObject.objects.get(uid__startswith="training-")
    times = {"start": in_days(10).isoformat(), "end": in_days(10, 12).isoformat()}
    answer = training.hr.patch(f"/calendar/events/{event.id}", {"changes": times})
    assert answer.status == 200, answer.body
    drain_all(drain)
    seen = training.session(session_id)
    assert (seen["starts_at"], seen["ends_at"]) == (
        in_days(10).isoformat().replace("+00:00", "Z"),
        in_days(10, 12).isoformat().replace("+00:00", "Z"),
    )
    assert [start for _, start, _ in entries_of(anna)] == [in_days(10)]
    assert told(anna) == ["Training changed: First aid"]


def test_deleting_the_event_in_the_calendar_cancels_the_date(
    training: Training, api: Api, anna: Person, drain: Drain
) -> None:
    session_id = training.plan()
    join(api.signed_in(anna), session_id)
    event = CalendarObject.objects.get(uid__startswith="training-")
    assert training.hr.delete(f"/calendar/events/{event.id}").status == 204
    drain_all(drain)
    assert training.session(session_id)["state"] == "cancelled"
    assert (entries_of(anna), told(anna)) == ([], ["Training cancelled: First aid"])


def test_moving_the_event_to_another_calendar_cancels_nothing(
    training: Training, hana: Person, drain: Drain
) -> None:
    session_id = training.plan()
    event = CalendarObject.objects.get(uid__startswith="training-")
    target = open_default_calendar(hana).id
    moved = training.hr.post(f"/calendar/events/{event.id}/move", {"calendar_id": target})
    assert moved.status == 200, moved.body
    drain_all(drain)
    assert training.session(session_id)["state"] == "planned"
    assert training.hr.patch(f"/calendar/sessions/{session_id}", date(9)).status == 200
    assert CalendarObject.objects.get(uid__startswith="training-").calendar_id == target


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends_at": in_days(6).isoformat()}, "ends_at"),
        ({"closes_at": in_days(8).isoformat()}, "closes_at"),
        ({"room_id": "none"}, "room_id"),
        ({"seats": 0}, "seats"),
        ({"starts_at": "2030-01-01T09:00:00"}, "starts_at"),
    ],
)
def test_wrong_dates_are_refused(training: Training, fields: dict[str, object], field: str) -> None:
    refused = training.hr.post(f"{training.path}/sessions", {**date(), **fields})
    assert refused.status == 422
    assert field in str(refused.json["errors"])
    assert Session.objects.count() == CalendarObject.objects.count() == 0


def test_a_field_without_a_value_stays_unless_it_may_be_without_one(training: Training) -> None:
    session_id = training.plan(seats=3, closes_at=in_days(6).isoformat())
    path = f"/calendar/sessions/{session_id}"
    nothing = {"starts_at": None, "place": None, "seats": None, "closes_at": None}
    assert training.hr.patch(path, nothing).status == 200
    seen = training.session(session_id)
    assert (seen["place"], seen["seats"], seen["closes_at"]) == ("Paris office", None, None)
    assert training.hr.patch(training.path, {"title": None, "audience": None}).status == 200
    assert training.read()["title"] == "First aid"


def test_those_who_were_there_are_asked_once_how_it_was(
    training: Training, api: Api, anna: Person, ben: Person, cleo: Person
) -> None:
    session_id = training.plan(seats=2)
    for person in (anna, ben, cleo):
        join(api.signed_in(person), session_id)
    training.hr.patch(training.path, {"feedback_url": "https://forms.example/aid"})
    Registration.objects.filter(person=ben).update(attended="no")
    ended = timezone.now() - timedelta(hours=2)
    Session.objects.update(starts_at=ended - timedelta(hours=1), ends_at=ended)
    ask_feedback()
    ask_feedback()
    assert told(anna) == ["How was it? First aid"]
    assert (told(ben), told(cleo)) == ([], [])
    assert training.session(session_id)["is_over"] is True


def test_who_has_or_had_a_seat_finds_the_course_again(
    training: Training, api: Api, anna: Person
) -> None:
    session_id, annas = training.plan(), api.signed_in(anna)
    join(annas, session_id)
    assert len(annas.get("/calendar/courses", view="mine").json["items"]) == 1
    annas.delete(f"{seats_of(session_id)}/{anna.id}")
    assert annas.get("/calendar/courses", view="mine").json["items"] == []
