"""Finding files by words and operators."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bureau.access import Role
from bureau.drive import add_file, create_folder, share, star, trash
from bureau.drive.models import Node
from bureau.drive.wish import Wish, read_wish
from bureau.people import Actor, Person
from bureau.platform import blobs
from tests.fixtures.http import Api

Drain = Callable[[], int]


def put(actor: Actor, folder: Node, name: str, media_type: str = "text/plain") -> Node:
    return add_file(actor, folder.id, name, blobs.put(name.encode()), media_type)


def found(api: Api, person: Person, q: str) -> list[str]:
    answer = api.signed_in(person).get("/drive/search", q=q)
    assert answer.status == 200
    return [item["name"] for item in answer.json["items"]]


def test_operators_are_told_from_words() -> None:
    assert read_wish('type:photo budget in:"Team plans" is:starred owner:me -draft') == Wish(
        words="budget -draft", type="image", owner="me", inside="Team plans", marks={"starred"}
    )
    assert read_wish("before:2026-02-30 re:plan is:odd type:") == Wish(
        words="before:2026-02-30 re:plan is:odd type:"
    )
    assert read_wish("after:2026-01-05").after == datetime(2026, 1, 5, tzinfo=UTC)


def test_files_are_found_by_what_they_are(
    api: Api, ada: Person, as_ada: Actor, home: Node, drain: Drain
) -> None:
    reports = create_folder(as_ada, home.id, "Reports")
    deep = create_folder(as_ada, reports.id, "Old")
    put(as_ada, home, "plan.png", "image/png")
    put(as_ada, reports, "plan.pdf", "application/pdf")
    put(as_ada, deep, "budget.pdf", "application/pdf")
    drain()
    assert found(api, ada, "type:pdf") == ["budget.pdf", "plan.pdf"]
    assert found(api, ada, "type:pdf plan") == ["plan.pdf"]
    assert found(api, ada, "plan type:image") == ["plan.png"]
    assert found(api, ada, 'in:"Reports" type:pdf') == ["budget.pdf", "plan.pdf"]
    assert found(api, ada, "in:old") == ["budget.pdf"]
    assert found(api, ada, "type:folder") == ["Old", "Reports"]
    assert found(api, ada, "") == []


def test_files_are_found_by_star_and_time(api: Api, ada: Person, as_ada: Actor, home: Node) -> None:
    old, new = put(as_ada, home, "old"), put(as_ada, home, "new")
    Node.objects.filter(id=old.id).update(modified_at=datetime(2025, 5, 1, tzinfo=UTC))
    star(as_ada, new.id)
    assert found(api, ada, "is:starred") == ["new"]
    assert found(api, ada, "before:2025-06-01") == ["old"]
    assert found(api, ada, "after:2025-06-01 type:file") == ["new"]


def test_files_are_found_by_whose_they_are_and_never_those_of_strangers(
    api: Api, ada: Person, as_ada: Actor, as_ben: Actor, ben: Person, home: Node, team: Node
) -> None:
    share(as_ada, team.id, [ben.id], Role.CONTRIBUTOR)
    put(as_ada, home, "private")
    put(as_ada, team, "hers")
    put(as_ben, team, "his")
    assert found(api, ben, "owner:me") == ["his"]
    assert found(api, ben, "owner:ada") == ["hers"]
    assert found(api, ada, "owner:me type:file") == ["hers", "private"]
    assert found(api, ben, "type:file") == ["his", "hers"]


@pytest.mark.parametrize("q", ["type:file", "is:shared"])
def test_what_is_in_the_trash_is_not_found(
    api: Api, ada: Person, as_ada: Actor, home: Node, q: str
) -> None:
    trash(as_ada, [put(as_ada, home, "gone").id])
    assert found(api, ada, q) == []


def test_results_without_words_come_in_pages(
    api: Api, ada: Person, as_ada: Actor, home: Node
) -> None:
    for n in range(3):
        put(as_ada, home, f"file {n}")
    client = api.signed_in(ada)
    first = client.get("/drive/search", q="type:file", limit=2).json
    second = client.get("/drive/search", q="type:file", limit=2, cursor=first["next"]).json
    names = [item["name"] for item in first["items"] + second["items"]]
    assert (names, second["next"]) == (["file 2", "file 1", "file 0"], None)
