"""Notifications: one's own, newest first, read once."""

from collections.abc import Callable

import pytest

from bureau.notifications import Notification, notify
from bureau.people import SYSTEM, NewPerson, Person, create_person
from bureau.platform import events
from tests.fixtures.database import CountQueries
from tests.fixtures.http import Api

pytestmark = pytest.mark.django_db


def _person(name: str) -> Person:
    return create_person(SYSTEM, NewPerson(f"{name}@demo.example", name, state="active"))


def test_the_list_is_ones_own_newest_first_page_by_page(api: Api) -> None:
    ana, ben = _person("ana"), _person("ben")
    for number in range(3):
        notify([ana.id, ana.id], "test", f"No. {number}", url="/mail")
    notify([ben.id], "test", "Not for Ana")
    client = api.signed_in(ana)
    first = client.get("/notifications", limit="2").json
    assert ([one["title"] for one in first["items"]], first["unread"]) == (["No. 2", "No. 1"], 3)
    rest = client.get("/notifications", limit="2", cursor=first["next"]).json
    assert ([one["title"] for one in rest["items"]], rest["next"]) == (["No. 0"], None)


def test_reading_one_and_all(api: Api) -> None:
    ana = _person("ana")
    for number in range(3):
        notify([ana.id], "test", f"No. {number}")
    client = api.signed_in(ana)
    newest = client.get("/notifications").json["items"][0]["id"]
    assert client.post(f"/notifications/{newest}/read").status == 204
    assert client.get("/notifications/unread").json == {"unread": 2}
    assert client.post("/notifications/read").status == 204
    assert client.get("/notifications/unread").json == {"unread": 0}


def test_what_belongs_to_somebody_else_cannot_be_marked(api: Api) -> None:
    ana, ben = _person("ana"), _person("ben")
    notify([ben.id], "test", "For Ben")
    found = Notification.objects.get()
    assert api.signed_in(ana).post(f"/notifications/{found.id}/read").status == 404
    found.refresh_from_db()
    assert found.read_at is None


def test_nobody_is_signed_in(api: Api) -> None:
    assert api.get("/notifications").status == 401


def test_the_owner_of_a_paused_rule_is_told(drain: Callable[[], int]) -> None:
    ana = _person("ana")
    payload = {"title": "Mails", "owner_id": ana.id, "reason": "Too many."}
    events.emit("rule.paused", stream="rule:r", subject=("rule", "r"), payload=payload)
    drain()
    told = Notification.objects.get()
    assert (told.person_id, told.title) == (ana.id, "The rule “Mails” was paused")


def test_many_are_told_in_one_query(count_queries: CountQueries) -> None:
    ids = [_person(f"p{number}").id for number in range(5)]
    with count_queries(1):
        notify(ids, "test", "For all")
