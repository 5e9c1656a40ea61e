"""Messages over IMAP: filed, fetched in pieces, searched, flagged, copied, moved."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections

from bureau.people import Person
from bureau.platform import blobs

from ..models import Email, EmailLabel, Rendering
from .imap_client import LETTER, ImapClient
from .imap_fixtures import Connect, client, connect, imap_port

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["client", "connect", "imap_port"]

NESTED = """From: "Real, Name" <user@domain.org>
To: group: g1@d1.org, =?utf-8?q?J=C3=B6rg?= <g2@d2.org>;, <@route:one@two>
Subject: folded
 subject
Date: Sat, 24 Mar 2007 23:30:00 -0800
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="foo
 bar"

prologue

--foo bar
Content-Type: text/x-myown; charset=us-ascii
Content-Language: en, fr
Content-MD5: Q2hlY2s=

hello

--foo bar
Content-Type: message/rfc822
Content-Disposition: attachment; filename="m.eml"

From: sub@domain.org
Subject: submsg
Content-Type: multipart/alternative; boundary="sub1"

--sub1
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

<p>Hello=20world</p>

--sub1

Another

--sub1--

--foo bar--
""".replace("\n", "\r\n").encode()
FROM = b'(("Real, Name" NIL "user" "domain.org"))'
SUB = b'((NIL NIL "sub" "domain.org"))'
ENVELOPE = (
    b'("Sat, 24 Mar 2007 23:30:00 -0800" "folded subject" %b %b %b'
    b' ((NIL NIL "group" NIL)(NIL NIL "g1" "d1.org")("=?utf-8?q?J=C3=B6rg?=" NIL "g2" "d2.org")'
    b'(NIL NIL NIL NIL)(NIL "@route" "one" "two")) NIL NIL NIL NIL)'
) % (FROM, FROM, FROM)
STRUCTURE = (
    b'(("text" "x-myown" ("charset" "us-ascii") NIL NIL "7bit" 7 1 "Q2hlY2s=" NIL ("en" "fr") NIL)'
    b'("message" "rfc822" NIL NIL NIL "7bit" %d'
    b' (NIL "submsg" %b %b %b NIL NIL NIL NIL NIL)'
    b' (("text" "html" NIL NIL NIL "quoted-printable" 22 1 NIL NIL NIL NIL)'
    b'("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 9 1 NIL NIL NIL NIL)'
    b' "alternative" ("boundary" "sub1") NIL NIL NIL) 15'
    b' NIL ("attachment" ("filename" "m.eml")) NIL NIL)'
    b' "mixed" ("boundary" "foo bar") NIL NIL NIL)'
)


@contextmanager
def no_blobs() -> Iterator[None]:
    """Fail when the bytes of a message are read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blobs, "stream", None)
        patch.setattr(blobs, "read", None)
        yield


def test_envelope_and_structure_are_exact_and_open_no_blob(client: ImapClient) -> None:
    client.append("INBOX", NESTED, "(\\Seen)", '" 1-Feb-2024 23:30:00 -0500"')
    client.ok("NOOP")
    inner = NESTED.partition(b'm.eml"\r\n\r\n')[2].partition(b"\r\n--foo bar--")[0]
    structure = STRUCTURE % (len(inner), SUB, SUB, SUB)
    with no_blobs():
        found = client.ok("FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)")
        listed = client.ok("FETCH 1 (BODY.PEEK[HEADER.FIELDS (SUBJECT to)])")
    head = b'* 1 FETCH (UID 1 FLAGS (\\Seen) INTERNALDATE " 1-Feb-2024 23:30:00 -0500"'
    size = b" RFC822.SIZE %d ENVELOPE " % len(NESTED)
    assert found == [head + size + ENVELOPE + b" BODYSTRUCTURE " + structure + b")"]
    lines = NESTED[NESTED.index(b"To:") : NESTED.index(b"Date:")] + b"\r\n"
    label = b"BODY[HEADER.FIELDS (SUBJECT to)] {%d}\r\n" % len(lines)
    assert listed == [b"* 1 FETCH (" + label + lines + b")"]


def test_a_message_without_rendering_is_rendered_at_first_fetch(client: ImapClient) -> None:
    client.append("INBOX", NESTED)
    kept = bytes(Rendering.objects.get().envelope)
    Rendering.objects.all().delete()
    client.ok("NOOP")
    assert client.ok("FETCH 1 ENVELOPE") == [b"* 1 FETCH (ENVELOPE " + kept + b")"]
    assert bytes(Rendering.objects.get().envelope) == kept == ENVELOPE


@pytest.mark.parametrize(
    ("section", "content"),
    [
        ("", NESTED),
        ("HEADER", NESTED[: NESTED.index(b"prologue")]),
        ("TEXT", NESTED[NESTED.index(b"prologue") :]),
        ("1", b"hello\r\n"),
        ("1.MIME", NESTED[NESTED.index(b"Content-Type: text/x") : NESTED.index(b"hello")]),
        ("2.HEADER", NESTED[NESTED.index(b"From: sub@") : NESTED.index(b"--sub1\r\nContent")]),
        ("2.HEADER.FIELDS (From)", b"From: sub@domain.org\r\n\r\n"),
        ("2.HEADER.FIELDS.NOT (From Content-Type)", b"Subject: submsg\r\n\r\n"),
        ("2.1", b"<p>Hello=20world</p>\r\n"),
        ("2.2", b"Another\r\n"),
        ("2.2.MIME", b"\r\n"),
        ("3", None),
        ("1.1", None),
        ("1.TEXT", None),
    ],
)
def test_sections(client: ImapClient, section: str, content: bytes | None) -> None:
    client.append("INBOX", NESTED)
    client.ok("NOOP")
    label = f"BODY[{section}]".encode()
    wanted = b" NIL" if content is None else b" {%d}\r\n%b" % (len(content), content)
    assert client.ok(f"FETCH 1 BODY.PEEK[{section}]") == [b"* 1 FETCH (" + label + wanted + b")"]


def test_partial_and_binary_fetches(client: ImapClient) -> None:
    client.append("INBOX", NESTED)
    client.ok("NOOP")
    assert client.ok("FETCH 1 BODY.PEEK[1]<2.3>") == [b"* 1 FETCH (BODY[1]<2> {3}\r\nllo)"]
    assert client.ok("FETCH 1 BODY.PEEK[1]<100.3>") == [b"* 1 FETCH (BODY[1]<100> {0}\r\n)"]
    assert client.ok("FETCH 1 (BINARY.SIZE[2.1] BINARY.PEEK[2.1]<3.5>)") == [
        b"* 1 FETCH (BINARY.SIZE[2.1] 20 BINARY[2.1]<3> {5}\r\nHello)"
    ]
    for wrong in ("BODY[0]", "BODY[1.]", "BODY[MIME]", "BODY[1]<0.0>", "BODY[HEADER.FIELDS ()]"):
        assert client.do(f"FETCH 1 {wrong}")[-1].startswith(b"BAD")


def test_reading_marks_as_seen_and_peeking_does_not(client: ImapClient) -> None:
    client.append("INBOX", LETTER)
    client.ok("FETCH 1 BODY.PEEK[TEXT]")
    assert client.ok("SEARCH UNSEEN") == [b"* SEARCH 1"]
    assert client.ok("FETCH 1 RFC822.TEXT") == [
        b"* 1 FETCH (FLAGS (\\Seen) RFC822.TEXT {10}\r\nOne\r\nTwo\r\n)"
    ]
    assert client.ok("SEARCH UNSEEN") == [b"* SEARCH"]
    assert not Email.objects.get().is_unread


def test_eight_bit_headers_are_literals(client: ImapClient) -> None:
    client.append("INBOX", "Subject: caf\u00e9\r\n\r\nx".encode())
    client.ok("NOOP")
    subject = "{5}\r\ncaf\u00e9".encode()
    assert client.ok("FETCH 1 ENVELOPE") == [
        b"* 1 FETCH (ENVELOPE (NIL " + subject + b" NIL NIL NIL NIL NIL NIL NIL NIL))"
    ]


SEARCHES = [
    ("ALL", "1 2 3"),
    ("FROM arendt", "1"),
    ("FROM anna@demo", "1"),
    ("TO ben", "1"),
    ("CC ben", ""),
    ("SUBJECT hello", "1"),
    ("SUBJECT ELL", "1"),
    ('SUBJECT "caf\u00e9"', "2"),
    ("BODY two", "1"),
    ("BODY amburg", "2"),
    ('BODY "und hambur"', "2"),
    ("TEXT x-extra", "3"),
    ("HEADER X-Extra wor", "3"),
    ('HEADER X-Extra ""', "3"),
    ('NOT HEADER X-Extra ""', "1 2"),
    ("HEADER Message-ID <1@demo.example>", "1"),
    ("SINCE 2-Feb-2024", "2 3"),
    ("ON 2-Feb-2024", "2"),
    ("BEFORE 2-Feb-2024", "1"),
    ("SENTON 1-Jan-2024", "1"),
    ("SENTBEFORE 1-Jan-2024", ""),
    ("SENTSINCE 1-Jan-2024", "1 2"),
    ("LARGER 170", "2"),
    ("SMALLER 170", "1 3"),
    ("SEEN", "2"),
    ("UNSEEN", "1 3"),
    ("KEYWORD Mine", "3"),
    ("UNKEYWORD mine", "1 2"),
    ("FLAGGED DELETED", ""),
    ("OR SEEN KEYWORD mine", "2 3"),
    ("NOT (OR SEEN 1)", "3"),
    ("2:*", "2 3"),
    ("UID 3:99", "3"),
    ("1000", ""),
    ("NEW", "1 3"),
    ("RECENT", "1 2 3"),
    ("OLD", ""),
    ("OLDER 100000", "1 2 3"),
    ("YOUNGER 100000", ""),
    ("(1:2 NOT SEEN) SUBJECT hello", "1"),
]


@pytest.fixture
def three(client: ImapClient) -> ImapClient:
    """Three messages in the inbox."""
    second = (
        "From: Ben <ben@demo.example>\r\nSubject: =?utf-8?q?caf=C3=A9?=\r\n"
        "Date: Tue, 2 Jan 2024 23:00:00 -0500\r\n\r\n" + "Kiel und Hamburg\r\n" * 5
    )
    client.append("INBOX", LETTER, "", '" 1-Feb-2024 23:30:00 -0500"')
    client.append("INBOX", second.encode(), "(\\Seen)", '" 2-Feb-2024 00:30:00 +0500"')
    client.append(
        "INBOX", b"X-Extra: Hello world\r\n\r\n.", "(Mine)", '" 3-Feb-2024 00:00:00 +0000"'
    )
    client.ok("NOOP")
    return client


@pytest.mark.parametrize(("key", "numbers"), SEARCHES)
def test_search(three: ImapClient, key: str, numbers: str) -> None:
    assert three.ok(f"SEARCH {key}") == [f"* SEARCH {numbers}".rstrip().encode()]


def test_search_in_a_charset(three: ImapClient) -> None:
    latin = "caf\u00e9".encode("latin-1")
    assert three.ok(b"SEARCH CHARSET ISO-8859-1 SUBJECT {4+}\r\n" + latin) == [b"* SEARCH 2"]
    assert three.do("SEARCH CHARSET X-None ALL")[-1].startswith(b"NO [BADCHARSET (US-ASCII UTF-8)]")
    assert three.do(b"SEARCH CHARSET UTF-8 SUBJECT {1+}\r\n\xff")[-1].startswith(b"BAD")


def test_extended_search(three: ImapClient) -> None:
    tag = b'(TAG "a%d")'

    def asked(command: str) -> list[bytes]:
        found = three.ok(command)
        return [one.replace(tag % three.number, b"(T)") for one in found]

    assert asked("SEARCH RETURN (MIN MAX COUNT ALL) ALL") == [
        b"* ESEARCH (T) MIN 1 MAX 3 ALL 1:3 COUNT 3"
    ]
    assert asked("UID SEARCH RETURN () SEEN") == [b"* ESEARCH (T) UID ALL 2"]
    assert asked("SEARCH RETURN (COUNT) DELETED") == [b"* ESEARCH (T) COUNT 0"]
    assert asked("UID SEARCH RETURN (SAVE) UNSEEN") == []
    assert three.ok("FETCH $ UID") == [b"* 1 FETCH (UID 1)", b"* 3 FETCH (UID 3)"]
    assert asked("SEARCH RETURN (MIN) $") == [b"* ESEARCH (T) MIN 1"]
    assert three.do("SEARCH RETURN (SOME) ALL")[-1].startswith(b"BAD")


def test_flags_are_stored_and_told(three: ImapClient) -> None:
    assert three.ok("STORE 1 +FLAGS (\\Answered $Forwarded Own)") == [
        b"* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded Mine Own)",
        b"* 1 FETCH (UID 1 FLAGS (\\Answered $Forwarded Own))",
    ]
    assert three.ok("STORE 1 -FLAGS.SILENT own") == []
    assert three.ok("STORE 1 FLAGS \\Flagged \\Deleted") == [
        b"* 1 FETCH (UID 1 FLAGS (\\Flagged \\Deleted))"
    ]
    assert three.ok("STORE 1 FLAGS (\\Flagged \\Deleted)") == [
        b"* 1 FETCH (UID 1 FLAGS (\\Flagged \\Deleted))"
    ]
    assert three.do("STORE 1 FLAGS (\\Nonsense)")[-1].startswith(b"BAD")
    assert three.do("STORE 9 FLAGS ()")[-1].startswith(b"BAD")
    assert three.ok("UID STORE 9 FLAGS ()") == []


def test_expunged_messages_are_gone_for_good(three: ImapClient) -> None:
    three.ok("STORE 1,3 +FLAGS.SILENT (\\Deleted)")
    assert three.ok("UID EXPUNGE 3") == [b"* 3 EXPUNGE"]
    assert three.ok("EXPUNGE") == [b"* 1 EXPUNGE"]
    assert [email.message_id for email in Email.objects.all()] == [""]
    three.ok("STORE 1 +FLAGS (\\Deleted)")
    three.ok("UNSELECT")
    assert Email.objects.count() == 1
    three.ok("SELECT INBOX")
    three.ok("CLOSE")
    assert Email.objects.count() == 0


def test_a_copy_is_one_label_more_and_deleting_one_leaves_the_other(three: ImapClient) -> None:
    three.ok("CREATE Work")
    end = three.do("COPY 1,3 Work")[-1].decode()
    assert end.endswith(" 1,3 1:2] Done")
    assert end.startswith("OK [COPYUID ")
    assert Email.objects.count() == 3
    three.ok("STORE 1 +FLAGS (\\Deleted)")
    three.ok("EXPUNGE")
    assert three.ok("STATUS Work (MESSAGES DELETED UNSEEN SIZE)") == [
        b'* STATUS "Work" (MESSAGES 2 DELETED 0 UNSEEN 2 SIZE %d)' % (len(LETTER) + 25)
    ]
    assert Email.objects.count() == 3


def test_copying_to_where_it_is_makes_another_message(three: ImapClient) -> None:
    assert three.do("UID COPY 2 INBOX") == [
        b"* 4 EXISTS",
        b"OK [COPYUID %d 2 4] Done" % uid_validity(),
    ]
    assert Email.objects.count() == 4
    assert three.ok("FETCH 4 (FLAGS INTERNALDATE)")[0].startswith(b"* 4 FETCH (FLAGS (\\Seen)")


def uid_validity() -> int:
    return EmailLabel.objects.select_related("mailbox").all()[0].mailbox.uid_validity


def test_a_moved_message_keeps_flags_and_leaves(three: ImapClient) -> None:
    found = three.do("UID MOVE 2:3 Archive")
    assert found[0].startswith(b"* OK [COPYUID ")
    assert found[0].endswith(b" 2:3 1:2] Moved")
    assert found[1:] == [b"* 3 EXPUNGE", b"* 2 EXPUNGE", b"OK Done"]
    three.ok("SELECT Archive")
    assert three.ok("FETCH 1:* FLAGS") == [
        b"* 1 FETCH (FLAGS (\\Seen))",
        b"* 2 FETCH (FLAGS (Mine))",
    ]
    assert three.do("MOVE 1 Nowhere")[-1].startswith(b"NO [TRYCREATE]")


def test_several_messages_are_appended_at_once_or_not_at_all(client: ImapClient) -> None:
    one = b"{%d+}\r\n%b" % (len(LETTER), LETTER)
    ended = client.do(b"APPEND INBOX (\\Seen) " + one + b" (\\Flagged) " + one)
    assert ended[0] == b"* 2 EXISTS"
    assert ended[-1].endswith(b" 1:2] Done")
    refused = client.do(b"APPEND INBOX " + one + b" {0+}\r\n")
    assert refused[-1] == b"NO The message is empty"
    assert client.do(b"APPEND Nowhere " + one)[-1].startswith(b"NO [TRYCREATE]")
    assert Email.objects.count() == 2


def test_what_submission_kept_is_not_kept_twice(client: ImapClient, anna: Person) -> None:
    first = client.append("Sent", LETTER)
    second = client.append("Sent", LETTER)
    assert first == second
    assert client.ok("STATUS Sent (MESSAGES)") == [b'* STATUS "Sent" (MESSAGES 1)']


@pytest.fixture(autouse=True)
def _close_connections() -> Iterator[None]:
    yield
    connections.close_all()


def test_identifiers(three: ImapClient, connect: Connect) -> None:
    email = Email.objects.order_by("id").first()
    assert email is not None
    assert three.ok("FETCH 1 (EMAILID THREADID)") == [
        f"* 1 FETCH (EMAILID ({email.id}) THREADID ({email.thread_id}))".encode()
    ]
    assert three.ok(f"SEARCH EMAILID {email.id}") == [b"* SEARCH 1"]
    assert three.ok(f"SEARCH THREADID {email.thread_id}") == [b"* SEARCH 1"]
