"""Comments on documents: rights are those of the document, marks stand in its text."""

from base64 import b64encode
from typing import Any

import pytest
from pycrdt import Doc, XmlElement, XmlText

from bureau import realtime
from bureau.access import Role
from bureau.comments import Comment, Thread
from bureau.docs.content.ydoc import fragment, read_part
from bureau.drive import create_link
from bureau.people import actor_for

from .conftest import Team

Json = Any
BROWSER = 77
"""The client id of a browser that typed the text."""
LINES = ("Grüße 😀 an alle", "zweite Zeile")


@pytest.fixture
def text(document: str) -> str:
    """A document into which a browser typed two lines; each letter is a clock of the browser."""
    theirs: Doc[Any] = Doc(client_id=BROWSER)
    theirs.apply_update(realtime.load(document).get_update())
    body = fragment(theirs, "body")
    with theirs.transaction():
        lines = [body.children[0], body.children.append(XmlElement("paragraph"))]
        # The clocks 0 to 2 are taken by the paragraph and the two texts.
        texts = [
            line.children.append(XmlText("")) for line in lines if isinstance(line, XmlElement)
        ]
        for line, value in zip(texts, LINES, strict=True):
            line.insert(0, value)
    realtime.edit(document, "", lambda doc: doc.apply_update(theirs.get_update()))
    return document


def position(line: int, letter: int) -> str:
    """Return a relative position as Yjs encodes it: the id of an item, and that it is before it.

    Letters are counted in UTF-16, as Yjs does.
    """
    before = 3 + sum(len(value.encode("utf-16-le")) // 2 for value in LINES[:line])
    return b64encode(bytes([0, BROWSER, before + letter, 0])).decode()


def open_thread(team: Team, document: str, by: str = "cleo") -> str:
    made = team.clients[by].post(f"/comments/doc/{document}/threads", {"text": "Right?"})
    assert made.status == 201
    found: str = made.json["id"]
    return found


def marked(document: str) -> list[list[tuple[str, list[str]]]]:
    body = read_part(realtime.load(document), "body")
    return [
        [
            (node["text"], [mark["attrs"]["id"] for mark in node.get("marks", ())])
            for node in block.get("content", ())
        ]
        for block in body["content"]
    ]


def mark(team: Team, by: str, document: str, thread: str, start: str, end: str) -> int:
    body = {"thread_id": thread, "from": start, "to": end}
    return team.clients[by].post(f"/docs/{document}/comment-marks", body).status


def test_a_commenter_marks_what_a_thread_is_about(team: Team, text: str) -> None:
    thread = open_thread(team, text)
    assert mark(team, "cleo", text, thread, position(0, 6), position(0, 11)) == 204
    assert marked(text) == [
        [("Grüße ", []), ("😀 an", [thread]), (" alle", [])],
        [("zweite Zeile", [])],
    ]
    assert mark(team, "cleo", text, thread, position(0, 12), position(1, 6)) == 204
    assert marked(text) == [
        [("Grüße 😀 an ", []), ("alle", [thread])],
        [("zweite", [thread]), (" Zeile", [])],
    ]


def test_marks_of_two_threads_overlap_and_one_goes_with_its_thread(team: Team, text: str) -> None:
    one, two = open_thread(team, text), open_thread(team, text)
    mark(team, "cleo", text, one, position(1, 0), position(1, 8))
    mark(team, "cleo", text, two, position(1, 4), position(1, 11))
    line = marked(text)[1]
    assert [word for word, _ in line] == ["zwei", "te Z", "eil", "e"]
    assert [set(on) for _, on in line] == [{one}, {one, two}, {two}, set()]
    comment = Comment.objects.get(thread_id=one).id
    assert team.cleo.delete(f"/comments/{comment}").status == 204
    assert marked(text)[1] == [("zwei", []), ("te Zeil", [two]), ("e", [])]


def test_nobody_moves_the_thread_of_another_but_who_writes(team: Team, text: str) -> None:
    thread = open_thread(team, text, "ben")
    before = marked(text)
    places = position(0, 0), position(0, 4)
    assert mark(team, "cleo", text, thread, *places) == 403
    assert mark(team, "vera", text, thread, *places) == 403
    assert mark(team, "sam", text, thread, *places) == 404
    assert marked(text) == before
    assert mark(team, "ada", text, thread, *places) == 204


def test_a_place_that_is_none_is_refused(team: Team, text: str) -> None:
    thread, before = open_thread(team, text), marked(text)
    nowhere = b64encode(bytes([0, 99, 5, 0])).decode()
    here = position(0, 2)
    assert mark(team, "cleo", text, thread, nowhere, here) == 409
    assert mark(team, "cleo", text, thread, here, here) == 409
    assert mark(team, "cleo", text, thread, "no base64!", here) == 422
    assert mark(team, "cleo", text, "0" * 26, here, position(0, 4)) == 409
    assert marked(text) == before


def test_rights_on_threads_are_those_of_the_document(team: Team, text: str) -> None:
    open_thread(team, text)
    path = f"/comments/doc/{text}/threads"
    assert len(team.vera.get(path).json["items"]) == 1
    assert team.vera.post(path, {"text": "x"}).status == 403
    assert team.sam.get(path).status == 404
    assert Thread.objects.count() == 1


def test_a_guest_comments_with_a_link_that_lets_them(team: Team, text: str, api: Any) -> None:
    ada = actor_for(team.people["ada"])
    reads, comments = (
        create_link(ada, text, role=role).token for role in (Role.VIEWER, Role.COMMENTER)
    )
    path, body = f"/comments/doc/{text}/threads", {"text": "From outside"}
    assert api.post(path, body, X_Bureau_Link=reads).status == 403
    made = api.post(path, body, X_Bureau_Link=comments, X_Bureau_Guest="Gil")
    assert made.json["comments"][0]["author"] == {"id": None, "name": "Gil"}
    answer = api.post(
        f"/docs/{text}/comment-marks",
        {"thread_id": made.json["id"], "from": position(0, 0), "to": position(0, 5)},
        X_Bureau_Link=comments,
    )
    assert answer.status == 204
    assert marked(text)[0][0] == ("Grüße", [made.json["id"]])
    assert api.post(path, body, X_Bureau_Link="0" * 20).status == 404


def test_a_copy_comes_without_comments(team: Team, text: str) -> None:
    thread = open_thread(team, text)
    mark(team, "cleo", text, thread, position(0, 0), position(0, 5))
    copy = team.ada.post("/drive/copy", {"ids": [text], "parent": team.root}).json["nodes"][0]
    assert marked(copy) == [[(LINES[0], [])], [(LINES[1], [])]]
    assert team.ada.get(f"/comments/doc/{copy}/threads").json["items"] == []


def test_with_the_document_its_threads_go(team: Team, text: str, drain: Any) -> None:
    open_thread(team, text)
    team.ada.post("/drive/trash", {"ids": [text]})
    team.ada.post("/drive/delete", {"ids": [text]})
    drain()
    assert Thread.objects.count() == 0
