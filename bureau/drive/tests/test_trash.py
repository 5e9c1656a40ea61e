"""The trash: nothing is lost on the way in, out, or for good."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.access import Role
from bureau.drive import add_file, create_folder, queries, restore, share, trash
from bureau.drive.actions.purge import empty_old_trash, empty_trash, purge
from bureau.drive.actions.undo import undo
from bureau.drive.errors import InTrash, NodeNotFound, NotAllowed, NothingToUndo, NotInTrash
from bureau.drive.models import Drive, Node, Place, Revision
from bureau.people import Actor, Person, actor_for
from bureau.platform import blobs
from bureau.platform.blobs import Blob


def write(actor: Actor, parent: Node, name: str) -> Node:
    return add_file(actor, parent.id, name, blobs.put(name.encode()), "text/plain")


def names(actor: Actor, parent: Node) -> list[str]:
    return [row["name"] for row in queries.children(actor, parent.id).items]


def in_trash(actor: Actor) -> list[str]:
    return [row["name"] for row in queries.trashed(actor, None, None, 50).items]


def test_what_is_trashed_is_out_of_sight_and_comes_back(as_ada: Actor, home: Node) -> None:
    folder = create_folder(as_ada, home.id, "alpha")
    file = write(as_ada, folder, "bravo")
    operation = trash(as_ada, [folder.id])
    assert names(as_ada, home) == []
    assert in_trash(as_ada) == ["alpha"]
    assert queries.recent(as_ada, None, 50).items == []
    assert list(queries.search_scopes(as_ada)) == [home.scope_id]
    with pytest.raises(InTrash):
        write(as_ada, Node.objects.get(id=folder.id), "more")
    undo(as_ada, operation.id)
    assert names(as_ada, home) == ["alpha"]
    assert names(as_ada, folder) == ["bravo"]
    assert [row["id"] for row in queries.recent(as_ada, None, 50).items] == [file.id]
    with pytest.raises(NothingToUndo):
        undo(as_ada, operation.id)


def test_what_was_trashed_before_its_folder_stays_in_the_trash(as_ada: Actor, home: Node) -> None:
    folder = create_folder(as_ada, home.id, "folder")
    inner = create_folder(as_ada, folder.id, "inner")
    trash(as_ada, [inner.id])
    trash(as_ada, [folder.id])
    restore(as_ada, [folder.id])
    assert names(as_ada, folder) == []
    assert in_trash(as_ada) == ["inner"]
    restore(as_ada, [inner.id])
    assert names(as_ada, folder) == ["inner"]


def test_without_its_folder_a_node_comes_back_to_the_top(as_ada: Actor, home: Node) -> None:
    folder = create_folder(as_ada, home.id, "folder")
    file = write(as_ada, folder, "a.txt")
    trash(as_ada, [file.id])
    trash(as_ada, [folder.id])
    restore(as_ada, [file.id])
    assert names(as_ada, home) == ["a.txt"]
    assert queries.describe(as_ada, file.id)["is_trashed"] is False


def test_a_name_taken_meanwhile_gets_a_number(as_ada: Actor, home: Node) -> None:
    first = write(as_ada, home, "a.txt")
    trash(as_ada, [first.id])
    write(as_ada, home, "a.txt")
    restore(as_ada, [first.id])
    assert names(as_ada, home) == ["a (1).txt", "a.txt"]


def test_those_a_trashed_folder_was_shared_with_lose_sight_of_it(
    as_ada: Actor, as_ben: Actor, home: Node, ben: Person
) -> None:
    folder = create_folder(as_ada, home.id, "folder")
    inner = create_folder(as_ada, folder.id, "inner")
    file = write(as_ada, inner, "a.txt")
    share(as_ada, inner.id, [ben.id], Role.EDITOR)
    assert queries.describe(as_ben, file.id)["role"] == "editor"
    trash(as_ada, [folder.id])
    for node in (inner, file):
        with pytest.raises(NodeNotFound):
            queries.describe(as_ben, node.id)
    assert queries.recent(as_ben, None, 50).items == []
    assert queries.shared_with(as_ben, None, 50).items == []
    restore(as_ada, [folder.id])
    assert queries.describe(as_ben, file.id)["role"] == "editor"


def test_a_contributor_restores_but_does_not_delete(
    as_ada: Actor, team: Node, member: Callable[[str], Actor]
) -> None:
    contributor = member("contributor")
    file = write(as_ada, team, "a.txt")
    with pytest.raises(NotAllowed):
        trash(contributor, [file.id])
    trash(as_ada, [file.id])
    assert in_trash(contributor) == ["a.txt"]
    with pytest.raises(NotAllowed):
        purge(contributor, [file.id])
    restore(contributor, [file.id])
    assert names(as_ada, team) == ["a.txt"]


def test_deleting_for_good_takes_rows_references_and_bytes_away(
    as_ada: Actor, ada: Person, home: Node, drain: Callable[[], int]
) -> None:
    folder = create_folder(as_ada, home.id, "folder")
    inner = create_folder(as_ada, folder.id, "inner")
    file = write(as_ada, inner, "a.txt")
    share(as_ada, inner.id, [as_ada.person_id], Role.EDITOR)
    with pytest.raises(NotInTrash):
        purge(as_ada, [folder.id])
    trash(as_ada, [folder.id])
    purge(as_ada, [folder.id])
    assert in_trash(as_ada) == []
    drain()
    assert list(Node.objects.all()) == [home]
    assert Place.objects.count() == 1
    assert Revision.objects.count() == 0
    assert Blob.objects.get(hash=file.blob).references == 0
    assert Drive.objects.get(owner=ada).used_bytes == 0


def test_emptying_the_trash_leaves_what_the_caller_may_not_delete(
    as_ada: Actor, team: Node, member: Callable[[str], Actor]
) -> None:
    trash(as_ada, [write(as_ada, team, "a.txt").id])
    drive = Drive.objects.get(kind="shared")
    assert empty_trash(member("editor"), drive.id) == 0
    assert in_trash(as_ada) == ["a.txt"]
    assert empty_trash(as_ada, drive.id) == 1
    assert in_trash(as_ada) == []


def test_the_trash_is_emptied_after_thirty_days(as_ada: Actor, home: Node) -> None:
    old, fresh = write(as_ada, home, "old"), write(as_ada, home, "fresh")
    trash(as_ada, [old.id, fresh.id])
    Node.objects.filter(id=old.id).update(trashed_at=timezone.now() - timedelta(days=31))
    empty_old_trash()
    assert in_trash(as_ada) == ["fresh"]


def test_nobody_undoes_what_another_did(as_ada: Actor, ben: Person, home: Node) -> None:
    operation = trash(as_ada, [write(as_ada, home, "a").id])
    with pytest.raises(NothingToUndo):
        undo(actor_for(ben), operation.id)
    assert names(as_ada, home) == []
