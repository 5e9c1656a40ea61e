"""Joining and leaving: My Drive from the template, the whole tree to a successor in one move."""

from collections.abc import Callable

import pytest

from bureau.access import Role
from bureau.drive import add_file, create_folder, hand_over, my_drive, queries, share
from bureau.drive.actions.hand_over import hand_over_preview
from bureau.drive.errors import NodeNotFound
from bureau.drive.models import Drive, Node
from bureau.drive.register import _join_shared_drives, _open_my_drive
from bureau.people import Actor, Person, actor_for
from bureau.platform import blobs
from tests.fixtures.http import Api


def test_a_joiner_gets_my_drive_and_the_shared_drives_of_the_template(
    ben: Person, as_ben: Actor, team: Node
) -> None:
    settings = {
        "drive_quota_bytes": 1000,
        "shared_drives": ["Team", {"id": team.scope.drive_id, "role": "editor"}],
    }
    for _ in range(2):
        _open_my_drive(ben, settings)
        _join_shared_drives(ben, settings)
    assert [(d["name"], d["role"], d["quota_bytes"]) for d in queries.drives(as_ben)] == [
        ("My Drive", "manager", 1000),
        ("Team", "editor", None),
    ]


def test_my_drive_is_there_when_it_is_first_looked_for(ben: Person, api: Api) -> None:
    for _ in range(2):
        listed = api.signed_in(ben).get("/drive/drives").json["items"]
        assert [drive["name"] for drive in listed] == ["My Drive"]
    assert Drive.objects.filter(owner=ben).count() == 1


def test_a_leavers_files_become_a_folder_and_stay_shared(
    ada: Person, as_ada: Actor, ben: Person, as_ben: Actor, home: Node,
    make_person: Callable[[str], Person], drain: Callable[[], int],
) -> None:  # fmt: skip
    cleo = make_person("Cleo")
    folder = create_folder(as_ada, home.id, "folder")
    file = add_file(as_ada, folder.id, "a.txt", blobs.put(b"12345"), "text/plain")
    share(as_ada, folder.id, [cleo.id], Role.VIEWER)
    rows = dict(Node.objects.filter(id__in=[folder.id, file.id]).values_list("id", "scope_id"))
    (sentence,) = hand_over_preview(ada, ben)
    assert sentence.startswith("Ada's My Drive (1 file, 5 bytes) becomes the folder “Ada's files”")
    for _ in range(2):
        hand_over(ada, ben)
    drain()
    root = my_drive(ben).root_id or ""
    assert [row["name"] for row in queries.children(as_ben, root).items] == ["Ada's files"]
    assert [step["name"] for step in queries.path(as_ben, file.id)] == [
        "My Drive", "Ada's files", "folder", "a.txt",
    ]  # fmt: skip
    assert queries.describe(as_ben, file.id)["role"] == "manager"
    assert queries.describe(actor_for(cleo), file.id)["role"] == "viewer"
    with pytest.raises(NodeNotFound):
        queries.describe(as_ada, file.id)
    assert Drive.objects.get(owner=ben).used_bytes == 5
    assert dict(Node.objects.filter(id__in=rows).values_list("id", "scope_id")) == rows
    assert hand_over_preview(ada, ben) == ["Ada's My Drive is empty."]


def test_handing_over_costs_the_same_for_any_number_of_files(
    ada: Person, as_ada: Actor, ben: Person, home: Node, count_queries: Callable[..., object]
) -> None:
    for number in range(50):
        create_folder(as_ada, home.id, str(number))
    my_drive(ben)
    with count_queries(60, at_most=True):  # type: ignore[attr-defined]
        hand_over(ada, ben)
