"""Pictures of a document: kept once, seen with it, fetched from public addresses alone."""

from base64 import b64encode
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.docs.actions.pictures import size_of
from bureau.docs.models import Asset
from bureau.platform.blobs import Blob

from .conftest import PNG, Team

Json = Any


def upload(team: Team, name: str, document: str, content: bytes) -> Any:
    file = SimpleUploadedFile("a.png", content, content_type="image/png")
    return team.clients[name].client.post(f"/api/v1/docs/{document}/images", {"file": file})


def test_a_picture_is_kept_once_and_seen_by_readers(team: Team, document: str) -> None:
    made = [upload(team, "ben", document, PNG).json() for _ in range(2)]
    assert made[0] == made[1]
    assert (made[0]["width"], made[0]["height"]) == (4, 3)
    [asset] = Asset.objects.all()
    assert made[0]["src"] == f"asset:{asset.key}"
    assert Blob.objects.get(hash=asset.blob).references == 1
    shown = team.vera.get(made[0]["url"].removeprefix("/api/v1"))
    assert shown.headers["X-Bureau-Blob"] == asset.blob
    assert shown.headers["Content-Type"] == "image/png"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert team.sam.get(made[0]["url"].removeprefix("/api/v1")).status == 404


def test_a_picture_is_no_way_into_another_document(team: Team, document: str) -> None:
    key = upload(team, "ben", document, PNG).json()["src"].removeprefix("asset:")
    other = team.sam.post("/docs", {}).json["id"]
    assert team.sam.get(f"/docs/{other}/assets/{key}").status == 404
    body = {"format": "html", "content": f'<img src="asset:{key}" alt="stolen">'}
    assert team.sam.post(f"/docs/{other}/append", body).status == 200
    assert team.sam.get(f"/docs/{other}/content", format="text").body == b"[stolen]\n"


def test_what_is_no_picture_is_refused(team: Team, document: str) -> None:
    assert upload(team, "ben", document, b"<html>no</html>").status_code == 422
    assert team.ben.post(f"/docs/{document}/images", {"link": "x"}).status == 422
    assert upload(team, "vera", document, PNG).status_code == 403
    assert Asset.objects.count() == 0


def test_inline_pictures_of_pasted_html_are_kept(team: Team, document: str) -> None:
    inline = f'<p>see <img src="data:image/png;base64,{b64encode(PNG).decode()}" alt="a"></p>'
    team.ben.post(f"/docs/{document}/append", {"format": "html", "content": inline})
    [asset] = Asset.objects.all()
    read = team.vera.get(f"/docs/{document}/content").json
    assert read["body"]["content"][0]["content"][1]["attrs"]["src"] == f"asset:{asset.key}"


def test_a_copy_has_its_pictures_and_deleting_lets_them_go(
    team: Team, document: str, drain: Any
) -> None:
    src = upload(team, "ada", document, PNG).json()["src"]
    hash = Asset.objects.get().blob
    copy = team.ada.post("/drive/copy", {"ids": [document], "parent": team.root}).json["nodes"][0]
    assert team.vera.get(f"/docs/{copy}/assets/{src.removeprefix('asset:')}").status == 200
    assert Blob.objects.get(hash=hash).references == 2
    team.ada.post("/drive/trash", {"ids": [document, copy]})
    team.ada.post("/drive/delete", {"ids": [document, copy]})
    drain()
    assert Blob.objects.get(hash=hash).references == 0


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a.png",
        "http://localhost:8000/a.png",
        "http://[::1]/a.png",
        "http://[::ffff:10.0.0.1]/a.png",
        "http://169.254.169.254/latest/meta-data",
        "http://10.1.2.3/a.png",
        "http://user@example.com/a.png",
        "file:///etc/passwd",
        "ftp://example.com/a.png",
        "not an address",
    ],
)
def test_nothing_is_fetched_from_our_own_network(team: Team, document: str, url: str) -> None:
    refused = team.ben.post(f"/docs/{document}/images", {"url": url})
    assert (refused.status, refused.json["code"]) == (422, "bad_image")
    assert Asset.objects.count() == 0


def test_sizes_are_read_from_the_bytes() -> None:
    svg = b'<svg xmlns="x" viewBox="0 0 120 80"></svg>'
    assert size_of(svg, "image/svg+xml") == (120, 80)
    lossless = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + ((5 - 1) | (7 - 1) << 14).to_bytes(4, "little")
    assert size_of(lossless + b"\0" * 9, "image/webp") == (5, 7)
    assert size_of(b"RIFF", "image/webp") == (0, 0)
