"""What administrators see of drives that are not theirs."""

from bureau.drive import create_shared_drive
from bureau.people import SYSTEM, Actor, NewPerson, Person, create_person
from tests.fixtures.http import Api


def test_an_administrator_sees_that_a_drive_is_there_and_nothing_in_it(
    api: Api, as_ada: Actor, ben: Person
) -> None:
    for name in ("Sales 10", "Sales 9", "Éclairs"):
        create_shared_drive(as_ada, name)
    new = NewPerson(email="root@demo.example", name="Root", state="active", role="admin")
    admin = api.signed_in(create_person(SYSTEM, new))
    found = admin.get("/drive/shared-drives").json["items"]
    assert [row["name"] for row in found] == ["Éclairs", "Sales 9", "Sales 10"]
    first = admin.get("/drive/shared-drives", q="sales", limit=1).json
    second = admin.get("/drive/shared-drives", q="sales", limit=1, cursor=first["next"]).json
    assert [first["items"][0]["name"], second["items"][0]["name"]] == ["Sales 9", "Sales 10"]
    assert admin.get(f"/drive/nodes/{found[0]['root_id']}/children").status == 404
    assert api.signed_in(ben).get("/drive/shared-drives").status == 403
