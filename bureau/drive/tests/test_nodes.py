"""Folders and files: making, listing, renaming, moving, copying, revisions."""

from collections.abc import Callable

import pytest

from bureau.access import Role
from bureau.drive import Content, add_file, create_folder, queries, save_revision, share
from bureau.drive.actions.copy import copy
from bureau.drive.actions.files import restore_revision, save_or_fork
from bureau.drive.actions.move import move
from bureau.drive.actions.rename import rename
from bureau.drive.actions.undo import undo
from bureau.drive.errors import InsideItself, NodeNotFound, NotAllowed, OverQuota, VersionChanged
from bureau.drive.models import Change, Drive, Node, Revision
from bureau.people import Actor, Person
from bureau.platform import blobs
from bureau.platform.blobs import Blob
from bureau.platform.events.models import Event
from tests.fixtures.database import CountQueries
from tests.fixtures.http import Api


def write(actor: Actor, parent: Node, name: str, content: bytes = b"text") -> Node:
    return add_file(actor, parent.id, name, blobs.put(content), "text/plain")


def names(
    actor: Actor,
    parent: Node,
    sort: queries.Sort = "name",
    direction: queries.Direction = "asc",
) -> list[str]:
    return [row["name"] for row in queries.children(actor, parent.id, sort, direction).items]


def test_a_taken_name_gets_a_number(as_ada: Actor, home: Node) -> None:
    made = [create_folder(as_ada, home.id, "Plans").name for _ in range(3)]
    assert made == ["Plans", "Plans (1)", "Plans (2)"]
    assert write(as_ada, home, "PLANS").name == "PLANS (3)"


def test_a_folder_lists_folders_first_in_natural_order_both_ways(as_ada: Actor, home: Node) -> None:
    for name in ("b10", "b2"):
        write(as_ada, home, name, name.encode())
        create_folder(as_ada, home.id, f"f{name}")
    assert names(as_ada, home) == ["fb2", "fb10", "b2", "b10"]
    assert names(as_ada, home, direction="desc") == ["fb10", "fb2", "b10", "b2"]
    assert names(as_ada, home, sort="size") == ["fb10", "fb2", "b2", "b10"]
    assert names(as_ada, home, sort="modified", direction="desc") == ["fb2", "fb10", "b2", "b10"]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
@pytest.mark.parametrize("sort", ["name", "modified", "size"])
def test_pages_of_any_size_give_every_child_once(
    as_ada: Actor, home: Node, limit: int, sort: queries.Sort
) -> None:
    for number in range(3):
        create_folder(as_ada, home.id, f"folder {number}")
        write(as_ada, home, f"file {number}")
    seen: list[str] = []
    cursor = None
    while True:
        page = queries.children(as_ada, home.id, sort, "asc", cursor, limit)
        seen += [row["name"] for row in page.items]
        cursor = page.next
        if not cursor:
            break
    assert seen == [f"{kind} {n}" for kind in ("folder", "file") for n in range(3)]


def test_a_listing_runs_a_fixed_number_of_statements(
    as_ada: Actor, home: Node, count_queries: CountQueries
) -> None:
    for number in range(3):
        create_folder(as_ada, home.id, f"folder {number}")
    with count_queries(5):
        queries.children(as_ada, home.id)
    for number in range(40):
        write(as_ada, home, f"file {number}")
    with count_queries(5):
        assert len(queries.children(as_ada, home.id).items) == 43
    with count_queries(3):
        queries.recent(as_ada, None, 50)


def test_a_new_file_is_stored_counted_announced_and_listed(
    ada: Person, home: Node, api: Api
) -> None:
    made = api.signed_in(ada).client.post(
        f"/api/v1/drive/nodes/{home.id}/files?name=Notiz.md", b"# hello", "application/octet-stream"
    )
    assert made.status_code == 201
    row = made.json()
    assert (row["name"], row["size_bytes"], row["media_type"]) == ("Notiz.md", 7, "text/markdown")
    assert row["abilities"]["trash"]
    assert not row["abilities"]["restore"]
    node = Node.objects.get(id=row["id"])
    assert blobs.read(node.blob) == b"# hello"
    assert Drive.objects.get(owner=ada).used_bytes == 7
    assert Blob.objects.get(hash=node.blob).references == 1
    assert Event.objects.filter(name="node.created", subject_id=node.id).count() == 1
    listed = api.signed_in(ada).get(f"/drive/nodes/{home.id}/children").json
    assert [item["id"] for item in listed["items"]] == [node.id]
    assert listed["next"] is None


def test_the_content_is_answered_by_the_front_door(
    ada: Person, as_ada: Actor, home: Node, api: Api
) -> None:
    node = write(as_ada, home, "a.txt", b"some bytes")
    answer = api.signed_in(ada).get(f"/drive/nodes/{node.id}/content")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["X-Bureau-Blob"] == node.blob
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["ETag"] == '"1"'


def test_if_match_keeps_a_newer_version(ada: Person, as_ada: Actor, home: Node, api: Api) -> None:
    node = write(as_ada, home, "a.txt")
    url, client = f"/api/v1/drive/nodes/{node.id}/content", api.signed_in(ada).client
    kind = "application/octet-stream"
    assert client.put(url, b"two", kind, headers={"If-Match": '"1"'}).json()["version"] == 2
    assert client.put(url, b"lost", kind, headers={"If-Match": '"1"'}).status_code == 412
    assert blobs.read(Node.objects.get(id=node.id).blob) == b"two"


def test_revisions_can_come_back(as_ada: Actor, home: Node) -> None:
    node = write(as_ada, home, "a.txt", b"one")
    save_revision(as_ada, node.id, Content(blobs.put(b"two"), "text/plain"), 1)
    with pytest.raises(VersionChanged):
        save_revision(as_ada, node.id, Content(blobs.put(b"three"), "text/plain"), 1)
    restore_revision(as_ada, node.id, 1)
    assert blobs.read(Node.objects.get(id=node.id).blob) == b"one"
    assert [row["version"] for row in queries.revisions(as_ada, node.id)] == [3, 2, 1]


def test_two_savers_both_keep_their_work(as_ada: Actor, home: Node) -> None:
    node = write(as_ada, home, "a.txt", b"one")
    save_revision(as_ada, node.id, Content(blobs.put(b"two"), "text/plain"))
    copy = save_or_fork(as_ada, node.id, Content(blobs.put(b"mine"), "text/plain"), 1)
    assert copy.id != node.id
    assert copy.name.startswith("a (conflict Ada 20")
    assert blobs.read(copy.blob) == b"mine"


def test_a_full_drive_takes_no_more(as_ada: Actor, ada: Person, home: Node) -> None:
    Drive.objects.filter(owner=ada).update(quota_bytes=5)
    write(as_ada, home, "a", b"1234")
    with pytest.raises(OverQuota):
        write(as_ada, home, "b", b"12")
    assert names(as_ada, home) == ["a"]


def test_renaming_to_a_taken_name_numbers_it_and_case_alone_may_change(
    as_ada: Actor, home: Node
) -> None:
    write(as_ada, home, "a.txt")
    other = write(as_ada, home, "b.txt")
    assert rename(as_ada, other.id, "A.txt").name == "A (1).txt"
    assert rename(as_ada, other.id, "a (1).TXT").name == "a (1).TXT"


def test_moving_a_folder_writes_one_node_row(
    as_ada: Actor, home: Node, count_queries: CountQueries
) -> None:
    folder, target = (create_folder(as_ada, home.id, name) for name in ("deep", "target"))
    empty = create_folder(as_ada, home.id, "empty")
    for number in range(30):
        write(as_ada, folder, str(number))
    with count_queries(40, at_most=True):
        move(as_ada, [empty.id], target.id)
    before = dict(Node.objects.values_list("id", "parent_id"))
    move(as_ada, [folder.id], target.id)
    after = dict(Node.objects.values_list("id", "parent_id"))
    assert {id for id in after if after[id] != before[id]} == {folder.id}
    trail = queries.path(as_ada, Node.objects.filter(parent=folder)[0].id)
    assert [step["name"] for step in trail] == ["My Drive", "target", "deep", trail[-1]["name"]]


def test_a_folder_cannot_move_into_itself(as_ada: Actor, home: Node) -> None:
    outer = create_folder(as_ada, home.id, "outer")
    inner = create_folder(as_ada, outer.id, "inner")
    for target in (outer, inner):
        with pytest.raises(InsideItself):
            move(as_ada, [outer.id], target.id)
        with pytest.raises(InsideItself):
            copy(as_ada, [outer.id], target.id)
    assert Node.objects.get(id=outer.id).parent_id == home.id


def test_a_bulk_move_is_undone_as_one(as_ada: Actor, home: Node) -> None:
    target = create_folder(as_ada, home.id, "target")
    files = [write(as_ada, home, name) for name in ("a", "b")]
    operation = move(as_ada, [file.id for file in files], target.id)
    assert names(as_ada, target) == ["a", "b"]
    undo(as_ada, operation.id)
    assert names(as_ada, target) == []
    assert names(as_ada, home) == ["target", "a", "b"]


def test_a_copy_shares_the_bytes_and_counts_them(as_ada: Actor, home: Node, ada: Person) -> None:
    folder = create_folder(as_ada, home.id, "folder")
    file = write(as_ada, folder, "a.txt", b"12345")
    operation = copy(as_ada, [folder.id], home.id)
    twin = Node.objects.get(id=operation.items[0]["node"])
    assert twin.name == "folder (1)"
    assert names(as_ada, twin) == ["a.txt"]
    assert Blob.objects.get(hash=file.blob).references == 2
    assert Drive.objects.get(owner=ada).used_bytes == 10


def test_a_large_copy_is_finished_in_the_background(
    as_ada: Actor, home: Node, drain: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.drive.actions.copy.CHUNK", 2)
    source = create_folder(as_ada, home.id, "source")
    for number in range(5):
        below = create_folder(as_ada, source.id, f"f{number}")
        write(as_ada, below, "x")
    twin = Node.objects.get(id=copy(as_ada, [source.id], home.id).items[0]["node"])
    drain()
    assert names(as_ada, twin) == ["f0", "f1", "f2", "f3", "f4"]
    assert Revision.objects.filter(node__parent__parent=twin).count() == 5


def test_every_change_takes_a_number_of_the_drive(as_ada: Actor, home: Node, ada: Person) -> None:
    drive = Drive.objects.get(owner=ada)
    file = write(as_ada, home, "a")
    rename(as_ada, file.id, "b")
    rows, following = queries.changes(as_ada, drive.id, 0)
    assert [(row["seq"], row["node"], row["what"]) for row in rows] == [
        (1, file.id, Change.What.PUT),
        (2, file.id, Change.What.PUT),
    ]
    assert queries.changes(as_ada, drive.id, following) == ([], 2)


def test_what_is_unknown_is_not_found(
    as_ben: Actor, as_ada: Actor, home: Node, ben: Person, api: Api
) -> None:
    node = write(as_ada, home, "secret")
    for path in (f"/drive/nodes/{node.id}", f"/drive/nodes/{node.id}/content", "/drive/nodes/nope"):
        assert api.signed_in(ben).get(path).status == 404
    with pytest.raises(NodeNotFound):
        rename(as_ben, node.id, "mine")
    assert api.get(f"/drive/nodes/{node.id}").status == 401
    assert Node.objects.get(id=node.id).name == "secret"


VERBS = {
    "read": ["viewer", "commenter", "contributor", "editor", "manager"],
    "comment": ["commenter", "contributor", "editor", "manager"],
    "add": ["contributor", "editor", "manager"],
    "edit": ["contributor", "editor", "manager"],
    "rename": ["contributor", "editor", "manager"],
    "move": ["editor", "manager"],
    "trash": ["editor", "manager"],
    "share": ["manager"],
    "limit": ["manager"],
    "leave": ["manager"],
}


@pytest.mark.parametrize("role", ["viewer", "commenter", "contributor", "editor", "manager"])
def test_roles_of_a_shared_drive_mean_what_people_know(
    role: str, team: Node, as_ada: Actor, member: Callable[[str], Actor]
) -> None:
    folder = create_folder(as_ada, team.id, "folder")
    abilities = queries.describe(member(role), folder.id)["abilities"]
    assert {verb for verb, able in abilities.items() if able} == {
        verb for verb, roles in VERBS.items() if role in roles
    }


def test_a_viewer_can_neither_rename_nor_share_nor_add(
    team: Node, as_ada: Actor, ben: Person, member: Callable[[str], Actor]
) -> None:
    file = write(as_ada, team, "a.txt")
    viewer = member("viewer")
    before = (Node.objects.count(), Event.objects.count())
    for attempt in (
        lambda: rename(viewer, file.id, "b"),
        lambda: share(viewer, file.id, [ben.id], Role.VIEWER),
        lambda: write(viewer, team, "c"),
        lambda: move(viewer, [file.id], team.id),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert (Node.objects.count(), Event.objects.count()) == before
    assert Node.objects.get(id=file.id).name == "a.txt"


def test_only_managers_take_things_to_another_drive(
    team: Node, as_ada: Actor, home: Node, ada: Person, drain: Callable[[], int],
    member: Callable[[str], Actor],
) -> None:  # fmt: skip
    file = write(as_ada, team, "a.txt", b"12345")
    editor = member("editor")
    share(as_ada, create_folder(as_ada, home.id, "open").id, [editor.person_id], Role.EDITOR)
    target = Node.objects.get(name="open")
    with pytest.raises(NotAllowed):
        move(editor, [file.id], target.id)
    move(as_ada, [file.id], target.id)
    drain()
    assert Drive.objects.get(owner=ada).used_bytes == 5
    assert Drive.objects.get(kind="shared").used_bytes == 0
    assert queries.describe(editor, file.id)["drive"] == Drive.objects.get(owner=ada).id
