"""JMAP mail (RFC 8621) in raw JSON: what each object takes, refuses and counts."""

import json
from typing import Any

import pytest

from bureau.people import Person

from .conftest import JmapOf
from .jmap_client import Jmap
from .test_jmap import draft

Json = Any


@pytest.fixture
def jmap(jmap_of: JmapOf, anna: Person) -> Jmap:
    return jmap_of(anna)


def uploaded(jmap: Jmap, content: bytes, media_type: str = "message/rfc822") -> str:
    path = f"/jmap/upload/{jmap.account_id}"
    answer = jmap.api.client.post(path, content, content_type=media_type)
    return str(json.loads(answer.content)["blobId"])


def imported(jmap: Jmap, raw: bytes, role: str = "inbox", **more: Json) -> Json:
    document = {"blobId": uploaded(jmap, raw), "mailboxIds": {jmap.mailbox(role): True}, **more}
    return jmap.call("Email/import", emails={"k": document})


def filed(jmap: Jmap, subject: str, role: str = "inbox", head: str = "", **more: Json) -> str:
    raw = f"Message-ID: <{subject}@x>\r\nSubject: {subject}\r\n{head}\r\nText\r\n".encode()
    return str(imported(jmap, raw, role, **more)["created"]["k"]["id"])


def written(jmap: Jmap, anna: Person, **more: Json) -> Json:
    answer = jmap.call("Email/set", create={"k": draft(jmap, anna, **more)})
    return (answer["created"] or answer["notCreated"])["k"]


def updated(jmap: Jmap, email_id: str, patch: Json) -> Json:
    answer = jmap.call("Email/set", update={email_id: patch})
    return (answer["notUpdated"] or {}).get(email_id)


def email(jmap: Jmap, email_id: str, *properties: str, **more: Json) -> Json:
    return jmap.call("Email/get", ids=[email_id], properties=list(properties), **more)["list"][0]


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"mailboxIds": None}, {"type": "invalidProperties", "properties": ["mailboxIds"]}),
        ({"mailboxIds": {}}, {"type": "invalidProperties", "properties": ["mailboxIds"]}),
        ({"keywords": {"a b": True}}, {"type": "invalidProperties", "properties": ["keywords"]}),
        ({"keywords": {"a%": True}}, {"type": "invalidProperties", "properties": ["keywords"]}),
        ({"keywords": {"a": False}}, {"type": "invalidProperties", "properties": ["keywords"]}),
        ({"size": 5}, {"type": "invalidProperties", "properties": ["size"]}),
        ({"headers": []}, {"type": "invalidProperties", "properties": ["headers"]}),
        (
            {"header:Subject:asText": "Twice"},
            {"type": "invalidProperties", "properties": ["header:Subject:asText"]},
        ),
        (
            {"header:Content-Type": "text/html"},
            {"type": "invalidProperties", "properties": ["header:Content-Type"]},
        ),
        (
            {"bodyStructure": {"type": "text/plain", "partId": "t"}},
            {"type": "invalidProperties", "properties": ["textBody", "htmlBody"]},
        ),
        (
            {"textBody": [{"partId": "z", "type": "text/plain"}]},
            {"type": "invalidProperties", "properties": ["textBody/0/partId"]},
        ),
        (
            {"textBody": [{"partId": "t", "type": "text/html"}]},
            {"type": "invalidProperties", "properties": ["textBody"]},
        ),
        (
            {"attachments": [{"blobId": "Bno"}, {"blobId": "Bnot"}]},
            {"type": "blobNotFound", "notFound": ["Bno", "Bnot"]},
        ),
        ({"from": [{"name": "x"}]}, {"type": "invalidProperties", "properties": ["from"]}),
        ({"receivedAt": "soon"}, {"type": "invalidProperties", "properties": ["receivedAt"]}),
    ],
)
def test_a_wrong_draft_names_what_is_wrong(
    jmap: Jmap, anna: Person, more: Json, error: Json
) -> None:
    assert written(jmap, anna, **more) == error
    assert jmap.call("Email/query")["ids"] == []


def test_a_message_has_only_so_many_keywords(jmap: Jmap, anna: Person) -> None:
    many = {f"k{number}": True for number in range(31)}
    assert written(jmap, anna, keywords=many)["type"] == "tooManyKeywords"
    made = filed(jmap, "One")
    assert updated(jmap, made, {"keywords": many})["type"] == "tooManyKeywords"
    long = {f"keywords/{number:0>99}": True for number in range(25)}
    assert updated(jmap, made, long)["type"] == "tooManyKeywords"
    assert email(jmap, made, "keywords")["keywords"] == {}


def test_keywords_are_one_in_any_case(jmap: Jmap) -> None:
    made = filed(jmap, "One", keywords={"$SEEN": True, "Own[1": True})
    assert email(jmap, made, "keywords")["keywords"] == {"$seen": True, "own[1": True}
    assert updated(jmap, made, {"keywords/OWN[1": None, "keywords/$Flagged": True}) is None
    assert email(jmap, made, "keywords")["keywords"] == {"$seen": True, "$flagged": True}


@pytest.mark.parametrize(
    ("patch", "error"),
    [
        ({"keywords": {}, "keywords/$seen": True}, "invalidPatch"),
        ({"keywords/$seen": False}, "invalidProperties"),
        ({"keywords/$seen/more": True}, "invalidPatch"),
        ({"subject": "Other"}, "invalidProperties"),
        ({"nosuch": None}, "invalidProperties"),
        ({"mailboxIds": {}}, "invalidProperties"),
        ({"mailboxIds/nosuch": True}, "invalidProperties"),
    ],
)
def test_a_wrong_patch_changes_nothing(jmap: Jmap, patch: Json, error: str) -> None:
    made = filed(jmap, "One")
    before = email(jmap, made, "keywords", "mailboxIds", "subject")
    assert updated(jmap, made, patch)["type"] == error
    assert email(jmap, made, "keywords", "mailboxIds", "subject") == before


def test_what_nobody_can_change_may_be_given_as_it_is(jmap: Jmap) -> None:
    made = filed(jmap, "One")
    whole = email(jmap, made, "id", "blobId", "threadId", "size", "subject", "receivedAt", "from")
    assert updated(jmap, made, {**whole, "keywords/$seen": True}) is None
    assert updated(jmap, made, {**whole, "size": 1}) == {
        "type": "invalidProperties",
        "properties": ["size"],
    }


def test_what_is_not_there_is_not_found(jmap: Jmap) -> None:
    answer = jmap.call("Email/set", update={"x": {}}, destroy=["y", "#z"])
    assert answer["notUpdated"] == {"x": {"type": "notFound"}}
    assert answer["notDestroyed"] == {"y": {"type": "notFound"}, "#z": {"type": "notFound"}}


def test_an_import_says_what_is_wrong(jmap: Jmap) -> None:
    raw = b"Message-ID: <a@x>\r\nSubject: A\r\n\r\nText\r\n"
    made = imported(jmap, raw)["created"]["k"]
    assert imported(jmap, raw)["notCreated"]["k"] == {
        "type": "alreadyExists",
        "existingId": made["id"],
    }
    assert imported(jmap, b"\x00\x01\x02")["notCreated"]["k"]["type"] == "invalidEmail"
    assert imported(jmap, raw, blobId="Bno")["notCreated"]["k"]["properties"] == ["blobId"]
    nothing = jmap.call("Email/import", emails={"k": {}})["notCreated"]["k"]
    assert nothing == {"type": "invalidProperties", "properties": ["blobId", "mailboxIds"]}


RAW = (
    b"From: =?utf-8?q?J=C3=B6?= <jo@x.example>, a@x.example\r\nTo: Team: b@x, c@x;, d@x\r\n"
    b"Subject:  =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nX-One: first\r\nX-One: second\r\n"
    b"List-Post: (text) <mailto:list@x>\r\nDate: Thu, 1 Jan 2026 10:00:00 +0200\r\n"
    b"Message-ID: <m@x>\r\nReferences: <r1@x> <r2@x>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGr\xc3\xbc\xc3\x9fe an alle\r\n"
    b"--b\r\nContent-Type: text/html\r\n\r\n<p>Hello <b>you</b></p>\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("header:Subject", "  =?utf-8?q?Gr=C3=BC=C3=9Fe?="),
        ("header:subject:asText", "Grüße"),
        ("header:X-One", " second"),
        ("header:X-One:asText:all", ["first", "second"]),
        ("header:X-Two", None),
        ("header:X-Two:all", []),
        ("header:From:asAddresses", [
            {"name": "Jö", "email": "jo@x.example"},
            {"name": None, "email": "a@x.example"},
        ]),
        ("header:To:asGroupedAddresses", [
            {"name": "Team", "addresses": [
                {"name": None, "email": "b@x"}, {"name": None, "email": "c@x"},
            ]},
            {"name": None, "addresses": [{"name": None, "email": "d@x"}]},
        ]),
        ("header:References:asMessageIds", ["r1@x", "r2@x"]),
        ("header:Date:asDate", "2026-01-01T10:00:00+02:00"),
        ("header:List-Post:asURLs", ["mailto:list@x"]),
        ("sentAt", "2026-01-01T08:00:00Z"),
        ("messageId", ["m@x"]),
    ],
)  # fmt: skip
def test_header_fields_are_read_in_each_form(jmap: Jmap, name: str, value: Json) -> None:
    made = imported(jmap, RAW)["created"]["k"]["id"]
    assert email(jmap, made, name)[name] == value


def test_body_values_are_cut_between_characters_and_outside_of_tags(jmap: Jmap) -> None:
    made = imported(jmap, RAW)["created"]["k"]["id"]
    found = email(
        jmap,
        made,
        "bodyValues",
        "textBody",
        "htmlBody",
        fetchAllBodyValues=True,
        maxBodyValueBytes=10,
    )
    text, html = (
        found["bodyValues"][found[name][0]["partId"]] for name in ("textBody", "htmlBody")
    )
    assert text == {"value": "Grüße an", "isEncodingProblem": False, "isTruncated": True}
    assert html == {"value": "<p>Hello ", "isEncodingProblem": False, "isTruncated": True}
    short = email(jmap, made, "bodyValues", fetchTextBodyValues=True, maxBodyValueBytes=3)
    assert [one["value"] for one in short["bodyValues"].values()] == ["Gr"]
    only = email(jmap, made, "bodyValues", fetchHTMLBodyValues=True)["bodyValues"]
    assert [one["value"] for one in only.values()] == ["<p>Hello <b>you</b></p>"]
    assert email(jmap, made, "bodyValues")["bodyValues"] == {}


def test_the_structure_shows_asked_properties_alone(jmap: Jmap) -> None:
    made = imported(jmap, RAW)["created"]["k"]["id"]
    wanted = ["type", "partId", "header:Content-Type:asText"]
    found = email(jmap, made, "bodyStructure", bodyProperties=wanted)["bodyStructure"]
    assert found == {
        "type": "multipart/alternative",
        "partId": None,
        "header:Content-Type:asText": 'multipart/alternative; boundary="b"',
        "subParts": [
            {
                "type": "text/plain",
                "partId": "1",
                "header:Content-Type:asText": "text/plain; charset=utf-8",
                "subParts": None,
            },
            {
                "type": "text/html",
                "partId": "2",
                "header:Content-Type:asText": "text/html",
                "subParts": None,
            },
        ],
    }


def test_blobs_are_parsed_found_missing_or_no_messages(jmap: Jmap) -> None:
    good, bad = uploaded(jmap, RAW), uploaded(jmap, b"\x00\x01")
    answer = jmap.call(
        "Email/parse", blobIds=[good, bad, "Bno"], properties=["subject", "id", "mailboxIds"]
    )
    assert answer["parsed"] == {good: {"subject": "Grüße", "id": None, "mailboxIds": None}}
    assert answer["notParsable"] == [bad]
    assert answer["notFound"] == ["Bno"]


@pytest.mark.parametrize(
    ("document", "wrong"),
    [
        ({}, ["name"]),
        ({"name": ""}, ["name"]),
        ({"name": "x" * 201}, ["name"]),
        ({"name": "A", "parentId": "nosuch"}, ["parentId"]),
        ({"name": "A", "sortOrder": -1}, ["sortOrder"]),
        ({"name": "A", "sortOrder": True}, ["sortOrder"]),
        ({"name": "A", "isSubscribed": "yes"}, ["isSubscribed"]),
        ({"name": "A", "totalEmails": 4}, ["totalEmails"]),
        ({"name": "A", "nosuch": 4}, ["nosuch"]),
        ({"name": "Inbox"}, ["name"]),
    ],
)
def test_a_wrong_mailbox_names_what_is_wrong(jmap: Jmap, document: Json, wrong: list[str]) -> None:
    answer = jmap.call("Mailbox/set", create={"k": document})
    assert answer["notCreated"]["k"]["type"] == "invalidProperties"
    assert answer["notCreated"]["k"]["properties"] == wrong


def test_a_mailbox_with_children_or_mail_stays(jmap: Jmap) -> None:
    made = jmap.call("Mailbox/set", create={"p": {"name": "P"}})["created"]["p"]["id"]
    child = jmap.call("Mailbox/set", create={"c": {"name": "C", "parentId": made}})
    child_id = child["created"]["c"]["id"]
    one = filed(jmap, "One", mailboxIds={child_id: True})
    refused = jmap.call("Mailbox/set", destroy=[made])["notDestroyed"]
    assert refused == {made: {"type": "mailboxHasChild"}}
    refused = jmap.call("Mailbox/set", destroy=[child_id])["notDestroyed"]
    assert refused == {child_id: {"type": "mailboxHasEmail"}}
    loop = jmap.call("Mailbox/set", update={made: {"parentId": child_id}})["notUpdated"]
    assert loop[made]["properties"] == ["parentId"]
    gone = jmap.call("Mailbox/set", destroy=[made, child_id], onDestroyRemoveEmails=True)
    assert sorted(gone["destroyed"]) == sorted([made, child_id])
    assert jmap.call("Email/get", ids=[one])["notFound"] == [one]


def test_a_thread_counts_as_unread_where_its_unread_messages_are(jmap: Jmap) -> None:
    first = filed(jmap, "Topic", keywords={"$seen": True})
    reply = "In-Reply-To: <Topic@x>\r\nReferences: <Topic@x>\r\n"
    raw = f"Message-ID: <r@x>\r\nSubject: Re: Topic\r\n{reply}\r\nText\r\n".encode()
    second = imported(jmap, raw, "archive")["created"]["k"]["id"]
    boxes = {box["role"]: box for box in jmap.call("Mailbox/get")["list"]}
    counts = ("totalEmails", "unreadEmails", "totalThreads", "unreadThreads")
    assert [boxes["inbox"][name] for name in counts] == [1, 0, 1, 0]
    assert [boxes["archive"][name] for name in counts] == [1, 1, 1, 1]
    updated(jmap, second, {"mailboxIds": {jmap.mailbox("trash"): True}})
    updated(jmap, first, {"keywords/$seen": None})
    boxes = {box["role"]: box for box in jmap.call("Mailbox/get")["list"]}
    assert [boxes["inbox"][name] for name in counts] == [1, 1, 1, 1]
    assert [boxes["archive"][name] for name in counts] == [0, 0, 0, 0]
    assert [boxes["trash"][name] for name in counts] == [1, 1, 1, 1]
    filed(jmap, "Draft", keywords={"$draft": True})
    boxes = {box["role"]: box for box in jmap.call("Mailbox/get")["list"]}
    assert [boxes["inbox"][name] for name in counts] == [2, 1, 2, 1]


def test_a_draft_goes_only_when_the_one_in_its_place_is_there(jmap: Jmap, anna: Person) -> None:
    first = written(jmap, anna)["id"]
    document = draft(jmap, anna)
    wrong = {**document, "keywords": "draft"}
    answer = jmap.call("Email/set", create={"k": wrong}, onSuccessDestroy=[first])
    assert answer["notCreated"]["k"]["type"] == "invalidProperties"
    assert answer["destroyed"] is None
    assert email(jmap, first, "id") == {"id": first}
    answer = jmap.call("Email/set", create={"k": document}, onSuccessDestroy=[first])
    assert answer["destroyed"] == [first]
    assert jmap.call("Email/get", ids=[first])["notFound"] == [first]
