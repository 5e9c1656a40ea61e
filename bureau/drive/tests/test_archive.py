"""Folders and selections as one zip."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest

from bureau.access import Role
from bureau.drive import add_file, create_folder, share
from bureau.drive import archive as packer
from bureau.drive.actions.share import limit
from bureau.drive.actions.trash import trash
from bureau.drive.http import archives
from bureau.drive.models import Node
from bureau.people import Actor, Person
from bureau.platform import blobs
from tests.fixtures.http import Api

Put = Callable[[Actor, Node, str, bytes], Node]


@pytest.fixture
def put() -> Put:
    def one(actor: Actor, folder: Node, name: str, content: bytes) -> Node:
        return add_file(actor, folder.id, name, blobs.put(content), "text/plain")

    return one


def unpacked(api: Api, *nodes: Node) -> dict[str, bytes]:
    query = "&".join(f"ids={node.id}" for node in nodes)
    answer = api.get(f"/drive/archive?{query}")
    assert answer.status == 200
    with ZipFile(BytesIO(answer.body)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_a_folder_comes_with_all_in_it_under_its_own_names(
    api: Api, ada: Person, as_ada: Actor, home: Node, put: Put
) -> None:
    reports = create_folder(as_ada, home.id, "Rapports été")
    deep = create_folder(as_ada, reports.id, "2026")
    create_folder(as_ada, reports.id, "Empty")
    put(as_ada, reports, "naïve.txt", b"one")
    put(as_ada, deep, "日本.txt", b"two" * 100_000)
    found = unpacked(api.signed_in(ada), reports)
    assert found == {
        "Rapports été/": b"",
        "Rapports été/2026/": b"",
        "Rapports été/Empty/": b"",
        "Rapports été/naïve.txt": b"one",
        "Rapports été/2026/日本.txt": b"two" * 100_000,
    }


def test_a_selection_keeps_names_apart_and_safe(
    api: Api, ada: Person, as_ada: Actor, home: Node, put: Put
) -> None:
    other = create_folder(as_ada, home.id, "Other")
    first, second = put(as_ada, home, "a:b.txt", b"1"), put(as_ada, other, "A_b.txt", b"2")
    assert sorted(unpacked(api.signed_in(ada), first, second)) == ["A_b (1).txt", "a_b.txt"]


def test_what_one_may_not_see_or_is_in_the_trash_is_not_in_it(
    api: Api, as_ada: Actor, ben: Person, team: Node, put: Put
) -> None:
    share(as_ada, team.id, [ben.id], Role.VIEWER)
    folder = create_folder(as_ada, team.id, "Folder")
    secret = create_folder(as_ada, folder.id, "Secret")
    put(as_ada, secret, "hidden.txt", b"no")
    put(as_ada, folder, "seen.txt", b"yes")
    trash(as_ada, [put(as_ada, folder, "gone.txt", b"no").id])
    limit(as_ada, secret.id, True)
    client = api.signed_in(ben)
    assert unpacked(client, folder) == {"Folder/": b"", "Folder/seen.txt": b"yes"}
    assert client.get(f"/drive/archive?ids={secret.id}").status == 404
    assert client.get(f"/drive/archive?ids={folder.id}&ids={secret.id}").status == 404


def test_too_much_is_refused_before_anything_is_sent(
    api: Api, ada: Person, as_ada: Actor, home: Node, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(as_ada, home, "a.txt", b"1234")
    client = api.signed_in(ada)
    size = client.get(f"/drive/archive/size?ids={file.id}").json
    assert size == {"name": "a.txt.zip", "files": 1, "size_bytes": 4, "left_out": 0}
    monkeypatch.setattr(packer, "MOST_BYTES", 3)
    for path in ("/drive/archive", "/drive/archive/size"):
        answer = client.get(f"{path}?ids={file.id}")
        assert (answer.status, answer.json["code"]) == (422, "too_large_to_pack")


def test_an_archive_frees_its_slot_when_it_ends(
    api: Api, ada: Person, as_ada: Actor, home: Node, put: Put
) -> None:
    file = put(as_ada, home, "a.txt", b"1234")
    client = api.signed_in(ada)
    for _ in range(archives.AT_A_TIME + 2):
        assert unpacked(client, file) == {"a.txt": b"1234"}


def test_bytes_leave_while_the_next_are_read(as_ada: Actor, home: Node, put: Put) -> None:
    big = put(as_ada, home, "big.bin", bytes(3_000_000))
    sizes = [len(chunk) for chunk in packer.zip_chunks(packer.pack(as_ada, [big.id]))]
    assert max(sizes) < 1_100_000
    assert sum(sizes) > 3_000_000
