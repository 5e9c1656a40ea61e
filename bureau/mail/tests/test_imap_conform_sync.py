"""What several sessions learn of each other, and what one learns that was away (RFC 9051 section
7.5, RFC 7162, 4315, 6851).
"""

import pytest

from bureau.people import Person, actor_for, create_token

from ..models import Mailbox
from .imap_client import LETTER, ImapClient
from .imap_fixtures import Connect, client, connect, imap_port

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["client", "connect", "imap_port"]


def letters(client: ImapClient, count: int, box: str = "INBOX") -> None:
    """File messages."""
    one = b" {%d+}\r\n%b" % (len(LETTER), LETTER)
    client.ok(b"APPEND " + box.encode() + one * count)
    client.ok("NOOP")


def expunge(client: ImapClient, numbers: str) -> None:
    """Take messages away."""
    client.ok(f"STORE {numbers} +FLAGS.SILENT (\\Deleted)")
    client.ok("EXPUNGE")


def told(lines: list[bytes]) -> list[bytes]:
    """Return what answers say of messages."""
    kinds = (b" FETCH ", b" EXPUNGE", b" EXISTS", b" VANISHED")
    return [line for line in lines if any(kind in line for kind in kinds)]


def opened(client: ImapClient, parameters: str = "") -> tuple[list[bytes], int, int]:
    """Select the inbox; return what is said of messages, validity and highest modseq."""
    lines = client.ok(f"SELECT INBOX {parameters}".rstrip())
    text = b"\n".join(lines).decode()
    validity = int(text.partition("UIDVALIDITY ")[2].partition("]")[0])
    modseq = int(text.partition("HIGHESTMODSEQ ")[2].partition("]")[0])
    return [line for line in told(lines) if b"EXISTS" not in line], validity, modseq


def test_commands_by_number_keep_the_numbers(connect: Connect) -> None:
    one, other = connect("INBOX"), connect("INBOX")
    letters(one, 5)
    other.ok("NOOP")
    expunge(one, "2,4")
    letters(one, 1)
    for command in ("FETCH 1:* UID", "STORE 5 +FLAGS (\\Seen)", "SEARCH ALL", "FETCH 5 FLAGS"):
        assert not any(b"EXPUNGE" in line for line in other.ok(command)), command
    assert other.ok("FETCH 5 UID") == [b"* 5 FETCH (UID 5)"]
    assert other.ok("NOOP") == [b"* 4 EXPUNGE", b"* 2 EXPUNGE"]
    assert other.ok("FETCH 1:* UID") == [
        b"* %d FETCH (UID %d)" % pair for pair in ((1, 1), (2, 3), (3, 5), (4, 6))
    ]


def test_what_is_gone_is_not_fetched_copied_or_stored(connect: Connect) -> None:
    one, other = connect("INBOX"), connect("INBOX")
    letters(one, 3)
    other.ok("NOOP")
    expunge(one, "2")
    assert other.do("FETCH 2 BODY.PEEK[]")[-1].startswith(b"NO [EXPUNGEISSUED]")
    assert other.do("COPY 1:3 Archive")[-1].startswith(b"NO [EXPUNGEISSUED]")
    assert other.ok("SEARCH ALL") == [b"* SEARCH 1 2 3"]
    fetched = other.do("UID FETCH 1:3 RFC822.SIZE")
    assert [line.split()[1] for line in fetched if b" FETCH " in line] == [b"1", b"3"]
    assert fetched[-1].startswith(b"OK [EXPUNGEISSUED]")
    assert other.ok("STATUS Archive (MESSAGES)") == [b'* STATUS "Archive" (MESSAGES 0)']


def test_a_copy_by_uid_leaves_out_what_is_gone(connect: Connect) -> None:
    one, other = connect("INBOX"), connect("INBOX")
    letters(one, 3)
    other.ok("NOOP")
    expunge(one, "2")
    end = other.do("UID COPY 1:3 Archive")[-1]
    assert end.startswith(b"OK [COPYUID ")
    assert end.split(b"]")[0].split()[3:] == [b"1,3", b"1:2"]


def test_flags_of_others_are_told_with_every_command(connect: Connect) -> None:
    one, other = connect("INBOX"), connect("INBOX")
    letters(one, 2)
    other.ok("NOOP")
    one.ok("STORE 1 +FLAGS (\\Flagged NewWord)")
    lines = other.ok("FETCH 2 UID")
    assert lines[0] == b"* 2 FETCH (UID 2)"
    assert lines[1].startswith(b"* FLAGS (")
    assert b"NewWord" in lines[1]
    assert lines[2] == b"* 1 FETCH (UID 1 FLAGS (\\Flagged NewWord))"
    one.ok("STORE 1 FLAGS.SILENT ()")
    assert other.ok("STORE 1 +FLAGS.SILENT (\\Seen)") == [b"* 1 FETCH (UID 1 FLAGS (\\Seen))"]
    assert other.ok("STORE 1 +FLAGS.SILENT (\\Draft)") == []
    assert other.ok("FETCH 1 FLAGS") == [b"* 1 FETCH (FLAGS (\\Draft \\Seen))"]


def test_idle_tells_flags_arrivals_and_losses(connect: Connect) -> None:
    one, other = connect("INBOX"), connect("INBOX")
    letters(one, 2)
    other.ok("NOOP")
    other.hides_recent = True
    other.idle()
    one.ok("STORE 2 +FLAGS.SILENT (\\Answered)")
    assert other.line() == b"* 2 FETCH (UID 2 FLAGS (\\Answered))"
    expunge(one, "1")
    assert other.line() == b"* 1 FETCH (UID 1 FLAGS (\\Deleted))"
    assert other.line() == b"* 1 EXPUNGE"
    letters(one, 1)
    assert other.line() == b"* 2 EXISTS"
    assert other.done()[-1].startswith(b"OK")


def test_a_move_is_told_as_uids_then_losses(connect: Connect) -> None:
    one, other = connect("INBOX"), connect("INBOX")
    letters(one, 4)
    other.ok("NOOP")
    (box,) = Mailbox.objects.filter(name="Archive")
    assert one.ok("MOVE 2:3 Archive") == [
        b"* OK [COPYUID %d 2:3 1:2] Moved" % box.uid_validity,
        b"* 3 EXPUNGE",
        b"* 2 EXPUNGE",
    ]
    assert other.ok("NOOP") == [b"* 3 EXPUNGE", b"* 2 EXPUNGE"]
    assert one.do("MOVE 1 Nowhere")[-1].startswith(b"NO [TRYCREATE]")
    assert one.do("COPY 1 Nowhere")[-1].startswith(b"NO [TRYCREATE]")
    assert one.do("UID MOVE 900:999 Archive")[-1].startswith(b"OK Done")
    one.ok("ENABLE QRESYNC")
    lines = one.do("UID MOVE 1,4 Archive")
    assert lines[1] == b"* VANISHED 1,4"
    assert lines[-1].startswith(b"OK [HIGHESTMODSEQ ")


def test_uids_are_told_of_what_is_filed_and_copied(connect: Connect) -> None:
    client = connect("INBOX")
    (box,) = Mailbox.objects.filter(name="Archive")
    one = b" {%d+}\r\n%b" % (len(LETTER), LETTER)
    assert client.do(b"APPEND Archive" + one) == [b"OK [APPENDUID %d 1] Done" % box.uid_validity]
    assert client.do(b"APPEND Archive" + one * 3)[-1] == (
        b"OK [APPENDUID %d 2:4] Done" % box.uid_validity
    )
    letters(client, 3)
    assert client.do("UID COPY 3,1 Archive") == [b"OK [COPYUID %d 1,3 5:6] Done" % box.uid_validity]
    assert client.do("APPEND Nowhere {1+}\r\nx")[-1].startswith(b"NO [TRYCREATE]")
    assert client.do(b"APPEND Archive" + one + b" {0+}\r\n")[-1].startswith(b"NO")
    assert client.ok("STATUS Archive (MESSAGES)") == [b'* STATUS "Archive" (MESSAGES 6)']


def test_only_named_uids_are_expunged(client: ImapClient) -> None:
    letters(client, 4)
    client.ok("STORE 1:3 +FLAGS.SILENT (\\Deleted)")
    assert client.ok("UID EXPUNGE 2,4") == [b"* 2 EXPUNGE"]
    assert client.ok("UID SEARCH ALL") == [b"* SEARCH 1 3 4"]
    client.ok("CLOSE")
    assert client.ok("STATUS INBOX (MESSAGES DELETED)") == [
        b'* STATUS "INBOX" (MESSAGES 1 DELETED 0)'
    ]


def test_examining_changes_nothing(client: ImapClient) -> None:
    letters(client, 2)
    client.ok("STORE 1 +FLAGS.SILENT (\\Deleted)")
    assert client.do("EXAMINE INBOX")[-1].startswith(b"OK [READ-ONLY]")
    for command in ("STORE 2 FLAGS (\\Seen)", "EXPUNGE", "UID EXPUNGE 1", "MOVE 1 Archive"):
        assert client.do(command)[-1].startswith(b"NO"), command
    client.ok("COPY 1 Archive")
    client.ok("CLOSE")
    assert client.ok("STATUS INBOX (MESSAGES UNSEEN)") == [
        b'* STATUS "INBOX" (MESSAGES 2 UNSEEN 2)'
    ]


def test_changes_are_guarded_by_modseqs(connect: Connect) -> None:
    one, other = connect("INBOX"), connect("INBOX (CONDSTORE)")
    letters(one, 3)
    other.ok("NOOP")
    (line,) = other.ok("FETCH 3 MODSEQ")
    modseq = int(line.partition(b"MODSEQ (")[2].partition(b")")[0])
    one.ok("STORE 2 +FLAGS (\\Seen)")
    *lines, end = other.do(f"STORE 1:3 (UNCHANGEDSINCE {modseq}) +FLAGS.SILENT (\\Flagged)")
    assert end.startswith(b"OK [MODIFIED 2]")
    assert all(b"MODSEQ (" in line for line in told(lines))
    assert other.ok("SEARCH FLAGGED") == [b"* SEARCH 1 3"]
    end = other.do("UID STORE 1:3 (UNCHANGEDSINCE 0) FLAGS (\\Seen)")[-1]
    assert end.startswith(b"OK [MODIFIED 1:3]")
    assert other.ok("SEARCH FLAGGED") == [b"* SEARCH 1 3"]


def test_enabling_tells_the_modseq_of_the_mailbox_at_hand_alone(connect: Connect) -> None:
    client = connect("INBOX")
    lines = client.ok("SELECT Archive (CONDSTORE)")
    assert lines[0].startswith(b"* OK [CLOSED]")
    assert len([line for line in lines if b"HIGHESTMODSEQ" in line]) == 1


def test_resynchronising_only_what_is_known(connect: Connect) -> None:
    one, other = connect("INBOX"), connect()
    letters(one, 9)
    other.ok("ENABLE QRESYNC")
    _, validity, modseq = opened(other)
    other.ok("UNSELECT")
    expunge(one, "2,5,9")
    one.ok("STORE 1,4 +FLAGS.SILENT (\\Seen)")
    letters(one, 1)

    def learnt(rest: str) -> list[bytes]:
        lines, _, _ = opened(other, f"(QRESYNC ({validity} {modseq}{rest}))")
        return [line.partition(b" FLAGS")[0] for line in lines]

    seen = [b"* 1 FETCH (UID 1", b"* 4 FETCH (UID 6"]
    assert learnt("") == [b"* VANISHED (EARLIER) 2,5,9", *seen, b"* 7 FETCH (UID 10"]
    assert learnt(" 1:9") == [b"* VANISHED (EARLIER) 2,5,9", *seen]
    assert learnt(" 5:6") == [b"* VANISHED (EARLIER) 5", seen[1]]
    assert learnt(" 1:9 (1 1)") == [b"* VANISHED (EARLIER) 2,5,9", *seen]
    assert learnt(" 1:9 (1,3:4 1,4:6)") == [b"* VANISHED (EARLIER) 5,9", *seen]
    assert learnt(" (1:4294967295 1:4294967295)") == learnt("")
    named = f"UID FETCH 3:* UID (CHANGEDSINCE {modseq} VANISHED)"
    lines = told(other.ok(named))
    assert lines[0] == b"* VANISHED (EARLIER) 5,9"
    assert [line.split()[4] for line in lines[1:]] == [b"6", b"10"]


def test_once_enabled_losses_are_told_by_uid(connect: Connect) -> None:
    one, other = connect("INBOX"), connect()
    letters(one, 6)
    other.ok("ENABLE QRESYNC")
    other.ok("SELECT INBOX")
    expunge(one, "2:3,6")
    assert told(other.ok("NOOP")) == [b"* VANISHED 2:3,6"]
    other.ok("STORE 1 +FLAGS.SILENT (\\Deleted)")
    *lines, end = other.do("EXPUNGE")
    assert told(lines) == [b"* VANISHED 1"]
    assert end.startswith(b"OK [HIGHESTMODSEQ ")


def test_a_token_for_reading_changes_nothing(
    imap_port: int, connect: Connect, anna: Person
) -> None:
    from base64 import b64encode

    owner = connect("INBOX")
    letters(owner, 2)
    token = create_token(actor_for(anna), anna, "reader", ["mail.read"], None)[1]
    answer = b64encode(b"n,a=,\1auth=Bearer " + token.encode() + b"\1\1").decode()
    with ImapClient(imap_port) as reader:
        reader.ok(f"AUTHENTICATE OAUTHBEARER {answer}")
        assert reader.do("SELECT INBOX")[-1].startswith(b"OK [READ-ONLY]")
        reader.ok("FETCH 1 BODY[]")
        for command in (
            "STORE 1 FLAGS (\\Seen)",
            "EXPUNGE",
            "COPY 1 Archive",
            "MOVE 1 Archive",
            "APPEND INBOX {1+}\r\nx",
            "CREATE New",
            "DELETE Archive",
            "RENAME INBOX New",
            "SUBSCRIBE New",
            "UNSUBSCRIBE INBOX",
        ):
            assert reader.do(command)[-1].startswith(b"NO"), command
    assert owner.ok("STATUS INBOX (MESSAGES UNSEEN)") == [b'* STATUS "INBOX" (MESSAGES 2 UNSEEN 2)']
    assert owner.ok("NOOP") == []


def test_a_refused_token_is_explained_before_the_end(imap_port: int, anna: Person) -> None:
    with ImapClient(imap_port) as client:
        client.write(b"a AUTHENTICATE OAUTHBEARER bixhPSwBYXV0aD1CZWFyZXIgeAEB\r\n")
        assert client.line() == b"+ eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJtYWlsIn0="
        client.write(b"AQ==\r\n")
        assert client.line().startswith(b"a NO [AUTHENTICATIONFAILED]")


def test_a_draft_is_replaced_in_one_step(connect: Connect) -> None:
    one, other = connect("Drafts"), connect("Drafts")
    letters(one, 2, "Drafts")
    other.ok("NOOP")
    raw = LETTER.replace(b"Hello", b"Again").replace(b"<1@", b"<2@")
    (box,) = Mailbox.objects.filter(name="Drafts")
    literal = b" (\\Draft) {%d+}\r\n%b" % (len(raw), raw)
    assert one.ok(b"REPLACE 1 Drafts" + literal) == [
        b"* OK [APPENDUID %d 3] Filed" % box.uid_validity,
        b"* 1 EXPUNGE",
        b"* 2 EXISTS",
    ]
    assert told(other.ok("NOOP")) == [b"* 1 EXPUNGE", b"* 2 EXISTS"]
    assert one.ok("UID FETCH 3 (FLAGS)") == [b"* 2 FETCH (UID 3 FLAGS (\\Draft))"]
    assert one.do(b"UID REPLACE 2:3 Drafts" + literal)[-1].startswith(b"NO [CANNOT]")
    assert one.do(b"UID REPLACE 2 Nowhere" + literal)[-1].startswith(b"NO [TRYCREATE]")
    assert one.ok("UID SEARCH ALL") == [b"* SEARCH 2 3"]
    assert one.do(b"REPLACE 9 Drafts" + literal)[-1].startswith(b"BAD")
