"""Completion: who comes first, and what is learned from mail that a person sends."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bureau import people
from bureau.contacts import complete, learn
from bureau.contacts.heat import HALF_LIFE, warmed
from bureau.contacts.models import Correspondent, CorrespondentWord
from bureau.people import SYSTEM
from tests.fixtures.database import CountQueries

from .conftest import Owner, emails

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _found(owner: Owner, text: str, limit: int = 10) -> list[tuple[str, str]]:
    answer = owner.api.get("/contacts/complete", q=text, limit=limit)
    return [(one["kind"], one["email"]) for one in answer.json["items"]]


@pytest.mark.django_db
def test_all_four_sources_answer(lena: Owner, sam: Owner) -> None:
    lena.add(name="Stella Card", emails=emails("stella@card.example"))
    people.create_group(SYSTEM, "Stock team", "stock@demo.example")
    learn(lena.person.id, [("Stefan Other", "stefan@other.example")], at=NOW)
    assert _found(lena, "st") == [
        ("other", "stefan@other.example"),
        ("card", "stella@card.example"),
        ("person", "sam@demo.example"),
        ("group", "stock@demo.example"),
    ]
    assert _found(sam, "ste") == []
    assert _found(lena, "") == [("other", "stefan@other.example")]
    assert _found(lena, "ste car") == [("card", "stella@card.example")]


@pytest.mark.django_db
def test_those_written_to_most_and_last_come_first(lena: Owner, sam: Owner) -> None:
    for name in ("anna", "anton", "andy"):
        lena.add(name=f"{name} x", emails=emails(f"{name}@x.example"))
    for days in (200, 199, 198, 197):
        learn(lena.person.id, [("", "andy@x.example")], at=NOW - timedelta(days=days))
    for days in (2, 1):
        learn(lena.person.id, [("", "anton@x.example")], at=NOW - timedelta(days=days))
    learn(lena.person.id, [("", "anna@x.example")], at=NOW - timedelta(days=100))
    assert [email for _, email in _found(lena, "an")] == [
        "anton@x.example",
        "anna@x.example",
        "andy@x.example",
    ]
    learn(lena.person.id, [("", sam.person.email)], at=NOW)
    assert _found(lena, "s")[0] == ("person", "sam@demo.example")


@pytest.mark.django_db
def test_a_nickname_finds_whom_one_writes_to(lena: Owner) -> None:
    for number in range(60):
        lena.add(name=f"Bobby {number:02}", emails=emails(f"b{number}@x.example"))
    lena.add(name="Robert Zed", nickname="Bob", emails=emails("robert@zed.example"))
    learn(lena.person.id, [("", "robert@zed.example")], at=NOW)
    assert _found(lena, "bob", 3)[0] == ("card", "robert@zed.example")


@pytest.mark.django_db
def test_an_event_that_comes_twice_counts_once(lena: Owner) -> None:
    for event_id in ("1" * 26, "1" * 26, "2" * 26, "1" * 26):
        learn(lena.person.id, [("Ana", "ANA@x.example")], at=NOW, event_id=event_id)
    known = Correspondent.objects.get()
    assert (known.email, known.name, known.sent) == ("ana@x.example", "Ana", 2)
    learn(lena.person.id, [("Ana Torres", "ana@x.example")], at=NOW)
    words = set(CorrespondentWord.objects.values_list("word", flat=True))
    assert words == {"ana", "torres", "ana@x.example", "x.example"}
    assert set(CorrespondentWord.objects.values_list("heat", flat=True)) == {
        Correspondent.objects.get().heat
    }


@pytest.mark.django_db
def test_other_contacts_are_those_in_no_book_and_can_be_forgotten(lena: Owner, sam: Owner) -> None:
    lena.add(name="Ana", emails=emails("ana@x.example"))
    known = [("", "ana@x.example"), ("", sam.person.email), ("Bo", "bo@x.example")]
    learn(lena.person.id, known, at=NOW)
    items = lena.api.get("/contacts/others").json["items"]
    assert [one["email"] for one in items] == ["bo@x.example"]
    path = f"/contacts/others/{items[0]['id']}"
    assert sam.api.delete(path).status == 404
    assert Correspondent.objects.filter(email="bo@x.example").exists()
    assert lena.api.delete(path).status == 204
    assert _found(lena, "bo") == []


@pytest.mark.django_db
def test_completion_takes_at_most_thirteen_queries(
    lena: Owner, count_queries: CountQueries
) -> None:
    lena.add(name="Ana", emails=emails("ana@x.example"))
    learn(lena.person.id, [("Ana", "ana@y.example")], at=NOW)
    complete(lena.actor, "a")
    with count_queries(13, at_most=True):
        assert len(complete(lena.actor, "a")) == 2


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30))
def test_heat_is_the_sum_that_it_stands_for(days: list[int]) -> None:
    heat = 0.0
    for sent, day in enumerate(days):
        heat = warmed(heat, sent, datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=day))
    total = sum(2.0 ** (timedelta(days=day) / HALF_LIFE) for day in days)
    assert 2.0**heat == pytest.approx(total, rel=1e-9)


@given(st.integers(1, 100), st.integers(0, 900))
def test_another_message_never_cools(count: int, day: int) -> None:
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=day)
    heats = [warmed(0.0, 0, at)]
    for sent in range(1, count):
        heats.append(warmed(heats[-1], sent, at))
    assert all(low < high for low, high in pairwise(heats))
