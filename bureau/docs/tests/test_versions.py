"""Versions: named, shown, compared word by word with those behind it, and come back to."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bureau.docs.content.comparing import ComparedBlock, compare
from bureau.docs.content.formats import read_content

from .conftest import Team

Json = Any


def write(team: Team, document: str, by: str, find: str, content: str) -> None:
    body = {"find": find, "content": content, "format": "text"}
    assert team.clients[by].post(f"/docs/{document}/replace", body).status == 200


@pytest.fixture
def first(team: Team, document: str) -> str:
    """A version that says "The cat sat. The end."; returns its id."""
    body = {"content": "The cat sat.\n\nThe end.\n\nLast words."}
    team.ada.post(f"/docs/{document}/append", body)
    made = team.ada.post(f"/docs/{document}/versions", {"name": "First"})
    assert made.status == 201
    found: str = made.json["id"]
    return found


def parts(comparison: Json) -> list[list[Json]]:
    names = [person["name"] for person in comparison["people"]]
    return [
        [
            (part["text"], part["change"], [names[place] for place in part["authors"]])
            for part in block["parts"]
        ]
        for block in comparison["blocks"]
    ]


def test_changes_are_told_word_by_word_and_by_whom(team: Team, document: str, first: str) -> None:
    write(team, document, "ben", "cat", "dog")
    write(team, document, "ada", "sat.", "sat down.")
    team.ben.post(f"/docs/{document}/replace", {"blocks": {"first": 1, "last": 2}, "content": ""})
    told = team.ben.get(f"/docs/{document}/versions/{first}/compare").json
    assert parts(told)[0] == [
        ("The ", None, []),
        ("dog", "insert", ["Ben"]),
        ("cat", "delete", ["Ben"]),
        (" sat", None, []),
        (" down", "insert", ["Ada"]),
        (".", None, []),
    ]
    assert parts(told)[1] == [("The end.", "delete", ["Ben"])]
    assert parts(told)[2] == [("Last words.", None, [])]


def test_what_came_and_went_is_no_news(team: Team, document: str, first: str) -> None:
    write(team, document, "ben", "cat", "cat and mouse")
    write(team, document, "ada", " and mouse", "")
    told = team.ada.get(f"/docs/{document}/versions/{first}/compare").json
    assert {part["change"] for block in told["blocks"] for part in block["parts"]} == {None}


def test_a_version_is_shown_and_renamed(team: Team, document: str, first: str) -> None:
    write(team, document, "ben", "cat", "dog")
    path = f"/docs/{document}/versions/{first}"
    assert team.ben.get(path, format="text").body == b"The cat sat.\nThe end.\nLast words.\n"
    assert team.ben.patch(path, {"name": "Renamed"}).json["name"] == "Renamed"
    [row] = team.ben.get(f"/docs/{document}/versions").json["items"]
    assert (row["name"], row["created_by"]["name"]) == ("Renamed", "Ada")
    assert [author["name"] for author in row["authors"]] == ["Ada"]


def test_a_version_is_come_back_to_by_a_new_edit(team: Team, document: str, first: str) -> None:
    write(team, document, "ben", "cat", "dog")
    assert team.ben.post(f"/docs/{document}/versions/{first}/restore").status == 200
    assert team.vera.get(f"/docs/{document}/content", format="text").body == (
        b"The cat sat.\nThe end.\nLast words.\n"
    )
    rows = team.ben.get(f"/docs/{document}/versions").json["items"]
    assert [row["name"] for row in rows] == ["", "First"]  # what it said before was kept


def test_readers_do_not_see_what_was_taken_out(team: Team, document: str, first: str) -> None:
    before = team.ada.get(f"/docs/{document}/content").json
    for path in ("", f"/{first}", f"/{first}/compare"):
        assert team.vera.get(f"/docs/{document}/versions{path}").status == 403
    assert team.cleo.post(f"/docs/{document}/versions/{first}/restore").status == 403
    assert team.sam.get(f"/docs/{document}/versions/{first}").status == 404
    assert team.ada.get(f"/docs/{document}/content").json == before


def test_a_version_of_another_document_is_none_of_this(
    team: Team, document: str, first: str
) -> None:
    other = team.ada.post("/docs", {"parent": team.root}).json["id"]
    assert team.ada.get(f"/docs/{other}/versions/{first}").status == 404
    assert team.ada.post(f"/docs/{other}/versions/{first}/restore").status == 404


def test_tables_and_looks_are_compared_too() -> None:
    before = read_content("markdown", "para\n\n| a | b |\n| --- | --- |\n| c | d |")
    after = read_content("markdown", "# para\n\n| a | b |\n| --- | --- |\n| c | e |")
    blocks = compare([before, after], [frozenset({"ann"})])
    assert [block.is_reformatted for block in blocks] == [True, False, False, False, False]
    assert [block.is_in_table for block in blocks] == [False, True, True, True, True]
    last = [(part.text, part.change, sorted(part.authors)) for part in blocks[-1].parts]
    assert last == [("e", "insert", ["ann"]), ("d", "delete", ["ann"])]


lines = st.lists(
    st.lists(st.sampled_from(["a", "b", "word", "😀"]), max_size=5).map(" ".join),
    min_size=1,
    max_size=5,
)


def said(blocks: list[ComparedBlock], without: str) -> list[str]:
    """Return the lines that remain when changes of one kind are left out."""
    text = ""
    for block in blocks:
        shown = [part for part in block.parts if part.change != without]
        text += "".join(part.text for part in shown)
        is_gone = any(p.change == without and p.text.endswith("¶") for p in block.parts[-1:])
        text += "" if is_gone else "\n"
    return text.replace("¶\n", "\n").replace("¶", "\n").splitlines()


@given(st.lists(lines, min_size=2, max_size=4))
@settings(max_examples=120, deadline=None)
def test_both_states_can_be_read_out_of_what_changed(texts: list[list[str]]) -> None:
    states = [read_content("text", "\n".join(text) + "\n") for text in texts]
    authors = [frozenset({str(number)}) for number in range(len(states) - 1)]
    blocks = compare(states, authors)
    assert said(blocks, "insert") == texts[0]
    assert said(blocks, "delete") == texts[-1]
    new = [part for block in blocks for part in block.parts if part.change]
    assert all(part.authors for part in new)
