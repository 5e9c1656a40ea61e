"""Duplicates are found, made one without loss, and taken apart again."""

import pytest

from bureau.contacts.models import Card, CardTombstone, Merge

from .conftest import Owner, emails

pytestmark = pytest.mark.django_db


def _state() -> list[tuple[str, str, bytes]]:
    rows = Card.objects.order_by("id").values_list("id", "slug", "raw")
    return [(id, slug, bytes(raw)) for id, slug, raw in rows]


def test_what_shares_an_address_a_number_or_a_name_is_suggested(lena: Owner) -> None:
    one = lena.add(name="Ana Torres", emails=emails("ana@x.example"))
    two = lena.add(
        name="A. Torres", emails=emails("ANA@x.example"), phones=emails("+34 600 000 001")
    )
    three = lena.add(name="Torres Ana", phones=emails("0600000001"))
    lena.add(name="Ana", phones=emails("112"))
    lena.add(name="Ana", phones=emails("112"))
    items = lena.api.get("/contacts/duplicates").json["items"]
    assert [(set(it["shared"]), [row["id"] for row in it["contacts"]]) for it in items] == [
        ({"email", "phone", "name"}, [one["id"], two["id"], three["id"]])
    ]


def test_merging_keeps_all_and_undoing_brings_all_back(lena: Owner) -> None:
    one = lena.add(
        name="Ana Torres",
        emails=[{"value": "ana@x.example", "type": "Studio"}],
        note="First.",
        labels=["a"],
    )
    two = lena.add(
        name="Ana T.",
        emails=[{"value": "ana@x.example"}, {"value": "ana@y.example", "type": "Boat"}],
        phones=emails("+34 600 000 001"),
        note="Second.",
        birthday="1980-05-17",
        labels=["b", "a"],
    )
    before = _state()
    answer = lena.api.post("/contacts/merge", {"ids": [one["id"], two["id"]]})
    assert answer.status == 200
    merged = answer.json["contact"]
    assert (merged["id"], merged["uid"], merged["name"]) == (one["id"], one["uid"], "Ana Torres")
    assert [(it["value"], it["type"]) for it in merged["emails"]] == [
        ("ana@x.example", "Studio"),
        ("ana@y.example", "Boat"),
    ]
    assert (merged["note"], merged["birthday"]) == ("First.\nSecond.", "1980-05-17")
    assert merged["labels"] == ["a", "b"]
    assert lena.api.get(f"/contacts/{two['id']}").status == 404
    assert CardTombstone.objects.count() == 1
    undone = lena.api.post(f"/contacts/merges/{answer.json['merge_id']}/undo")
    assert [row["id"] for row in undone.json["items"]] == [one["id"], two["id"]]
    assert _state() == before
    assert not CardTombstone.objects.exists()
    assert not Merge.objects.exists()
    assert lena.names(q="T.") == ["Ana T.", "Ana Torres"]


def test_a_merge_that_was_built_on_cannot_be_undone(lena: Owner) -> None:
    one, two = lena.add(name="Ana"), lena.add(name="Anna")
    merge_id = lena.api.post("/contacts/merge", {"ids": [one["id"], two["id"]]}).json["merge_id"]
    lena.api.patch(f"/contacts/{one['id']}", {"title": "Boss"})
    before = _state()
    assert lena.api.post(f"/contacts/merges/{merge_id}/undo").status == 409
    assert _state() == before


def test_only_who_may_change_the_book_merges_and_undoes(lena: Owner, sam: Owner) -> None:
    one, two = lena.add(name="Ana"), lena.add(name="Anna")
    ids = {"ids": [one["id"], two["id"]]}
    path = f"/contacts/books/{lena.book.id}/grants"
    lena.api.put(path, {"principal_id": sam.person.id, "role": "viewer"})
    before = _state()
    assert sam.api.post("/contacts/merge", ids).status == 403
    assert _state() == before
    merge_id = lena.api.post("/contacts/merge", ids).json["merge_id"]
    assert sam.api.post(f"/contacts/merges/{merge_id}/undo").status == 403
    lena.api.put(path, {"principal_id": sam.person.id, "role": "none"})
    assert sam.api.post(f"/contacts/merges/{merge_id}/undo").status == 404
    assert Card.objects.count() == 1


def test_contacts_of_two_books_are_not_merged(lena: Owner) -> None:
    book = lena.api.post("/contacts/books", {"name": "Press"}).json["id"]
    one, two = lena.add(name="Ana"), lena.add(name="Ana", book_id=book)
    before = _state()
    assert lena.api.post("/contacts/merge", {"ids": [one["id"], two["id"]]}).status == 404
    assert _state() == before
