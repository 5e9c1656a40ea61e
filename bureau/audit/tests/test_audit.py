"""The record: what is kept, who reads it, and that it shows any change made past it."""

import json
from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from bureau.audit import Entry, verify_chain
from bureau.people import SYSTEM, NewPerson, Person, create_person, set_role, suspend
from bureau.platform import events
from tests.fixtures.database import CountQueries
from tests.fixtures.http import Api

Drain = Callable[[], int]


@pytest.fixture
def admin(db: None) -> Person:
    return create_person(SYSTEM, NewPerson("ada@demo.example", "Ada", role="admin", state="active"))


@pytest.fixture
def history(admin: Person, drain: Drain) -> Person:
    """Bob was created, made help desk, and suspended; all of it is recorded."""
    bob = create_person(SYSTEM, NewPerson("bob@demo.example", "Bob", state="active"))
    set_role(SYSTEM, bob, "helpdesk")
    suspend(SYSTEM, bob)
    drain()
    return bob


def test_an_action_is_recorded_with_before_and_after(history: Person) -> None:
    entry = Entry.objects.get(name="person.suspended")
    assert entry.subject_id == history.id
    assert entry.changes == {"state": ["active", "suspended"]}


def test_an_event_without_changes_is_not_recorded(db: None, drain: Drain) -> None:
    with transaction.atomic():
        events.emit("mail.received", stream="x", subject=("mail", "1"), payload={"a": 1})
    drain()
    assert not Entry.objects.exists()


def test_the_chain_is_intact_and_without_gaps(history: Person) -> None:
    verdict = verify_chain()
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert (verdict.intact, verdict.entries, verdict.broken_at) == (True, len(numbers), None)


def test_a_changed_entry_is_found(history: Person) -> None:
    Entry.objects.filter(number=3).update(changes={"role": ["member", "admin"]})
    assert verify_chain().broken_at == 3


def test_a_removed_entry_is_found(history: Person) -> None:
    Entry.objects.filter(number=2).delete()
    assert verify_chain().broken_at == 2


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET name = 'x'", "DELETE FROM audit_entry"]
)
def test_the_database_refuses_changes(history: Person, statement: str) -> None:
    migration = import_module("bureau.audit.migrations.0001_initial")
    recorded = Entry.objects.count()
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for trigger in migration.POSTGRESQL if is_postgresql else migration.SQLITE:
            cursor.execute(trigger)
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            cursor.execute(statement)
    assert verify_chain().entries == recorded


def test_administrators_search_the_record(
    api: Api, admin: Person, history: Person, count_queries: CountQueries
) -> None:
    client = api.signed_in(admin)
    with count_queries(4):
        found = client.get("/audit", subject_id=history.id, limit=2).json
    assert [item["name"] for item in found["items"]] == ["person.suspended", "person.updated"]
    assert found["items"][0]["subject_name"] == "Bob"
    rest = client.get("/audit", subject_id=history.id, limit=2, cursor=found["next"]).json
    assert [item["name"] for item in rest["items"]] == ["person.created"]
    assert rest["next"] is None
    assert client.get("/audit", name="person.", actor_id="nobody").json["items"] == []


def test_nobody_else_reads_it(api: Api, admin: Person, history: Person) -> None:
    member = create_person(SYSTEM, NewPerson("eve@demo.example", "Eve", state="active"))
    for path in ("/audit", "/audit/export", "/audit/verification"):
        assert api.get(path).status == 401
        assert api.signed_in(member).get(path).status == 403


def test_the_export_holds_every_entry_and_is_recorded(
    api: Api, admin: Person, history: Person, drain: Drain
) -> None:
    client, recorded = api.signed_in(admin), Entry.objects.count()
    lines = client.get("/audit/export", format="jsonl").body.decode().splitlines()
    assert [json.loads(line)["number"] for line in lines] == list(range(1, recorded + 1))
    assert len(client.get("/audit/export").body.decode().splitlines()) == recorded + 1
    drain()
    exported = Entry.objects.filter(name="audit.exported")
    assert {entry.actor_id for entry in exported} == {admin.id}
    assert client.get("/audit/verification").json["intact"] is True
