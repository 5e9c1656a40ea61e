"""Small pictures of files."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from bureau.drive import add_file
from bureau.drive.actions.purge import purge
from bureau.drive.actions.trash import trash
from bureau.drive.models import Node, Thumbnail
from bureau.drive.thumbnails import forget_thumbnails
from bureau.people import Actor, Person
from bureau.platform import blobs
from bureau.platform.blobs import Blob
from tests.fixtures.http import Api

Drain = Callable[[], int]


def picture(size: tuple[int, int], kind: str = "PNG", **options: object) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, (200, 40, 40)).save(written, kind, **options)
    return written.getvalue()


def put(actor: Actor, folder: Node, content: bytes, media_type: str = "image/png") -> Node:
    return add_file(actor, folder.id, "photo", blobs.put(content), media_type)


def test_a_picture_gets_a_small_one_soon_after_it_was_uploaded(
    api: Api, ada: Person, as_ada: Actor, home: Node, drain: Drain
) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # taken with the camera turned by a quarter
    node = put(as_ada, home, picture((3000, 1500), "JPEG", exif=turned), "image/jpeg")
    path = f"/drive/nodes/{node.id}/thumbnail"
    client = api.signed_in(ada)
    assert client.get(path).status == 202
    drain()
    answer = client.get(path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/webp")
    with Image.open(BytesIO(blobs.read(answer.headers["X-Bureau-Blob"]))) as small:
        assert (small.format, small.size) == ("WEBP", (192, 384))


def test_the_same_picture_twice_is_shrunk_once(as_ada: Actor, home: Node, drain: Drain) -> None:
    for _ in range(2):
        put(as_ada, home, picture((640, 480)))
    drain()
    assert Thumbnail.objects.count() == 1


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n broken", picture((20_000, 20_000))])
def test_what_cannot_be_decoded_within_limits_has_none(
    api: Api, ada: Person, as_ada: Actor, home: Node, drain: Drain, content: bytes
) -> None:
    node = put(as_ada, home, content)
    drain()
    answer = api.signed_in(ada).get(f"/drive/nodes/{node.id}/thumbnail")
    assert (answer.status, answer.json["code"]) == (404, "no_thumbnail")


def test_who_may_not_see_the_file_does_not_see_its_picture(
    api: Api, as_ada: Actor, ben: Person, home: Node, drain: Drain
) -> None:
    node = put(as_ada, home, picture((64, 64)))
    drain()
    answer = api.signed_in(ben).get(f"/drive/nodes/{node.id}/thumbnail")
    assert (answer.status, "X-Bureau-Blob" in answer.headers) == (404, False)


def test_a_picture_goes_with_the_last_file_that_held_its_bytes(
    as_ada: Actor, home: Node, drain: Drain
) -> None:
    node = put(as_ada, home, picture((64, 64)))
    drain()
    small = Thumbnail.objects.get().blob
    forget_thumbnails()
    assert Thumbnail.objects.count() == 1
    trash(as_ada, [node.id])
    purge(as_ada, [node.id])
    drain()
    forget_thumbnails()
    assert Thumbnail.objects.count() == 0
    assert Blob.objects.get(hash=small).references == 0


def test_a_manager_says_what_a_shared_drive_is_for(
    api: Api, ada: Person, ben: Person, as_ada: Actor, team: Node
) -> None:
    drive = f"/drive/drives/{team.scope.drive_id}"
    body = {"description": " Contracts and offers ", "name": "Sales"}
    answer = api.signed_in(ada).patch(drive, body)
    assert (answer.json["name"], answer.json["description"]) == ("Sales", "Contracts and offers")
    assert api.signed_in(ben).patch(drive, {"description": "x"}).status == 404
    assert api.signed_in(ada).get(drive).json["description"] == "Contracts and offers"
