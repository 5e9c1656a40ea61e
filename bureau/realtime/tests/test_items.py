"""Documents on their own: created, edited by the server, copied, compacted, versioned, deleted."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from pycrdt import Doc, Text

from bureau.access import Role
from bureau.people import SYSTEM, NewPerson, Person, create_person
from bureau.platform.ids import new_id
from bureau.realtime import (
    ItemNotFound,
    authors,
    copy_item,
    create_item,
    delete_item,
    deleters,
    edit,
    insert_text,
    load,
    name_version,
    restore_version,
    state_at,
    versions,
)
from bureau.realtime.compaction import forget, write_snapshot
from bureau.realtime.models import Item, Snapshot, Update, Version
from bureau.realtime.queries import AnyDoc, Written, read_content
from bureau.realtime.rights import Look, look
from bureau.realtime.visitors import Visitor, admit
from tests.fixtures.database import CountQueries

from .conftest import Pages, bearer_of

pytestmark = pytest.mark.django_db


def text_of(doc: AnyDoc) -> str:
    return str(doc.get("text", type=Text))


def typing(words: str, at: int = 0) -> Callable[[AnyDoc], None]:
    return lambda doc: insert_text(doc.get("text", type=Text), at, words)


@pytest.fixture
def item() -> str:
    item_id = new_id()
    create_item(item_id, "page")
    return item_id


def test_an_edit_is_an_update_with_a_number(item: str) -> None:
    assert edit(item, "ada", typing("Hello")) == 1
    assert edit(item, "ben", typing(" 😀 world", 5)) == 2
    assert edit(item, "ben", lambda doc: None) == 2

    assert text_of(load(item)) == "Hello 😀 world"
    assert Update.objects.filter(item_id=item).count() == 2


def test_it_is_known_who_wrote_and_deleted_what_after_the_log_is_gone(item: str) -> None:
    edit(item, "ada", typing("Hello"))
    edit(item, "ben", typing(" you", 5))

    def cut(doc: AnyDoc) -> None:
        del doc.get("text", type=Text)[0:2]

    edit(item, "cleo", cut)
    before = authors(item), deleters(item)
    assert before == (
        {1: [Written(0, 5, "ada"), Written(5, 9, "ben")]},
        {1: [Written(0, 2, "cleo")]},
    )

    assert write_snapshot(item)
    assert forget(item, timezone.now()) == 3

    assert Update.objects.count() == 0
    assert (authors(item), deleters(item)) == before
    assert text_of(load(item)) == "llo you"


def test_a_copy_has_the_content_and_a_life_of_its_own(item: str) -> None:
    edit(item, "ada", typing("Hello"))
    other = new_id()
    copy_item(item, other)
    edit(other, "ada", typing("Oh. "))

    assert text_of(load(other)) == "Oh. Hello"
    assert text_of(load(item)) == "Hello"


def test_a_deleted_document_leaves_nothing(item: str) -> None:
    edit(item, "ada", typing("Hello"))
    name_version(item, "First", "ada")
    write_snapshot(item)
    delete_item(item)

    assert [model.objects.count() for model in (Item, Update, Snapshot, Version)] == [0, 0, 0, 0]
    with pytest.raises(ItemNotFound):
        load(item)
    with pytest.raises(ItemNotFound):
        edit(item, "ada", typing("Again"))


def test_a_restored_version_is_a_new_edit_and_what_was_there_is_kept(item: str) -> None:
    edit(item, "ada", typing("First"))
    first = name_version(item, "Before the meeting", "ada")
    edit(item, "ben", typing("Not ", 0))

    def replace(doc: AnyDoc, version: AnyDoc) -> None:
        text = doc.get("text", type=Text)
        del text[0 : len(text_of(doc).encode())]
        insert_text(text, 0, text_of(version))

    assert restore_version(item, first, SYSTEM, replace) == 3

    assert text_of(load(item)) == "First"
    kept = versions(item)
    assert [(row.name, row.upto_seq, row.authors) for row in kept] == [
        ("", 2, ("ben",)),
        ("Before the meeting", 1, ("ada",)),
    ]
    doc: AnyDoc = Doc()
    doc.apply_update(state_at(item, kept[0].id))
    assert text_of(doc) == "Not First"


def test_loading_costs_one_query(item: str, count_queries: CountQueries) -> None:
    edit(item, "ada", typing("Hello"))
    with count_queries(1):
        load(item)


@pytest.fixture
def make_person() -> Callable[[str], Person]:
    def make(name: str) -> Person:
        email = f"{name.lower()}@demo.example"
        return create_person(SYSTEM, NewPerson(email=email, name=name, state="active"))

    return make


def test_opening_costs_a_handful_of_queries(
    item: str, pages: Pages, make_person: Callable[[str], Person], count_queries: CountQueries
) -> None:
    ada = make_person("Ada")
    pages.roles[ada.id, item] = Role.EDITOR
    authorization = bearer_of(ada, "*")["Authorization"]
    visitor = Visitor(item, token=authorization.removeprefix("Bearer "))
    admit(visitor)

    with count_queries(3):
        admit(visitor)
        read_content(item)


def test_looking_at_all_rights_costs_as_little_for_many_as_for_one(
    count_queries: CountQueries,
) -> None:
    many = {str(number) for number in range(300)}
    with count_queries(5):
        look(Look(many, many, many, many), many, timezone.now())
