"""SEARCH: its keys, sets, charsets and ways to answer (RFC 9051 section 6.4.4, RFC 4731, 5182)."""

import pytest

from .imap_client import ImapClient
from .imap_fixtures import Connect, client, connect, imap_port

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["client", "connect", "imap_port"]

ADDRESSED = [
    "From: user-from@domain.org\nTo: user-to@domain.org\nBcc: user-bcc@domain.org\n\nbody\n",
    "From: RealFrom <user-from@domain.org>\nTo: RealTo <user-to@domain.org>\n"
    "Cc: RealCc <user-cc@domain.org>\nBcc: RealBcc <user-bcc@domain.org>\n\nbody2\n",
    "From: <user-from (comment)@ (comment) domain.org>\nSubject: hello beautiful world\n\nbody3\n",
    "From: user-from@domain.org (RealFrom)\nTo: user-to@domain.org (RealTo)\nX-Extra: a b\n\nx\n",
    "From: user-from1@domain.org, user-from2@domain.org\n\nNIL asdfghjkl\n",
    "To: groupname: groupuser1@domain.org, groupuser2@domain.org;,\n"
    "  other: groupuser3@domain.org;\nSubject: asdfghjkl\n\nqwertyuiop zxcvbnm\n",
]
KEYS = [
    ("FROM user-from@domain.org", "1 2 3 4"),
    ("FROM realfrom", "2 4"),
    ("FROM ealfro", "2 4"),
    ("FROM ser-fro", "1 2 3 4 5"),
    ("FROM user-from2", "5"),
    ("TO ealt", "2 4"),
    ("TO ser-t", "1 2 4"),
    ("CC realcc", "2"),
    ("BCC user-bcc@domain.org", "1 2"),
    ("TO groupname", "6"),
    ("TO other", "6"),
    ("TO groupuser2", "6"),
    ("TO groupuser4", ""),
    ('HEADER FROM ""', "1 2 3 4 5"),
    ('HEADER TO ""', "1 2 4 6"),
    ('HEADER bcc ""', "1 2"),
    ('NOT HEADER X-Extra ""', "1 2 3 5 6"),
    ('HEADER X-Extra "A B"', "4"),
    ('SUBJECT "eautiful worl"', "3"),
    ('HEADER SUBJECT "beautiful"', "3"),
    ("BODY NIL", "5"),
    ("BODY asdfghjkl", "5"),
    ("TEXT asdfghjkl", "5 6"),
    ("TEXT sdfghjk", "5 6"),
    ("BODY xcvbn", "6"),
    ('BODY "qwertyuiop zx"', "6"),
    ("TEXT groupuser3", "6"),
    ("1:3,5", "1 2 3 5"),
    ("4:2", "2 3 4"),
    ("*", "6"),
    ("*:4", "4 5 6"),
    ("7:*", "6"),
    ("1,*", "1 6"),
    ("UID 99:*", "6"),
    ("UID 2:3,5", "2 3 5"),
    ("1:3 NOT UID 2", "1 3"),
    ("NOT 2,4", "1 3 5 6"),
    ("OR 1 UID 3", "1 3"),
    ("OR (FROM realfrom SUBJECT x) NOT TO domain", "3 5"),
    ("NOT (OR 1:2 (OR 3 4))", "5 6"),
    ("NOT NOT 2", "2"),
    ("(1:3) (2:4)", "2 3"),
    ("SENTSINCE 1-Jan-1980", ""),
    ("NOT SENTSINCE 1-Jan-1980", "1 2 3 4 5 6"),
    ("SINCE 1-Jan-1980 BEFORE 1-Jan-2100", "1 2 3 4 5 6"),
    ("UNANSWERED UNDELETED UNDRAFT UNFLAGGED UNSEEN", "1 2 3 4 5 6"),
]


@pytest.fixture
def six(client: ImapClient) -> ImapClient:
    """Six messages in the inbox."""
    raw = [one.replace("\n", "\r\n").encode() for one in ADDRESSED]
    client.ok(b"APPEND INBOX" + b"".join(b" {%d+}\r\n%b" % (len(one), one) for one in raw))
    client.ok("NOOP")
    return client


def test_keys(six: ImapClient) -> None:
    for key, numbers in KEYS:
        assert six.ok(f"SEARCH {key}") == [f"* SEARCH {numbers}".rstrip().encode()], key


def test_numbers_and_uids_differ_after_something_left(six: ImapClient) -> None:
    six.ok("STORE 2 +FLAGS.SILENT (\\Deleted)")
    six.ok("EXPUNGE")
    assert six.ok("SEARCH 1:3") == [b"* SEARCH 1 2 3"]
    assert six.ok("UID SEARCH 1:3") == [b"* SEARCH 1 3 4"]
    assert six.ok("SEARCH UID 1:3") == [b"* SEARCH 1 2"]
    assert six.ok("UID SEARCH UID 2") == [b"* SEARCH"]


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("UTF-8", "\u041f\u0440\u0438\u0432\u0435\u0442".encode()),
        ("utf-8", "\u041f\u0420\u0418\u0412\u0415\u0422".encode()),
        ("KOI8-R", "\u043f\u0440\u0438\u0432\u0435\u0442".encode("koi8-r")),
        ("windows-1251", "\u041f\u0440\u0438".encode("cp1251")),
    ],
)
def test_charsets(client: ImapClient, charset: str, text: bytes) -> None:
    raw = "Subject: =?koi8-r?B?8NLJ18XU?=\r\n\r\n\u041f\u0440\u0438\u0432\u0435\u0442\r\n"
    client.append("INBOX", raw.encode())
    client.append("INBOX", b"Subject: other\r\n\r\nx\r\n")
    client.ok("NOOP")
    for key in ("SUBJECT", "TEXT", "BODY", "OR BODY zzz SUBJECT"):
        sent = f"SEARCH CHARSET {charset} {key} ".encode() + b"{%d+}\r\n%b" % (len(text), text)
        assert client.ok(sent) == [b"* SEARCH 1"], key


def test_with_utf8_accepted_a_charset_is_refused(six: ImapClient) -> None:
    assert six.ok("ENABLE UTF8=ACCEPT") == [b"* ENABLED UTF8=ACCEPT"]
    assert six.do("SEARCH CHARSET UTF-8 ALL")[-1].startswith(b"BAD")
    assert six.ok('SEARCH SUBJECT "h\u00e9llo"') == [b"* SEARCH"]


def asked(client: ImapClient, command: str) -> list[bytes]:
    """Return the answers to a search, the tag taken out."""
    found = client.ok(command)
    return [one.replace(b'(TAG "a%d")' % client.number, b"(T)") for one in found]


def test_ways_to_answer(six: ImapClient) -> None:
    assert asked(six, "SEARCH RETURN () 2:4") == [b"* ESEARCH (T) ALL 2:4"]
    assert asked(six, "UID SEARCH RETURN (MIN COUNT) 2:4") == [b"* ESEARCH (T) UID MIN 2 COUNT 3"]
    assert asked(six, "SEARCH RETURN (MAX) 2:4") == [b"* ESEARCH (T) MAX 4"]
    assert asked(six, "SEARCH RETURN (MIN MAX ALL) SEEN") == [b"* ESEARCH (T)"]
    assert asked(six, "UID SEARCH RETURN (ALL COUNT) SEEN") == [b"* ESEARCH (T) UID COUNT 0"]
    assert asked(six, "SEARCH RETURN (ALL) 1,3:4,6") == [b"* ESEARCH (T) ALL 1,3:4,6"]
    six.ok("ENABLE IMAP4rev2")
    assert asked(six, "SEARCH 2:4") == [b"* ESEARCH (T) ALL 2:4"]
    assert asked(six, "UID SEARCH SEEN") == [b"* ESEARCH (T) UID"]


def test_what_is_saved(six: ImapClient) -> None:
    assert asked(six, "SEARCH RETURN (SAVE) 2:4") == []
    assert six.ok("FETCH $ UID") == [b"* %d FETCH (UID %d)" % (at, at) for at in (2, 3, 4)]
    assert asked(six, "SEARCH RETURN (MIN SAVE) $") == [b"* ESEARCH (T) MIN 2"]
    assert six.ok("SEARCH $") == [b"* SEARCH 2"]
    assert asked(six, "SEARCH RETURN (SAVE MIN MAX) 2:5") == [b"* ESEARCH (T) MIN 2 MAX 5"]
    assert six.ok("UID SEARCH UID $") == [b"* SEARCH 2 5"]
    assert asked(six, "SEARCH RETURN (SAVE COUNT MIN) 2:5") == [b"* ESEARCH (T) MIN 2 COUNT 4"]
    assert six.ok("SEARCH NOT $") == [b"* SEARCH 1 6"]
    six.ok("UID STORE $ +FLAGS.SILENT (\\Deleted)")
    six.ok("UID EXPUNGE 3")
    assert six.ok("UID SEARCH $") == [b"* SEARCH 2 4 5"]
    assert six.do("SEARCH NONSENSE")[-1].startswith(b"BAD")
    assert six.ok("UID SEARCH $") == [b"* SEARCH 2 4 5"]
    assert six.do("SEARCH RETURN (SAVE) CHARSET X-NONE ALL")[-1].startswith(b"NO [BADCHARSET")
    assert six.ok("UID SEARCH $") == [b"* SEARCH"]
    six.ok("SEARCH RETURN (SAVE) ALL")
    six.ok("SELECT INBOX")
    assert six.ok("FETCH $ UID") == []


def test_modseqs_are_told_where_they_were_searched_for(six: ImapClient) -> None:
    def modseq(number: int) -> int:
        (line,) = six.ok(f"FETCH {number} MODSEQ")
        return int(line.partition(b"MODSEQ (")[2].partition(b")")[0])

    assert six.ok("FETCH 1 MODSEQ")[-1].startswith(b"* OK [HIGHESTMODSEQ ")
    for number in (1, 3, 2, 4):
        six.ok(f"STORE {number} +FLAGS (\\Seen)")
    entry = '"/flags/\\\\seen" all'
    first, second, third, fourth = map(modseq, (1, 2, 3, 4))
    tests = [
        (f"RETURN (MIN) 1:3 MODSEQ {entry} 1", f"MIN 1 MODSEQ {first}"),
        (f"RETURN (MAX) 1:3 MODSEQ {entry} 1", f"MAX 3 MODSEQ {third}"),
        (f"RETURN () 1:3 MODSEQ {entry} 1", f"ALL 1:3 MODSEQ {second}"),
        (f"RETURN (MIN MAX) 2:3 MODSEQ {entry} 1", f"MIN 2 MAX 3 MODSEQ {second}"),
        (f"RETURN (ALL) 2:3 MODSEQ {entry} {third}", f"ALL 2:3 MODSEQ {second}"),
        (f"RETURN (ALL) 2:3 MODSEQ {second}", f"ALL 2 MODSEQ {second}"),
        (f"RETURN (ALL) 2:3 MODSEQ {fourth}", ""),
    ]
    for search, found in tests:
        assert asked(six, f"SEARCH {search}") == [f"* ESEARCH (T) {found}".rstrip().encode()]
    assert six.ok(f"SEARCH MODSEQ {second}") == [f"* SEARCH 2 4 (MODSEQ {fourth})".encode()]
    assert six.ok(f"SEARCH MODSEQ {fourth + 1}") == [b"* SEARCH"]


def test_an_empty_mailbox(connect: Connect) -> None:
    client = connect("Archive")
    for command in ("UID FETCH 1:* UID", "UID STORE * FLAGS ()", "UID COPY 1:* Junk"):
        assert client.ok(command) == []
    for command in ("FETCH 1:* UID", "FETCH * UID", "STORE * FLAGS ()", "COPY 1:* Junk"):
        assert client.do(command)[-1].startswith(b"BAD")
    assert client.ok("SEARCH ALL") == [b"* SEARCH"]
    assert client.ok("UID SEARCH *") == [b"* SEARCH"]
    assert client.do("FETCH 1 UID")[-1].startswith(b"BAD")
