"""Grants, limited folders and links."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.access import Role
from bureau.drive import add_file, create_folder, queries, share, sharing_queries, trash, unshare
from bureau.drive.actions.links import create_link, remove_link
from bureau.drive.actions.move import move
from bureau.drive.actions.share import limit
from bureau.drive.errors import GrantRefused, NodeNotFound, NotAllowed
from bureau.drive.models import Node
from bureau.drive.splitting import split
from bureau.people import EVERYONE, SYSTEM, Actor, Person, add_member, create_group
from bureau.platform import blobs
from bureau.platform.events.models import Event
from tests.fixtures.http import Answer, Api


def write(actor: Actor, parent: Node, name: str) -> Node:
    return add_file(actor, parent.id, name, blobs.put(name.encode()), "text/plain")


def test_a_shared_folder_opens_itself_and_what_is_below(
    as_ada: Actor, as_ben: Actor, ben: Person, home: Node
) -> None:
    folder = create_folder(as_ada, home.id, "folder")
    file = write(as_ada, folder, "a.txt")
    share(as_ada, folder.id, [ben.id], Role.VIEWER)
    assert [row["id"] for row in queries.children(as_ben, folder.id).items] == [file.id]
    assert [row["id"] for row in queries.shared_with(as_ben, None, 50).items] == [folder.id]
    assert [step["name"] for step in queries.path(as_ben, file.id)] == ["folder", "a.txt"]
    with pytest.raises(NodeNotFound):
        queries.children(as_ben, home.id)
    event = Event.objects.get(name="node.shared")
    assert event.changes == {ben.id: [None, "viewer"]}
    unshare(as_ada, folder.id, ben.id)
    with pytest.raises(NodeNotFound):
        queries.describe(as_ben, file.id)


def test_grants_are_listed_with_where_they_come_from(
    as_ada: Actor, ada: Person, ben: Person, home: Node
) -> None:
    folder = create_folder(as_ada, home.id, "folder")
    file = write(as_ada, folder, "a.txt")
    share(as_ada, folder.id, [ben.id, EVERYONE], Role.COMMENTER)
    rows = sharing_queries.grants(as_ada, file.id)
    assert [
        (
            row["principal"]["name"],
            row["role"],
            row["inherited_from"] and row["inherited_from"]["name"],
        )
        for row in rows
    ] == [
        ("Ben", "commenter", "folder"),
        ("Everyone", "commenter", "folder"),
        ("Ada", "manager", "My Drive"),
    ]


def test_a_group_brings_its_members_in(
    as_ada: Actor, as_ben: Actor, ben: Person, home: Node
) -> None:
    group = create_group(SYSTEM, "Readers", "readers@demo.example")
    folder = create_folder(as_ada, home.id, "folder")
    share(as_ada, folder.id, [group.id], Role.VIEWER)
    with pytest.raises(NodeNotFound):
        queries.describe(as_ben, folder.id)
    add_member(SYSTEM, group, ben)
    assert queries.describe(as_ben, folder.id)["role"] == "viewer"


def test_nobody_gives_more_than_they_have(
    as_ada: Actor, as_ben: Actor, ben: Person, home: Node, make_person: Callable[[str], Person]
) -> None:
    folder = create_folder(as_ada, home.id, "folder")
    share(as_ada, folder.id, [ben.id], Role.EDITOR)
    cleo = make_person("Cleo")
    with pytest.raises(GrantRefused):
        share(as_ben, folder.id, [cleo.id], Role.MANAGER)
    with pytest.raises(GrantRefused):
        share(as_ada, folder.id, [cleo.id], Role.MANAGER)
    with pytest.raises(NotAllowed):
        share(as_ada, home.id, [cleo.id], Role.VIEWER)
    assert len(sharing_queries.grants(as_ada, folder.id)) == 2
    share(as_ben, folder.id, [cleo.id], Role.VIEWER)


def test_the_last_manager_stays(as_ada: Actor, ada: Person, team: Node, ben: Person) -> None:
    with pytest.raises(GrantRefused):
        unshare(as_ada, team.id, ada.id)
    with pytest.raises(GrantRefused):
        share(as_ada, team.id, [ada.id], Role.VIEWER)
    share(as_ada, team.id, [ben.id], Role.MANAGER)
    unshare(as_ada, team.id, ada.id)
    with pytest.raises(NodeNotFound):
        queries.describe(as_ada, team.id)


def test_everybody_may_leave(as_ada: Actor, as_ben: Actor, ben: Person, home: Node) -> None:
    folder = create_folder(as_ada, home.id, "folder")
    share(as_ada, folder.id, [ben.id], Role.VIEWER)
    unshare(as_ben, folder.id, ben.id)
    with pytest.raises(NodeNotFound):
        queries.describe(as_ben, folder.id)


def test_a_limited_folder_is_closed_to_those_above(
    as_ada: Actor, team: Node, member: Callable[[str], Actor]
) -> None:
    editor = member("editor")
    folder = create_folder(as_ada, team.id, "salaries")
    file = write(as_ada, folder, "a.txt")
    limit(as_ada, folder.id, True)
    assert queries.children(editor, team.id).items == []
    for node in (folder, file):
        with pytest.raises(NodeNotFound):
            queries.describe(editor, node.id)
    assert queries.describe(as_ada, file.id)["role"] == "manager"
    limit(as_ada, folder.id, False)
    assert queries.describe(editor, file.id)["role"] == "editor"
    assert [row["inherited_from"]["name"] for row in sharing_queries.grants(as_ada, folder.id)] == [
        "Team",
        "Team",
    ]


def test_a_large_share_is_finished_in_the_background(
    as_ada: Actor, as_ben: Actor, ben: Person, home: Node, drain: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("bureau.drive.places.INLINE_NODES", 2)
    monkeypatch.setattr("bureau.drive.places.CHUNK", 2)
    folder = create_folder(as_ada, home.id, "folder")
    files = [write(as_ada, folder, str(number)) for number in range(9)]
    share(as_ada, folder.id, [ben.id], Role.VIEWER)
    drain()
    assert {queries.describe(as_ben, file.id)["role"] for file in files} == {"viewer"}


def test_splitting_a_large_place_changes_nobodys_rights(
    as_ada: Actor, as_ben: Actor, ben: Person, home: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.drive.splitting.PIECE", 3)
    shared = create_folder(as_ada, home.id, "shared")
    share(as_ada, shared.id, [ben.id], Role.VIEWER)
    folders = [create_folder(as_ada, shared.id, str(number)) for number in range(3)]
    files = [write(as_ada, folder, str(n)) for folder in folders for n in range(4)]
    scope_id = Node.objects.get(id=shared.id).scope_id
    assert split(scope_id) == 3
    assert Node.objects.filter(scope_id=scope_id).count() == 1
    assert {queries.describe(as_ben, file.id)["role"] for file in files} == {"viewer"}
    move(as_ada, [folders[0].id], home.id)
    with pytest.raises(NodeNotFound):
        queries.describe(as_ben, files[0].id)


def open_link(api: Api, token: str, password: str = "") -> Answer:
    return api.post(f"/links/{token}/open", {"password": password})


def test_a_link_opens_a_folder_to_anybody(as_ada: Actor, home: Node, api: Api) -> None:
    folder = create_folder(as_ada, home.id, "folder")
    inner = create_folder(as_ada, folder.id, "inner")
    file = write(as_ada, inner, "a.txt")
    outside = write(as_ada, home, "private")
    token = create_link(as_ada, folder.id).token
    assert api.get(f"/links/{token}").json["name"] == "folder"
    listed = api.get(f"/links/{token}/children", node=inner.id).json
    assert [item["name"] for item in listed["items"]] == ["a.txt"]
    assert api.get(f"/links/{token}/content", node=file.id).headers["X-Bureau-Blob"] == file.blob
    assert api.get(f"/links/{token}/content", node=outside.id).status == 404
    assert api.get(f"/links/{token}/nodes/{home.id}").status == 404
    remove_link(as_ada, folder.id, token)
    assert api.get(f"/links/{token}").status == 404


def test_a_link_with_a_password_asks_for_it(as_ada: Actor, home: Node, api: Api) -> None:
    file = write(as_ada, home, "a.txt")
    token = create_link(as_ada, file.id, password="sesame").token
    assert api.get(f"/links/{token}").json["code"] == "link_password_required"
    assert open_link(api, token, "wrong").status == 403
    assert api.get(f"/links/{token}/content").status == 403
    assert open_link(api, token, "sesame").json["name"] == "a.txt"
    assert api.get(f"/links/{token}/content").headers["X-Bureau-Blob"] == file.blob


def test_tries_of_a_password_are_limited(as_ada: Actor, home: Node, api: Api) -> None:
    token = create_link(as_ada, write(as_ada, home, "a").id, password="sesame").token
    statuses = [open_link(api, token, "wrong").status for _ in range(12)]
    assert statuses == [403] * 10 + [429] * 2


def test_a_link_shows_nothing_limited_trashed_or_late(as_ada: Actor, team: Node, api: Api) -> None:
    folder = create_folder(as_ada, team.id, "folder")
    secret = create_folder(as_ada, folder.id, "secret")
    inside = write(as_ada, secret, "a.txt")
    token = create_link(as_ada, folder.id).token
    limit(as_ada, secret.id, True)
    assert api.get(f"/links/{token}/children").json["items"] == []
    assert api.get(f"/links/{token}/nodes/{inside.id}").status == 404
    late = create_link(as_ada, folder.id, expires_at=timezone.now() - timedelta(seconds=1)).token
    assert api.get(f"/links/{late}").status == 404
    trash(as_ada, [folder.id])
    assert api.get(f"/links/{token}").status == 404


def test_who_may_not_share_makes_no_link(
    as_ada: Actor, team: Node, member: Callable[[str], Actor]
) -> None:
    folder = create_folder(as_ada, team.id, "folder")
    editor = member("editor")
    with pytest.raises(NotAllowed):
        create_link(editor, folder.id)
    with pytest.raises(NotAllowed):
        sharing_queries.links(editor, folder.id)
    assert sharing_queries.links(as_ada, folder.id) == []
