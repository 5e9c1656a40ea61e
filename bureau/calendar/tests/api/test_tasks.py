"""Tasks over the JSON API."""

import pytest

from bureau.calendar.models import CalendarObject
from bureau.people import Person
from tests.fixtures.http import Api

from .conftest import calendar_of

pytestmark = pytest.mark.django_db


def test_a_task_is_made_done_opened_again_and_removed(annas: Api, anna: Person) -> None:
    made = annas.post(
        "/calendar/tasks",
        {"title": "Report", "notes": "Two pages", "due": "2026-11-27", "priority": 1},
    )
    assert made.status == 201, made.body
    task = made.json
    assert task == {
        "id": task["id"],
        "calendar_id": calendar_of(anna),
        "title": "Report",
        "notes": "Two pages",
        "due": "2026-11-27",
        "is_all_day": True,
        "priority": 1,
        "completed": False,
        "completed_at": None,
        "etag": task["etag"],
        "may_edit": True,
    }
    path = f"/calendar/tasks/{task['id']}"
    done = annas.patch(path, {"completed": True}).json
    assert (done["completed"], done["completed_at"] is not None) == (True, True)
    raw = bytes(CalendarObject.objects.get().raw)
    assert b"STATUS:COMPLETED" in raw
    assert b"PERCENT-COMPLETE:100" in raw
    assert annas.get("/calendar/tasks").json["items"] == []
    (listed,) = annas.get("/calendar/tasks", state="completed").json["items"]
    assert listed == done
    again = annas.patch(path, {"completed": False}).json
    assert {**again, "etag": ""} == {**task, "etag": ""}
    assert annas.delete(path).status == 204
    assert annas.get("/calendar/tasks", state="all").json["items"] == []
    assert annas.patch(path, {"title": "Gone"}).status == 404


def test_tasks_come_by_when_they_are_due_a_page_at_a_time(annas: Api) -> None:
    for title, due in (
        ("Never", None),
        ("Second", "2026-11-27T10:00:00Z"),
        ("Third", "2026-12-01"),
        ("First", "2026-11-25"),
    ):
        body = {"title": title, "due": due, "is_all_day": due is None or len(due) == 10}
        assert annas.post("/calendar/tasks", body).status == 201
    first = annas.get("/calendar/tasks", limit=3).json
    rest = annas.get("/calendar/tasks", limit=3, cursor=first["next"]).json
    titles = [row["title"] for row in first["items"] + rest["items"]]
    assert titles == ["First", "Second", "Third", "Never"]
    assert (len(first["items"]), rest["next"]) == (3, None)
    assert first["items"][1]["due"] == "2026-11-27T10:00:00Z"
    assert first["items"][1]["is_all_day"] is False


def test_others_see_and_change_no_tasks(annas: Api, bens: Api, anna: Person, ben: Person) -> None:
    task = annas.post("/calendar/tasks", {"title": "Mine"}).json
    before = bytes(CalendarObject.objects.get().raw)
    path = f"/calendar/tasks/{task['id']}"
    assert bens.patch(path, {"title": "Stolen"}).status == 404
    assert bens.delete(path).status == 404
    assert bens.get("/calendar/tasks", calendar=task["calendar_id"]).status == 404
    assert bens.get("/calendar/tasks").json["items"] == []
    annas.put(f"/calendar/calendars/{task['calendar_id']}/grants/{ben.id}", {"role": "viewer"})
    (seen,) = bens.get("/calendar/tasks").json["items"]
    assert (seen["title"], seen["may_edit"]) == ("Mine", False)
    assert bens.patch(path, {"title": "Stolen"}).status == 403
    assert bytes(CalendarObject.objects.get().raw) == before
