"""Who may do what with a book: its owner, those it is shared with, and nobody else."""

import pytest

from bureau.contacts.actions.books import hand_over, hand_over_preview, take_back
from bureau.contacts.models import AddressBook, Card
from bureau.people import SYSTEM, suspend
from tests.fixtures.http import Api

from .conftest import Owner, person

pytestmark = pytest.mark.django_db


def _share(owner: Owner, to: Owner, role: str) -> int:
    path = f"/contacts/books/{owner.book.id}/grants"
    return owner.api.put(path, {"principal_id": to.person.id, "role": role}).status


def _state() -> list[tuple[str, str, int]]:
    return list(Card.objects.order_by("id").values_list("id", "etag", "seq"))


def test_a_stranger_and_an_administrator_see_nothing_and_change_nothing(
    lena: Owner, sam: Owner, api: Api
) -> None:
    made, other = lena.add(name="Ana"), lena.add(name="Bo")
    before = _state()
    admin = api.signed_in(person("Ada Root", role="admin"))
    path = f"/contacts/{made['id']}"
    for caller in (sam.api, admin):
        assert caller.get("/contacts").json["items"] == []
        assert caller.get("/contacts", book=lena.book.id).json["items"] == []
        assert caller.get(path).status == 404
        assert caller.get(f"{path}/vcard").status == 404
        assert caller.get(f"{path}/photo").status == 404
        assert caller.patch(path, {"name": "Eve"}).status == 404
        assert caller.delete(path).status == 404
        assert caller.post("/contacts/merge", {"ids": [made["id"], other["id"]]}).status == 404
        body = {"ids": [made["id"]], "add": ["x"]}
        assert caller.post("/contacts/labels/apply", body).status == 404
        assert caller.post("/contacts", {"name": "Eve", "book_id": lena.book.id}).status == 404
        assert caller.patch(f"/contacts/books/{lena.book.id}", {"name": "Mine"}).status == 404
        assert caller.get(f"/contacts/books/{lena.book.id}/grants").status == 404
        assert caller.get("/contacts/duplicates", book=lena.book.id).status == 404
    assert _state() == before
    assert AddressBook.objects.get(id=lena.book.id).name == "Contacts"


def test_a_viewer_reads_and_cannot_change(lena: Owner, sam: Owner) -> None:
    made = lena.add(name="Ana")
    assert _share(lena, sam, "viewer") == 204
    before = _state()
    shown = sam.api.get(f"/contacts/{made['id']}").json
    assert (shown["name"], shown["may_change"]) == ("Ana", False)
    assert sam.names() == ["Ana"]
    assert sam.api.patch(f"/contacts/{made['id']}", {"name": "Eve"}).status == 403
    assert sam.api.delete(f"/contacts/{made['id']}").status == 403
    assert sam.api.post("/contacts", {"name": "Eve", "book_id": lena.book.id}).status == 403
    assert _share(sam, sam, "manager") == 422
    path = f"/contacts/books/{lena.book.id}/grants"
    assert sam.api.put(path, {"principal_id": sam.person.id, "role": "manager"}).status == 403
    assert _state() == before


def test_a_contributor_adds_and_an_editor_changes(lena: Owner, sam: Owner) -> None:
    made = lena.add(name="Ana")
    _share(lena, sam, "contributor")
    assert sam.api.post("/contacts", {"name": "Bo", "book_id": lena.book.id}).status == 201
    assert sam.api.patch(f"/contacts/{made['id']}", {"name": "Eve"}).status == 403
    _share(lena, sam, "editor")
    assert sam.api.patch(f"/contacts/{made['id']}", {"name": "Eve"}).status == 200
    assert lena.names() == ["Bo", "Eve"]
    _share(lena, sam, "none")
    assert sam.names() == []


def test_shared_books_are_listed_with_what_one_may_do(lena: Owner, sam: Owner) -> None:
    lena.add(name="Ana")
    _share(lena, sam, "viewer")
    items = sam.api.get("/contacts/books").json["items"]
    assert [(one["id"], one["is_mine"], one["count"]) for one in items] == [
        (sam.book.id, True, 0),
        (lena.book.id, False, 1),
    ]
    assert items[1]["abilities"] == {"add": False, "change": False, "manage": False}
    grants = lena.api.get(f"/contacts/books/{lena.book.id}/grants").json["items"]
    assert [(one["name"], one["role"]) for one in grants] == [
        ("Lena Berg", "manager"),
        ("Sam Stone", "viewer"),
    ]


def test_books_are_made_named_and_deleted_but_never_the_first(lena: Owner) -> None:
    made = lena.api.post("/contacts/books", {"name": "Press"}).json
    assert made["abilities"] == {"add": True, "change": True, "manage": True}
    lena.add(name="Ana", book_id=made["id"])
    path = f"/contacts/books/{made['id']}"
    assert lena.api.patch(path, {"name": "Media"}).json["name"] == "Media"
    assert lena.api.delete(path).status == 204
    assert not Card.objects.exists()
    assert lena.api.get("/search", q="ana").json["groups"] == []
    assert lena.api.delete(f"/contacts/books/{lena.book.id}").status == 422


def test_a_leavers_book_goes_to_the_successor_and_can_come_back(lena: Owner, sam: Owner) -> None:
    made = lena.add(name="Ana")
    assert hand_over_preview(lena.person, sam.person) == [
        "Lena Berg's address books (1 contact) become Sam Stone's."
    ]
    for _ in range(2):
        hand_over(lena.person, sam.person)
    assert sam.names() == ["Ana"]
    assert lena.names() == []
    assert [one["name"] for one in sam.api.get("/contacts/books").json["items"]] == [
        "Contacts",
        "Contacts (Lena Berg)",
    ]
    take_back(lena.person, sam.person)
    assert lena.names() == ["Ana"]
    assert sam.api.get(f"/contacts/{made['id']}").status == 404


def test_a_joiner_has_an_address_book(db: None, drain: object) -> None:
    from bureau.contacts.register import _open

    joiner = person("Nia New")
    for _ in range(2):
        _open(joiner, {})
    assert AddressBook.objects.filter(owner=joiner).count() == 1


def test_a_suspended_person_reads_nothing(lena: Owner) -> None:
    lena.add(name="Ana")
    suspend(SYSTEM, lena.person)
    assert lena.api.get("/contacts").status == 401
