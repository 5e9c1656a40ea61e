"""Several sessions at once: who is told what and when, and coming back later (RFC 7162)."""

import time

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bureau.people import SYSTEM, Person, actor_for, suspend

from ..actions.relabel import Target, load, relabel
from ..imap import view
from ..ledger import writing
from ..models import Email, Mailbox
from .imap_client import LETTER, ImapClient
from .imap_fixtures import Connect, client, connect, imap_port

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["actor_for", "client", "connect", "imap_port"]
TOLD_WITHIN_S = 10


def letters(client: ImapClient, count: int) -> None:
    """File messages in the inbox."""
    one = b" {%d+}\r\n%b" % (len(LETTER), LETTER)
    client.ok(b"APPEND INBOX" + one * count)
    client.ok("NOOP")


def test_numbers_change_only_where_they_may(connect: Connect) -> None:
    one, other = connect("INBOX"), connect("INBOX")
    letters(one, 4)
    assert other.ok("NOOP") == [b"* 4 EXISTS"]
    one.ok("STORE 1,3 +FLAGS.SILENT (\\Deleted)")
    one.ok("EXPUNGE")
    assert other.ok("FETCH 2 UID") == [b"* 2 FETCH (UID 2)"]
    assert other.ok("SEARCH ALL") == [b"* SEARCH 1 2 3 4"]
    assert other.ok("STORE 4 +FLAGS (\\Flagged)") == [b"* 4 FETCH (UID 4 FLAGS (\\Flagged))"]
    assert other.do("FETCH 1 ENVELOPE")[-1].startswith(b"NO [EXPUNGEISSUED]")
    assert other.ok("NOOP") == [b"* 3 EXPUNGE", b"* 1 EXPUNGE"]
    assert other.ok("FETCH 1:* (UID FLAGS)") == [
        b"* 1 FETCH (UID 2 FLAGS ())",
        b"* 2 FETCH (UID 4 FLAGS (\\Flagged))",
    ]


def test_uid_commands_tell_of_what_left(connect: Connect) -> None:
    one, other = connect("INBOX"), connect("INBOX")
    letters(one, 3)
    other.ok("NOOP")
    one.ok("STORE 2 +FLAGS.SILENT (\\Deleted)")
    one.ok("EXPUNGE")
    assert other.ok("UID FETCH 3 FLAGS") == [b"* 3 FETCH (UID 3 FLAGS ())", b"* 2 EXPUNGE"]


def test_two_sessions_do_not_overwrite_each_others_flags(connect: Connect) -> None:
    one, other = connect("INBOX"), connect("INBOX")
    letters(one, 1)
    one.ok("STORE 1 FLAGS (\\Seen)")
    other.ok("NOOP")
    one.ok("STORE 1 +FLAGS.SILENT (\\Draft)")
    assert other.ok("STORE 1 -FLAGS (\\Seen)") == [b"* 1 FETCH (UID 1 FLAGS (\\Draft))"]
    assert one.ok("NOOP") == [b"* 1 FETCH (UID 1 FLAGS (\\Draft))"]


def test_a_message_is_recent_in_one_session(connect: Connect) -> None:
    one, other = connect(), connect()
    one.hides_recent = other.hides_recent = False
    one.append("INBOX", LETTER)
    assert one.ok("STATUS INBOX (RECENT)") == [b'* STATUS "INBOX" (RECENT 1)']
    assert b"* 1 RECENT" in other.ok("EXAMINE INBOX")
    assert b"* 1 RECENT" in one.ok("SELECT INBOX")
    assert one.ok("FETCH 1 FLAGS") == [b"* 1 FETCH (FLAGS (\\Recent))"]
    assert b"* 0 RECENT" in other.ok("SELECT INBOX")
    assert other.ok("FETCH 1 FLAGS") == [b"* 1 FETCH (FLAGS ())"]
    one.append("INBOX", LETTER)
    assert other.ok("NOOP") == [b"* 2 EXISTS", b"* 0 RECENT"]
    assert one.ok("SEARCH RECENT") == [b"* SEARCH 1 2"]
    assert one.ok("STATUS INBOX (RECENT)") == [b'* STATUS "INBOX" (RECENT 0)']


def test_idle_tells_what_others_do_as_they_do_it(connect: Connect, anna: Person) -> None:
    one, other = connect("INBOX"), connect("INBOX")
    other.idle()
    start = time.monotonic()
    letters(one, 1)
    assert other.line() == b"* 1 EXISTS"
    assert other.line().endswith(b" RECENT")
    email = Email.objects.get()
    inbox = Mailbox.objects.get(account_id=anna.id, role="inbox").id
    with transaction.atomic(), writing(anna.id) as write:
        # As the web does it.
        targets = {email.id: Target(frozenset({"$seen"}), frozenset({inbox}))}
        relabel(write, list(load(anna.id, [email.id]).values()), targets)
    assert other.line() == b"* 1 FETCH (UID 1 FLAGS (\\Seen))"
    one.ok("UID STORE 1 +FLAGS.SILENT (\\Deleted)")
    assert other.line() == b"* 1 FETCH (UID 1 FLAGS (\\Seen \\Deleted))"
    one.ok("UID EXPUNGE 1")
    assert other.line() == b"* 1 EXPUNGE"
    assert time.monotonic() - start < TOLD_WITHIN_S
    assert other.done() == [b"OK Done"]


def test_idle_ends_with_done_alone(client: ImapClient) -> None:
    client.idle()
    client.write(b"NOOP\r\n")
    assert client.line() == b"idle BAD Expected DONE"
    client.ok("NOOP")


def test_whoever_is_suspended_is_out(
    client: ImapClient, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.mail.imap.session.LOOK_AGAIN_S", 0.0)
    client.ok("NOOP")
    suspend(SYSTEM, anna)
    client.write(b"x NOOP\r\n")
    assert client.line() == b"* BYE You are not signed in any more"
    assert client.line() == b""


def test_a_deleted_mailbox_ends_the_sessions_in_it(connect: Connect) -> None:
    one = connect()
    one.ok("CREATE Work")
    one.append("Work", LETTER)
    other = connect("Work")
    one.ok("DELETE Work")
    other.write(b"x NOOP\r\n")
    assert other.line() == b"* BYE The mailbox was deleted"


def test_modseqs_rise_and_guard_changes(connect: Connect) -> None:
    one, other = connect("INBOX"), connect("INBOX")
    letters(one, 2)
    other.ok("NOOP")
    found = one.ok("FETCH 1:2 MODSEQ")
    before = int(found[0].partition(b"MODSEQ (")[2].rstrip(b")"))
    highest = int(found[-1].partition(b"HIGHESTMODSEQ ")[2].partition(b"]")[0])
    assert (highest, len(found)) == (before, 3)
    other.ok("STORE 2 +FLAGS (\\Seen)")
    (told,) = one.ok("NOOP")
    assert told.startswith(b"* 2 FETCH (UID 2 FLAGS (\\Seen) MODSEQ (")
    ended = one.do(f"STORE 1:2 (UNCHANGEDSINCE {before}) +FLAGS.SILENT (\\Flagged)")
    assert ended[0].startswith(b"* 1 FETCH (UID 1 MODSEQ (")
    assert ended[1:] == [b"OK [MODIFIED 2] Some were changed by others"]
    assert one.ok("SEARCH FLAGGED") == [b"* SEARCH 1"]
    changed = one.ok(f"FETCH 1:2 (FLAGS) (CHANGEDSINCE {before})")
    assert [line.partition(b" MODSEQ")[0] for line in changed] == [
        b"* 1 FETCH (FLAGS (\\Flagged)",
        b"* 2 FETCH (FLAGS (\\Seen)",
    ]
    (searched,) = one.ok(f"SEARCH MODSEQ {before + 1}")
    assert searched.startswith(b"* SEARCH 1 2 (MODSEQ ")


def opened(client: ImapClient, parameters: str = "") -> tuple[list[bytes], int, int]:
    """Select the inbox; return the answers, its validity and its highest modseq."""
    lines = client.ok(f"SELECT INBOX {parameters}".rstrip())
    text = b"\n".join(lines).decode()
    validity = int(text.partition("UIDVALIDITY ")[2].partition("]")[0])
    return lines, validity, int(text.partition("HIGHESTMODSEQ ")[2].partition("]")[0])


def test_resynchronising_tells_what_changed_and_what_left(connect: Connect) -> None:
    one, other = connect("INBOX"), connect()
    letters(one, 9)
    assert other.ok("ENABLE QRESYNC") == [b"* ENABLED QRESYNC"]
    _, validity, modseq = opened(other)
    one.ok("STORE 2,8 +FLAGS.SILENT (\\Deleted)")
    one.ok("EXPUNGE")
    one.ok("STORE 3 +FLAGS.SILENT (\\Seen)")
    letters(one, 1)
    assert other.ok("NOOP")[0] == b"* VANISHED 2,8"
    lines, _, newer = opened(other, f"(QRESYNC ({validity} {modseq} 1:9))")
    told = [line for line in lines if b"VANISHED" in line or b"FETCH" in line]
    assert told == [
        b"* VANISHED (EARLIER) 2,8",
        b"* 3 FETCH (UID 4 FLAGS (\\Seen) MODSEQ (%d))" % (newer - 1),
    ]
    lines, _, _ = opened(other, f"(QRESYNC ({validity} {newer}))")
    assert [line for line in lines if b"VANISHED" in line or b"FETCH" in line] == []
    lines, _, _ = opened(other, f"(QRESYNC ({validity + 1} {modseq}))")
    assert [line for line in lines if b"VANISHED" in line or b"FETCH" in line] == []
    assert other.ok(f"UID FETCH 1:9 (FLAGS) (CHANGEDSINCE {modseq} VANISHED)") == [
        b"* VANISHED (EARLIER) 2,8",
        b"* 3 FETCH (UID 4 FLAGS (\\Seen) MODSEQ (%d))" % (newer - 1),
    ]


def test_resynchronising_after_many_changes_costs_what_changed(
    connect: Connect, anna: Person
) -> None:
    one, other = connect("INBOX"), connect()
    letters(one, 200)
    other.ok("ENABLE QRESYNC")
    _, validity, modseq = opened(other)
    other.ok("UNSELECT")
    one.ok("STORE 1:50 +FLAGS.SILENT (\\Seen)")
    one.ok("STORE 51:100 +FLAGS.SILENT (\\Deleted)")
    one.ok("EXPUNGE")
    lines, _, _ = opened(other, f"(QRESYNC ({validity} {modseq}))")
    told = [line for line in lines if b"VANISHED" in line or b" FETCH " in line]
    assert told[0] == b"* VANISHED (EARLIER) 51:100"
    assert len(told) == 51
    assert sum(map(len, lines)) < 50 * 60 + 2_000
    box = Mailbox.objects.get(account_id=anna.id, role="inbox")
    with CaptureQueriesContext(connection) as queries:
        assert len(view.changed_since(box.id, modseq)) == 50
        assert len(view.gone_since(box.id, modseq)) == 50
        view.load(anna.id, box.id)
    # The rows of what changed, and the account's state: the view of 150 messages was kept.
    assert len(queries) == 3


@pytest.mark.parametrize("index", ["label_since", "expunged_since"])
def test_what_changed_is_found_by_an_index(db: None, index: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("plans of PostgreSQL depend on the number of rows")
    sql = view._CHANGED if index == "label_since" else view._GONE
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", ["box", 1])
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert index in plan
