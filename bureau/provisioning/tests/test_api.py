"""The admin screens' API: plans, progress, templates, leavings."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.people import Person
from tests.fixtures.http import API, Api

from .conftest import Spy, person

pytestmark = pytest.mark.django_db
Drain = Callable[[], int]


@pytest.fixture
def admin(api: Api, spy: Spy) -> Api:
    """Return a client of an administrator."""
    return api.signed_in(person("root", role="admin"))


def _upload(client: Api, text: str) -> dict[str, object]:
    file = SimpleUploadedFile("joiners.csv", text.encode(), "text/csv")
    response = client.client.post(f"{API}/provisioning/plans", {"file": file})
    assert response.status_code == 201
    found: dict[str, object] = response.json()
    return found


def test_a_roster_is_planned_applied_and_watched(admin: Api, drain: Drain) -> None:
    plan = _upload(admin, "email,given_name\nzoe@demo.example,Zoé\n")
    assert plan["counts"] == {"create": 1, "update": 0, "repair": 0, "unchanged": 0}
    assert plan["abilities"] == {"apply": True}
    assert admin.post(f"/provisioning/plans/{plan['id']}/apply").status == 202
    drain()
    progress = admin.get(f"/provisioning/plans/{plan['id']}/progress").json
    assert (progress["state"], progress["counts"]) == ("applied", {"ready": 1})
    assert [step["state"] for step in progress["persons"][0]["steps"]] == ["done"]


def test_problems_are_shown_with_their_rows_and_keep_the_plan_from_being_applied(
    admin: Api,
) -> None:
    plan = _upload(admin, "email,given_name,country\nzoe@demo.example,Zoé,XX\n")
    rows = plan["rows"]
    assert isinstance(rows, list)
    assert [problem["column"] for problem in rows[0]["problems"]] == ["country"]
    answer = admin.post(f"/provisioning/plans/{plan['id']}/apply")
    assert (answer.status, answer.json["code"]) == (422, "plan_refused")
    assert not Person.objects.filter(email="zoe@demo.example").exists()


def test_rows_can_be_sent_as_json(admin: Api) -> None:
    rows = [{"email": "zoe@demo.example", "given_name": "Zoé"}]
    answer = admin.post("/provisioning/plans/rows", {"rows": rows})
    assert (answer.status, answer.json["state"]) == (201, "ready")


def test_only_administrators_provision(api: Api, spy: Spy) -> None:
    member = api.signed_in(person("member"))
    for path in ("plans", "templates", "leavings"):
        assert member.get(f"/provisioning/{path}").status == 403
        assert api.get(f"/provisioning/{path}").status == 401
    rows = [{"email": "zoe@demo.example", "given_name": "Zoé"}]
    assert member.post("/provisioning/plans/rows", {"rows": rows}).status == 403


def test_a_template_is_made_changed_and_deleted(admin: Api) -> None:
    made = admin.post("/provisioning/templates", {"name": "France", "country": "fr"}).json
    assert made["country"] == "FR"
    again = admin.post("/provisioning/templates", {"name": "France", "country": "XX"})
    assert [error["field"] for error in again.json["errors"]] == ["name", "country"]
    path = f"/provisioning/templates/{made['id']}"
    assert admin.put(path, {"name": "France", "settings": {"drive_quota_bytes": 5}}).status == 200
    assert admin.delete(path).status == 204
    assert admin.get("/provisioning/templates").json["items"] == []


def test_a_template_that_could_not_be_kept_is_refused(admin: Api) -> None:
    body = {"name": "X", "settings": {"groups": ["nobody@demo.example"], "time_zone": "Mars/Base"}}
    answer = admin.post("/provisioning/templates", body)
    assert [error["field"] for error in answer.json["errors"]] == ["groups", "time_zone"]
    for settings in ({"quota": 5}, {"shared_drives": [{"id": "x", "role": "owner"}]}):
        answer = admin.post("/provisioning/templates", {"name": "X", "settings": settings})
        assert answer.status == 422
    assert admin.get("/provisioning/templates").json["items"] == []


def test_who_joins_gets_the_language_of_the_template_unless_the_roster_says_one(
    admin: Api, drain: Drain
) -> None:
    body = {"name": "Belgium", "country": "BE", "settings": {"language": "fr"}}
    assert admin.post("/provisioning/templates", body).status == 201
    plan = _upload(
        admin,
        "email,given_name,country,language\n"
        "zoe@demo.example,Zoé,BE,\nlou@demo.example,Lou,BE,en\nkim@demo.example,Kim,PT,\n",
    )
    admin.post(f"/provisioning/plans/{plan['id']}/apply")
    drain()
    spoken = dict(Person.objects.filter(country__in=["BE", "PT"]).values_list("name", "language"))
    assert spoken == {"Zoé": "fr", "Lou": "en", "Kim": "en"}


def test_a_leaving_is_shown_applied_and_undone(admin: Api, drain: Drain) -> None:
    ben, ana = person("ben"), person("ana")
    shown = admin.post("/provisioning/leavings", {"person_id": ben.id, "to_id": ana.id}).json
    assert shown["abilities"] == {"apply": True, "undo": False, "delete": False}
    path = f"/provisioning/leavings/{shown['id']}"
    assert admin.post(f"{path}/apply").status == 202
    drain()
    assert admin.get(path).json["state"] == "held"
    assert admin.post(f"{path}/undo").json["state"] == "undone"
