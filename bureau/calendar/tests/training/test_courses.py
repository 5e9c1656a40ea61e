"""Courses: who writes, publishes and sees them."""

from collections.abc import Callable
from typing import Any

import pytest

from bureau.calendar.models import CalendarObject, Course, CourseInvitation, Session
from bureau.people import EVERYONE, SYSTEM, Person, add_members, create_group, create_unit
from bureau.platform.config import config
from bureau.platform.events import Event
from tests.fixtures.http import Api

from .conftest import ROUTE, Training, date, entries_of, join, told


def titles(api: Api, view: str = "catalogue") -> list[str]:
    answer = api.get(ROUTE, view=view)
    assert answer.status == 200, answer.body
    return [one["title"] for one in answer.json["items"]]


def draft(api: Api, **fields: Any) -> str:
    made = api.post(ROUTE, {"title": "Writing", **fields})
    assert made.status == 201, made.body
    return str(made.json["id"])


def test_anybody_writes_a_draft_that_nobody_else_sees(api: Api, anna: Person, ben: Person) -> None:
    annas, bens = api.signed_in(anna), api.signed_in(ben)
    course_id = draft(annas, audience=[EVERYONE])
    made = annas.get(f"{ROUTE}/{course_id}").json
    assert (made["state"], made["organizer"], made["calendar"]["name"]) == (
        "draft",
        "Anna Arendt",
        "Calendar",
    )
    assert made["audience"] == [{"id": EVERYONE, "kind": "everyone", "name": "Everyone"}]
    assert made["abilities"] == {"edit": True, "set_state": True, "address_everybody": False}
    assert (titles(annas), titles(annas, view="organised")) == ([], ["Writing"])
    assert (titles(bens), titles(bens, view="organised")) == ([], [])
    assert bens.get(f"{ROUTE}/{course_id}").status == 404


def test_only_an_administrator_publishes_the_course_of_a_private_calendar_for_everybody(
    api: Api, anna: Person, ben: Person, root: Person
) -> None:
    annas = api.signed_in(anna)
    course_id = draft(annas, audience=[EVERYONE])
    refused = annas.put(f"{ROUTE}/{course_id}/state", {"state": "published"})
    assert (refused.status, refused.json["code"]) == (403, "not_for_everybody")
    assert Course.objects.get(id=course_id).state == "draft"
    published = api.signed_in(root).put(f"{ROUTE}/{course_id}/state", {"state": "published"})
    assert (published.status, published.json["state"]) == (200, "published")
    assert titles(api.signed_in(ben)) == ["Writing"]


def test_the_unit_above_all_is_everybody(api: Api, anna: Person) -> None:
    top = create_unit(SYSTEM, "Relume")
    create_unit(SYSTEM, "Finance", top.id)
    annas = api.signed_in(anna)
    course_id = draft(annas, audience=[top.id])
    assert annas.put(f"{ROUTE}/{course_id}/state", {"state": "published"}).status == 403
    assert Course.objects.get(id=course_id).state == "draft"


def test_editors_of_a_company_calendar_publish_for_everybody(
    training: Training, api: Api, ben: Person
) -> None:
    assert titles(api.signed_in(ben)) == ["First aid"]
    seen = training.read(api.signed_in(ben))
    assert seen["abilities"] == {"edit": False, "set_state": False, "address_everybody": True}


def test_a_course_for_a_group_or_unit_is_seen_by_its_people_alone(
    api: Api, anna: Person, ben: Person, make_person: Callable[..., Person]
) -> None:
    top = create_unit(SYSTEM, "Relume")
    sales = create_unit(SYSTEM, "Sales", top.id)
    north = create_unit(SYSTEM, "Sales north", sales.id)
    nora = make_person("nora", unit_id=north.id)
    boss = make_person("boss", unit_id=top.id)
    group = create_group(SYSTEM, "Fire wardens", "fire@demo.example")
    add_members(SYSTEM, group, [ben.id])
    annas = api.signed_in(anna)
    course_id = draft(annas, audience=[group.id, sales.id])
    assert annas.put(f"{ROUTE}/{course_id}/state", {"state": "published"}).status == 200
    assert titles(api.signed_in(ben)) == titles(api.signed_in(nora)) == ["Writing"]
    assert titles(api.signed_in(boss)) == []
    assert api.signed_in(boss).get(f"{ROUTE}/{course_id}").status == 404


def test_who_does_not_organise_changes_nothing(training: Training, api: Api, ben: Person) -> None:
    session_id = training.plan()
    before = training.read()
    bens = api.signed_in(ben)
    refusals = [
        bens.patch(training.path, {"title": "Mine"}),
        bens.delete(training.path),
        bens.put(f"{training.path}/state", {"state": "closed"}),
        bens.post(f"{training.path}/sessions", date()),
        bens.post(f"{training.path}/invitations", {"principals": [ben.id]}),
        bens.get(f"{training.path}/invitations"),
        bens.patch(f"/calendar/sessions/{session_id}", {"place": "My desk"}),
        bens.post(f"/calendar/sessions/{session_id}/cancel"),
        bens.get(f"/calendar/sessions/{session_id}/registrations"),
        bens.get(f"/calendar/sessions/{session_id}/registrations.csv"),
        bens.put(
            f"/calendar/sessions/{session_id}/attendance",
            {"person_ids": [ben.id], "attended": "yes"},
        ),
    ]
    assert [(one.status, one.json["code"]) for one in refusals] == [(403, "not_your_course")] * 11
    assert training.read() == before
    assert CourseInvitation.objects.count() == 0


def test_what_one_may_not_see_does_not_exist(api: Api, anna: Person, ben: Person) -> None:
    annas, bens = api.signed_in(anna), api.signed_in(ben)
    course_id = draft(annas)
    session_id = annas.post(f"{ROUTE}/{course_id}/sessions", date()).json["sessions"][0]["id"]
    path, seats = f"{ROUTE}/{course_id}", f"/calendar/sessions/{session_id}"
    refusals = [
        bens.patch(path, {"title": "Mine"}),
        bens.delete(path),
        bens.put(f"{path}/state", {"state": "published"}),
        bens.post(f"{path}/sessions", date()),
        bens.patch(seats, {"place": "My desk"}),
        bens.post(f"{seats}/cancel"),
        bens.post(f"{seats}/registrations", {}),
        bens.delete(f"{seats}/registrations/{ben.id}"),
        bens.post(f"{seats}/registrations/{ben.id}/move", {"session_id": session_id}),
    ]
    assert [one.status for one in refusals] == [404] * 9
    assert (Course.objects.count(), Session.objects.get().state) == (1, "planned")


def test_states_follow_each_other(training: Training) -> None:
    def put(state: str) -> tuple[int, str]:
        answer = training.hr.put(f"{training.path}/state", {"state": state})
        return answer.status, answer.json.get("state") or answer.json["code"]

    assert put("draft") == (409, "wrong_course_state")
    session_id = training.plan()
    assert put("archived") == (409, "wrong_course_state")
    assert put("closed") == (200, "closed")
    assert put("closed") == (200, "closed")
    assert put("published") == (200, "published")
    assert training.hr.post(f"/calendar/sessions/{session_id}/cancel").status == 200
    assert put("archived") == (200, "archived")
    assert put("published") == (409, "wrong_course_state")
    assert training.hr.delete(training.path).json["code"] == "wrong_course_state"


def test_a_course_for_nobody_is_not_published(api: Api, anna: Person) -> None:
    annas = api.signed_in(anna)
    refused = annas.put(f"{ROUTE}/{draft(annas)}/state", {"state": "published"})
    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "audience")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"audience": ["nobody"]}, "audience"),
        ({"title": ""}, "title"),
        ({"feedback_url": "javascript:alert(1)"}, "feedback_url"),
    ],
)
def test_wrong_values_are_refused(
    api: Api, anna: Person, fields: dict[str, Any], field: str
) -> None:
    refused = api.signed_in(anna).post(ROUTE, {"title": "x", **fields})
    assert refused.status == 422
    assert field in str(refused.json["errors"])
    assert Course.objects.count() == 0


def test_a_course_is_not_made_in_a_calendar_that_one_only_reads(
    api: Api, anna: Person, ben: Person, company_calendar: str
) -> None:
    answer = api.signed_in(ben).post(ROUTE, {"title": "x", "calendar_id": company_calendar})
    assert answer.status == 404
    assert Course.objects.count() == 0


def test_a_draft_is_deleted_with_its_dates(api: Api, anna: Person) -> None:
    annas = api.signed_in(anna)
    course_id = draft(annas)
    assert annas.post(f"{ROUTE}/{course_id}/sessions", date()).status == 201
    assert CalendarObject.objects.filter(uid__startswith="training-").count() == 1
    assert annas.delete(f"{ROUTE}/{course_id}").status == 204
    assert annas.get(f"{ROUTE}/{course_id}").status == 404
    assert CalendarObject.objects.filter(uid__startswith="training-").count() == 0


def test_a_calendar_with_trainings_is_not_deleted(
    training: Training, company_calendar: str, api: Api, root: Person
) -> None:
    path = f"/calendar/calendars/{company_calendar}"
    assert api.signed_in(root).delete(path).json["code"] == "calendar_has_courses"
    assert training.hr.put(f"{training.path}/state", {"state": "archived"}).status == 200
    assert api.signed_in(root).delete(path).status == 204
    assert Course.objects.count() == 0


def test_new_words_reach_the_events_and_entries(
    training: Training, api: Api, ben: Person, drain: Callable[[], int]
) -> None:
    session_id = training.plan()
    assert join(api.signed_in(ben), session_id).status == 200
    answer = training.hr.patch(training.path, {"title": "First aid, again"})
    assert answer.json["title"] == "First aid, again"
    drain()
    assert [title for title, _, _ in entries_of(ben)] == ["First aid, again"]
    assert told(ben) == []


def test_an_invitation_is_a_line_under_the_bell_and_a_letter(
    training: Training, api: Api, ben: Person, cleo: Person, drain: Callable[[], int]
) -> None:
    path = f"{training.path}/invitations"
    assert training.hr.post(path, {"principals": [ben.id, cleo.id]}).json == {"invited": 2}
    assert training.hr.post(path, {"principals": [ben.id]}).json == {"invited": 0}
    assert (told(ben), told(cleo)) == (["Training: First aid"], ["Formation : First aid"])
    while drain():
        pass
    received = Event.objects.filter(name="mail.received").order_by("id")
    assert sorted(one.payload["envelope_to"] for one in received) == [ben.email, cleo.email]
    items = training.hr.get(path).json["items"]
    assert [(one["name"], one["state"]) for one in items] == [("Ben Braun", ""), ("Cleo Caron", "")]
    assert training.read(api.signed_in(ben))["is_invited"] is True


def test_a_letter_says_who_invites_to_what_and_where_to_register(
    training: Training, ben: Person, monkeypatch: pytest.MonkeyPatch, drain: Callable[[], int]
) -> None:
    letters: list[dict[str, Any]] = []

    def send(name: str, arguments: dict[str, Any], *, owner: object) -> None:
        letters.append(arguments)

    monkeypatch.setattr("bureau.automation.perform", send)
    training.hr.post(f"{training.path}/invitations", {"principals": [ben.id]})
    drain()
    (letter,) = letters
    assert (letter["to"], letter["from_name"]) == (["ben@demo.example"], "Hana Hall (training)")
    assert letter["text"] == (
        "Hana Hall invites you to the training “First aid”. Choose a date and register:\n\n"
        f"{config().public_url.rstrip('/')}/calendar/training?course={training.course_id}\n"
    )


def test_everybody_is_invited_who_has_no_place_yet(
    training: Training, api: Api, anna: Person, ben: Person, cleo: Person, root: Person
) -> None:
    assert join(api.signed_in(ben), training.plan()).status == 200
    answer = training.hr.post(f"{training.path}/invitations", {})
    assert answer.json == {"invited": 4}
    assert told(ben) == []
    assert told(anna) == ["Training: First aid"]


def test_who_is_invited_sees_a_course_that_is_for_others(
    api: Api, anna: Person, ben: Person, cleo: Person
) -> None:
    annas = api.signed_in(anna)
    group = create_group(SYSTEM, "Fire wardens", "fire@demo.example")
    course_id = draft(annas, audience=[group.id])
    assert annas.put(f"{ROUTE}/{course_id}/state", {"state": "published"}).status == 200
    path = f"{ROUTE}/{course_id}/invitations"
    assert annas.post(path, {"principals": [ben.id]}).json == {"invited": 1}
    assert (titles(api.signed_in(ben)), titles(api.signed_in(cleo))) == (["Writing"], [])
    refused = annas.post(path, {"principals": [EVERYONE]})
    assert (refused.status, refused.json["code"]) == (403, "not_for_everybody")
    assert CourseInvitation.objects.count() == 1


def test_a_joiner_is_invited_to_the_courses_of_their_template(
    training: Training, ben: Person
) -> None:
    from bureau.calendar.provisioning_steps import TRAINING

    wanted = {"courses": [{"id": training.course_id, "title": "x"}, {"id": "gone"}]}
    TRAINING.run(ben, wanted)
    TRAINING.run(ben, wanted)
    assert told(ben) == ["Training: First aid"]
    assert CourseInvitation.objects.filter(person=ben).count() == 1
    training.hr.put(f"{training.path}/state", {"state": "closed"})
    CourseInvitation.objects.all().delete()
    TRAINING.run(ben, wanted)
    assert CourseInvitation.objects.count() == 0


def test_the_template_of_a_unit_invites_who_is_taken_on_there(
    training: Training, api: Api, root: Person, drain: Callable[[], int]
) -> None:
    admin = api.signed_in(root)
    wish = {"id": training.course_id, "title": "First aid"}
    body = {"name": "Everybody", "settings": {"courses": [wish]}}
    made = admin.post("/provisioning/templates", body)
    assert (made.status, made.json["settings"]["courses"]) == (201, [wish])
    row = {"given_name": "Jo", "family_name": "Joiner", "email": "jo@demo.example"}
    plan = admin.post("/provisioning/plans/rows", {"rows": [row]}).json
    assert admin.post(f"/provisioning/plans/{plan['id']}/apply").status == 202
    while drain():
        pass
    joiner = Person.objects.get(email="jo@demo.example")
    assert told(joiner) == ["Training: First aid"]
