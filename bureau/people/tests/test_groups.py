"""Groups, units and the closure of memberships."""

import pytest

from bureau.people import (
    EVERYONE,
    SYSTEM,
    Actor,
    Group,
    Person,
    add_member,
    add_members,
    create_group,
    delete_group,
    members_of,
    principals_of,
    remove_member,
    resolve_address,
)
from bureau.people.errors import GroupCycle
from bureau.platform.events import Event
from tests.fixtures.database import CountQueries
from tests.fixtures.http import Api

from .conftest import MakePerson


@pytest.fixture
def staff(db: None) -> Group:
    return create_group(SYSTEM, "Staff", "staff@demo.example")


@pytest.fixture
def sales(staff: Group) -> Group:
    """Sales, all of whom are staff."""
    group = create_group(SYSTEM, "Sales")
    add_member(SYSTEM, staff, group)
    return group


def test_a_person_counts_as_itself_its_groups_and_everyone(
    member: Person, staff: Group, sales: Group, count_queries: CountQueries
) -> None:
    add_member(SYSTEM, sales, member)
    with count_queries(1):
        assert principals_of(member.id) == {member.id, sales.id, staff.id, EVERYONE}
    assert list(members_of(staff.id)) == [member]


def test_leaving_one_way_in_keeps_the_other(member: Person, staff: Group, sales: Group) -> None:
    add_member(SYSTEM, sales, member)
    add_member(SYSTEM, staff, member)
    remove_member(SYSTEM, sales, member)
    assert principals_of(member.id) == {member.id, staff.id, EVERYONE}
    remove_member(SYSTEM, staff, member)
    assert principals_of(member.id) == {member.id, EVERYONE}


def test_deleting_a_group_between_two_takes_its_members_out(
    member: Person, staff: Group, sales: Group
) -> None:
    add_member(SYSTEM, sales, member)
    delete_group(SYSTEM, sales.id)
    assert principals_of(member.id) == {member.id, EVERYONE}


def test_a_group_cannot_contain_itself(staff: Group, sales: Group) -> None:
    for group, inner in ((sales, staff), (staff, staff)):
        with pytest.raises(GroupCycle):
            add_member(SYSTEM, group, inner)


def test_many_members_cost_a_fixed_number_of_queries(
    make_person: MakePerson, staff: Group, sales: Group, count_queries: CountQueries
) -> None:
    few = [make_person(f"a{n}").id for n in range(2)]
    many = [make_person(f"b{n}").id for n in range(40)]
    for people in (few, many):
        with count_queries(14, at_most=True):
            add_members(SYSTEM, sales, people)
    assert members_of(staff.id).count() == 42


def test_mail_to_a_group_resolves(staff: Group) -> None:
    assert resolve_address("STAFF@demo.example") == staff
    assert resolve_address("nobody@demo.example") is None


def test_groups_are_listed_with_sizes_in_one_query(
    api: Api, member: Person, staff: Group, sales: Group, count_queries: CountQueries
) -> None:
    add_member(SYSTEM, sales, member)
    client = api.signed_in(member)
    with count_queries(2):
        groups = client.get("/groups").json["items"]
    assert [(group["name"], group["member_count"]) for group in groups] == [
        ("Sales", 1),
        ("Staff", 1),
    ]
    assert groups[0]["abilities"] == {"update": False, "delete": False}


def test_an_administrator_keeps_groups(
    api: Api, admin: Person, member: Person, count_queries: CountQueries
) -> None:
    client = api.signed_in(admin)
    made = client.post("/groups", {"name": "Crew", "email": "crew@demo.example"})
    assert made.status == 201
    path = f"/groups/{made.json['id']}"
    assert client.post(f"{path}/members", {"id": member.id}).json["member_count"] == 1
    with count_queries(3):
        members = client.get(f"{path}/members").json["items"]
    assert members == [
        {"id": member.id, "kind": "person", "name": "Bob", "email": "bob@demo.example"}
    ]
    assert client.patch(path, {"name": "The crew"}).json["name"] == "The crew"
    assert client.delete(f"{path}/members/{member.id}").json["member_count"] == 0
    assert client.delete(path).status == 204
    assert client.get(path).status == 404
    recorded = Event.objects.filter(name="group.changed", actor_id=admin.id)
    assert [event.payload["change"] for event in recorded.order_by("id")] == [
        "created",
        "member_added",
        "updated",
        "member_removed",
        "deleted",
    ]


def test_units_form_a_tree(api: Api, admin: Person, as_admin: Actor) -> None:
    client = api.signed_in(admin)
    top = client.post("/units", {"name": "Operations"}).json
    team = client.post("/units", {"name": "Repair", "parent_id": top["id"]}).json
    body = {"name": "Operations", "parent_id": team["id"]}
    assert client.put(f"/units/{top['id']}", body).status == 422
    assert client.delete(f"/units/{top['id']}").status == 409
    client.patch(f"/people/{admin.id}", {"unit_id": team["id"]})
    found = client.get("/people", unit_id=top["id"]).json["items"]
    assert [item["unit"]["name"] for item in found] == ["Repair"]
    listed = {unit["name"]: unit["people_count"] for unit in client.get("/units").json["items"]}
    assert listed == {"Operations": 0, "Repair": 1}


def test_a_person_is_shown_which_groups_hold_it_through_others(
    api: Api, admin: Person, member: Person
) -> None:
    inner, outer = create_group(SYSTEM, "Inner"), create_group(SYSTEM, "Outer")
    add_member(SYSTEM, inner, member)
    add_member(SYSTEM, outer, inner)
    groups = api.signed_in(admin).get(f"/people/{member.id}").json["groups"]
    assert {one["name"]: one["is_direct"] for one in groups} == {"Inner": True, "Outer": False}
