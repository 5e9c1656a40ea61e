"""Contacts through the JSON API: making, reading, changing, searching, labels, groups, pictures."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from bureau.contacts.models import Card, CardTombstone
from bureau.platform.events import Event
from tests.fixtures.database import CountQueries
from tests.fixtures.http import Api

from .conftest import Owner, emails, person

pytestmark = pytest.mark.django_db


def test_a_contact_is_made_and_read_again(lena: Owner) -> None:
    made = lena.add(
        given_name="Ana",
        family_name="Torres",
        organization="Torres SL",
        emails=[{"value": "ana@torres.example", "type": "work", "is_primary": True}],
        phones=[{"value": "+34 600 000 001", "type": "cell"}],
        birthday="--02-29",
        labels=["suppliers"],
        note="Speaks French.\nPays late.",
    )
    read = lena.api.get(f"/contacts/{made['id']}")
    assert read.status == 200
    assert read.json == made
    assert made["name"] == "Ana Torres"
    assert made["book_id"] == lena.book.id
    assert made["note"] == "Speaks French.\nPays late."
    assert (made["birthday"], made["labels"], made["kind"]) == (
        "--02-29",
        ["suppliers"],
        "individual",
    )
    raw = lena.api.get(f"/contacts/{made['id']}/vcard").body
    assert raw.startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert b"N:Torres;Ana;;;\r\n" in raw
    assert b"BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\r\n" in raw


def test_a_nameless_contact_is_refused(lena: Owner) -> None:
    answer = lena.api.post("/contacts", {"note": "nobody"})
    assert (answer.status, answer.json["code"]) == (422, "bad_contact")
    assert not Card.objects.exists()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"organization": "Torres SL"}, "Torres SL"),
        ({"emails": [{"value": "ana@torres.example"}]}, "ana@torres.example"),
        ({"phones": [{"value": "+34 600 000 001"}]}, "+34 600 000 001"),
    ],
)
def test_a_contact_without_a_name_is_called_by_what_it_has(
    lena: Owner, fields: dict[str, object], name: str
) -> None:
    made = lena.add(**fields)
    assert (made["name"], made["given_name"], made["family_name"]) == (name, "", "")


def test_who_loses_a_name_is_called_by_the_firm_and_follows_it(lena: Owner) -> None:
    made = lena.add(given_name="Ana", family_name="Torres", organization="Torres SL")
    path = f"/contacts/{made['id']}"
    nameless = lena.api.patch(path, {"given_name": "", "family_name": ""}).json
    assert nameless["name"] == "Torres SL"
    assert lena.api.patch(path, {"organization": "Torres SA"}).json["name"] == "Torres SA"
    assert lena.api.patch(path, {"given_name": "Ana"}).json["name"] == "Ana"


def test_a_change_keeps_the_rest_and_needs_the_latest_etag(lena: Owner) -> None:
    made = lena.add(name="Ana Torres", emails=emails("ana@torres.example"), note="keep")
    path = f"/contacts/{made['id']}"
    changed = lena.api.patch(path, {"title": "Buyer", "etag": made["etag"]}).json
    assert (changed["title"], changed["note"]) == ("Buyer", "keep")
    assert changed["emails"] == made["emails"]
    late = lena.api.patch(path, {"title": "Seller", "etag": made["etag"]})
    assert (late.status, late.json["code"]) == (409, "contact_changed")
    assert lena.api.get(path).json == changed


def test_a_deleted_contact_leaves_a_tombstone_and_an_event(lena: Owner) -> None:
    made = lena.add(name="Ana Torres")
    assert lena.api.delete(f"/contacts/{made['id']}").status == 204
    assert lena.api.get(f"/contacts/{made['id']}").status == 404
    tombstone = CardTombstone.objects.get()
    assert (tombstone.slug, tombstone.seq) == (f"{made['uid']}.vcf", 2)
    names = list(Event.objects.filter(stream=f"addressbook:{lena.book.id}").order_by("id"))
    assert [event.name for event in names] == [
        "addressbook.created",
        "contact.created",
        "contact.deleted",
    ]


def test_the_list_is_by_name_in_pages_and_found_by_beginnings(lena: Owner) -> None:
    for name, email in (
        ("Zoë Åberg", "zoe@one.example"),
        ("ana torres", "ana.torres@two.example"),
        ("Bo Ek", "bo@torres.example"),
    ):
        lena.add(name=name, emails=emails(email))
    assert lena.names() == ["ana torres", "Bo Ek", "Zoë Åberg"]
    first = lena.api.get("/contacts", limit=2).json
    assert [row["name"] for row in first["items"]] == ["ana torres", "Bo Ek"]
    assert lena.names(limit=2, cursor=first["next"]) == ["Zoë Åberg"]
    assert lena.names(q="tor") == ["ana torres", "Bo Ek"]
    assert lena.names(q="tor an") == ["ana torres"]
    assert lena.names(q="aberg") == ["Zoë Åberg"]
    assert lena.names(q="ZOE@one") == ["Zoë Åberg"]
    assert lena.names(email="BO@torres.example") == ["Bo Ek"]
    assert lena.names(q="nobody") == []


def test_lists_take_the_same_queries_for_many_rows(
    lena: Owner, count_queries: CountQueries
) -> None:
    lena.add(name="One", labels=["a"])
    lena.names()
    for number in range(5):
        lena.add(name=f"More {number}", labels=["a"])
    with count_queries(5, at_most=True):
        assert len(lena.names(label="a")) == 6


def test_labels_are_counted_renamed_applied_and_taken_away(lena: Owner) -> None:
    ana = lena.add(name="Ana", labels=["friends"])
    bo = lena.add(name="Bo", labels=["friends", "golf"])
    items = lena.api.get("/contacts/labels").json["items"]
    assert [(one["name"], one["count"]) for one in items] == [("friends", 2), ("golf", 1)]
    body = {"book_id": lena.book.id, "label": "friends", "name": "golf"}
    assert lena.api.post("/contacts/labels/rename", body).json == {"changed": 2}
    assert lena.api.get(f"/contacts/{bo['id']}").json["labels"] == ["golf"]
    applied = {"ids": [ana["id"]], "add": ["new"], "remove": ["golf"]}
    assert lena.api.post("/contacts/labels/apply", applied).json == {"changed": 1}
    assert lena.names(label="new") == ["Ana"]
    gone = {"book_id": lena.book.id, "label": "golf"}
    assert lena.api.post("/contacts/labels/delete", gone).json == {"changed": 1}
    assert lena.names(label="golf") == []
    assert lena.names() == ["Ana", "Bo"]


def test_a_group_has_members_and_contacts_know_their_groups(lena: Owner) -> None:
    ana, bo = lena.add(name="Ana"), lena.add(name="Bo")
    group = lena.add(name="Choir", is_group=True, members=[ana["id"]])
    assert group["kind"] == "group"
    assert [one["name"] for one in group["members"]] == ["Ana"]
    assert lena.api.get(f"/contacts/{ana['id']}").json["groups"] == [
        {"id": group["id"], "name": "Choir"}
    ]
    path = f"/contacts/{group['id']}"
    changed = lena.api.patch(path, {"members": [ana["id"], bo["id"]]}).json
    assert [one["name"] for one in changed["members"]] == ["Ana", "Bo"]
    assert lena.names(group=group["id"]) == ["Ana", "Bo"]
    items = lena.api.get("/contacts/labels").json["items"]
    assert items == [{"kind": "group", "id": group["id"], "name": "Choir", "count": 2}]


def test_a_picture_is_made_small_shown_and_taken_away(lena: Owner) -> None:
    made = lena.add(name="Ana")
    assert made["photo_url"] is None
    file = io.BytesIO()
    Image.new("RGB", (2000, 1000), "red").save(file, "PNG")
    upload = SimpleUploadedFile("me.png", file.getvalue(), "image/png")
    path = f"/api/v1/contacts/{made['id']}/photo"
    answer = lena.api.client.post(path, {"file": upload})
    assert answer.status_code == 200
    shown = lena.api.get(answer.json()["photo_url"], site=True)
    assert shown.headers["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(shown.body)).size == (720, 360)
    junk = SimpleUploadedFile("me.png", b"no picture", "image/png")
    assert lena.api.client.post(path, {"file": junk}).status_code == 422
    assert lena.api.delete(f"/contacts/{made['id']}/photo").json["photo_url"] is None
    assert lena.api.get(f"/contacts/{made['id']}/photo").status == 404


def test_birthdays_are_listed(lena: Owner) -> None:
    ana = lena.add(name="Ana", birthday="1980-05-17")
    bo = lena.add(name="Bo", birthday="--12-24")
    lena.add(name="Cy")
    assert lena.api.get("/contacts/birthdays").json["items"] == [
        {"card_id": ana["id"], "name": "Ana", "month": 5, "day": 17, "year": 1980},
        {"card_id": bo["id"], "name": "Bo", "month": 12, "day": 24, "year": None},
    ]


def test_global_search_finds_own_contacts_only(lena: Owner, sam: Owner) -> None:
    made = lena.add(name="Ana Torres", note="violin")
    hits = lena.api.get("/search", q="violin").json["groups"]
    assert [(one["kind"], one["items"][0]["url"]) for one in hits] == [
        ("contact", f"/contacts/{made['id']}")
    ]
    assert sam.api.get("/search", q="violin").json["groups"] == []


def test_the_directory_lists_colleagues_and_groups(lena: Owner, sam: Owner) -> None:
    from bureau import people
    from bureau.people import SYSTEM

    people.create_group(SYSTEM, "Sales team", "sales@demo.example")
    person("Robot", kind="service")
    rows = lena.api.get("/contacts/directory").json["items"]
    assert [row["name"] for row in rows] == ["Lena Berg", "Sam Stone"]
    rows = lena.api.get("/contacts/directory", q="sto").json["items"]
    assert [row["email"] for row in rows] == ["sam@demo.example"]
    rows = lena.api.get("/contacts/directory", kind="group", q="team").json["items"]
    assert [row["name"] for row in rows] == ["Sales team"]


def test_nobody_sees_contacts_without_signing_in(db: None, api: Api) -> None:
    assert api.get("/contacts").status == 401
