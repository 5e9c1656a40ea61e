"""Resumable uploads: the protocol, its limits, and nothing lost or doubled on the way."""

import base64
import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bureau.access import Role
from bureau.drive import create_folder, partial, share
from bureau.drive.jobs import expire_uploads
from bureau.drive.models import Drive, Node, Revision, Upload
from bureau.people import Actor, Person, actor_for, create_token
from bureau.platform import blobs
from tests.fixtures.http import Api

UPLOADS = "/api/v1/drive/uploads/"
BODY = "application/offset+octet-stream"


class Tus:
    """A bare client of the protocol, for one person."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def send(self, method: str, url: str, body: bytes = b"", **headers: str) -> Any:
        named = {"Tus-Resumable": "1.0.0"} | {k.replace("_", "-"): v for k, v in headers.items()}
        # Django's client leaves the type out of requests without a body.
        extra: dict[str, Any] = {"CONTENT_TYPE": BODY}
        return self.client.generic(method, url, body, BODY, headers=named, **extra)

    def create(self, size: int, body: bytes = b"", **named: str) -> Any:
        metadata = ",".join(
            f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in named.items()
        )
        return self.client.generic(
            "POST",
            UPLOADS,
            body,
            content_type=BODY if body else "",
            headers={
                "Tus-Resumable": "1.0.0",
                "Upload-Length": str(size),
                "Upload-Metadata": metadata,
            },
        )

    def patch(self, url: str, offset: int, body: bytes, **headers: str) -> Any:
        return self.send("PATCH", url, body, Upload_Offset=str(offset), **headers)


@pytest.fixture
def tus(ada: Person, api: Api) -> Tus:
    return Tus(api.signed_in(ada).client)


def only_file() -> Node:
    return Node.objects.get(group=Node.Group.FILE)


def test_the_server_says_what_it_can(tus: Tus) -> None:
    answer = tus.client.options(UPLOADS)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == (
        "creation,creation-with-upload,checksum,termination,expiration"
    )


def test_a_file_arrives_in_pieces(tus: Tus, home: Node, ada: Person) -> None:
    made = tus.create(11, filename="hello.txt", parent=home.id)
    assert (made.status_code, made["Upload-Offset"]) == (201, "0")
    url = made["Location"]
    assert tus.patch(url, 0, b"hello ")["Upload-Offset"] == "6"
    assert partial.path_of(url.rpartition("/")[2]).read_bytes() == b"hello "
    asked = tus.send("HEAD", url)
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("6", "11")
    done = tus.patch(url, 6, b"world")
    assert (done.status_code, done["Upload-Offset"]) == (204, "11")
    node = only_file()
    assert done["Bureau-Node"] == node.id
    assert (node.name, node.media_type, node.parent_id) == ("hello.txt", "text/plain", home.id)
    assert blobs.read(node.blob) == b"hello world"
    assert Drive.objects.get(owner=ada).used_bytes == 11
    assert not partial.path_of(url.rpartition("/")[2]).exists()


def test_a_small_file_arrives_with_its_creation(tus: Tus, home: Node) -> None:
    made = tus.create(3, b"abc", filename="a.txt", parent=home.id)
    assert (made.status_code, made["Upload-Offset"]) == (201, "3")
    assert made["Bureau-Node"] == only_file().id


def test_an_empty_file_is_whole_at_once(tus: Tus, home: Node) -> None:
    assert tus.create(0, filename="empty", parent=home.id)["Bureau-Node"] == only_file().id


def test_nothing_is_doubled_when_answers_are_lost(tus: Tus, home: Node) -> None:
    urls = {tus.create(3, key="k1", filename="a", parent=home.id)["Location"] for _ in range(2)}
    assert len(urls) == 1
    url = urls.pop()
    assert tus.patch(url, 0, b"abc").status_code == 204
    assert tus.patch(url, 0, b"abc").status_code == 409
    assert tus.patch(url, 3, b"").status_code == 204
    assert tus.create(3, key="k1", filename="a", parent=home.id)["Upload-Offset"] == "3"
    assert Revision.objects.get().node == only_file()


def test_a_crash_before_the_file_is_made_good(
    tus: Tus, home: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = tus.create(3, filename="a", parent=home.id)["Location"]

    def crash(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr("bureau.drive.actions.upload._finish", crash)
        with pytest.raises(RuntimeError):
            tus.patch(url, 0, b"abc")
    assert not Node.objects.filter(group=Node.Group.FILE).exists()
    assert tus.send("HEAD", url)["Upload-Offset"] == "3"
    assert blobs.read(only_file().blob) == b"abc"


def test_bytes_after_a_crash_are_written_over(tus: Tus, home: Node) -> None:
    url = tus.create(6, filename="a", parent=home.id)["Location"]
    tus.patch(url, 0, b"abc")
    # Bytes of a request that died before it was acknowledged.
    with partial.path_of(url.rpartition("/")[2]).open("ab") as file:
        file.write(b"garbage")
    tus.patch(url, 3, b"def")
    assert blobs.read(only_file().blob) == b"abcdef"


def test_damaged_bytes_are_sent_again(tus: Tus, home: Node) -> None:
    url = tus.create(3, filename="a", parent=home.id)["Location"]
    checksum = "sha1 " + base64.b64encode(hashlib.sha1(b"abc").digest()).decode()
    damaged = tus.patch(url, 0, b"axc", Upload_Checksum=checksum)
    assert damaged.status_code == 460
    assert tus.send("HEAD", url)["Upload-Offset"] == "0"
    assert tus.patch(url, 0, b"abc", Upload_Checksum=checksum).status_code == 204
    assert blobs.read(only_file().blob) == b"abc"
    assert tus.patch(url, 3, b"", Upload_Checksum="crc32 AAAA").status_code == 400


def test_a_new_version_goes_over_the_file_and_a_late_one_beside_it(tus: Tus, home: Node) -> None:
    node_id = tus.create(3, b"one", filename="a.txt", parent=home.id)["Bureau-Node"]
    again = tus.create(3, b"two", filename="a.txt", node=node_id, version="1")
    assert again["Bureau-Node"] == node_id
    late = tus.create(4, b"late", filename="a.txt", node=node_id, version="1")["Bureau-Node"]
    assert late != node_id
    assert Node.objects.get(id=late).name.startswith("a (conflict Ada")
    assert blobs.read(Node.objects.get(id=node_id).blob) == b"two"


def test_an_upload_can_be_ended(tus: Tus, home: Node) -> None:
    url = tus.create(6, filename="a", parent=home.id)["Location"]
    tus.patch(url, 0, b"abc")
    assert tus.send("DELETE", url).status_code == 204
    assert tus.send("HEAD", url).status_code == 404
    assert not partial.path_of(url.rpartition("/")[2]).exists()


def test_late_uploads_are_forgotten(tus: Tus, home: Node) -> None:
    url = tus.create(6, filename="a", parent=home.id)["Location"]
    tus.patch(url, 0, b"abc")
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert tus.send("HEAD", url).status_code == 404
    expire_uploads()
    assert not Upload.objects.exists()
    assert not partial.path_of(url.rpartition("/")[2]).exists()


def test_two_writers_do_not_mix(tus: Tus, home: Node) -> None:
    url = tus.create(6, filename="a", parent=home.id)["Location"]
    with partial.opened(url.rpartition("/")[2]):
        assert tus.patch(url, 0, b"abc").status_code == 423


def test_who_may_not_add_opens_no_upload(
    tus: Tus, as_ada: Actor, home: Node, ben: Person, api: Api
) -> None:
    folder = create_folder(as_ada, home.id, "folder")
    foreign = Tus(api.signed_in(ben).client)
    assert foreign.create(3, filename="a", parent=folder.id).status_code == 404
    share(as_ada, folder.id, [ben.id], Role.VIEWER)
    assert foreign.create(3, filename="a", parent=folder.id).status_code == 403
    assert Tus(api.client).create(3, filename="a", parent=folder.id).status_code == 401
    assert not Upload.objects.exists()
    url = tus.create(3, filename="a", parent=home.id)["Location"]
    assert foreign.send("HEAD", url).status_code == 404
    assert foreign.patch(url, 0, b"abc").status_code == 404


def test_a_full_drive_refuses_before_any_byte(tus: Tus, home: Node, ada: Person) -> None:
    Drive.objects.filter(owner=ada).update(quota_bytes=2)
    assert tus.create(3, filename="a", parent=home.id).status_code == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 412),
        ({"Tus-Resumable": "0.2.0"}, 412),
        ({"Tus-Resumable": "1.0.0"}, 400),
        ({"Tus-Resumable": "1.0.0", "Upload-Length": "3", "Upload-Metadata": "parent !!"}, 400),
        ({"Tus-Resumable": "1.0.0", "Upload-Length": "3"}, 400),
    ],
)
def test_bad_headers_are_refused(tus: Tus, headers: dict[str, str], status: int) -> None:
    assert tus.client.post(UPLOADS, headers=headers).status_code == status


@pytest.mark.django_db(transaction=True)
def test_a_foreign_client_uploads_and_resumes(
    wsgi_url: str, ada: Person, home: Node, tmp_path: Any
) -> None:
    from tusclient.client import TusClient

    content = bytes(range(256)) * 4000
    source = tmp_path / "big.bin"
    source.write_bytes(content)
    _, token = create_token(actor_for(ada), ada, "uploader", ["drive.write"])
    client = TusClient(wsgi_url + UPLOADS, headers={"Authorization": f"Bearer {token}"})
    named = {"filename": "big.bin", "parent": home.id}
    first = client.uploader(str(source), chunk_size=300_000, metadata=named, upload_checksum=True)
    first.upload_chunk()  # type: ignore[no-untyped-call]
    resumed = client.uploader(str(source), url=first.url, chunk_size=300_000, upload_checksum=True)
    resumed.upload()
    node = only_file()
    assert blobs.read(node.blob) == content
    assert node.name == "big.bin"
