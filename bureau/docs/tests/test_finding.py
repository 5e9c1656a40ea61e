"""Documents are found by what they say, wherever drive puts them, and stand first in recent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bureau.docs import indexing
from bureau.docs.indexing import keep
from bureau.docs.jobs import on_changed
from bureau.docs.models import Document
from bureau.drive import Node
from bureau.platform.jobs import Job
from bureau.realtime import Change

from .conftest import Team

Json = Any
Drain = Callable[[], int]


@pytest.fixture
def settle(drain: Drain) -> Callable[[], None]:
    """Do the background work."""

    def run() -> None:
        drain()

    return run


def write(team: Team, document: str, content: str) -> None:
    assert team.ben.post(f"/docs/{document}/append", {"content": content}).status == 200


def found(team: Team, by: str, words: str) -> list[tuple[str, str]]:
    groups = team.clients[by].get("/search", q=words).json["groups"]
    return [(hit["title"], hit["url"]) for group in groups for hit in group["items"]]


def test_it_is_found_by_what_it_says_within_two_seconds(
    team: Team, document: str, settle: Any
) -> None:
    write(team, document, "The zeppelin leaves at noon.")
    due = Job.objects.get(name="docs.reindex").run_at
    assert due <= timezone.now()
    settle()
    assert found(team, "vera", "zeppelin") == [("Plan", f"/docs/{document}")]
    assert found(team, "vera", "plan") == [("Plan", f"/docs/{document}")]
    assert found(team, "sam", "zeppelin") == []


def test_search_follows_names_places_and_the_trash(team: Team, document: str, settle: Any) -> None:
    write(team, document, "zeppelin")
    settle()
    team.ada.patch(f"/drive/nodes/{document}", {"name": "Airship"})
    assert found(team, "vera", "zeppelin") == [("Airship", f"/docs/{document}")]
    mine = team.ada.get("/drive/drives").json["items"][0]["root"]
    team.ada.post("/drive/move", {"ids": [document], "parent": mine})
    assert found(team, "vera", "zeppelin") == []
    assert len(found(team, "ada", "zeppelin")) == 1
    team.ada.post("/drive/trash", {"ids": [document]})
    assert found(team, "ada", "zeppelin") == []
    team.ada.post("/drive/restore", {"ids": [document]})
    assert len(found(team, "ada", "zeppelin")) == 1


def test_who_wrote_last_stands_in_drive(team: Team, document: str, settle: Any) -> None:
    Node.objects.filter(id=document).update(modified_at=timezone.now() - timedelta(days=1))
    write(team, document, "new")
    settle()
    node = team.ada.get(f"/drive/nodes/{document}").json
    assert node["modified_by"]["name"] == "Ben"
    assert Node.objects.get(id=document).modified_at > timezone.now() - timedelta(minutes=1)


def test_the_engine_tells_of_what_was_typed(team: Team, document: str, settle: Any) -> None:
    write(team, document, "typed")
    Job.objects.filter(name="docs.reindex").delete()
    on_changed([Change(document, frozenset({team.people["ben"].id}), 7)])
    settle()
    assert Document.objects.get(id=document).indexed_seq == 7
    assert len(found(team, "ben", "typed")) == 1


def test_the_thumbnail_shows_the_text(team: Team, document: str, settle: Any) -> None:
    before = team.vera.get(f"/docs/{document}").json["thumbnail"]
    write(team, document, "# Zeppelins & <balloons>")
    settle()
    after = team.vera.get(f"/docs/{document}").json["thumbnail"]
    assert before != after
    picture = team.vera.get(after.removeprefix("/api/v1")).body
    assert b"Zeppelins &amp; &lt;balloons&gt;" in picture
    [row] = team.vera.get("/docs/recent").json["items"]
    assert row["thumbnail"] == after


def test_a_later_change_is_not_overwritten_by_an_earlier_one(
    team: Team, document: str, settle: Any
) -> None:
    write(team, document, "zeppelin")
    settle()
    row = Document.objects.get(id=document)
    row.text, row.indexed_seq = "older", row.indexed_seq - 1
    assert not keep(row)
    assert "zeppelin" in Document.objects.get(id=document).text


def test_a_document_that_cannot_be_read_holds_up_no_other(
    team: Team, document: str, settle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = team.ada.get("/drive/drives").json["items"][0]["root"]
    other = team.ada.post(f"/drive/nodes/{folder}/items", {"kind": "doc", "name": "Odd"}).json["id"]
    write(team, document, "zeppelin")
    Job.objects.all().delete()
    describe = indexing.describe

    def fails_for_other(row: Document, envelope: Json) -> None:
        if row.id == other:
            raise ValueError("odd")
        describe(row, envelope)

    monkeypatch.setattr(indexing, "describe", fails_for_other)
    on_changed([Change(other, frozenset(), 9), Change(document, frozenset(), 9)])
    settle()
    assert len(found(team, "ada", "zeppelin")) == 1
    assert [job.arguments["changes"] for job in Job.objects.filter(name="docs.reindex")] == [
        [[other, "", 9]]
    ]
