"""Rooms, reminders and guests over the JSON API."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bureau.calendar.models import CalendarObject, Reminder, Resource
from bureau.people import Person
from tests.fixtures.http import Api

from .conftest import calendar_of, meeting, week

pytestmark = pytest.mark.django_db

ROOM = {
    "name": "Turing",
    "building": "Paris",
    "floor": "2",
    "capacity": 8,
    "features": ["screen", "video"],
}


@pytest.fixture
def roots(api: Api, root: Person) -> Api:
    """An administrator's browser."""
    return api.signed_in(root)


@pytest.fixture
def turing(roots: Api) -> Any:
    """A room in Paris."""
    made = roots.post("/calendar/resources", ROOM)
    assert made.status == 201, made.body
    return made.json


def test_a_room_is_made_found_changed_and_retired(roots: Api, annas: Api, turing: Any) -> None:
    assert turing == {
        **ROOM,
        "id": turing["id"],
        "calendar_id": turing["calendar_id"],
        "email": "turing@demo.example",
        "kind": "room",
        "description": "",
        "is_active": True,
        "needs_approval": False,
        "longest_min": 0,
        "horizon_days": 365,
        "may_book": True,
        "is_free": None,
    }
    roots.post("/calendar/resources", {**ROOM, "name": "Ada", "features": [], "capacity": 2})

    def names(**asked: Any) -> list[str]:
        rows = annas.call("GET", "/calendar/resources", query=asked).json["items"]
        return [row["name"] for row in rows]

    assert names() == ["Ada", "Turing"]
    assert names(capacity=5) == ["Turing"]
    assert names(features="screen,video") == ["Turing"]
    assert names(features="piano") == []
    assert names(building="Berlin") == []
    assert names(q="tur") == ["Turing"]
    assert annas.get("/calendar/resources/buildings").json["items"] == [
        {"name": "Paris", "resources": 2}
    ]
    path = f"/calendar/resources/{turing['id']}"
    assert roots.patch(path, {"capacity": 10}).json == {**turing, "capacity": 10}
    assert roots.delete(path).status == 204
    assert names() == ["Ada"]


def test_only_administrators_make_and_change_rooms(annas: Api, turing: Any) -> None:
    path = f"/calendar/resources/{turing['id']}"
    assert annas.post("/calendar/resources", ROOM).status == 403
    assert annas.patch(path, {"capacity": 1}).status == 403
    assert annas.delete(path).status == 403
    assert list(Resource.objects.values_list("capacity", "is_active")) == [(8, True)]


def test_a_room_is_booked_once(annas: Api, bens: Api, turing: Any) -> None:
    start = (timezone.now() + timedelta(days=7)).replace(microsecond=0)
    when = {"start": start.isoformat(), "end": (start + timedelta(hours=1)).isoformat()}
    first = annas.post("/calendar/events", meeting(resources=[turing["id"]], **when)).json
    assert first["resources"] == [turing["id"]]
    (room,) = [one for one in first["guests"] if one["is_resource"]]
    assert (room["name"], room["status"]) == ("Turing", "accepted")
    second = bens.post("/calendar/events", meeting(resources=[turing["id"]], **when)).json
    (room,) = [one for one in second["guests"] if one["is_resource"]]
    assert room["status"] == "declined"
    asked = {"from": start.isoformat(), "to": (start + timedelta(minutes=5)).isoformat()}
    (row,) = annas.call("GET", "/calendar/resources", query=asked).json["items"]
    assert row["is_free"] is False
    later = {
        "from": (start + timedelta(hours=1)).isoformat(),
        "to": (start + timedelta(hours=2)).isoformat(),
    }
    (row,) = annas.call("GET", "/calendar/resources", query=later).json["items"]
    assert row["is_free"] is True


def test_a_guest_is_invited_answers_and_the_organizer_sees_it(
    annas: Api, bens: Api, anna: Person, ben: Person
) -> None:
    calendar_of(ben)
    guests = [{"email": "ben@demo.example"}]
    made = annas.post("/calendar/events", meeting(guests=guests)).json
    assert made["organizer"] == {
        "name": "Anna Arendt",
        "email": "anna@demo.example",
        "is_me": True,
    }
    (row,) = week(bens)
    assert (row["title"], row["my_status"], row["busy"]) == (
        "Planning",
        "needs-action",
        "tentative",
    )
    theirs = f"/calendar/events/{row['event_id']}"
    opened = bens.get(theirs).json
    assert (opened["may_edit"], opened["may_answer"], opened["organizer"]["is_me"]) == (
        False,
        True,
        False,
    )
    said = {"status": "accepted", "note": "With pleasure"}
    answered = bens.post(f"{theirs}/answer", said)
    assert (answered.status, answered.json["my_status"]) == (200, "accepted")
    seen = annas.get(f"/calendar/events/{made['event_id']}").json["guests"]
    (guest,) = [one for one in seen if one["email"] == "ben@demo.example"]
    assert (guest["status"], guest["note"], guest["person_id"]) == (
        "accepted",
        "With pleasure",
        ben.id,
    )


def test_another_time_is_proposed_and_seen(
    annas: Api, bens: Api, anna: Person, ben: Person
) -> None:
    calendar_of(ben)
    made = annas.post("/calendar/events", meeting(guests=[{"email": ben.email}])).json
    (row,) = week(bens)
    said = {
        "status": "tentative",
        "proposed_start": "2026-11-24T13:00:00Z",
        "proposed_end": "2026-11-24T14:00:00Z",
    }
    assert bens.post(f"/calendar/events/{row['event_id']}/answer", said).status == 200
    seen = annas.get(f"/calendar/events/{made['event_id']}").json["guests"]
    (guest,) = [one for one in seen if one["email"] == ben.email]
    assert (guest["proposed_start"], guest["proposed_end"]) == (
        "2026-11-24T13:00:00Z",
        "2026-11-24T14:00:00Z",
    )


def test_only_the_organizer_changes_what_guests_come_to(
    annas: Api, bens: Api, anna: Person, ben: Person
) -> None:
    calendar_of(ben)
    annas.post("/calendar/events", meeting(guests=[{"email": ben.email}]))
    (row,) = week(bens)
    before = {one.id: bytes(one.raw) for one in CalendarObject.objects.all()}
    answer = bens.patch(
        f"/calendar/events/{row['event_id']}",
        {"changes": {"start": "2026-11-25T08:00:00Z", "end": "2026-11-25T09:00:00Z"}},
    )
    assert answer.status == 403
    assert {one.id: bytes(one.raw) for one in CalendarObject.objects.all()} == before


def test_a_reminder_is_shown_put_off_and_dismissed(annas: Api, bens: Api, anna: Person) -> None:
    made = annas.post("/calendar/events", meeting()).json
    Reminder.objects.all().delete()
    row = Reminder.objects.create(
        person=anna,
        object_id=made["event_id"],
        starts_at=timezone.now(),
        due_at=timezone.now() - timedelta(minutes=1),
        method="popup",
    )
    (shown,) = annas.get("/calendar/reminders").json["items"]
    assert (shown["id"], shown["title"]) == (row.id, "Planning")
    path = f"/calendar/reminders/{row.id}"
    assert bens.get("/calendar/reminders").json["items"] == []
    assert bens.post(f"{path}/dismiss").status == 404
    assert annas.post(f"{path}/snooze", {"minutes": 5}).status == 204
    assert annas.get("/calendar/reminders").json["items"] == []
    assert annas.post(f"{path}/dismiss").status == 204
    assert annas.post(f"{path}/dismiss").status == 404
    assert Reminder.objects.get().state == "dismissed"
