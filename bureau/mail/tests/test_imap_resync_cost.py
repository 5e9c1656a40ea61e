"""Resynchronising costs what changed, not what is there: queries, rows and bytes after 1,000
changes are the same in a mailbox of 1,000 messages and in one of 100,000.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, models

from bureau.people import Person, actor_for
from bureau.platform.mime import parse

from ..actions.append import Appended, append
from ..imap import connection as imap_commands
from ..imap.scanner import Scanner
from ..imap.session import Session
from ..imap.view import forget_views
from ..ledger import writing
from ..models import Email, EmailLabel, Mailbox, Thread
from .imap_client import LETTER

pytestmark = pytest.mark.django_db
assert imap_commands
CHANGES = 1_000


def multiply(model: type[models.Model], count: int, **changed: str) -> None:
    """Copy the one row of a table until there are `count`, some columns written from `i`."""
    names = [field.column or "" for field in model._meta.concrete_fields]
    columns = [connection.ops.quote_name(name) for name in names]
    values = ", ".join(changed.get(name, f't."{name}"') for name in names)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"
            f" WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
            f" SELECT {values} FROM n, (SELECT * FROM {table} LIMIT 1) t"
        )


def fill(person: Person, count: int) -> Mailbox:
    """Give a person so many messages, each a thread of its own."""
    from bureau.platform import blobs

    box = Mailbox.objects.get(account_id=person.id, role="inbox")
    parsed = parse(LETTER)
    assert parsed.sent_at is not None
    given = Appended(LETTER, blobs.put(LETTER), frozenset(), False, parsed.sent_at)
    with writing(person.id) as write:
        append(write, box, [given])
    multiply(Thread, count, id="'t' || i")
    multiply(Email, count, id="'e' || i", thread_id="'t' || i", fingerprint="''")
    multiply(EmailLabel, count, id="'l' || i", email_id="'e' || i", thread_id="'t' || i", uid="i")
    Mailbox.objects.filter(id=box.id).update(uid_next=count + 1, total_emails=count)
    _count_rows(Thread, Email, EmailLabel)
    return box


def _count_rows(*tables: type[models.Model]) -> None:
    """Tell PostgreSQL, which planned its checks of references for empty tables."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"ANALYZE {table._meta.db_table}")


def do(session: Session, command: str) -> list[bytes]:
    """Carry a command out; return the lines of its answer."""
    raw = b"a " + command.encode()
    scanner = Scanner(raw)
    scanner.tag()
    scanner.space()
    answer = b"".join(session.carry_out(b"a", scanner.word(), scanner))
    assert b"\r\na OK" in b"\r\n" + answer, answer[-200:]
    return answer.splitlines()


@dataclass
class Cost:
    """What went over the wire to the database and to the client."""

    queries: int = 0
    rows: int = 0
    bytes_sent: int = 0


class _Cursor:
    """Counts what is read."""

    def __init__(self, cursor: Any, cost: Cost) -> None:
        self._cursor, self._cost = cursor, cost

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __enter__(self) -> "_Cursor":
        self._cursor.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._cursor.__exit__(*error)

    def execute(self, *given: Any) -> Any:
        self._cost.queries += 1
        return self._cursor.execute(*given)

    def fetchall(self) -> Any:
        return self._counted(self._cursor.fetchall())

    def fetchmany(self, *given: Any) -> Any:
        return self._counted(self._cursor.fetchmany(*given))

    def fetchone(self) -> Any:
        row = self._cursor.fetchone()
        self._cost.rows += row is not None
        return row

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())

    def _counted(self, rows: Any) -> Any:
        self._cost.rows += len(rows)
        return rows


def resynchronised(person: Person, count: int, monkeypatch: pytest.MonkeyPatch) -> Cost:
    """Return what it costs a program to learn of 1,000 changes."""
    forget_views()
    fill(person, count)
    here, away = Session(), Session()
    for session in (here, away):
        session.sign_in(actor_for(person, frozenset({"mail"})), lambda: True)
        do(session, "ENABLE QRESYNC")
    text = b"\n".join(do(away, "SELECT INBOX")).decode()
    validity = text.partition("UIDVALIDITY ")[2].partition("]")[0]
    modseq = text.partition("HIGHESTMODSEQ ")[2].partition("]")[0]
    do(away, "UNSELECT")
    do(here, "SELECT INBOX")
    do(here, f"STORE 1:{CHANGES // 2} +FLAGS.SILENT (\\Seen)")
    do(here, f"STORE {CHANGES // 2 + 1}:{CHANGES} +FLAGS.SILENT (\\Deleted)")
    do(here, "EXPUNGE")
    cost, cursor = Cost(), connection.cursor
    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", lambda *given: _Cursor(cursor(*given), cost))
        lines = do(away, f"SELECT INBOX (QRESYNC ({validity} {modseq}))")
    cost.bytes_sent = sum(map(len, lines))
    told = [line for line in lines if b" FETCH " in line or b"VANISHED" in line]
    assert told[0] == b"* VANISHED (EARLIER) 501:1000"
    assert len(told) == 1 + CHANGES // 2
    return cost


def test_resynchronising_costs_the_same_in_a_mailbox_a_hundred_times_as_large(
    anna: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = resynchronised(anna, CHANGES, monkeypatch)
    Email.objects.all().delete()
    Thread.objects.all().delete()
    large = resynchronised(ben, 100 * CHANGES, monkeypatch)
    assert large.queries == small.queries <= 12
    assert large.rows == small.rows <= CHANGES + 30
    assert abs(large.bytes_sent - small.bytes_sent) < 100
    assert large.bytes_sent < CHANGES // 2 * 60 + 2_000
