"""Contacts come in from files and go out as files; what was skipped is told with its line."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.contacts.models import Card

from .conftest import Owner
from .test_vcard import APPLE

pytestmark = pytest.mark.django_db

GOOGLE = (
    "First Name,Last Name,Organization Name,Birthday,Notes,Labels,E-mail 1 - Label,"
    "E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Address 1 - Label,Address 1 - Street,Address 1 - City,Address 1 - Country\n"
    'Ana,Torres,Torres SL,1980-05-17,"Line one\nline two",suppliers ::: * myContacts,* Work,'
    "ana@torres.example,Boat,ana@boat.example,Mobile,+34 600 000 001,Home,Calle 1,Madrid,Spain\n"
    ",,,,,,,,,,,,,,,\n"
    ",,,,only a note,,,,,,,,,,,\n"
    "Zoë,,, --12-24,,,,zoe@x.example ::: zoe@y.example,,,,,,,,\n"
)
OUTLOOK = (
    "First Name;Last Name;Company;Job Title;E-mail Address;E-mail 2 Address;Business Phone;"
    "Mobile Phone;Birthday;Categories;Business City;Notes\r\n"
    "Jörg;Müller;Müller GmbH;Chef;joerg@mueller.example;j@m.example;+49 40 1;+49 170 1;"
    "5/17/1980;Kunden;Hamburg;Hallo\r\n"
)


def _import(owner: Owner, raw: bytes, **fields: str) -> Any:
    file = SimpleUploadedFile("contacts", raw)
    return owner.api.client.post("/api/v1/contacts/import", {"file": file, **fields}).json()


def _only(owner: Owner, name: str) -> Any:
    (row,) = owner.api.get("/contacts", q=name).json["items"]
    return owner.api.get(f"/contacts/{row['id']}").json


def test_a_vcard_file_comes_in_byte_for_byte_and_twice_changes_nothing(lena: Owner) -> None:
    other = APPLE.replace(b"9A8B-apple", b"other").replace(b"FN:Ana", b"FN:Ina")
    raw = APPLE + b"BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD\r\nrubbish\r\n" + other
    first = _import(lena, raw, label="import")
    assert {name: first[name] for name in ("added", "updated", "unchanged", "skipped_count")} == {
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "skipped_count": 2,
    }
    assert first["skipped"] == [
        {"line": 19, "why": "It has no name, address or number."},
        {"line": 23, "why": "There is text outside of a vCard."},
    ]
    assert bytes(Card.objects.get(uid="9A8B-apple").raw) == APPLE.replace(
        b"Artists\\, all", b"Artists\\, all,import"
    )
    again = _import(lena, raw, label="import")
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 2)
    changed = _import(lena, APPLE.replace(b"Galerie;Achats", b"Galerie;Ventes"))
    assert (changed["added"], changed["updated"]) == (0, 1)


def test_googles_columns_are_read(lena: Owner) -> None:
    report = _import(lena, GOOGLE.encode())
    assert (report["added"], report["skipped"]) == (
        2,
        [{"line": 5, "why": "It has no name, address or number."}],
    )
    ana = _only(lena, "ana")
    assert (ana["name"], ana["organization"], ana["birthday"]) == (
        "Ana Torres",
        "Torres SL",
        "1980-05-17",
    )
    assert ana["note"] == "Line one\nline two"
    assert ana["labels"] == ["suppliers"]
    assert ana["emails"] == [
        {"value": "ana@torres.example", "type": "work", "is_primary": True},
        {"value": "ana@boat.example", "type": "boat", "is_primary": False},
    ]
    assert ana["phones"] == [{"value": "+34 600 000 001", "type": "cell", "is_primary": False}]
    assert (ana["addresses"][0]["locality"], ana["addresses"][0]["type"]) == ("Madrid", "home")
    zoe = _only(lena, "zoe")
    assert ([one["value"] for one in zoe["emails"]], zoe["birthday"]) == (
        ["zoe@x.example", "zoe@y.example"],
        "--12-24",
    )
    assert _import(lena, GOOGLE.encode())["unchanged"] == 2


def test_outlooks_columns_are_read_also_in_an_old_encoding(lena: Owner) -> None:
    assert _import(lena, OUTLOOK.encode("cp1252"))["added"] == 1
    one = _only(lena, "muller")
    assert (one["name"], one["title"], one["birthday"]) == ("Jörg Müller", "Chef", "1980-05-17")
    assert [it["value"] for it in one["emails"]] == ["joerg@mueller.example", "j@m.example"]
    assert sorted((it["type"], it["value"]) for it in one["phones"]) == [
        ("cell", "+49 170 1"),
        ("work", "+49 40 1"),
    ]
    assert (one["labels"], one["addresses"][0]["locality"]) == (["Kunden"], "Hamburg")


@pytest.mark.parametrize("form", ["google", "outlook"])
def test_what_goes_out_as_csv_comes_in_again(lena: Owner, sam: Owner, form: str) -> None:
    lena.add(
        given_name="Ana",
        family_name="Torres",
        organization="Torres SL",
        title="Buyer",
        emails=[{"value": "ana@torres.example"}],
        phones=[{"value": "+34 600 000 001", "type": "cell"}],
        birthday="1980-05-17",
        labels=["suppliers"],
        note="=1+1, really",
    )
    out = lena.api.get("/contacts/export", format=form)
    assert out.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert _import(sam, out.body)["added"] == 1
    mine, theirs = _only(lena, "ana"), _only(sam, "ana")
    for name in ("name", "organization", "title", "phones", "birthday", "labels", "note"):
        assert theirs[name] == mine[name], name
    assert [one["value"] for one in theirs["emails"]] == ["ana@torres.example"]


def test_vcards_go_out_in_the_wanted_version(lena: Owner) -> None:
    _import(lena, APPLE)
    assert lena.api.get("/contacts/export").body == APPLE
    four = lena.api.get("/contacts/export", format="vcard4").body
    assert four.startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert lena.api.get("/contacts/export", label="nobody").body == b""


@pytest.mark.parametrize("raw", [b"", b"   ", b"a,b,c\n1,2,3\n", b"\x00\xff\xfe"])
def test_what_holds_no_contacts_is_told(lena: Owner, raw: bytes) -> None:
    file = SimpleUploadedFile("contacts", raw)
    answer = lena.api.client.post("/api/v1/contacts/import", {"file": file})
    if answer.status_code == 200:
        assert (answer.json()["added"], answer.json()["skipped_count"]) == (0, 1)
    else:
        assert answer.json()["code"] == "bad_import"
    assert not Card.objects.exists()


def test_nobody_imports_into_a_strangers_book(lena: Owner, sam: Owner) -> None:
    file = SimpleUploadedFile("contacts", APPLE)
    body = {"file": file, "book_id": lena.book.id}
    assert sam.api.client.post("/api/v1/contacts/import", body).status_code == 404
    assert not Card.objects.exists()
