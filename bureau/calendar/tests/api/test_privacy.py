"""What others see: private events, calendars of which one learns busy times only, roles."""

from typing import Any

import pytest

from bureau.calendar.models import CalendarObject
from bureau.people import Person
from tests.fixtures.http import Api

from .conftest import MakePerson, calendar_of, meeting, week

pytestmark = pytest.mark.django_db

STUB = {
    "title": "",
    "location": "",
    "color": "",
    "kind": "event",
    "organizer": "",
    "guests": 0,
    "my_status": "",
    "conference_url": "",
    "has_attachments": False,
    "may_edit": False,
    "is_private_stub": True,
}


def share(api: Api, calendar_id: str, person: Person, role: str) -> None:
    path = f"/calendar/calendars/{calendar_id}/grants/{person.id}"
    assert api.put(path, {"role": role}).status == 200


def details(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in STUB}


def test_whoever_learns_busy_times_only_sees_no_more(annas: Api, bens: Api, anna: Person) -> None:
    calendar_id = calendar_of(anna)
    secret = meeting(title="Secret", location="Lab", description="<p>x</p>")
    made = annas.post("/calendar/events", secret).json
    annas.post("/calendar/events", meeting(title="Free", busy="free"))
    (row,) = week(bens, calendar_id)
    assert details(row) == STUB
    assert (row["start"], row["busy"]) == ("2026-11-24T08:00:00Z", "busy")
    opened = bens.get(f"/calendar/events/{made['event_id']}")
    assert opened.status == 200
    assert (opened.json["title"], opened.json["description"], opened.json["uid"]) == ("", "", "")
    assert (opened.json["is_private_stub"], opened.json["may_edit"]) == (True, False)
    assert b"Secret" not in opened.body
    assert b"Lab" not in opened.body


@pytest.mark.parametrize(("role", "sees"), [("viewer", False), ("contributor", False),
                                            ("editor", True), ("manager", True)])  # fmt: skip
def test_a_private_event_shows_as_busy_to_all_below_editors(
    annas: Api, bens: Api, anna: Person, ben: Person, role: str, sees: bool
) -> None:
    calendar_id = calendar_of(anna)
    share(annas, calendar_id, ben, role)
    made = annas.post("/calendar/events", meeting(title="Doctor", visibility="private")).json
    annas.post("/calendar/events", meeting(title="Open"))
    titles = sorted(row["title"] for row in week(bens, calendar_id))
    assert titles == (["Doctor", "Open"] if sees else ["", "Open"])
    opened = bens.get(f"/calendar/events/{made['event_id']}").json
    assert (opened["title"], opened["may_edit"]) == (("Doctor", True) if sees else ("", False))
    export = bens.get(f"/calendar/calendars/{calendar_id}/export.ics").body
    assert (b"Doctor" in export) == sees
    assert b"Open" in export


@pytest.mark.parametrize("role", ["viewer", "commenter", "contributor"])
def test_below_editors_nobody_changes_what_others_wrote(
    annas: Api, bens: Api, anna: Person, ben: Person, role: str
) -> None:
    calendar_id = calendar_of(anna)
    share(annas, calendar_id, ben, role)
    made = annas.post("/calendar/events", meeting()).json
    before = bytes(CalendarObject.objects.get().raw)
    path = f"/calendar/events/{made['event_id']}"
    assert bens.get(path).json["may_edit"] is False
    assert bens.patch(path, {"changes": {"title": "Mine"}}).status == 403
    assert bens.delete(path).status == 403
    assert bytes(CalendarObject.objects.get().raw) == before


def test_contributors_add_and_change_their_own(
    annas: Api, bens: Api, anna: Person, ben: Person
) -> None:
    calendar_id = calendar_of(anna)
    share(annas, calendar_id, ben, "contributor")
    made = bens.post("/calendar/events", meeting(calendar_id=calendar_id)).json
    assert made["may_edit"] is True
    path = f"/calendar/events/{made['event_id']}"
    assert bens.patch(path, {"changes": {"title": "Better"}}).json["title"] == "Better"
    assert [row["title"] for row in week(annas)] == ["Better"]


def test_viewers_add_nothing(annas: Api, bens: Api, anna: Person, ben: Person) -> None:
    calendar_id = calendar_of(anna)
    share(annas, calendar_id, ben, "viewer")
    assert bens.post("/calendar/events", meeting(calendar_id=calendar_id)).status == 403
    assert not CalendarObject.objects.exists()


def test_only_managers_share_and_see_who_has_what(
    annas: Api, bens: Api, anna: Person, ben: Person, make_person: MakePerson
) -> None:
    calendar_id, cleo = calendar_of(anna), make_person("cleo")
    share(annas, calendar_id, ben, "editor")
    grants = f"/calendar/calendars/{calendar_id}/grants"
    assert bens.get(grants).status == 403
    assert bens.put(f"{grants}/{cleo.id}", {"role": "viewer"}).status == 403
    assert bens.delete(f"{grants}/{ben.id}").status == 403
    rows = {row["email"]: row["role"] for row in annas.get(grants).json["items"]}
    assert rows == {"anna@demo.example": "manager", "ben@demo.example": "editor"}
    assert annas.delete(f"{grants}/{ben.id}").status == 204
    assert annas.delete(f"{grants}/{ben.id}").status == 404
    rows = {row["email"]: row["role"] for row in annas.get(grants).json["items"]}
    assert rows == {"anna@demo.example": "manager"}


def test_a_calendar_of_nobodys_business_does_not_exist(annas: Api, bens: Api, anna: Person) -> None:
    calendar_id = calendar_of(anna)
    annas.patch(f"/calendar/calendars/{calendar_id}", {"free_busy": "nobody"})
    made = annas.post("/calendar/events", meeting()).json
    paths = ("grants", "publications", "export.ics")
    answers = [bens.get(f"/calendar/calendars/{calendar_id}/{path}").status for path in paths]
    answers += [
        bens.get(f"/calendar/events/{made['event_id']}").status,
        bens.put(f"/calendar/calendars/{calendar_id}/entry", {"is_shown": True}).status,
        bens.patch(f"/calendar/calendars/{calendar_id}", {"name": "Mine"}).status,
        bens.delete(f"/calendar/calendars/{calendar_id}").status,
        bens.post("/calendar/subscriptions", {"calendar_id": calendar_id}).status,
    ]
    assert answers == [404] * 8
    assert week(bens, calendar_id) == []
    assert annas.get("/calendar/calendars").json["items"][0]["name"] == "Calendar"
