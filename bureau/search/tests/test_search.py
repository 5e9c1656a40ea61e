"""Finding: what was put is found by those who may, the same on every database."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from bureau import search
from bureau.people import SYSTEM, Actor
from bureau.search import index
from bureau.search.syntax import parse

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ADA = Actor("ada", "Ada", "ada@demo.example", "person", "member")
BOB = Actor("bob", "Bob", "bob@demo.example", "person", "member")


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds: notes are seen by their owner, boards by everyone."""
    monkeypatch.setattr("bureau.search.scopes._scopes", {})
    search.register_scopes("note", lambda actor: [f"account:{actor.person_id}"])
    search.register_scopes("board", lambda actor: ["everyone", f"team:{actor.person_id}"])


def put(object_id: str, title: str, body: str = "", **more: object) -> None:
    fields = {"kind": "note", "scope": "account:ada", "at": NOON, "url": f"/n/{object_id}"} | more
    search.put(object_id=object_id, title=title, body=body, **fields)  # type: ignore[arg-type]


def found(text: str, actor: Actor = ADA, kinds: tuple[str, ...] = ()) -> list[str]:
    groups = search.find(actor, text, kinds, 50)
    return [hit.entry.object_id for group in groups for hit in group.hits]


def test_words_are_found_in_title_and_body() -> None:
    put("1", "Battery report", "It does not hold charge")
    assert found("battery") == ["1"]
    assert found("charge") == ["1"]
    assert found("battery charge") == ["1"]
    assert found("battery screen") == []


def test_the_last_word_may_be_unfinished() -> None:
    put("1", "Battery report")
    assert found("rep") == ["1"]
    assert found("bat report") == []


def test_phrases_follow_each_other() -> None:
    put("1", "", "hold the charge")
    put("2", "", "hold charge")
    assert found('"hold charge"') == ["2"]


def test_a_phrase_does_not_run_from_title_to_body() -> None:
    put("1", "hold", "charge")
    assert found('"hold charge"') == []


def test_or_and_minus() -> None:
    put("1", "screen broken")
    put("2", "battery broken")
    put("3", "battery refund")
    assert set(found("screen OR battery ")) == {"1", "2", "3"}
    assert set(found("screen OR battery broken ")) == {"1", "2"}
    assert found("battery -refund") == ["2"]


def test_title_asks_for_the_title_only() -> None:
    put("1", "invoice", "march")
    put("2", "letter", "invoice march")
    assert found("title:invoice march ") == ["1"]


def test_dates_bound_what_is_found() -> None:
    put("old", "report", at=NOON - timedelta(days=30))
    put("new", "report", at=NOON)
    assert found("report after:2026-05-01") == ["new"]
    assert found("report before:2026-05-01") == ["old"]


def test_titles_come_first_then_the_latest() -> None:
    put("body", "other", "battery", at=NOON)
    put("early", "battery", at=NOON - timedelta(days=2))
    put("late", "battery", at=NOON - timedelta(days=1))
    assert found("battery ") == ["late", "early", "body"]


def test_accents_and_other_scripts_are_found() -> None:
    put("fr", "Reçu d'achat", "Œuvre déposée")
    put("ja", "電池が壊れました")
    put("ru", "Отчёт о батарее")
    assert found("recu") == ["fr"]
    assert found("DEPOSEE") == ["fr"]
    assert found("電池") == ["ja"]
    assert found("池電") == []
    assert found("отчет") == ["ru"]


def test_others_do_not_find_it() -> None:
    put("1", "secret battery")
    assert found("battery", BOB) == []


def test_a_token_of_one_kind_opens_no_other() -> None:
    put("1", "battery", kind="board", scope="account:ada")
    assert found("battery") == []


def test_marks_are_not_words() -> None:
    put("1", "battery")
    assert found("maccountz3azada") == []
    assert found("note") == []


def test_putting_again_replaces() -> None:
    put("1", "battery")
    put("1", "screen")
    assert found("battery") == []
    assert found("screen") == ["1"]


def test_what_was_removed_is_gone() -> None:
    put("1", "battery")
    search.remove("note", "1")
    search.remove("note", "unknown")
    assert found("battery") == []


def test_another_scope_lets_others_find_it() -> None:
    for number in range(3):
        put(str(number), "battery")
    search.rescope("note", ["0", "1", "unknown"], "account:bob")
    assert set(found("battery", BOB)) == {"0", "1"}
    assert found("battery") == ["2"]
    search.rescope("note", ["0"], "account:ada")
    assert set(found("battery")) == {"0", "2"}


def test_kinds_are_grouped_and_chosen() -> None:
    put("1", "battery")
    put("2", "battery", kind="board", scope="everyone")
    assert [group.kind for group in search.find(ADA, "battery", (), 5)] == ["note", "board"]
    assert found("battery", kinds=("board",)) == ["2"]
    assert found("type:note battery") == ["1"]


def test_a_full_group_tells_of_more() -> None:
    for number in range(3):
        put(str(number), "battery")
    (group,) = search.find(ADA, "battery", (), 2)
    assert (len(group.hits), group.more) == (2, True)


def test_an_excerpt_shows_the_word() -> None:
    put("1", "letter", "lorem ipsum " * 40 + "the battery died " + "dolor sit " * 40)
    (group,) = search.find(ADA, "battery", (), 5)
    assert "the battery died" in group.hits[0].excerpt
    assert len(group.hits[0].excerpt) <= 202


def test_asking_for_nothing_finds_nothing() -> None:
    put("1", "battery")
    assert found("") == found("  ?! ") == found("-battery") == []


def test_thousands_of_scopes_are_one_query() -> None:
    put("1", "battery", scope="team:4321")
    scopes = [f"team:{number}" for number in range(5_000)]
    reach = index.Reach("note", scopes)
    assert len(index.index().find(parse("battery"), reach, 10)) == 1


def test_strange_bodies_are_stored() -> None:
    put("1", "nul \0 title", "a\0b " + "x" * 5_000 + " 'quote' \\back \ud7ff")
    put("2", "long", " ".join(f"word{n}" for n in range(30_000)))
    assert found("quote") == ["1"]
    assert found("word20000") == ["2"]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_a_text_is_found_by_its_own_words(texts: list[str]) -> None:
    from bureau.platform.text import words

    body = " ".join(texts)
    with transaction.atomic():
        put("own", "", body)
        for word in words(body)[:5]:
            assert found(f'"{word}"') == ["own"]
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_a_put_is_seen_by_others_after_commit() -> None:
    seen: list[list[str]] = []

    def look() -> None:
        seen.append(found("battery"))
        connection.close()

    def in_thread() -> None:
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()

    with transaction.atomic():
        put("1", "battery")
        in_thread()
    in_thread()
    assert seen == [[], ["1"]]


def test_the_system_finds_by_its_own_scopes() -> None:
    put("1", "battery")
    assert found("battery", SYSTEM) == []
