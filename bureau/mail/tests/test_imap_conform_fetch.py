"""ENVELOPE, BODYSTRUCTURE and sections, to the byte (RFC 9051 sections 6.4.5 and 7.5.2)."""

import pytest

from .imap_client import LETTER, ImapClient
from .imap_fixtures import Connect, client, connect, imap_port

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["client", "connect", "imap_port"]

TEXT = b'("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" %d %d NIL NIL NIL NIL)'


def wire(text: str) -> bytes:
    """Return a text with the line ends of mail."""
    return text.replace("\n", "\r\n").encode()


def answer(client: ImapClient, raw: bytes, item: str) -> bytes:
    """File a message; return what FETCH says of it."""
    client.append("INBOX", raw)
    client.ok("NOOP")
    (line,) = client.ok(f"FETCH * {item}")
    label = item.partition(" ")[0].encode().replace(b".PEEK", b"")
    return line.partition(b"(" + label + b" ")[2].removesuffix(b")")


ENVELOPES = [
    ("\n", "(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)"),
    ("Subject:\n\n", '(NIL "" NIL NIL NIL NIL NIL NIL NIL NIL)'),
    ('Subject: a "b" \\c\n\n', '(NIL "a \\"b\\" \\\\c" NIL NIL NIL NIL NIL NIL NIL NIL)'),
    ("Subject: one\n\ttwo\n  three\n\n", '(NIL "one\ttwo  three" NIL NIL NIL NIL NIL NIL NIL NIL)'),
    ("subject: =?utf-8?q?x?=\n\n", '(NIL "=?utf-8?q?x?=" NIL NIL NIL NIL NIL NIL NIL NIL)'),
    (
        "From: a@b (A B)\nSender:\nReply-To: \n\n",
        "(NIL NIL {0} {0} {0} NIL NIL NIL NIL NIL)".format('(("A B" NIL "a" "b"))'),
    ),
    (
        "From: a@b\nSender: c@d\nReply-To: e@f, g@h\n\n",
        '(NIL NIL ((NIL NIL "a" "b")) ((NIL NIL "c" "d"))'
        ' ((NIL NIL "e" "f")(NIL NIL "g" "h")) NIL NIL NIL NIL NIL)',
    ),
    (
        "To: undisclosed-recipients:;\n\n",
        '(NIL NIL NIL NIL NIL ((NIL NIL "undisclosed-recipients" NIL)(NIL NIL NIL NIL))'
        " NIL NIL NIL NIL)",
    ),
    (
        'Cc: "Q, \\"x\\"" <"odd one"@d>, One: a@b;, <@r1,@r2:u@d>\nBcc: nobody\n\n',
        '(NIL NIL NIL NIL NIL NIL (("Q, \\"x\\"" NIL "odd one" "d")(NIL NIL "One" NIL)'
        '(NIL NIL "a" "b")(NIL NIL NIL NIL)(NIL "@r1,@r2" "u" "d")) ((NIL NIL "nobody" ""))'
        " NIL NIL)",
    ),
    (
        "Date: Mon, 1 Jan 2024\n 10:00:00 +0000\nIn-Reply-To: <a@b> <c@d>\nMessage-ID:  <e@f> \n\n",
        '("Mon, 1 Jan 2024 10:00:00 +0000" NIL NIL NIL NIL NIL NIL NIL "<a@b> <c@d>" "<e@f>")',
    ),
    (
        "From: a@b\nFrom: c@d\nTo: x@y\nTo: z@y\n\n",
        "(NIL NIL {0} {0} {0} {1} NIL NIL NIL NIL)".format(
            '((NIL NIL "a" "b")(NIL NIL "c" "d"))', '((NIL NIL "x" "y")(NIL NIL "z" "y"))'
        ),
    ),
]


@pytest.mark.parametrize(("head", "envelope"), ENVELOPES)
def test_envelopes(client: ImapClient, head: str, envelope: str) -> None:
    assert answer(client, wire(head + "x\n"), "ENVELOPE") == envelope.encode()


def test_eight_bit_names_are_literals(client: ImapClient) -> None:
    raw = "From: J\u00f6rg <j@d>\r\n\r\nx".encode()
    name = b"{5}\r\nJ\xc3\xb6rg"
    one = b'((%b NIL "j" "d"))' % name
    wanted = b"(NIL NIL %b %b %b NIL NIL NIL NIL NIL)" % (one, one, one)
    assert answer(client, raw, "ENVELOPE") == wanted


STRUCTURES = [
    ("\nOne\nTwo\n", TEXT % (10, 2)),
    ("\n", TEXT % (0, 0)),
    ("\nno end", TEXT % (6, 0)),
    (
        "Content-Type: TEXT/Html (a comment); charset=UTF-8 (another)\n"
        "Content-Transfer-Encoding: BASE64\nContent-ID: <1@x>\nContent-Description: odd\n"
        "Content-MD5: abc\nContent-Language: en\nContent-Location: http://x/\n"
        "Content-Disposition: inline (shown)\n\nYQ==\n",
        b'("TEXT" "Html" ("charset" "UTF-8") "<1@x>" "odd" "BASE64" 6 1 "abc" ("inline" NIL)'
        b' ("en") "http://x/")',
    ),
    (
        "Content-Type: image/png; name*0*=utf-8''a%20;\n name*1=b\n"
        'Content-Disposition: attachment; filename="a \\"b\\".png"; size=3\n\nxyz',
        b'("image" "png" ("name*0*" "utf-8\'\'a%20" "name*1" "b") NIL NIL "7bit" 3 NIL'
        b' ("attachment" ("filename" "a \\"b\\".png" "size" "3")) NIL NIL)',
    ),
    ("Content-Type: nonsense\n\nx\n", TEXT % (3, 1)),
    ("Content-Type: multipart/mixed; boundary=b\n\nno parts\n", TEXT % (10, 1)),
    (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--b--\n",
        b"(" + TEXT % (0, 0) + b' "mixed" ("boundary" "b") NIL NIL NIL)',
    ),
    (
        "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: in\n\nx\n--b--\n",
        b'(("message" "rfc822" NIL NIL NIL "7bit" 16 (NIL "in" NIL NIL NIL NIL NIL NIL NIL NIL) '
        + TEXT % (1, 0)
        + b' 2 NIL NIL NIL NIL) "digest" ("boundary" "b") NIL NIL NIL)',
    ),
    (
        "Content-Type: multipart/mixed; boundary=a\n\n--a\n"
        "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nx\n--b--\n--a\n"
        "Content-Type: application/x-y\n\nxyz\n--a--\nepilogue\n",
        b"((" + TEXT % (1, 0) + b' "alternative" ("boundary" "b") NIL NIL NIL)'
        b'("application" "x-y" NIL NIL NIL "7bit" 3 NIL NIL NIL NIL)'
        b' "mixed" ("boundary" "a") NIL NIL NIL)',
    ),
]


@pytest.mark.parametrize(("raw", "structure"), STRUCTURES)
def test_structures(client: ImapClient, raw: str, structure: bytes) -> None:
    assert answer(client, wire(raw), "BODYSTRUCTURE") == structure


def test_body_is_the_structure_without_its_extensions(client: ImapClient) -> None:
    raw = wire("Content-Type: multipart/x; boundary=b\nSubject: s\n\n--b\n\nx\n--b--\n")
    short = b'("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 1 0)'
    assert answer(client, raw, "BODY") == b"(" + short + b' "x")'


IN_ANOTHER = wire(
    "Subject: out\nContent-Type: message/rfc822\n\n"
    "Subject: mid\nContent-Type: message/rfc822\n\n"
    "Subject: in\nX-A: 1\n\tfolded\n\nHello\n"
)
MIDDLE = IN_ANOTHER[IN_ANOTHER.index(b"Subject: mid") :]
INNER = IN_ANOTHER[IN_ANOTHER.index(b"Subject: in") :]
PIECES = [
    ("BODY.PEEK[1]", MIDDLE),
    ("BODY.PEEK[TEXT]", MIDDLE),
    ("BODY.PEEK[1.HEADER]", MIDDLE[: MIDDLE.index(b"Subject: in")]),
    ("BODY.PEEK[1.TEXT]", INNER),
    ("BODY.PEEK[1.1]", INNER),
    ("BODY.PEEK[1.1.HEADER]", INNER[: INNER.index(b"Hello")]),
    ("BODY.PEEK[1.1.HEADER.FIELDS (X-A)]", b"X-A: 1\r\n\tfolded\r\n\r\n"),
    ("BODY.PEEK[1.1.HEADER.FIELDS.NOT (x-a)]", b"Subject: in\r\n\r\n"),
    ("BODY.PEEK[1.1.TEXT]", b"Hello\r\n"),
    ("BODY.PEEK[1.1.1]", b"Hello\r\n"),
    ("BODY.PEEK[HEADER.FIELDS (NONE)]", b"\r\n"),
    ("BINARY.PEEK[1.1.HEADER]", INNER[: INNER.index(b"Hello")]),
    ("BINARY.PEEK[1.1.1]", b"Hello\r\n"),
]


@pytest.mark.parametrize(("item", "content"), PIECES)
def test_pieces_of_a_message_in_a_message(client: ImapClient, item: str, content: bytes) -> None:
    client.append("INBOX", IN_ANOTHER)
    client.ok("NOOP")
    label = item.replace(".PEEK", "").encode()
    assert client.ok(f"FETCH 1 {item}") == [
        b"* 1 FETCH (%b {%d}\r\n%b)" % (label, len(content), content)
    ]


@pytest.mark.parametrize("part", ["1.1.1.1", "1.2", "2", "1.1.1.MIME.x"])
def test_parts_that_are_not_there(client: ImapClient, part: str) -> None:
    client.append("INBOX", IN_ANOTHER)
    client.ok("NOOP")
    found = client.do(f"FETCH 1 BODY.PEEK[{part}]")
    wanted = [b"BAD Unexpected text"] if "x" in part else [b"* 1 FETCH (BODY[" + part.encode()]
    assert found[0].startswith((b"BAD", *wanted))
    assert "x" in part or found[0].endswith(b"] NIL)")


@pytest.mark.parametrize(
    ("partial", "content"),
    [
        ("<0.3>", b"One"),
        ("<1.3>", b"ne\r"),
        ("<0.1000>", b"One\r\nTwo\r\n"),
        ("<10.1>", b""),
        ("<4294967295.4294967295>", b""),
    ],
)
def test_partial_pieces(client: ImapClient, partial: str, content: bytes) -> None:
    client.append("INBOX", LETTER)
    client.ok("NOOP")
    origin = partial.partition(".")[0].encode() + b">"
    for section in (b"TEXT", b"1"):
        (line,) = client.ok(f"FETCH 1 BODY.PEEK[{section.decode()}]{partial}")
        wanted = b"BODY[%b]%b {%d}\r\n%b" % (section, origin, len(content), content)
        assert line == b"* 1 FETCH (" + wanted + b")"


def test_what_binary_decodes(client: ImapClient) -> None:
    raw = wire(
        "Content-Type: multipart/mixed; boundary=b\n\n"
        "--b\nContent-Transfer-Encoding: quoted-printable\n\na=00b=\nc\n"
        "--b\nContent-Transfer-Encoding: base64\n\nYWJj\nZGVm\n"
        "--b\nContent-Transfer-Encoding: x-odd\n\nx\n--b--\n"
    )
    client.append("INBOX", raw)
    client.ok("NOOP")
    assert client.ok("FETCH 1 (BINARY.PEEK[1] BINARY.SIZE[1])") == [
        b"* 1 FETCH (BINARY[1] ~{4}\r\na\0bc BINARY.SIZE[1] 4)"
    ]
    assert client.ok("FETCH 1 (BINARY.PEEK[2]<1.3> BINARY.PEEK[2]<4>)") == [
        b"* 1 FETCH (BINARY[2]<1> {3}\r\nbcd BINARY[2]<4> {2}\r\nef)"
    ]
    assert client.ok("FETCH 1 BINARY.SIZE[2.MIME]") == [b"* 1 FETCH (BINARY.SIZE[2.MIME] 37)"]
    assert client.do("FETCH 1 BINARY[3]")[-1].startswith(b"NO [UNKNOWN-CTE]")
    assert client.do("FETCH 1 BINARY.SIZE[3]")[-1].startswith(b"NO [UNKNOWN-CTE]")


def test_reading_marks_as_seen_but_not_where_only_reading_is_allowed(connect: Connect) -> None:
    client = connect("INBOX")
    client.append("INBOX", LETTER)
    client.ok("EXAMINE INBOX")
    client.ok("FETCH 1 BODY[]")
    assert client.ok("FETCH 1 FLAGS") == [b"* 1 FETCH (FLAGS ())"]
    client.ok("SELECT INBOX")
    for item in ("BODY.PEEK[]", "RFC822.HEADER", "BINARY.PEEK[1]", "RFC822.SIZE", "BODY"):
        client.ok(f"FETCH 1 {item}")
    assert client.ok("FETCH 1 FLAGS") == [b"* 1 FETCH (FLAGS ())"]
    (line,) = client.ok("FETCH 1 RFC822.TEXT")
    assert line == b"* 1 FETCH (FLAGS (\\Seen) RFC822.TEXT {10}\r\nOne\r\nTwo\r\n)"


def test_identifiers_and_previews(client: ImapClient) -> None:
    client.append("INBOX", LETTER)
    client.ok("NOOP")
    (line,) = client.ok("FETCH 1 (EMAILID THREADID PREVIEW (LAZY))")
    words = line.split()
    assert words[3:8:2] == [b"(EMAILID", b"THREADID", b"PREVIEW"]
    assert line.endswith(b'PREVIEW "One Two")')
