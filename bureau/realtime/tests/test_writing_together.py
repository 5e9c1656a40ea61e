"""Several people in one document, over real websockets."""

import time

from django.db import transaction
from django.utils import timezone
from pycrdt import Doc, Text

from bureau.people import Person
from bureau.realtime import edit, insert_text, load, send_event
from bureau.realtime.compaction import forget, write_snapshot
from bureau.realtime.models import Item, Update
from bureau.realtime.queries import AnyDoc
from bureau.realtime.store import NewUpdate, append

from .conftest import Join, Pages
from .peer import Peer


def stored_text(item: str) -> str:
    return str(load(item).get("text", type=Text))


def test_what_one_types_the_other_sees_and_both_find_again(
    join: Join, ada: Person, ben: Person, item: str
) -> None:
    one, two = join(ada), join(ben)
    one.type("Hello")
    two.sees("Hello")
    two.type(", you", 5)
    one.sees("Hello, you")
    one.cut(0, 1)
    two.sees("ello, you")

    assert stored_text(item) == "ello, you"
    assert {row.author for row in Update.objects.filter(item_id=item)} == {ada.id, ben.id}
    late = join(ben)
    late.sees("ello, you")


def test_what_is_acknowledged_is_in_the_database(join: Join, ada: Person, item: str) -> None:
    one = join(ada, bureau="1")
    one.type("a")
    one.cut(0, 1)
    one.type("b")
    one.saved()

    assert stored_text(item) == "b"
    assert one.stored == {one.doc.client_id: 2}


def test_nothing_is_acknowledged_or_seen_before_it_is_committed(
    join: Join, ada: Person, ben: Person, item: str
) -> None:
    one, two = join(ada, bureau="1"), join(ben)
    one.type("Hello")
    two.sees("Hello")
    one.saved()
    with transaction.atomic():
        Item.objects.select_for_update().get(id=item)  # the writer has to wait
        one.type("!")
        time.sleep(0.5)
        assert (two.text, one.stored_frames < one.sent_frames) == ("Hello", True)
    two.sees("Hello!")
    one.saved()


def test_a_client_that_comes_back_stores_nothing_it_has_stored_before(
    join: Join, ada: Person, item: str
) -> None:
    one = join(ada, bureau="1")
    one.type("Hello")
    one.cut(0, 1)
    one.saved()
    one.leave()
    rows = Update.objects.filter(item_id=item).count()

    again = join(ada, doc=one.doc, bureau="1")
    again.saved()

    assert Update.objects.filter(item_id=item).count() == rows


def test_what_was_written_offline_arrives_on_return(
    join: Join, ada: Person, ben: Person, item: str
) -> None:
    one, two = join(ada), join(ben)
    one.type("Hello")
    two.sees("Hello")
    one.leave()
    text = one.doc.get("text", type=Text)
    text.insert(5, " from afar")
    two.type("Oh. ", 0)

    join(ada, doc=one.doc)

    two.sees("Oh. Hello from afar")


def test_hello_says_who_one_is_and_what_one_may(join: Join, ada: Person) -> None:
    one = join(ada, bureau="1", schema="3")

    assert one.noted(101) == {
        "role": "editor",
        "person": {"id": ada.id, "name": "Ada"},
        "guest": None,
        "schema": 3,
        "seq": 0,
    }


def test_an_edit_of_the_server_is_seen_at_once(join: Join, ada: Person, item: str) -> None:
    one = join(ada)
    one.type("world")

    def greet(doc: AnyDoc) -> None:
        insert_text(doc.get("text", type=Text), 0, "Hello 😀 ")

    one.until(lambda: stored_text(item) == "world", lambda: "not stored")
    with transaction.atomic():
        edit(item, ada.id, greet)

    one.sees("Hello 😀 world")


def test_events_reach_clients_of_ours_alone(join: Join, ada: Person, item: str) -> None:
    ours, stock = join(ada, bureau="1"), join(ada)
    ours.noted(101)
    stock.until(lambda: stock.is_synced, lambda: "not synchronised")
    send_event(item, {"topic": "threads"})

    assert ours.noted(103) == {"topic": "threads"}
    assert stock.notes == []


def test_the_product_hears_of_changes_once_a_while(
    join: Join, ada: Person, item: str, pages: Pages
) -> None:
    one = join(ada)
    for letter in "Hello":
        one.type(letter)
    one.until(lambda: bool(pages.changes), lambda: "nothing heard")

    assert stored_text(item) == "Hello"
    assert [(one.item_id, one.person_ids) for one in pages.changes] == [(item, frozenset({ada.id}))]


def test_presence_is_passed_on_under_the_true_name_and_ends_with_the_connection(
    join: Join, ada: Person, ben: Person
) -> None:
    one, two = join(ada), join(ben)
    one.point(11, 1, {"user": {"name": "Boss", "color": "#123456"}, "cursor": 3})
    two.until(lambda: 11 in two.states, lambda: "nobody there")
    assert two.states[11] == {
        "user": {"name": "Ada", "color": "#123456", "id": ada.id},
        "cursor": 3,
    }
    late = join(ben)
    late.until(lambda: 11 in late.states, lambda: "nobody there")

    one.leave()

    two.until(lambda: 11 not in two.states, lambda: "still there")


def test_nobody_speaks_for_the_cursor_of_somebody_else(
    join: Join, ada: Person, ben: Person
) -> None:
    one, two = join(ada), join(ben)
    one.point(11, 1, {"cursor": 3})
    two.until(lambda: 11 in two.states, lambda: "nobody there")
    two.point(11, 2, {"cursor": 4})
    two.point(12, 1, {"cursor": 5})
    one.until(lambda: 12 in one.states, lambda: "nobody there")

    assert one.states[11]["user"]["name"] == "Ada"
    assert one.states[11]["cursor"] == 3


def test_a_crowd_ends_equal(join: Join, ada: Person, item: str) -> None:
    crowd: list[Peer] = [join(ada) for _ in range(12)]
    for number in range(10):
        for peer in crowd:
            peer.type(str(number), 0)

    for peer in crowd:
        peer.until(lambda peer=peer: len(peer.text) == 120, lambda: "letters are missing")  # type: ignore[misc]
    states = {peer.text for peer in crowd}
    assert states == {stored_text(item)}


def test_a_room_that_missed_what_was_compacted_away_reads_the_whole(
    join: Join, ada: Person, item: str
) -> None:
    one = join(ada)
    one.type("Hello")
    one.until(lambda: stored_text(item) == "Hello", lambda: "not stored")
    doc: Doc[Text] = Doc()
    doc.apply_update(load(item).get_update())
    for word in (" from", " another", " process"):
        before = doc.get_state()
        doc.get("text", type=Text).insert(len(str(doc.get("text", type=Text))), word)
        with transaction.atomic():
            append(item, [NewUpdate("", doc.get_update(before))])
        write_snapshot(item)
        forget(item, timezone.now())

    one.sees("Hello from another process")
