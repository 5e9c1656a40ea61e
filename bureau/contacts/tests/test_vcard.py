"""vCards are read, written, converted and edited without losing anything."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.contacts.spreadsheets import read_csv
from bureau.contacts.vcard import BadCard, BadPart, VCard, converted, describe, read_card, read_file
from bureau.contacts.vcard.describe import photo_of
from bureau.contacts.vcard.fields import Labelled, change_fields, read_fields
from bureau.contacts.vcard.lines import escaped, folded, logical_lines, split_value, unescaped

APPLE = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iOS 17//EN\r\n"
    b"N:Dupont;Ana\xc3\xafs;;;\r\nFN:Ana\xc3\xafs Dupont\r\nORG:Galerie;Achats;\r\n"
    b"item1.EMAIL;type=INTERNET;type=pref:Anais@Galerie.example\r\n"
    b"item1.X-ABLabel:_$!<Other>!$_\r\n"
    b"EMAIL;type=INTERNET;type=HOME:anais@home.example\r\n"
    b"TEL;type=CELL;type=VOICE:+33 6 00 00 00 01\r\n"
    b"item2.ADR;type=WORK:;;1 rue du Port\\, bat B;Brest;;29200;France\r\nitem2.X-ABADR:fr\r\n"
    b"BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-17\r\n"
    b"X-SOCIALPROFILE;type=mastodon;x-user=anais:https://social.example/\r\n @anais\r\n"
    b"CATEGORIES:friends,Artists\\, all\r\n"
    b"UID:9A8B-apple\r\nEND:VCARD\r\n"
)


def test_what_is_read_is_written_byte_for_byte() -> None:
    assert read_card(APPLE).to_bytes() == APPLE
    card = read_card(APPLE)
    card.raw = b""
    assert card.to_bytes() == APPLE


def test_fields_of_an_apple_card() -> None:
    fields = read_fields(read_card(APPLE))
    assert fields["name"] == "Anaïs Dupont"
    assert (fields["given_name"], fields["family_name"]) == ("Anaïs", "Dupont")
    assert (fields["organization"], fields["department"]) == ("Galerie", "Achats")
    assert fields["birthday"] == "--05-17"
    assert fields["labels"] == ["friends", "Artists, all"]
    assert fields["emails"] == [
        {"type": "other", "is_primary": True, "value": "Anais@Galerie.example"},
        {"type": "home", "is_primary": False, "value": "anais@home.example"},
    ]
    assert fields["phones"] == [{"type": "cell", "is_primary": False, "value": "+33 6 00 00 00 01"}]
    assert fields["addresses"] == [
        {
            "po_box": "",
            "extended": "",
            "street": "1 rue du Port, bat B",
            "locality": "Brest",
            "region": "",
            "postal_code": "29200",
            "country": "France",
            "type": "work",
            "is_primary": False,
        }
    ]


def test_an_edit_touches_only_its_property() -> None:
    card = read_card(APPLE)
    change_fields(card, {"title": "Curator; chief"})
    assert card.to_bytes() == APPLE.replace(b"END:VCARD", b"TITLE:Curator\\; chief\r\nEND:VCARD")
    change_fields(card, {"title": ""})
    assert card.to_bytes() == APPLE


def test_writing_the_same_fields_again_changes_nothing() -> None:
    card = read_card(APPLE)
    fields = read_fields(card)
    for name in ("emails", "phones", "urls"):
        fields[name] = [Labelled(**one) for one in fields[name]]
    fields["addresses"] = [
        Labelled("", one.pop("type"), one.pop("is_primary"), tuple(one.values()))
        for one in fields["addresses"]
    ]
    change_fields(card, fields)
    assert card.to_bytes() == APPLE


def test_an_address_that_goes_takes_its_own_label_along() -> None:
    card = read_card(APPLE)
    change_fields(card, {"emails": [Labelled("anais@home.example", "home", False)]})
    assert b"item1." not in card.to_bytes()
    assert b"EMAIL;type=INTERNET;type=HOME:anais@home.example\r\n" in card.to_bytes()
    assert b"item2.X-ABADR:fr" in card.to_bytes()


def test_a_label_of_ones_own_is_written_in_apples_way() -> None:
    card = read_card(APPLE)
    change_fields(card, {"phones": [Labelled("+33 1 11 11 11 11", "Atelier", True)]})
    assert b"item3.TEL;TYPE=pref:+33 1 11 11 11 11\r\n" in card.to_bytes()
    assert b"item3.X-ABLabel:Atelier\r\n" in card.to_bytes()
    assert read_fields(card)["phones"] == [
        {"type": "Atelier", "is_primary": True, "value": "+33 1 11 11 11 11"}
    ]


def test_version_three_becomes_four_and_three_again() -> None:
    four = converted(read_card(APPLE), "4.0")
    raw = four.to_bytes()
    assert raw.startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert b"BDAY:--0517\r\n" in raw
    assert b"item1.EMAIL;PREF=1:Anais@Galerie.example\r\n" in raw
    assert b"X-SOCIALPROFILE;type=mastodon;x-user=anais:https://social.example/@anais" in (
        raw.replace(b"\r\n ", b"")
    )
    back = read_fields(converted(read_card(raw), "3.0"))
    assert back == read_fields(read_card(APPLE))


def test_a_picture_is_embedded_in_either_way() -> None:
    head = b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:A\r\n"
    raw = head + b"PHOTO;ENCODING=b;TYPE=PNG:aGVsbG8=\r\nEND:VCARD\r\n"
    four = converted(read_card(raw), "4.0")
    assert b"PHOTO:data:image/png;base64,aGVsbG8=\r\n" in four.to_bytes()
    assert photo_of(read_card(raw)) == photo_of(four) == ("png", b"hello")
    assert converted(read_card(four.to_bytes()), "3.0").to_bytes() == raw


def test_a_group_changes_its_style_with_the_version() -> None:
    raw = (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:g\r\nFN:Team\r\nN:Team\r\n"
        b"X-ADDRESSBOOKSERVER-KIND:group\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:a-1\r\nEND:VCARD\r\n"
    )
    card = read_card(raw)
    assert (card.kind, card.members) == ("group", ["a-1"])
    four = converted(card, "4.0").to_bytes()
    assert b"KIND:group\r\nMEMBER:urn:uuid:a-1\r\n" in four
    assert b"X-ADDRESSBOOKSERVER" not in four
    assert converted(read_card(four), "3.0").to_bytes() == raw


def test_version_two_is_read_with_its_encodings() -> None:
    raw = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=\r\n"
        b"=C3=B6rg\r\nTEL;HOME;VOICE:040 123456789\r\nEND:VCARD\r\n"
    )
    ((line, card),) = read_file(raw)
    assert line == 1
    assert isinstance(card, VCard)
    fields = read_fields(card)
    assert fields["name"] == "Jörg Müller"
    assert fields["phones"] == [{"type": "home", "is_primary": False, "value": "040 123456789"}]
    assert b"N:M\xc3\xbcller;J\xc3\xb6rg\r\n" in converted(card, "3.0").to_bytes()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"FN:x",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\n",
        b"BEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\xff\r\nEND:VCARD\r\n",
        APPLE + APPLE,
        b"BEGIN:VCARD\r\n" + APPLE,
    ],
)
def test_what_is_no_card_is_refused(raw: bytes) -> None:
    with pytest.raises(BadCard):
        read_card(raw)


def test_a_broken_part_of_a_file_does_not_hide_the_rest() -> None:
    raw = b"BEGIN:VCARD\nFN:half\n" + APPLE + b"rubbish\n" + APPLE.replace(b"9A8B", b"other")
    found = list(read_file(raw))
    assert [type(one) for _, one in found] == [BadPart, VCard, BadPart, VCard]
    assert [line for line, _ in found] == [1, 3, 21, 22]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=80)


@given(TEXT)
def test_escapes_are_undone(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert [unescaped(one) for one in split_value(escaped(text), ",")] == [text]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_folding_is_undone_and_never_longer_than_the_limit(text: str) -> None:
    octets = folded(text)
    assert all(len(line) <= 75 for line in octets.split(b"\r\n"))
    lines = list(logical_lines(octets))
    if text and text[0] not in " \t":
        assert [line for _, _, line in lines] == [text.encode()]


NAMES = st.from_regex(r"X-[A-Z]{1,8}", fullmatch=True)


@given(st.lists(st.tuples(NAMES, TEXT), max_size=8), TEXT)
def test_unknown_properties_survive_any_edit(unknown: list[tuple[str, str]], note: str) -> None:
    lines = [f"{name};X-P=1:{escaped(text)}".encode() + b"\r\n" for name, text in unknown]
    head = b"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:u\r\nFN:Name\r\n"
    card = read_card(head + b"".join(lines) + b"END:VCARD\r\n")
    change_fields(card, {"note": note, "given_name": "New", "labels": ["a", "b"]})
    written = card.to_bytes()
    for line in lines:
        assert line in written
    again = read_card(written)
    assert [one.source for one in again.properties if one.name.startswith("X-")] == lines
    assert again.text("NOTE") == note.strip()


@given(st.binary(max_size=400))
def test_damaged_octets_never_crash(raw: bytes) -> None:
    list(read_file(raw))
    list(read_csv(raw))
    with suppress(BadCard):
        describe(read_card(raw))


@given(st.integers(0, len(APPLE) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_card_never_crashes(at: int, junk: bytes) -> None:
    raw = APPLE[:at] + junk + APPLE[at + len(junk) :]
    for _, one in read_file(raw):
        if isinstance(one, VCard):
            describe(one)
            read_fields(one)
            for version in ("3.0", "4.0"):
                converted(one, version).to_bytes()
            change_fields(one, {"name": "x", "emails": [Labelled("a@b.c")], "labels": ["x"]})
            read_card(one.to_bytes()) if one.version in ("3.0", "4.0") else None
