"""Making documents, opening them by account or link, and what becomes of their nodes."""

from collections.abc import Callable
from typing import Any

import pytest

from bureau import realtime
from bureau.access import Role
from bureau.docs.content.ydoc import read_part
from bureau.docs.models import Document
from bureau.docs.policies import role_of
from bureau.drive import create_link, link_pass
from bureau.people import GUEST, actor_for

from .conftest import Team

Json = Any
Drain = Callable[[], int]
EMPTY = {"type": "doc", "content": [{"type": "paragraph"}]}


def test_a_new_document_is_empty_and_the_maker_manages_it(team: Team) -> None:
    made = team.sam.post("/docs", {})
    assert made.status == 201
    assert made.json["name"] == "Untitled document"
    shown = team.sam.get(f"/docs/{made.json['id']}").json
    assert (shown["role"], shown["name"]) == ("manager", "Untitled document")
    assert shown["created_by"] == {"id": team.people["sam"].id, "name": "Sam"}
    assert read_part(realtime.load(made.json["id"]), "body") == EMPTY


@pytest.mark.parametrize(
    ("name", "role"), [("ada", "manager"), ("ben", "contributor"), ("vera", "viewer")]
)
def test_everybody_sees_it_with_their_role(team: Team, document: str, name: str, role: str) -> None:
    shown = team.clients[name].get(f"/docs/{document}").json
    assert shown["role"] == role
    assert shown["abilities"]["edit"] is (role != "viewer")


def test_a_stranger_hears_that_there_is_none(team: Team, document: str) -> None:
    assert team.sam.get(f"/docs/{document}").status == 404


def test_nobody_is_asked_to_sign_in(team: Team, document: str, api: Any) -> None:
    assert api.get(f"/docs/{document}").status == 401


def test_only_who_may_add_to_a_folder_makes_a_document_there(team: Team) -> None:
    before = Document.objects.count()
    assert team.vera.post("/docs", {"parent": team.root}).status == 403
    assert team.sam.post("/docs", {"parent": team.root}).status == 404
    assert Document.objects.count() == before


def test_a_link_opens_it_for_a_guest_with_the_links_role(
    team: Team, document: str, api: Any
) -> None:
    ada = actor_for(team.people["ada"])
    link = create_link(ada, document, role=Role.COMMENTER)
    shown = api.get(f"/docs/{document}", link=link.token, guest="Gil").json
    assert (shown["role"], shown["guest_name"], shown["drive"]) == ("commenter", "Gil", None)
    assert api.get(f"/docs/{document}", link="nonsense").status == 404
    other = team.ada.post("/docs", {"parent": team.root}).json["id"]
    assert api.get(f"/docs/{other}", link=link.token).status == 404


def test_a_link_with_a_password_asks_for_it(team: Team, document: str, api: Any) -> None:
    link = create_link(actor_for(team.people["ada"]), document, password="sesame")
    refused = api.get(f"/docs/{document}", link=link.token)
    assert (refused.status, refused.json["code"]) == (403, "link_password_required")
    assert api.post(f"/links/{link.token}/open", {"password": "sesame"}).status == 200
    assert api.get(f"/docs/{document}", link=link.token).json["role"] == "viewer"


def test_a_file_of_drive_is_no_document(team: Team) -> None:
    made = team.ada.post(f"/drive/nodes/{team.root}/folders", {"name": "Folder"})
    assert team.ada.get(f"/docs/{made.json['id']}").status == 404


def test_recent_lists_what_one_may_see(team: Team, document: str) -> None:
    team.sam.post("/docs", {"name": "Secret"})
    listed = team.vera.get("/docs/recent").json
    assert [row["name"] for row in listed["items"]] == ["Plan"]
    assert listed["next"] is None
    assert team.vera.get("/docs/recent", owner="me").json["items"] == []
    assert len(team.ada.get("/docs/recent", owner="me", q="pla").json["items"]) == 1


def test_a_copy_has_its_own_content(team: Team, document: str) -> None:
    copied = team.ada.post("/drive/copy", {"ids": [document], "parent": team.root})
    assert copied.status == 200
    copy = copied.json["nodes"][0]
    assert team.ada.get(f"/docs/{copy}").json["name"] == "Plan (1)"
    assert read_part(realtime.load(copy), "body") == EMPTY


def test_deleting_it_for_good_leaves_nothing(team: Team, document: str, drain: Drain) -> None:
    team.ada.post("/drive/trash", {"ids": [document]})
    assert team.ada.post("/drive/delete", {"ids": [document]}).status == 200
    drain()
    assert not Document.objects.filter(id=document).exists()
    with pytest.raises(realtime.ItemNotFound):
        realtime.load(document)


def test_a_document_made_in_drive_opens(team: Team) -> None:
    body = {"name": "By drive", "kind": "doc"}
    made = team.ada.post(f"/drive/nodes/{team.root}/items", body).json
    assert made["url"] == f"/docs/{made['id']}"
    assert team.ada.get(f"/docs/{made['id']}").status == 200


def test_the_thumbnail_is_a_picture_that_runs_nothing(team: Team, document: str) -> None:
    answer = team.vera.get(f"/docs/{document}/thumbnail")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.body.startswith(b"<svg")


def test_what_is_in_the_trash_can_be_read_and_not_written(team: Team, document: str) -> None:
    ada, vera = (actor_for(team.people[name]) for name in ("ada", "vera"))
    team.ada.post("/drive/trash", {"ids": [document]})
    assert role_of(ada, document, None) == Role.VIEWER
    assert role_of(vera, document, None) == 0
    assert team.ada.post(f"/docs/{document}/append", {"content": "x"}).status == 409
    assert team.ada.post(f"/comments/doc/{document}/threads", {"text": "x"}).status == 403
    assert team.ada.get(f"/docs/{document}").json["is_trashed"]


def test_the_websocket_door_asks_for_the_same_roles(team: Team, document: str) -> None:
    ada, sam = (actor_for(team.people[name]) for name in ("ada", "sam"))
    assert role_of(ada, document, None) == Role.MANAGER
    assert role_of(sam, document, None) == 0
    link = create_link(ada, document, password="sesame", role=Role.CONTRIBUTOR)
    assert role_of(GUEST, document, realtime.LinkAccess(link.token)) == 0
    name, value = link_pass(link)
    by_cookie = realtime.LinkAccess(link.token, cookies={name: value})
    by_key = realtime.LinkAccess(link.token, key=value)
    assert role_of(GUEST, document, by_cookie) == role_of(GUEST, document, by_key) == 30
    assert role_of(GUEST, document, realtime.LinkAccess("nonsense")) == 0
