"""Reading and writing content over HTTP: formats, small edits beside others', and who may."""

from typing import Any

import pytest
from pycrdt import Doc, XmlElement, XmlText

from bureau import realtime
from bureau.docs.content.ydoc import fragment
from bureau.docs.models import Asset

from .conftest import Team

Json = Any
PLAN = "# Plan\n\nShip it on **Monday**, not Monday next.\n\n- one\n- two\n"


def markdown(team: Team, document: str) -> str:
    answer = team.vera.get(f"/docs/{document}/content", format="markdown")
    assert answer.status == 200
    return answer.body.decode()


@pytest.fixture
def plan(team: Team, document: str) -> str:
    body = {"format": "markdown", "content": PLAN}
    assert team.ben.post(f"/docs/{document}/append", body).status == 200
    return document


def test_what_is_appended_is_read_in_every_format(team: Team, plan: str) -> None:
    assert markdown(team, plan) == PLAN
    read = team.vera.get(f"/docs/{plan}/content").json
    assert (read["schema"], read["page"], read["header"]) == (1, {}, None)
    assert read["body"]["content"][0]["attrs"] == {"style": "heading1"}
    assert team.vera.get(f"/docs/{plan}/content", format="text").body.startswith(b"Plan\nShip it")
    html = team.vera.get(f"/docs/{plan}/content", format="html")
    assert b"<strong>Monday</strong>" in html.body
    assert html.headers["Content-Security-Policy"].endswith("sandbox")


def test_a_text_is_replaced_in_the_look_it_had(team: Team, plan: str) -> None:
    body: Json = {"find": "Monday", "content": "Friday", "format": "text"}
    assert team.ben.post(f"/docs/{plan}/replace", body).status == 200
    assert "**Friday**, not Monday next" in markdown(team, plan)
    body = {"find": "day", "content": "", "format": "text", "everywhere": True}
    assert team.ben.post(f"/docs/{plan}/replace", body).status == 200
    assert "**Fri**, not Mon next" in markdown(team, plan)


def test_blocks_are_replaced_by_number_when_they_say_what_was_expected(
    team: Team, plan: str
) -> None:
    body = {"content": "Other", "blocks": {"first": 1, "last": 2, "expected": "Something"}}
    assert team.ben.post(f"/docs/{plan}/replace", body).status == 409
    assert markdown(team, plan) == PLAN
    del body["blocks"]["expected"]  # type: ignore[attr-defined]
    assert team.ben.post(f"/docs/{plan}/replace", body).status == 200
    assert markdown(team, plan) == "# Plan\n\nOther\n\n- one\n- two\n"


def test_a_paragraph_is_split_around_several_blocks(team: Team, plan: str) -> None:
    body = {"find": " on **", "content": "x"}
    assert team.ben.post(f"/docs/{plan}/replace", body).status == 409
    body = {"find": "it on ", "content": "## In\n\nbetween"}
    assert team.ben.post(f"/docs/{plan}/replace", body).status == 200
    assert markdown(team, plan).startswith("# Plan\n\nShip \n\n## In\n\nbetween\n\n**Monday**")


def test_an_edit_of_the_server_keeps_what_somebody_types_meanwhile(team: Team, plan: str) -> None:
    theirs: Doc[Any] = realtime.load(plan)
    before = theirs.get_state()
    line = fragment(theirs, "body").children[1]
    assert isinstance(line, XmlElement)
    text = line.children[0]
    assert isinstance(text, XmlText)
    text.insert(len(text), " Really.")
    body = {"find": "Ship", "content": "Send", "format": "text"}
    team.ben.post(f"/docs/{plan}/replace", body)
    realtime.edit(plan, "", lambda doc: doc.apply_update(theirs.get_update(before)))
    assert "Send it on **Monday**, not Monday next. Really." in markdown(team, plan)


@pytest.mark.parametrize(("name", "status"), [("vera", 403), ("cleo", 403), ("sam", 404)])
def test_who_may_not_write_changes_nothing(team: Team, plan: str, name: str, status: int) -> None:
    client, before = team.clients[name], realtime.load(plan).get_update()
    answers = [
        client.post(f"/docs/{plan}/append", {"content": "x"}),
        client.post(f"/docs/{plan}/replace", {"find": "Ship", "content": "x"}),
        client.post(f"/docs/{plan}/images", {"url": "https://pictures.example/a.png"}),
        client.post(f"/docs/{plan}/versions", {"name": "x"}),
        client.get(f"/docs/{plan}/versions"),
    ]
    assert [answer.status for answer in answers] == [status] * len(answers)
    assert realtime.load(plan).get_update() == before
    assert Asset.objects.count() == 0


def test_content_that_is_none_is_refused(team: Team, plan: str) -> None:
    body = {"format": "json", "content": {"type": "doc", "content": [{"type": "tableRow"}]}}
    assert team.ben.post(f"/docs/{plan}/append", body).json["code"] == "bad_content"
    assert team.ben.post(f"/docs/{plan}/replace", {"content": "x"}).status == 422
    assert markdown(team, plan) == PLAN
