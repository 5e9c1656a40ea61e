"""The query language: what people type becomes a query, always."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bureau.search.syntax import Query, Term, parse


def test_words_must_all_match_and_the_last_may_go_on() -> None:
    assert parse("Broken Batt") == Query(((Term(("broken",)),), (Term(("batt",), is_prefix=True),)))


def test_a_space_after_the_last_word_ends_it() -> None:
    assert parse("batt ") == Query(((Term(("batt",)),),))


def test_quotes_make_a_phrase() -> None:
    assert parse('"hold charge"') == Query(((Term(("hold", "charge")),),))


def test_or_joins_its_neighbours() -> None:
    found = parse("screen OR battery refund ")
    assert found.all == ((Term(("screen",)), Term(("battery",))), (Term(("refund",)),))


def test_a_minus_excludes() -> None:
    found = parse("phone -refund -title:draft")
    assert found.none == (Term(("refund",)), Term(("draft",), in_title=True))


def test_operators_filter() -> None:
    found = parse("type:file,mail after:2026-01-02 before:2026-03-04 report ")
    assert found.kinds == {"file", "mail"}
    assert found.after == datetime(2026, 1, 2, tzinfo=UTC)
    assert found.before == datetime(2026, 3, 4, tzinfo=UTC)
    assert found.all == ((Term(("report",)),),)


def test_what_is_no_operator_is_searched_for() -> None:
    assert parse("after:lunch ").all == ((Term(("after", "lunch")),),)
    assert parse("re:hello ").all == ((Term(("re", "hello")),),)


def test_accents_and_case_do_not_count() -> None:
    assert parse("ÉCOLE ") == parse("ecole ")


def test_scripts_without_spaces_are_phrases_of_characters() -> None:
    assert parse("電池 ").all == ((Term(("電", "池")),),)


@given(st.text(max_size=80))
def test_everything_is_a_query(text: str) -> None:
    for group in parse(text).all:
        assert all(term.words for term in group)
