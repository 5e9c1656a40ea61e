"""The grammar of commands (RFC 9051 section 9): what is taken, what is BAD, and that the connection
outlives both.
"""

import pytest

from bureau.people import Person

from ..imap import connection
from .imap_client import LETTER, ImapClient
from .imap_fixtures import Connect, client, connect, imap_port

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["client", "connect", "imap_port"]

FINE = [
    "noop",
    "NoOp",
    "CHECK",
    "capability",
    "namespace",
    'SELECT "INBOX"',
    "select inbox",
    "SELECT {5+}\r\nINBOX",
    "SELECT InBoX (CONDSTORE)",
    "EXAMINE INBOX",
    "SELECT INBOX",
    "fetch 1 flags",
    "FETCH 1:* (flags UID)",
    "FETCH *:1 UID",
    "FETCH 3,1,2:2 UID",
    "FETCH 1 ALL",
    "FETCH 1 full",
    "FETCH 1 FAST (CHANGEDSINCE 1)",
    "FETCH 1 (FLAGS) (CHANGEDSINCE 9223372036854775807)",
    "FETCH 1 PREVIEW (LAZY)",
    "FETCH 1 (UID PREVIEW (LAZY) FLAGS)",
    "FETCH 1 body.peek[header.fields (subject)]",
    'FETCH 1 (BODY.PEEK[HEADER.FIELDS ("Subject" {2+}\r\nTo)])',
    "FETCH 1 BODY.PEEK[]<0.4294967296>",
    "FETCH 1 (BINARY.PEEK[]<1.1> BINARY.SIZE[1])",
    "UID fetch 1 (uid)",
    "UID FETCH 900:999 FLAGS",
    "STORE 1 FLAGS ()",
    "STORE 1 +flags.silent \\Seen",
    "STORE 1 -FLAGS \\Seen \\Flagged $Junk",
    "STORE 1 (UNCHANGEDSINCE 0) FLAGS ()",
    "SEARCH ALL",
    "SEARCH 1:* NOT (SEEN UNSEEN) UID 1:*",
    "search return (min) charset utf-8 all",
    "SEARCH RETURN () OR SEEN OR (ANSWERED DELETED) NOT FLAGGED",
    "SEARCH CHARSET us-ascii SUBJECT {5+}\r\nhello",
    'SEARCH SINCE "1-Jan-2024" BEFORE 02-jan-2030',
    'SEARCH MODSEQ "/flags/\\\\Draft" all 0',
    "SEARCH LARGER 4294967296 SMALLER 9223372036854775807",
    "SEARCH SUBJECT NIL",
    "SEARCH " + "OR SUBJECT a " * 120 + "ALL",
    "ID NIL",
    "ID ()",
    'ID ("name" NIL "version" "1")',
    "ENABLE X-NONE",
    'LIST "" {1+}\r\n*',
    'LIST () "" (INBOX %)',
    'LIST "" % RETURN ()',
    "LIST (REMOTE) INBOX *",
    'LSUB "" *',
    "STATUS {5+}\r\ninbox (messages UIDNEXT)",
    "COPY 1 {6+}\r\nDraft" + "s",
    "UID EXPUNGE 1:*",
    "GETQUOTAROOT inbox",
]
BAD = [
    "NONSENSE",
    "NOOP ",
    "NOOP x",
    "CAPABILITY x",
    "LOGIN a b",
    "AUTHENTICATE PLAIN",
    "STARTTLS",
    "SELECT",
    "SELECT  INBOX",
    "SELECT INBOX x",
    "SELECT INBOX ()",
    "SELECT INBOX (NONSENSE)",
    "SELECT INBOX (QRESYNC (1 1))",
    "SELECT &",
    'SELECT "&AOE"',
    'SELECT "a\tb"',
    "FETCH 1",
    "FETCH  1 UID",
    "FETCH 1 ()",
    "FETCH 1 (ALL)",
    "FETCH 1 ALL FLAGS",
    "FETCH 1 (FLAGS",
    "FETCH 1 FLAGS)",
    "FETCH 1 (FLAGS  UID)",
    "FETCH 1 (FLAGS UID )",
    "FETCH 0 UID",
    "FETCH 99 UID",
    "FETCH 1,,2 UID",
    "FETCH 1: UID",
    "FETCH a UID",
    "FETCH 4294967296 UID",
    "FETCH 1 BODY[",
    "FETCH 1 BODY[MIME]",
    "FETCH 1 BODY[0]",
    "FETCH 1 BODY[1.]",
    "FETCH 1 BODY[1HEADER]",
    "FETCH 1 BODY[NONSENSE]",
    "FETCH 1 BODY[HEADER.FIELDS]",
    "FETCH 1 BODY[HEADER.FIELDS ()]",
    "FETCH 1 BODY[]<0.0>",
    "FETCH 1 BODY[]<5>",
    "FETCH 1 BODY[]<-1.5>",
    "FETCH 1 FLAGS (NONSENSE)",
    "FETCH 1 FLAGS (CHANGEDSINCE 0)",
    "FETCH 1 FLAGS (CHANGEDSINCE 9223372036854775808)",
    "FETCH 1 FLAGS (CHANGEDSINCE 1 VANISHED)",
    "UID FETCH 1 FLAGS (VANISHED)",
    "UID",
    "UID NOOP",
    "UID FETCH",
    "UID FETCH 0 UID",
    "STORE 1 FLAGS",
    "STORE 1 +FLAG (\\Seen)",
    "STORE 1 FLAGS (\\Nonsense)",
    "STORE 1 FLAGS (\\Seen",
    "STORE 1 FLAGS (a]b)",
    "STORE 1 (UNCHANGEDSINCE x) FLAGS ()",
    "STORE 1 (UNCHANGEDSINCE 9223372036854775808) FLAGS ()",
    "SEARCH",
    "SEARCH ",
    "SEARCH NONSENSE",
    "SEARCH ALL ",
    "SEARCH ()",
    "SEARCH (SEEN",
    "SEARCH NOT",
    "SEARCH OR SEEN",
    "SEARCH RETURN(ALL) ALL",
    "SEARCH RETURN (ALL)",
    "SEARCH RETURN (NONSENSE) ALL",
    "SEARCH CHARSET UTF-8",
    "SEARCH SINCE 1-Foo-2024",
    "SEARCH SINCE 32-Jan-2024",
    'SEARCH SINCE "1-Jan-2024',
    "SEARCH LARGER x",
    "SEARCH LARGER 9223372036854775808",
    "SEARCH MODSEQ x",
    'SEARCH SUBJECT "x',
    'SEARCH SUBJECT a"b',
    'SEARCH SUBJECT "a\\b"',
    "SEARCH " + "NOT " * 300 + "ALL",
    "SEARCH SUBJECT {5-}",
    "STATUS INBOX",
    "STATUS INBOX ()",
    "STATUS INBOX MESSAGES",
    "STATUS INBOX (NONSENSE)",
    "LIST",
    'LIST ""',
    'LIST "" * RETURN',
    'LIST "" * RETURN (NONSENSE)',
    'LIST (NONSENSE) "" *',
    'LIST "" "&AOE"',
    'LIST "&" ""',
    'LSUB "" &',
    "COPY 1",
    "COPY 99 Drafts",
    "MOVE 99 Drafts",
    "APPEND INBOX",
    "APPEND INBOX (\\Seen) x",
    'APPEND INBOX "1-Jan-2024" {1+}\r\nx',
    'APPEND INBOX "01-Jan-2024 25:00:00 +0000" {1+}\r\nx',
    "APPEND INBOX (\\Nonsense) {1+}\r\nx",
    "APPEND INBOX {1+}\r\nx y",
    "CREATE",
    "CREATE x (NONSENSE)",
    "RENAME x",
    "DELETE",
    "SUBSCRIBE",
    "EXPUNGE 1",
    "UID EXPUNGE",
    "CLOSE x",
    "ENABLE",
    "ID",
    "ID (x)",
    "IDLE x",
    "\x00",
]


@pytest.fixture
def filled(client: ImapClient) -> ImapClient:
    """A connection whose inbox has three letters."""
    client.ok(b"APPEND INBOX" + b" {%d+}\r\n%b" % (len(LETTER), LETTER) * 3)
    client.ok("NOOP")
    return client


def test_commands_in_many_forms(filled: ImapClient) -> None:
    for command in FINE:
        end = filled.do(command)[-1]
        assert end.startswith(b"OK"), (command, end)


def test_what_is_not_imap_is_bad_and_changes_nothing(filled: ImapClient) -> None:
    for command in BAD:
        end = filled.do(command)[-1]
        assert end.startswith(b"BAD"), (command, end)
    assert filled.ok("FETCH 1:* FLAGS") == [b"* %d FETCH (FLAGS ())" % at for at in (1, 2, 3)]


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        (b"\r\n", b"* BAD "),
        (b" NOOP\r\n", b"* BAD "),
        (b"+x NOOP\r\n", b"* BAD "),
        (b"a*b NOOP\r\n", b"* BAD "),
        (b"only\r\n", b"only BAD "),
        (b"bare NOOP\n", b"bare OK "),
        (b"}]!x NOOP\r\n", b"}]!x OK "),
    ],
)
def test_tags(client: ImapClient, sent: bytes, answered: bytes) -> None:
    client.write(sent)
    assert client.line().startswith(answered)
    client.ok("NOOP")


def test_what_does_not_fit_the_state_is_bad(imap_port: int) -> None:
    with ImapClient(imap_port) as fresh:
        for command in ("SELECT INBOX", 'LIST "" *', "ENABLE QRESYNC", "IDLE", "FETCH 1 UID"):
            assert fresh.do(command)[-1].startswith(b"BAD"), command
        for command in ("NOOP", "ID NIL", "CAPABILITY", "LOGOUT"):
            assert fresh.do(command)[-1].startswith(b"OK"), command


def test_without_a_mailbox_its_commands_are_bad(connect: Connect) -> None:
    client = connect()
    for command in ("FETCH 1 UID", "UID FETCH 1 UID", "CLOSE", "EXPUNGE", "SEARCH ALL", "CHECK"):
        assert client.do(command)[-1].startswith(b"BAD"), command


def test_bytes_may_come_one_by_one(client: ImapClient) -> None:
    for at in range(len(sent := b"x SELECT {5}\r\n")):
        client.write(sent[at : at + 1])
    assert client.line().startswith(b"+ ")
    for at in range(len(sent := b"INBOX\r\ny APPEND INBOX {4+}\r\nA:b\n (\r\n")):
        client.write(sent[at : at + 1])
    assert client.answers(b"x")[-1].startswith(b"OK [READ-WRITE]")
    assert client.answers(b"y")[-1].startswith(b"BAD")


def test_a_message_of_two_literals_and_commands_behind_it_at_once(client: ImapClient) -> None:
    client.write(
        b"a APPEND {5+}\r\nINBOX (\\Seen) {5+}\r\nA: b\n\r\n"
        b"b FETCH 1 (FLAGS BODY.PEEK[])\r\nc STORE 1 +FLAGS (\\Deleted)\r\nd EXPUNGE\r\n"
        b"e STATUS INBOX (MESSAGES)\r\nf NOOP\r\n"
    )
    assert client.answers(b"a")[-1].startswith(b"OK [APPENDUID ")
    assert client.answers(b"b")[0] == b"* 1 FETCH (FLAGS (\\Seen) BODY[] {5}\r\nA: b\n)"
    client.answers(b"c")
    assert client.answers(b"d")[0] == b"* 1 EXPUNGE"
    assert client.answers(b"e")[0] == b'* STATUS "INBOX" (MESSAGES 0)'
    assert client.answers(b"f") == [b"OK Done"]


def test_a_literal_that_does_not_wait_and_is_too_large_is_read_past(
    client: ImapClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LARGEST_MESSAGE", 1_000)
    client.ok("NOOP")
    client.write(b"a APPEND INBOX {1001+}\r\n%b\r\nb NOOP\r\n" % (b"x" * 1_001))
    assert client.answers(b"a") == [b"NO [TOOBIG] This is too large"]
    assert client.answers(b"b") == [b"OK Done"]
    client.write(b"c APPEND INBOX {1001}\r\n")
    assert client.answers(b"c") == [b"NO [TOOBIG] This is too large"]


@pytest.mark.parametrize("sent", [b"a NOOP {99999999999999999999+}\r\n", b"x" * (2 << 20)])
def test_what_is_far_too_long_ends_the_connection(client: ImapClient, sent: bytes) -> None:
    client.write(sent)
    assert client.line().startswith(b"* BYE ")


def test_nul_is_for_messages_and_binary_literals_alone(client: ImapClient, anna: Person) -> None:
    assert client.do(b"CREATE {3+}\r\na\0b")[-1].startswith(b"BAD")
    assert client.do(b"SEARCH SUBJECT {3+}\r\na\0b")[-1].startswith(b"BAD")
    assert client.do(b"APPEND INBOX ~{8+}\r\nA: b\n\na\0")[-1].startswith(b"OK")
    client.ok("NOOP")
    assert client.ok("FETCH 1 (BODY.PEEK[TEXT] BINARY.PEEK[1])") == [
        b"* 1 FETCH (BODY[TEXT] {2}\r\na\x80 BINARY[1] ~{2}\r\na\0)"
    ]


def test_names_and_passwords_as_atoms_strings_and_literals(
    imap_port: int, connect: Connect, anna: Person
) -> None:
    from bureau.people import actor_for, create_app_password

    secret = create_app_password(actor_for(anna), anna, "forms", ["mail"])[1]
    for form in ("{0} {1}", '"{0}" "{1}"', "{{{2}+}}\r\n{0} {{{3}+}}\r\n{1}"):
        with ImapClient(imap_port) as fresh:
            fresh.ok("login " + form.format(anna.email, secret, len(anna.email), len(secret)))
