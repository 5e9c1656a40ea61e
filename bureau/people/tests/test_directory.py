"""The directory and its administration, through the API."""

import pytest

from bureau.people import SYSTEM, Address, Person, create_unit, resolve_address
from bureau.platform.events import Event
from tests.fixtures.database import CountQueries
from tests.fixtures.http import Api

from .conftest import MakePerson


def names(answer: object) -> list[str]:
    return [item["name"] for item in answer.json["items"]]  # type: ignore[attr-defined]


def test_completion_finds_the_beginnings_of_names_and_addresses(
    api: Api, member: Person, make_person: MakePerson, count_queries: CountQueries
) -> None:
    make_person("helene", name="Hélène Dupont", state="invited")
    client = api.signed_in(member)
    with count_queries(2):
        assert names(client.get("/people", q="HEL")) == ["Hélène Dupont"]
    assert names(client.get("/people", q="dup hel")) == ["Hélène Dupont"]
    assert names(client.get("/people", q="lene")) == []
    assert names(client.get("/people", q="%")) == []


def test_the_directory_is_paged_by_name(api: Api, member: Person, make_person: MakePerson) -> None:
    for n in range(5):
        make_person(f"w{n}", name=f"Worker {n}")
    client = api.signed_in(member)
    first = client.get("/people", q="worker", limit=3)
    second = client.get("/people", q="worker", limit=3, cursor=first.json["next"])
    assert names(first) + names(second) == [f"Worker {n}" for n in range(5)]
    assert second.json["next"] is None


def test_members_see_neither_the_suspended_nor_administration(
    api: Api, member: Person, helper: Person, make_person: MakePerson
) -> None:
    gone = make_person("gil")
    Person.objects.filter(id=gone.id).update(state="suspended")
    client = api.signed_in(member)
    assert names(client.get("/people")) == ["Bob", "Hedy"]
    assert client.get("/people").json["items"][0]["role"] is None
    assert client.get(f"/people/{gone.id}").status == 404
    assert names(api.signed_in(helper).get("/people", state="suspended")) == ["Gil"]


def test_one_person_costs_a_fixed_number_of_queries(
    api: Api, admin: Person, member: Person, count_queries: CountQueries
) -> None:
    as_member, as_admin = api.signed_in(member), api.signed_in(admin)
    with count_queries(4):
        shown = as_member.get(f"/people/{admin.id}").json
    assert shown["abilities"] == {
        "update": False, "invite": False, "suspend": False, "restore": False, "secure": False,
        "set_role": False,
    }  # fmt: skip
    assert shown["security"] is None
    with count_queries(6):
        shown = as_admin.get(f"/people/{member.id}").json
    assert shown["security"]["has_password"] is True
    assert shown["addresses"] == [{"email": "bob@demo.example", "kind": "primary"}]


def test_an_administrator_creates_a_person(api: Api, admin: Person) -> None:
    unit = create_unit(SYSTEM, "Sales")
    body = {
        "email": " Zoe@Demo.example ",
        "name": "Zoë",
        "unit_id": unit.id,
        "aliases": ["z@demo.example"],
        "time_zone": "Europe/Paris",
    }
    answer = api.signed_in(admin).post("/people", body)
    assert answer.status == 201
    assert answer.json["email"] == "zoe@demo.example"
    assert answer.json["state"] == "invited"
    assert answer.json["unit"]["name"] == "Sales"
    found = resolve_address("Z@demo.example")
    assert found is not None
    assert found.id == answer.json["id"]
    created = Event.objects.filter(name="person.created").latest("id")
    assert created.actor_id == admin.id


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "nonsense"),
        ("name", "  "),
        ("time_zone", "Mars/Base"),
        ("country", "fr"),
        ("language", "xx"),
        ("unit_id", "0" * 26),
        ("manager_id", "0" * 26),
        ("recovery_email", "at home"),
    ],
)
def test_wrong_values_are_named_and_nothing_is_stored(
    api: Api, admin: Person, field: str, value: str
) -> None:
    body = {"email": "zoe@demo.example", "name": "Zoë", field: value}
    answer = api.signed_in(admin).post("/people", body)
    assert answer.status == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]
    assert Person.objects.count() == 1


def test_an_address_has_one_owner(api: Api, admin: Person, member: Person) -> None:
    for body in (
        {"email": "eve@demo.example", "name": "Eve", "aliases": ["BOB@demo.example"]},
        {"email": "Bob@demo.example", "name": "Another Bob"},
    ):
        answer = api.signed_in(admin).post("/people", body)
        assert (answer.status, answer.json["code"]) == (409, "address_taken")
    assert Person.objects.count() == 2
    assert not Person.objects.filter(email="eve@demo.example").exists()


def test_a_new_primary_address_keeps_the_former_as_alias(
    api: Api, admin: Person, member: Person
) -> None:
    body = {"email": "robert@demo.example"}
    assert api.signed_in(admin).patch(f"/people/{member.id}", body).status == 200
    kinds = dict(Address.objects.filter(person=member).values_list("email", "kind"))
    assert kinds == {"robert@demo.example": "primary", "bob@demo.example": "alias"}
    changes = Event.objects.get(name="person.updated").changes
    assert changes == {"email": ["bob@demo.example", "robert@demo.example"]}


def test_members_change_their_own_language_and_nothing_more(api: Api, member: Person) -> None:
    client = api.signed_in(member)
    answer = client.patch("/me", {"language": "fr", "preferences": {"theme": "dark"}})
    assert answer.status == 200
    assert (answer.json["language"], answer.json["preferences"]) == ("fr", {"theme": "dark"})
    assert client.patch(f"/people/{member.id}", {"title": "Boss"}).status == 403
    assert client.patch("/me", {"role": "admin"}).status == 422
    member.refresh_from_db()
    assert (member.title, member.role) == ("", "member")


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("POST", "/people", {"email": "x@demo.example", "name": "X"}),
        ("PATCH", "/people/{id}", {"name": "X"}),
        ("POST", "/people/{id}/suspend", None),
        ("POST", "/people/{id}/restore", None),
        ("POST", "/people/{id}/invite", None),
        ("POST", "/people/{id}/sign-out", None),
        ("POST", "/people/{id}/remove-factors", None),
        ("POST", "/people/{id}/role", {"role": "admin"}),
        ("POST", "/service-accounts", {"email": "x@demo.example", "name": "X"}),
        ("POST", "/groups", {"name": "X"}),
        ("POST", "/units", {"name": "X"}),
    ],
)
def test_members_may_not_administer(
    api: Api, admin: Person, member: Person, verb: str, path: str, body: object
) -> None:
    before = list(Person.objects.order_by("id").values("state", "role", "name", "password"))
    events = Event.objects.count()
    answer = api.signed_in(member).call(verb, path.format(id=admin.id), body)
    assert answer.status == 403
    assert list(Person.objects.order_by("id").values("state", "role", "name", "password")) == before
    assert Event.objects.count() == events


def test_the_help_desk_touches_nobody_above_a_member(
    api: Api, admin: Person, helper: Person, member: Person
) -> None:
    client = api.signed_in(helper)
    assert client.post(f"/people/{admin.id}/suspend").status == 403
    assert client.post(f"/people/{member.id}/role", {"role": "admin"}).status == 403
    assert client.post(f"/people/{member.id}/suspend").json["state"] == "suspended"
    assert client.post(f"/people/{member.id}/restore").json["state"] == "active"


def test_the_last_administrator_stays(api: Api, admin: Person) -> None:
    client = api.signed_in(admin)
    for path, body in (("suspend", None), ("role", {"role": "member"})):
        answer = client.post(f"/people/{admin.id}/{path}", body)
        assert answer.json["code"] == "last_administrator"
    admin.refresh_from_db()
    assert (admin.state, admin.role) == ("active", "admin")
