"""CardDAV (RFC 6352) as clients speak it: books, cards, queries, sync, sharing, the directory."""

from collections.abc import Callable

import pytest

from bureau import people
from bureau.contacts.actions.books import open_default_book, share_book
from bureau.contacts.models import Card
from bureau.people import SYSTEM, actor_for

from .client import DavAnswer, DavClient

pytestmark = pytest.mark.django_db

THREE = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u-1\r\nFN:Ana\xc3\xafs Dupont\r\n"
    b"N:Dupont;Ana\xc3\xafs;;;\r\n"
    b"item1.EMAIL;type=INTERNET;type=pref:anais@galerie.example\r\nitem1.X-ABLabel:Studio\r\n"
    b"EMAIL;TYPE=HOME:anais@home.example\r\nTEL;TYPE=CELL:+33 6 00\r\nX-UNKNOWN;X=1:a\\,\r\n b\r\n"
    b"END:VCARD\r\n"
)
FOUR = (
    b"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:u-2\r\nFN:Bo Ek\r\nKIND:individual\r\n"
    b"BDAY:--0517\r\nEMAIL;PREF=1:bo@ek.example\r\nEND:VCARD\r\n"
)


@pytest.fixture
def book(ada: DavClient) -> str:
    return f"/dav/addressbooks/{ada.person.id}/contacts/"


def put(client: DavClient, path: str, raw: bytes, **headers: str) -> DavAnswer:
    """Store a card."""
    return client.call("PUT", path, raw, Content_Type="text/vcard; charset=utf-8", **headers)


def multiget(client: DavClient, book: str, names: list[str], data: str = "") -> DavAnswer:
    """Ask for cards by address."""
    hrefs = "".join(f"<D:href>{book}{name}</D:href>" for name in names)
    wanted = data or "<CR:address-data/>"
    return client.report(
        book,
        f"<CR:addressbook-multiget {{ns}}><D:prop><D:getetag/>{wanted}</D:prop>{hrefs}"
        "</CR:addressbook-multiget>",
    )


def query(
    client: DavClient, book: str, inner: str, more: str = "", test: str = "anyof"
) -> DavAnswer:
    """Ask for the cards of a filter."""
    return client.report(
        book,
        "<CR:addressbook-query {ns}><D:prop><D:getetag/><CR:address-data/></D:prop>"
        f'<CR:filter test="{test}">{inner}</CR:filter>{more}</CR:addressbook-query>',
    )


def sync(client: DavClient, book: str, token: str, limit: int = 0) -> DavAnswer:
    """Ask for what changed."""
    most = f"<D:limit><D:nresults>{limit}</D:nresults></D:limit>" if limit else ""
    return client.report(
        book,
        f"<D:sync-collection {{ns}}><D:sync-token>{token}</D:sync-token>"
        f"<D:sync-level>1</D:sync-level>{most}<D:prop><D:getetag/></D:prop></D:sync-collection>",
        depth=0,
    )


def token_of(answer: DavAnswer) -> str:
    """Return the sync token of an answer."""
    return str(answer.xml.findtext("{DAV:}sync-token"))


def test_a_client_finds_the_books_from_the_principal(ada: DavClient, book: str) -> None:
    principal = f"/dav/principals/{ada.person.id}/"
    home = ada.propfind(principal, "CR:addressbook-home-set").text("CR:addressbook-home-set")
    assert home == f"/dav/addressbooks/{ada.person.id}/"
    names = ("D:resourcetype", "D:displayname", "CR:supported-address-data", "D:sync-token")
    found = ada.propfind(home, *names, depth=1)
    assert found.hrefs() == [home, book, f"{home}directory/"]
    assert found.prop("D:resourcetype/CR:addressbook", 1) is not None
    assert [found.text("D:displayname", at) for at in (1, 2)] == ["Contacts", "Directory"]
    types = found.prop("CR:supported-address-data", 1)
    assert [one.get("version") for one in types] == ["3.0", "4.0"]
    assert "addressbook" in ada.call("OPTIONS", book).headers["DAV"].split(", ")


def test_a_card_is_stored_and_given_back_byte_for_byte(ada: DavClient, book: str) -> None:
    stored = put(ada, f"{book}a.vcf", THREE, If_None_Match="*")
    assert stored.status == 201
    got = ada.call("GET", f"{book}a.vcf")
    assert (got.body, got.headers["ETag"]) == (THREE, stored.headers["ETag"])
    assert got.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert put(ada, f"{book}a.vcf", THREE, If_None_Match="*").status == 412
    assert put(ada, f"{book}a.vcf", THREE, If_Match='"other"').status == 412
    changed = THREE.replace(b"+33 6 00", b"+33 6 01")
    again = put(ada, f"{book}a.vcf", changed, If_Match=stored.headers["ETag"])
    assert again.status == 204
    assert again.headers["ETag"] != stored.headers["ETag"]
    assert ada.call("DELETE", f"{book}a.vcf", If_Match=stored.headers["ETag"]).status == 412
    assert ada.call("DELETE", f"{book}a.vcf", If_Match=again.headers["ETag"]).status == 204
    assert ada.call("GET", f"{book}a.vcf").status == 404


@pytest.mark.parametrize(
    ("raw", "precondition"),
    [
        (b"", "valid-address-data"),
        (b"hello", "valid-address-data"),
        (THREE + FOUR, "valid-address-data"),
        (THREE.replace(b"UID:u-1\r\n", b""), "valid-address-data"),
        (THREE.replace(b"\r\nFN:", b"\r\nX-FN:"), "valid-address-data"),
        (THREE.replace(b"END:VCARD\r\n", b""), "valid-address-data"),
        (THREE.replace(b"\xc3\xaf", b"\xef"), "valid-address-data"),
        (THREE.replace(b"VERSION:3.0", b"VERSION:2.1"), "supported-address-data"),
        (THREE.replace(b"END:", b"NOTE:" + b"x" * 5_000_000 + b"\r\nEND:"), "max-resource-size"),
    ],
)
def test_what_is_no_card_is_refused_with_its_precondition(
    ada: DavClient, book: str, raw: bytes, precondition: str
) -> None:
    answer = put(ada, f"{book}a.vcf", raw)
    assert (answer.status, answer.precondition) == (403, precondition)
    assert not Card.objects.exists()


def test_a_uid_is_in_a_book_once(ada: DavClient, book: str) -> None:
    put(ada, f"{book}a.vcf", THREE)
    answer = put(ada, f"{book}b.vcf", THREE)
    assert (answer.status, answer.precondition) == (409, "no-uid-conflict")
    assert answer.xml.findtext(".//{DAV:}href") == f"{book}a.vcf"
    assert Card.objects.count() == 1


def test_another_type_is_refused(ada: DavClient, book: str) -> None:
    answer = ada.call("PUT", f"{book}a.vcf", THREE, Content_Type="text/calendar")
    assert (answer.status, answer.precondition) == (403, "supported-address-data")


def test_get_converts_to_what_is_accepted(ada: DavClient, book: str) -> None:
    put(ada, f"{book}b.vcf", FOUR)
    three = ada.call("GET", f"{book}b.vcf", Accept="text/vcard; version=3.0").body
    assert b"VERSION:3.0\r\n" in three
    assert b"BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-17\r\n" in three
    assert ada.call("GET", f"{book}b.vcf", Accept="*/*").body == FOUR
    refused = ada.call("GET", f"{book}b.vcf", Accept="text/vcard; version=5.0")
    assert (refused.status, refused.precondition) == (406, "supported-address-data-conversion")


def test_multiget_negotiates_versions_and_tells_what_is_gone(ada: DavClient, book: str) -> None:
    put(ada, f"{book}a.vcf", THREE)
    put(ada, f"{book}b.vcf", FOUR)
    found = multiget(ada, book, ["a.vcf", "b.vcf", "c.vcf"])
    assert found.hrefs() == [f"{book}{name}" for name in ("a.vcf", "b.vcf", "c.vcf")]
    assert found.text("CR:address-data", 0) == THREE.decode().replace("\r\n", "\n")
    assert "VERSION:3.0" in found.text("CR:address-data", 1)
    assert found.statuses() == {f"{book}c.vcf": "404"}
    wish = '<CR:address-data content-type="text/vcard" version="4.0"/>'
    assert multiget(ada, book, ["b.vcf"], wish).text("CR:address-data") == FOUR.decode().replace(
        "\r\n", "\n"
    )
    bad = '<CR:address-data content-type="text/x-other" version="1.0"/>'
    refused = multiget(ada, book, ["a.vcf"], bad)
    assert (refused.status, refused.precondition) == (403, "supported-address-data")


def test_parts_of_a_card_are_given(ada: DavClient, book: str) -> None:
    put(ada, f"{book}a.vcf", THREE)
    wish = (
        '<CR:address-data><CR:prop name="UID"/><CR:prop name="item1.EMAIL"/>'
        '<CR:prop name="TEL" novalue="yes"/></CR:address-data>'
    )
    assert multiget(ada, book, ["a.vcf"], wish).text("CR:address-data").splitlines() == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:u-1",
        "item1.EMAIL;type=INTERNET;type=pref:anais@galerie.example",
        "TEL;TYPE=CELL:",
        "END:VCARD",
    ]


def text(words: str, **more: str) -> str:
    """Write a text-match."""
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f"<CR:text-match{attributes}>{words}</CR:text-match>"


def prop(name: str, inner: str = "", test: str = "anyof") -> str:
    """Write a prop-filter."""
    return f'<CR:prop-filter name="{name}" test="{test}">{inner}</CR:prop-filter>'


QUERIES: list[tuple[str, str, list[str]]] = [
    ("anyof", "", ["a", "b"]),
    ("anyof", prop("FN", text("ANAÏS")), ["a"]),
    ("anyof", prop("FN", text("anais")), []),
    ("anyof", prop("FN", text("ANAÏS", collation="i;octet")), []),
    ("anyof", prop("FN", text("anaïs", collation="i;ascii-casemap")), ["a"]),
    ("anyof", prop("FN", text("bo", match_type="starts-with")), ["b"]),
    ("anyof", prop("FN", text("ek", match_type="ends-with")), ["b"]),
    ("anyof", prop("FN", text("ek", match_type="equals")), []),
    ("anyof", prop("FN", text("ek", negate_condition="yes")), ["a"]),
    ("anyof", prop("EMAIL", text("home")), ["a"]),
    ("anyof", prop("item1.EMAIL", text("home")), []),
    ("anyof", prop("item1.EMAIL", text("galerie")), ["a"]),
    ("anyof", prop("TEL"), ["a"]),
    ("anyof", prop("TEL", "<CR:is-not-defined/>"), ["b"]),
    ("anyof", prop("FN", text("dupont")) + prop("EMAIL", text("ek.example")), ["a", "b"]),
    ("allof", prop("FN", text("dupont")) + prop("EMAIL", text("ek.example")), []),
    ("allof", prop("FN", text("dupont")) + prop("EMAIL", text("example")), ["a"]),
    ("anyof", prop("EMAIL", text("galerie") + text("home"), "allof"), []),
    ("anyof", prop("EMAIL", text("anais") + text("home"), "allof"), ["a"]),
    ("anyof", prop("X-UNKNOWN", text("a,b")), ["a"]),
    (
        "anyof",
        prop("EMAIL", f'<CR:param-filter name="TYPE">{text("home")}</CR:param-filter>'),
        ["a"],
    ),
    (
        "anyof",
        prop("EMAIL", '<CR:param-filter name="TYPE"><CR:is-not-defined/></CR:param-filter>'),
        ["b"],
    ),
    ("anyof", prop("EMAIL", '<CR:param-filter name="PREF"/>'), ["b"]),
]


@pytest.mark.parametrize(("test", "inner", "names"), QUERIES)
def test_a_query_finds_what_its_filter_says(
    ada: DavClient, book: str, test: str, inner: str, names: list[str]
) -> None:
    put(ada, f"{book}a.vcf", THREE)
    put(ada, f"{book}b.vcf", FOUR)
    found = query(ada, book, inner, test=test)
    assert found.status == 207
    assert found.hrefs() == [f"{book}{name}.vcf" for name in names]


def test_a_query_is_cut_at_its_limit(ada: DavClient, book: str) -> None:
    put(ada, f"{book}a.vcf", THREE)
    put(ada, f"{book}b.vcf", FOUR)
    more = "<CR:limit><CR:nresults>1</CR:nresults></CR:limit>"
    found = query(ada, book, "", more)
    assert found.hrefs() == [f"{book}a.vcf", book]
    assert found.statuses() == {book: "507"}
    refused = query(ada, book, prop("FN", text("a", collation="i;klingon")))
    assert (refused.status, refused.precondition) == (403, "supported-collation")


def test_sync_tells_changes_deletions_and_where_it_stopped(ada: DavClient, book: str) -> None:
    assert sync(ada, book, "").hrefs() == []
    put(ada, f"{book}a.vcf", THREE)
    first = sync(ada, book, "")
    assert first.hrefs() == [f"{book}a.vcf"]
    put(ada, f"{book}b.vcf", FOUR)
    second = sync(ada, book, token_of(first))
    assert second.hrefs() == [f"{book}b.vcf"]
    ada.call("DELETE", f"{book}a.vcf")
    third = sync(ada, book, token_of(second))
    assert third.statuses() == {f"{book}a.vcf": "404"}
    assert sync(ada, book, token_of(third)).hrefs() == []
    part = sync(ada, book, token_of(first), limit=1)
    assert part.hrefs() == [f"{book}b.vcf", book]
    assert part.statuses()[book] == "507"
    rest = sync(ada, book, token_of(part))
    assert rest.statuses() == {f"{book}a.vcf": "404"}
    bad = sync(ada, book, "urn:bureau:sync:nobody:9")
    assert (bad.status, bad.precondition) == (403, "valid-sync-token")


def test_a_book_is_made_named_and_deleted(ada: DavClient) -> None:
    path = f"/dav/addressbooks/{ada.person.id}/press/"
    body = """<D:mkcol {ns}><D:set><D:prop><D:resourcetype><D:collection/><CR:addressbook/>
    </D:resourcetype><D:displayname>Press</D:displayname>
    <CR:addressbook-description>Papers</CR:addressbook-description></D:prop></D:set></D:mkcol>"""
    assert ada.call("MKCOL", path, body).status == 201
    found = ada.propfind(path, "D:displayname", "CR:addressbook-description", "CS:getctag")
    assert found.text("D:displayname") == "Press"
    assert found.text("CR:addressbook-description") == "Papers"
    change = """<D:propertyupdate {ns}><D:set><D:prop><D:displayname>Media</D:displayname>
    </D:prop></D:set></D:propertyupdate>"""
    assert ada.call("PROPPATCH", path, change).status == 207
    assert ada.propfind(path, "D:displayname").text("D:displayname") == "Media"
    put(ada, f"{path}a.vcf", THREE)
    assert ada.call("MKCOL", f"{path}inner/", body).status == 403
    assert ada.call("DELETE", path).status == 204
    assert ada.call("PROPFIND", path, Depth="0").status == 404
    assert not Card.objects.exists()


def test_cards_are_copied_and_moved(ada: DavClient, book: str) -> None:
    from bureau.contacts.actions.books import create_book

    create_book(actor_for(ada.person), "Press", slug="press")
    press = book.replace("contacts", "press")
    put(ada, f"{book}a.vcf", THREE)
    moved = ada.call("MOVE", f"{book}a.vcf", Destination=f"http://testserver{press}x.vcf")
    assert moved.status == 201
    assert ada.call("GET", f"{book}a.vcf").status == 404
    assert ada.call("GET", f"{press}x.vcf").body == THREE
    copied = ada.call("COPY", f"{press}x.vcf", Destination=f"http://testserver{book}y.vcf")
    assert copied.status == 201
    assert ada.call("GET", f"{book}y.vcf").body == THREE
    renamed = ada.call("MOVE", f"{book}y.vcf", Destination=f"http://testserver{book}z.vcf")
    assert renamed.status == 201
    assert list(Card.objects.order_by("slug").values_list("slug", flat=True)) == ["x.vcf", "z.vcf"]


def test_groups_of_both_styles_are_groups(ada: DavClient, book: str) -> None:
    put(ada, f"{book}a.vcf", THREE)
    apple = (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:g-1\r\nFN:Team\r\nN:Team\r\n"
        b"X-ADDRESSBOOKSERVER-KIND:group\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:u-1\r\nEND:VCARD\r\n"
    )
    four = (
        b"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:g-2\r\nFN:Choir\r\nKIND:group\r\n"
        b"MEMBER:urn:uuid:u-1\r\nEND:VCARD\r\n"
    )
    put(ada, f"{book}g1.vcf", apple)
    put(ada, f"{book}g2.vcf", four)
    kinds = Card.objects.order_by("slug").values_list("slug", "kind")
    assert list(kinds) == [("a.vcf", "individual"), ("g1.vcf", "group"), ("g2.vcf", "group")]
    three = multiget(ada, book, ["g2.vcf"]).text("CR:address-data")
    assert "X-ADDRESSBOOKSERVER-KIND:group\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:u-1\n" in three


def test_a_stranger_finds_nothing_and_changes_nothing(
    ada: DavClient, ben: DavClient, book: str
) -> None:
    put(ada, f"{book}a.vcf", THREE)
    before = list(Card.objects.values_list("id", "etag", "seq"))
    for method in ("PROPFIND", "GET", "DELETE"):
        assert ben.call(method, f"{book}a.vcf", Depth="0").status == 404
    assert ben.call("PROPFIND", book, Depth="0").status == 404
    assert put(ben, f"{book}b.vcf", FOUR).status in (404, 409)
    assert query(ben, book, "").status == 404
    assert sync(ben, book, "").status == 404
    home = f"/dav/addressbooks/{ada.person.id}/"
    assert ben.propfind(home, "D:displayname", depth=1).hrefs() == [home]
    assert list(Card.objects.values_list("id", "etag", "seq")) == before


def test_a_shared_book_is_in_the_readers_home(ada: DavClient, ben: DavClient, book: str) -> None:
    put(ada, f"{book}a.vcf", THREE)
    shared = open_default_book(ada.person)
    share_book(actor_for(ada.person), shared.id, ben.person.id, 10)
    theirs = f"/dav/addressbooks/{ben.person.id}/{shared.id}/"
    home = f"/dav/addressbooks/{ben.person.id}/"
    assert theirs in ben.propfind(home, "D:displayname", depth=1).hrefs()
    assert ben.call("GET", f"{theirs}a.vcf").body == THREE
    for refused in (
        put(ben, f"{theirs}b.vcf", FOUR),
        ben.call("DELETE", f"{theirs}a.vcf"),
        ben.call("DELETE", theirs),
    ):
        assert refused.status == 403
    rights = ben.propfind(theirs, "D:current-user-privilege-set").body
    assert b"<D:write/>" not in rights
    assert Card.objects.count() == 1
    share_book(actor_for(ada.person), shared.id, ben.person.id, 40)
    assert put(ben, f"{theirs}b.vcf", FOUR).status == 201
    assert ada.call("GET", f"{book}b.vcf").body == FOUR


def test_the_directory_is_a_book_that_nobody_changes(
    ada: DavClient, ben: DavClient, drain: Callable[[], int]
) -> None:
    group = people.create_group(SYSTEM, "Sales", "sales@demo.example")
    people.add_member(SYSTEM, group, ben.person)
    path = f"/dav/addressbooks/{ada.person.id}/directory/"
    found = ada.propfind(path, "D:getetag", "D:displayname", depth=1)
    names = [f"{one}.vcf" for one in (ada.person.id, ben.person.id, group.id)]
    assert found.hrefs() == [path, *(path + name for name in names)]
    card = ada.call("GET", path + names[1]).body
    assert card.splitlines() == [
        b"BEGIN:VCARD",
        b"VERSION:3.0",
        f"UID:{ben.person.id}".encode(),
        b"FN:Ben",
        b"N:;Ben;;;",
        b"EMAIL;TYPE=INTERNET,WORK:ben@demo.example",
        b"END:VCARD",
    ]
    team = multiget(ada, path, [names[2]]).text("CR:address-data")
    assert f"X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:{ben.person.id}" in team
    assert query(ada, path, prop("EMAIL", text("ben@"))).hrefs() == [path + names[1]]
    before = ada.propfind(path, "CS:getctag").text("CS:getctag")
    assert put(ada, f"{path}x.vcf", THREE).status == 403
    assert ada.call("DELETE", path + names[1]).status == 403
    assert ada.call("DELETE", path).status == 403
    assert ada.propfind(path, "CS:getctag").text("CS:getctag") == before
    people.create_group(SYSTEM, "Care", "")
    assert ada.propfind(path, "CS:getctag").text("CS:getctag") != before
    theirs = f"/dav/addressbooks/{ben.person.id}/directory/"
    assert ada.call("PROPFIND", theirs, Depth="0").status == 404
