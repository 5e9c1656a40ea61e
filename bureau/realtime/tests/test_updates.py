"""Properties of the reader of updates, of compaction and of offsets, over whatever people write."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text, XmlElement, XmlFragment, XmlText, merge_updates

from bureau.platform.ids import new_id
from bureau.realtime import create_item, delete_text, format_text, insert_text, load
from bureau.realtime.compaction import forget, write_snapshot
from bureau.realtime.jobs import HISTORY, compact, settle, trim
from bureau.realtime.models import Item, Snapshot, Update
from bureau.realtime.queries import AnyDoc, authors, versions
from bureau.realtime.store import NewUpdate, append
from bureau.realtime.updates import BadUpdate, spans_of
from bureau.realtime.wire import clocks_of, read_state_vector, write_state_vector

words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
steps = st.one_of(
    st.tuples(st.just("text"), st.integers(0, 40), words),
    st.tuples(st.just("cut"), st.integers(0, 40), st.integers(0, 5)),
    st.tuples(st.just("map"), words, values),
    st.tuples(st.just("array"), st.integers(0, 10), values),
    st.tuples(st.just("xml"), words, st.dictionaries(st.just("a"), words, max_size=1)),
    st.tuples(st.just("bold"), st.integers(0, 40), st.integers(0, 9)),
)
Step = tuple[str, Any, Any]


def take(doc: AnyDoc, step: Step) -> None:
    kind, first, second = step
    text = doc.get("text", type=Text)
    length = len(str(text))
    if kind == "text":
        insert_text(text, min(first, length), second)
    elif kind == "cut":
        delete_text(text, min(first, length), min(first + second, length))
    elif kind == "bold":
        format_text(text, min(first, length), min(first + second, length), {"bold": True})
    elif kind == "map":
        doc.get("map", type=Map)[first] = second
    elif kind == "array":
        array = doc.get("array", type=Array)
        array.insert(min(first, len(array)), second)
    else:
        body = doc.get("body", type=XmlFragment)
        body.children.append(XmlElement("p", second, [XmlText(first)]))


def made_by(doc: AnyDoc, change: Callable[[], None]) -> list[bytes]:
    updates: list[bytes] = []
    subscription = doc.observe(lambda event: updates.append(event.update))
    with doc.transaction():
        change()
    doc.unobserve(subscription)
    return updates


def write(writers: list[AnyDoc], plan: list[tuple[int, Step]]) -> list[bytes]:
    """Let several people write, each seeing what the others did before."""
    log: list[bytes] = []
    for who, step in plan:
        doc = writers[who % len(writers)]
        for update in made_by(doc, lambda doc=doc, step=step: take(doc, step)):  # type: ignore[misc]
            log.append(update)
            for other in writers:
                if other is not doc:
                    other.apply_update(update)
    return log


def clocks(doc: AnyDoc) -> dict[int, int]:
    return read_state_vector(doc.get_state())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), steps), max_size=30))
def test_the_spans_of_all_updates_are_the_state_vector(plan: list[tuple[int, Step]]) -> None:
    writers: list[AnyDoc] = [Doc() for _ in range(3)]
    log = write(writers, plan)

    spans = [span for update in log for span in spans_of(update).written]
    assert clocks_of(spans) == clocks(writers[0])
    whole = spans_of(writers[0].get_update())
    assert clocks_of(whole.written) == clocks(writers[0])
    if log:
        assert clocks_of(spans_of(merge_updates(*log)).written) == clocks(writers[0])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_noise_is_refused_or_read_and_nothing_else(noise: bytes) -> None:
    with suppress(BadUpdate):
        spans_of(noise)


@given(st.dictionaries(st.integers(0, 2**53), st.integers(0, 2**40), max_size=5))
def test_a_state_vector_survives_writing_and_reading(clocks: dict[int, int]) -> None:
    assert read_state_vector(write_state_vector(clocks)) == clocks


@settings(max_examples=60, deadline=None)
@given(words, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6), words), max_size=8))
def test_offsets_count_code_points_as_strings_do(
    start: str, edits: list[tuple[int, int, str]]
) -> None:
    doc: AnyDoc = Doc()
    body = doc.get("body", type=XmlFragment)
    body.children.append(XmlText(""))
    for text in (doc.get("text", type=Text), body.children[0]):
        expected = start
        insert_text(text, 0, start)
        for at, length, chunk in edits:
            first = min(at, len(expected))
            last = min(first + length, len(expected))
            delete_text(text, first, last)
            insert_text(text, first, chunk, {"strong": {}} if length % 2 else None)
            expected = expected[:first] + chunk + expected[last:]
        assert "".join(str(chunk) for chunk, _ in text.diff()) == expected


def test_an_offset_outside_is_refused() -> None:
    doc: AnyDoc = Doc()
    text = doc.get("text", type=Text)
    insert_text(text, 0, "😀é")
    for wrong in (-1, 3):
        with pytest.raises(IndexError):
            insert_text(text, wrong, "x")


@pytest.mark.django_db
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.integers(0, 2), steps), max_size=20), st.sets(st.integers(0, 20)))
def test_snapshot_and_tail_are_the_whole_wherever_it_is_compacted(
    plan: list[tuple[int, Step]], compacted_after: set[int]
) -> None:
    item = new_id()
    writers: list[AnyDoc] = [Doc() for _ in range(3)]
    create_item(item, "page")
    log = write(writers, plan)
    for number, update in enumerate(log):
        append(item, [NewUpdate(f"p{number % 3}", update)])
        if number in compacted_after:
            write_snapshot(item)
            if number % 2:
                forget(item, timezone.now() + timedelta(days=1))

    found = load(item)
    assert clocks(found) == clocks(writers[0])
    assert shown(found) == shown(writers[0])
    written = {
        client: sum(one.clock_to - one.clock_from for one in ranges)
        for client, ranges in authors(item).items()
    }
    assert written == clocks(writers[0])


def shown(doc: AnyDoc) -> list[object]:
    """Return everything that the document says."""
    return [
        doc.get("text", type=Text).diff(),
        doc.get("map", type=Map).to_py(),
        doc.get("array", type=Array).to_py(),
        str(doc.get("body", type=XmlFragment)),
    ]


@pytest.mark.django_db
def test_a_document_with_pending_updates_is_not_compacted_and_loses_nothing() -> None:
    item, writer = new_id(), Doc()  # type: tuple[str, AnyDoc]
    create_item(item, "page")
    first, second = (
        made_by(writer, lambda word=word: take(writer, ("text", 40, word)))[0]  # type: ignore[misc]
        for word in ("Hello", " you")
    )
    append(item, [NewUpdate("ada", second)])

    assert not write_snapshot(item)
    append(item, [NewUpdate("ada", first)])

    assert str(load(item).get("text", type=Text)) == "Hello you"
    assert write_snapshot(item)
    assert str(load(item).get("text", type=Text)) == "Hello you"


@pytest.mark.django_db
def test_an_idle_document_gets_a_snapshot_and_a_version_and_keeps_its_history() -> None:
    item, writer = new_id(), Doc()  # type: tuple[str, AnyDoc]
    create_item(item, "page")
    append(item, [NewUpdate("ada", update) for update in made_by(writer, lambda: typed(writer))])

    settle(item_id=item)
    assert versions(item) == []
    Item.objects.filter(id=item).update(edited_at=timezone.now() - timedelta(minutes=6))
    settle(item_id=item)
    settle(item_id=item)
    trim()

    assert [(row.name, row.authors, row.upto_seq) for row in versions(item)] == [("", ("ada",), 1)]
    assert Update.objects.filter(item_id=item).count() == 1

    Update.objects.update(at=timezone.now() - HISTORY - timedelta(hours=1))
    Snapshot.objects.update(at=timezone.now() - HISTORY - timedelta(hours=1))
    trim()
    assert Update.objects.filter(item_id=item).count() == 0
    assert Snapshot.objects.filter(item_id=item).count() == 1
    assert str(load(item).get("text", type=Text)) == "Hello"


def typed(doc: AnyDoc) -> None:
    take(doc, ("text", 0, "Hello"))


@pytest.mark.django_db(transaction=True)
def test_every_five_hundredth_update_compacts(drain: Callable[[], int]) -> None:
    from bureau.realtime.writer import Write, store

    item, writer = new_id(), Doc()  # type: tuple[str, AnyDoc]
    create_item(item, "page")
    for _ in range(500):
        updates = made_by(writer, lambda: take(writer, ("text", 0, "x")))
        writes = [Write(item, [NewUpdate("ada", update) for update in updates], _nothing)]
        store(writes)
    drain()

    assert Item.objects.get(id=item).snapshot_seq == 500
    with transaction.atomic():
        compact(item_id=item)
    assert str(load(item).get("text", type=Text)) == "x" * 500


def _nothing(_taken: object, _is_stored: bool) -> None:
    pass
