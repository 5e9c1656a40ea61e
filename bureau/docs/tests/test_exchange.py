"""Files in and out: a document comes back from its own file with comments and suggestions."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.access import Role
from bureau.docs.models import Asset
from bureau.drive import add_file, create_link
from bureau.people import actor_for
from bureau.platform import blobs

from .conftest import PNG, Team

Json = Any
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def upload(team: Team, by: str, name: str, content: bytes, parent: str) -> Any:
    file = SimpleUploadedFile(name, content)
    data = {"file": file, "parent": parent}
    return team.clients[by].client.post("/api/v1/docs/import", data)


def suggested(text: str, by: str) -> Json:
    mark = {"type": "insertion", "attrs": {"id": "s1", "by": by, "at": "2026-03-01T10:00:00Z"}}
    return {"type": "text", "text": text, "marks": [mark]}


@pytest.fixture
def rich(team: Team, document: str) -> str:
    """A document with a heading, a picture, a suggestion and a thread on a word."""
    picture = team.ada.client.post(
        f"/api/v1/docs/{document}/images",
        {"file": SimpleUploadedFile("a.png", PNG)},
    ).json()
    thread = team.ada.post(
        f"/comments/doc/{document}/threads", {"text": "Really?", "anchor_text": "word"}
    ).json["id"]
    on = [{"type": "comment", "attrs": {"id": thread}}]
    blocks = [
        {
            "type": "paragraph",
            "attrs": {"style": "heading1"},
            "content": [{"type": "text", "text": "Plan"}],
        },
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "text": "A "},
                {"type": "text", "text": "word", "marks": on},
                suggested(" more", team.people["ben"].id),
                {"type": "image", "attrs": {"src": picture["src"], "width": 4, "height": 3}},
            ],
        },
    ]
    body = {"format": "json", "content": blocks}
    assert team.ada.post(f"/docs/{document}/append", body).status == 200
    return document


def test_a_document_comes_back_from_its_word_file(team: Team, rich: str) -> None:
    exported = team.vera.get(f"/docs/{rich}/export", format="docx")
    assert exported.headers["Content-Type"] == WORD
    assert exported.headers["Content-Disposition"] == 'attachment; filename="Plan.docx"'
    made = upload(team, "ben", "Back.docx", exported.body, team.root)
    assert (made.status_code, made.json()["name"]) == (201, "Back")
    back = made.json()["id"]
    blocks = team.vera.get(f"/docs/{back}/content").json["body"]["content"]
    assert blocks[0]["attrs"]["style"] == "heading1"
    [thread] = team.vera.get(f"/comments/doc/{back}/threads").json["items"]
    assert thread["comments"][0]["text"] == "Really?"
    assert thread["comments"][0]["author"] == {"id": None, "name": "Ada"}
    nodes = {node.get("text", node["type"]): node for node in blocks[1]["content"]}
    assert nodes["word"]["marks"] == [{"type": "comment", "attrs": {"id": thread["id"]}}]
    assert nodes[" more"]["marks"][0]["attrs"]["by"] == "Ben"
    asset = Asset.objects.get(document_id=back)
    assert nodes["image"]["attrs"]["src"] == f"asset:{asset.key}"


@pytest.mark.parametrize("format", ["md", "html", "txt"])
def test_text_formats_go_out_and_come_in(team: Team, rich: str, format: str) -> None:
    exported = team.vera.get(f"/docs/{rich}/export", format=format)
    assert exported.status == 200
    assert b"word" in exported.body
    made = upload(team, "ben", f"Back.{format}", exported.body, team.root)
    assert made.status_code == 201
    text = team.vera.get(f"/docs/{made.json()['id']}/content", format="text").body
    assert b"Plan" in text


def test_a_file_of_drive_becomes_a_document_beside_it(team: Team) -> None:
    ref = blobs.put(b"# Hello\n\nfrom a file")
    file = add_file(actor_for(team.people["ada"]), team.root, "Hello.md", ref, "text/markdown")
    made = team.ben.post(f"/docs/from-file/{file.id}").json
    assert made["name"] == "Hello"
    assert team.ada.get(f"/docs/{made['id']}").json["parent"] == team.root
    assert team.sam.post(f"/docs/from-file/{file.id}").status == 404
    by_reader = team.vera.post(f"/docs/from-file/{file.id}").json["id"]
    assert team.vera.get(f"/docs/{by_reader}").json["role"] == "manager"  # in her own drive
    assert team.ada.get(f"/docs/{by_reader}").status == 404


def test_what_cannot_be_read_makes_nothing(team: Team) -> None:
    for name, content in (("a.docx", b"no word file"), ("a.exe", b"MZ"), ("noname", b"x")):
        assert upload(team, "ben", name, content, team.root).status_code == 422
    assert upload(team, "vera", "a.txt", b"x", team.root).status_code == 403
    assert upload(team, "sam", "a.txt", b"x", team.root).status_code == 404
    assert team.ada.get("/docs/recent").json["items"] == []


def test_who_may_not_read_gets_no_file(team: Team, rich: str, api: Any) -> None:
    assert team.sam.get(f"/docs/{rich}/export", format="txt").status == 404
    assert api.get(f"/docs/{rich}/export", format="txt").status == 401
    link = create_link(actor_for(team.people["ada"]), rich, role=Role.VIEWER)
    assert api.get(f"/docs/{rich}/export", format="txt", link=link.token).status == 200
    assert team.vera.get(f"/docs/{rich}/export", format="exe").status == 422
