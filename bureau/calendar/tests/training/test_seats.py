"""Seats: registering, the waiting list, moving, attendance."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bureau.calendar.actions.calendars import open_default_calendar
from bureau.calendar.models import CalendarObject, Registration, Reminder, Session
from bureau.people import Person
from bureau.platform.events import Event
from tests.fixtures.http import Api

from .conftest import Training, entries_of, in_days, join, seats_of, told, who

Drain = Callable[[], int]


def drain_all(drain: Drain) -> None:
    while drain():
        pass


def test_who_registers_has_the_date_in_their_calendar_and_a_reminder(
    training: Training, api: Api, ben: Person, hana: Person, drain: Drain
) -> None:
    session_id = training.plan(seats=1, conference_url="https://meet.example/aid")
    bens = api.signed_in(ben)
    answer = join(bens, session_id)
    assert (answer.status, answer.json) == (
        200,
        {"session_id": session_id, "person_id": ben.id, "state": "registered"},
    )
    seen = training.session(session_id, bens)
    shown = (seen["my_state"], seen["registered"], seen["free"], seen["waiting"])
    assert shown == ("registered", 1, 0, 0)
    assert entries_of(ben) == [("First aid", in_days(7), "accepted")]
    stored = CalendarObject.objects.get(calendar__owner=ben, uid__startswith="seat-")
    raw = bytes(stored.raw).decode().replace("\r\n ", "")
    assert raw.count("ATTENDEE") == 1
    assert "https://meet.example/aid" in raw
    assert "LOCATION:Paris office" in raw
    drain_all(drain)
    assert Reminder.objects.filter(person=ben, object=stored).count() == 1
    assert (entries_of(hana), told(ben)) == ([], [])


def test_registering_twice_changes_nothing(training: Training, api: Api, ben: Person) -> None:
    session_id, bens = training.plan(), api.signed_in(ben)
    assert join(bens, session_id).status == join(bens, session_id).status == 200
    assert Registration.objects.count() == len(entries_of(ben)) == 1


def test_the_organiser_attends_their_own_course(
    training: Training, root: Person, api: Api, drain: Drain
) -> None:
    session_id = training.plan()
    roots = api.signed_in(root)
    assert join(roots, session_id).status == 200
    assert [title for title, _, _ in entries_of(root)] == ["First aid"]
    change = {"starts_at": in_days(8).isoformat(), "ends_at": in_days(8, 10).isoformat()}
    assert training.hr.patch(f"/calendar/sessions/{session_id}", change).status == 200
    drain_all(drain)
    assert [start for _, start, _ in entries_of(root)] == [in_days(8)]
    assert CalendarObject.objects.filter(uid__startswith="training-").count() == 1


def test_a_full_date_has_a_waiting_list_that_moves_up_by_itself(
    training: Training, api: Api, anna: Person, ben: Person, cleo: Person
) -> None:
    session_id = training.plan(seats=1)
    annas, bens, cleos = (api.signed_in(one) for one in (anna, ben, cleo))
    states = [join(one, session_id).json["state"] for one in (annas, bens, cleos)]
    assert states == ["registered", "waiting", "waiting"]
    assert training.session(session_id, cleos)["my_position"] == 2
    assert training.session(session_id, annas)["my_position"] is None
    assert (entries_of(ben), entries_of(cleo)) == ([], [])
    assert annas.delete(f"{seats_of(session_id)}/{anna.id}").status == 204
    assert who(training, session_id) == [("Ben Braun", "registered"), ("Cleo Caron", "waiting")]
    assert told(ben) == ["You have a seat: First aid"]
    assert (len(entries_of(ben)), entries_of(anna), told(cleo)) == (1, [], [])
    assert bens.delete(f"{seats_of(session_id)}/{ben.id}").status == 204
    assert told(cleo) == ["Une place s'est libérée : First aid"]


def test_who_leaves_the_waiting_list_takes_nobodys_seat(
    training: Training, api: Api, anna: Person, ben: Person, cleo: Person
) -> None:
    session_id = training.plan(seats=1)
    for person in (anna, ben, cleo):
        join(api.signed_in(person), session_id)
    assert api.signed_in(ben).delete(f"{seats_of(session_id)}/{ben.id}").status == 204
    assert who(training, session_id) == [("Anna Arendt", "registered"), ("Cleo Caron", "waiting")]
    assert told(cleo) == []


def test_who_comes_back_is_the_last_in_line(
    training: Training, api: Api, anna: Person, ben: Person, cleo: Person
) -> None:
    session_id = training.plan(seats=1)
    for person in (anna, ben, cleo):
        join(api.signed_in(person), session_id)
    bens = api.signed_in(ben)
    bens.delete(f"{seats_of(session_id)}/{ben.id}")
    assert join(bens, session_id).json["state"] == "waiting"
    assert [name for name, _ in who(training, session_id)] == [
        "Anna Arendt",
        "Cleo Caron",
        "Ben Braun",
    ]


def test_more_seats_go_to_those_who_wait(
    training: Training, api: Api, anna: Person, ben: Person, cleo: Person
) -> None:
    session_id = training.plan(seats=1)
    for person in (anna, ben, cleo):
        join(api.signed_in(person), session_id)
    path = f"/calendar/sessions/{session_id}"
    assert training.hr.patch(path, {"seats": 2}).status == 200
    assert [state for _, state in who(training, session_id)] == [
        "registered",
        "registered",
        "waiting",
    ]
    assert (told(ben), told(anna), told(cleo)) == (["You have a seat: First aid"], [], [])
    refused = training.hr.patch(path, {"seats": 1})
    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "seats")
    assert training.session(session_id)["seats"] == 2


def test_nobody_has_two_dates_of_one_course(training: Training, api: Api, ben: Person) -> None:
    first, second, bens = training.plan(7), training.plan(14), api.signed_in(ben)
    assert join(bens, first).status == 200
    refused = join(bens, second)
    assert (refused.status, refused.json["code"]) == (409, "already_registered")
    assert Registration.objects.get().session_id == first


def test_moving_takes_the_other_seat_and_gives_the_first_to_who_waits(
    training: Training, api: Api, anna: Person, ben: Person
) -> None:
    first, second = training.plan(7, seats=1), training.plan(14)
    annas = api.signed_in(anna)
    join(annas, first)
    join(api.signed_in(ben), first)
    answer = annas.post(f"{seats_of(first)}/{anna.id}/move", {"session_id": second})
    assert answer.json == {"session_id": second, "person_id": anna.id, "state": "registered"}
    assert [start for _, start, _ in entries_of(anna)] == [in_days(14)]
    assert [start for _, start, _ in entries_of(ben)] == [in_days(7)]
    assert (told(anna), told(ben)) == ([], ["You have a seat: First aid"])


def test_who_has_a_seat_keeps_it_when_the_other_date_is_full(
    training: Training, api: Api, anna: Person, ben: Person, cleo: Person
) -> None:
    first, second = training.plan(7, seats=1), training.plan(14, seats=1)
    annas, bens, cleos = (api.signed_in(one) for one in (anna, ben, cleo))
    join(annas, first)
    join(bens, second)
    refused = annas.post(f"{seats_of(first)}/{anna.id}/move", {"session_id": second})
    assert (refused.status, refused.json["code"]) == (409, "session_full")
    assert who(training, first) == [("Anna Arendt", "registered")]
    assert join(cleos, first).json["state"] == "waiting"
    moved = cleos.post(f"{seats_of(first)}/{cleo.id}/move", {"session_id": second})
    assert moved.json["state"] == "waiting"
    assert who(training, second) == [("Ben Braun", "registered"), ("Cleo Caron", "waiting")]


def test_a_date_of_another_course_is_no_place_to_move_to(
    training: Training, api: Api, ben: Person, company_calendar: str
) -> None:
    first, bens = training.plan(), api.signed_in(ben)
    join(bens, first)
    body = {"title": "Other", "calendar_id": company_calendar, "audience": ["everyone"]}
    other = Training(training.hr, training.hr.post("/calendar/courses", body).json["id"])
    training.hr.put(f"{other.path}/state", {"state": "published"})
    refused = bens.post(f"{seats_of(first)}/{ben.id}/move", {"session_id": other.plan()})
    assert refused.status == 422
    assert who(training, first) == [("Ben Braun", "registered")]


def test_the_organiser_registers_moves_and_removes_others_and_tells_them(
    training: Training, ben: Person
) -> None:
    first, second = training.plan(7), training.plan(14)
    assert join(training.hr, first, ben.id).json["state"] == "registered"
    moved = training.hr.post(f"{seats_of(first)}/{ben.id}/move", {"session_id": second})
    assert moved.status == 200
    assert training.hr.delete(f"{seats_of(second)}/{ben.id}").status == 204
    assert told(ben) == [
        "You are registered: First aid",
        "Another date: First aid",
        "Registration cancelled: First aid",
    ]
    assert entries_of(ben) == []


def test_nobody_acts_for_others(training: Training, api: Api, anna: Person, ben: Person) -> None:
    first, second, bens = training.plan(7), training.plan(14), api.signed_in(ben)
    join(api.signed_in(anna), first)
    refusals = [
        join(bens, second, anna.id),
        bens.delete(f"{seats_of(first)}/{anna.id}"),
        bens.post(f"{seats_of(first)}/{anna.id}/move", {"session_id": second}),
    ]
    assert [(one.status, one.json["code"]) for one in refusals] == [(403, "not_your_course")] * 3
    assert who(training, first) == [("Anna Arendt", "registered")]
    assert who(training, second) == []


@pytest.mark.parametrize("what", ["deadline", "closed", "cancelled", "begun"])
def test_registration_ends(training: Training, api: Api, ben: Person, what: str) -> None:
    session_id = training.plan()
    if what == "deadline":
        Session.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    elif what == "begun":
        Session.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    elif what == "closed":
        training.hr.put(f"{training.path}/state", {"state": "closed"})
    else:
        training.hr.post(f"/calendar/sessions/{session_id}/cancel")
    refused = join(api.signed_in(ben), session_id)
    assert (refused.status, refused.json["code"]) == (409, "session_over")
    assert training.session(session_id)["is_open"] is False
    assert Registration.objects.count() == 0
    is_late = what in ("deadline", "closed", "begun")
    assert join(training.hr, session_id, ben.id).status == (200 if is_late else 409)


def test_nobody_cancels_once_it_has_begun_but_the_organiser(
    training: Training, api: Api, ben: Person
) -> None:
    session_id, bens = training.plan(), api.signed_in(ben)
    join(bens, session_id)
    Session.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    path = f"{seats_of(session_id)}/{ben.id}"
    assert bens.delete(path).json["code"] == "session_over"
    assert who(training, session_id) == [("Ben Braun", "registered")]
    assert training.hr.delete(path).status == 204


def test_attendance_is_marked_and_exported(
    training: Training, api: Api, anna: Person, ben: Person, make_person: Callable[..., Person]
) -> None:
    session_id = training.plan(seats=2)
    eve = make_person("eve", "=1+1")
    for person in (anna, ben, eve):
        join(api.signed_in(person), session_id)
    path = f"/calendar/sessions/{session_id}/attendance"
    assert training.hr.put(path, {"person_ids": [anna.id], "attended": "yes"}).status == 204
    assert training.hr.put(path, {"person_ids": [ben.id], "attended": "no"}).status == 204
    refused = training.hr.put(path, {"person_ids": [anna.id, eve.id], "attended": "no"})
    assert (refused.status, refused.json["code"]) == (404, "not_registered")
    exported = training.hr.get(f"{seats_of(session_id)}.csv")
    assert exported.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(exported.body.decode())))
    assert [(row[0], row[1], row[2], row[4]) for row in rows] == [
        ("name", "email", "state", "attended"),
        ("Anna Arendt", "anna@demo.example", "registered", "yes"),
        ("Ben Braun", "ben@demo.example", "registered", "no"),
        ("'=1+1", "eve@demo.example", "waiting", "unknown"),
    ]
    assert training.session(session_id, api.signed_in(anna))["my_attendance"] == "yes"


def test_each_change_of_seats_is_audited(training: Training, api: Api, ben: Person) -> None:
    session_id, bens = training.plan(), api.signed_in(ben)
    join(bens, session_id)
    bens.delete(f"{seats_of(session_id)}/{ben.id}")
    kept = Event.objects.filter(subject_kind="registration").order_by("id")
    assert [(one.name, one.changes) for one in kept] == [
        ("registration.made", {"state": [None, "registered"]}),
        ("registration.cancelled", {"state": ["registered", "cancelled"]}),
    ]


def test_registering_costs_the_same_for_the_hundredth(
    training: Training, api: Api, ben: Person, make_person: Callable[..., Person]
) -> None:
    def cost(person: Person) -> int:
        client = api.signed_in(person)
        client.get("/calendar/courses")
        with CaptureQueriesContext(connection) as captured:
            assert join(client, session_id).status == 200
        return len(captured)

    session_id = training.plan()
    first = cost(ben)
    for number in range(10):
        join(api.signed_in(make_person(f"guest{number}")), session_id)
    assert cost(make_person("last")) <= first


def test_declining_the_entry_gives_the_seat_back(
    training: Training, api: Api, anna: Person, ben: Person, drain: Drain
) -> None:
    session_id = training.plan(seats=1)
    annas = api.signed_in(anna)
    join(annas, session_id)
    join(api.signed_in(ben), session_id)
    entry = CalendarObject.objects.get(calendar__owner=anna, uid__startswith="seat-")
    declined = annas.post(f"/calendar/events/{entry.id}/answer", {"status": "declined"})
    assert declined.status == 200, declined.body
    drain_all(drain)
    assert who(training, session_id) == [("Ben Braun", "registered")]
    assert (len(entries_of(ben)), entries_of(anna)) == (1, [])
    assert told(anna) == []


def test_deleting_the_entry_gives_the_seat_back_and_one_may_register_again(
    training: Training, api: Api, anna: Person, drain: Drain
) -> None:
    session_id, annas = training.plan(seats=1), api.signed_in(anna)
    join(annas, session_id)
    entry = CalendarObject.objects.get(calendar__owner=anna, uid__startswith="seat-")
    assert annas.delete(f"/calendar/events/{entry.id}").status == 204
    drain_all(drain)
    assert who(training, session_id) == []
    assert join(annas, session_id).json["state"] == "registered"
    assert [status for _, _, status in entries_of(anna)] == ["accepted"]


def test_a_leavers_seats_go_to_those_who_wait(
    training: Training, api: Api, anna: Person, ben: Person
) -> None:
    from bureau.calendar.provisioning_steps import LEAVING_SEATS

    session_id = training.plan(seats=1)
    join(api.signed_in(anna), session_id)
    join(api.signed_in(ben), session_id)
    assert LEAVING_SEATS.preview(anna, ben) == [
        "Anna Arendt's seats at 1 training to come go to those who wait."
    ]
    LEAVING_SEATS.run(anna, ben)
    LEAVING_SEATS.run(anna, ben)
    assert who(training, session_id) == [("Ben Braun", "registered")]
    assert open_default_calendar(anna).contents.count() == 0
    assert LEAVING_SEATS.preview(anna, ben) == []
