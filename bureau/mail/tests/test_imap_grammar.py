"""IMAP byte for byte: what is taken and how it is answered (RFC 9051 section 9)."""

import base64
import socket
import ssl

import pytest

from bureau.people import Person, actor_for, create_app_password, create_token

from ..imap.names import decode_name, encode_name, matcher
from ..imap.scanner import BadSyntax, Scanner, read_set, write_set
from ..imap.server import serve_imaps
from .imap_client import LETTER, ImapClient
from .imap_fixtures import Connect, client, connect, imap_port
from .mail_servers import running

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["client", "connect", "imap_port"]


def test_the_greeting_names_what_the_server_can(imap_port: int) -> None:
    with ImapClient(imap_port) as one:
        words = one.greeting.decode().partition("[CAPABILITY ")[2].partition("]")[0].split()
    wanted = "IMAP4rev1 IMAP4rev2 LITERAL+ SASL-IR IDLE NAMESPACE UIDPLUS MOVE ENABLE CONDSTORE"
    wanted += " QRESYNC ESEARCH SEARCHRES SPECIAL-USE LIST-STATUS LIST-EXTENDED UNSELECT OBJECTID"
    wanted += " ID APPENDLIMIT=52428800 STATUS=SIZE CHILDREN UTF8=ACCEPT STARTTLS AUTH=PLAIN"
    assert set(wanted.split()) <= set(words)


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        (b"a NOOP\r\n", b"a OK Done"),
        (b"a noop\r\n", b"a OK Done"),
        (b"a NOOP \r\n", b"a BAD Unexpected text at the end of the command"),
        (b"a FROBNICATE\r\n", b"a BAD There is no such command"),
        (b"a SELECT INBOX\r\n", b"a BAD Not now"),
        (b"\r\n", b"* BAD Expected a tag"),
        (b"a\r\n", b"a BAD Expected ' '"),
        (b"a LOGIN {3+}\r\nabc {4+}\r\nnope\r\n", b"a NO [AUTHENTICATIONFAILED]"),
        (b'a LOGIN "a\\"b" "c\\\\d"\r\n', b"a NO [AUTHENTICATIONFAILED]"),
        (b'a LOGIN "a\\b" x\r\n', b"a BAD Expected a string"),
        (b"a LOGIN {9999999+}\r\n" + b"x" * 9_999_999 + b"\r\n", b"a NO [TOOBIG]"),
        (b"a AUTHENTICATE GSSAPI\r\n", b"a NO There is no such mechanism"),
        (b"a AUTHENTICATE PLAIN !!!\r\n", b"a BAD The answer is not base64"),
    ],
)
def test_before_signing_in(imap_port: int, sent: bytes, answered: bytes) -> None:
    with ImapClient(imap_port) as one:
        one.write(sent)
        assert one.line().startswith(answered)


def test_a_literal_that_waits_is_asked_for(imap_port: int) -> None:
    with ImapClient(imap_port) as one:
        one.write(b"a LOGIN {4}\r\n")
        assert one.line() == b"+ OK"
        one.write(b"anna {2}\r\n")
        assert one.line() == b"+ OK"
        one.write(b"no\r\n")
        assert one.line().startswith(b"a NO [AUTHENTICATIONFAILED]")


def test_a_large_literal_that_waits_is_refused_before_it_is_sent(client: ImapClient) -> None:
    client.write(b"a APPEND INBOX {52428801}\r\n")
    assert client.line() == b"a NO [TOOBIG] This is too large"
    client.ok("NOOP")


def test_pipelined_commands_are_answered_in_order(client: ImapClient) -> None:
    client.write(
        b"1 APPEND INBOX {%d+}\r\n%b\r\n2 FETCH 1 RFC822.SIZE\r\n3 SEARCH ALL\r\n4 LOGOUT\r\n"
        % (len(LETTER), LETTER)
    )
    assert client.line() == b"* 1 EXISTS"
    assert client.line() == b"* 1 RECENT"
    assert client.line().startswith(b"1 OK [APPENDUID ")
    assert client.line() == b"* 1 FETCH (RFC822.SIZE %d)" % len(LETTER)
    assert client.line() == b"2 OK Done"
    assert client.line() == b"* SEARCH 1"
    assert client.line() == b"3 OK Done"
    assert client.line() == b"* BYE See you"
    assert client.line() == b"4 OK Done"
    assert client.line() == b""


def test_starttls_then_signing_in_with_plain(imap_port: int, anna: Person) -> None:
    password = create_app_password(actor_for(anna), anna, "test", ["mail"])[1]
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", imap_port), timeout=20) as bare:
        assert bare.recv(4096).startswith(b"* OK")
        # What is smuggled in behind STARTTLS must not be carried out inside of it.
        bare.sendall(b"a STARTTLS\r\nb CAPABILITY\r\n")
        assert bare.recv(4096) == b"a OK Begin TLS now\r\n"
        with context.wrap_socket(bare) as safe:
            answer = base64.b64encode(f"\0anna@demo.example\0{password}".encode())
            safe.sendall(b"c AUTHENTICATE PLAIN " + answer + b"\r\n")
            assert safe.recv(4096).startswith(b"c OK [CAPABILITY IMAP4rev1 ")
            safe.sendall(b"d STARTTLS\r\n")
            assert safe.recv(4096) == b"d BAD Not now\r\n"


def test_tls_from_the_first_byte(imap_port: int) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        running(serve_imaps) as port,
        socket.create_connection(("127.0.0.1", port)) as bare,
        context.wrap_socket(bare) as safe,
    ):
        greeting = safe.recv(4096)
    assert greeting.startswith(b"* OK [CAPABILITY ")
    assert b"STARTTLS" not in greeting
    assert b"AUTH=PLAIN" in greeting


def test_a_token_signs_in_with_oauthbearer(imap_port: int, anna: Person) -> None:
    token = create_token(actor_for(anna), anna, "script", ["mail.read"], None)[1]
    answer = base64.b64encode(f"n,a=anna,\x01auth=Bearer {token}\x01\x01".encode()).decode()
    with ImapClient(imap_port) as one:
        one.write(b"a AUTHENTICATE OAUTHBEARER\r\n")
        assert one.line() == b"+ "
        one.write(answer.encode() + b"\r\n")
        assert one.line().startswith(b"a OK [CAPABILITY ")
        assert one.do("SELECT INBOX")[-1] == b"OK [READ-ONLY] Done"
        assert one.do("CREATE Mine")[-1] == b"NO [NOPERM] This token does not allow changes"
        assert one.append("INBOX", LETTER) == b"NO [NOPERM] This token does not allow changes"
        assert one.ok("STATUS INBOX (MESSAGES)") == [b'* STATUS "INBOX" (MESSAGES 0)']


def test_guessing_ends_the_connection(imap_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bureau.mail.imap.connection.PAUSE_AFTER_FAILURE_S", 0.0)
    with ImapClient(imap_port) as one:
        ends = [one.do("LOGIN anna@demo.example guess")[-1][:2] for _ in range(4)]
        one.write(b"z LOGIN anna@demo.example guess\r\n")
        assert ends == [b"NO"] * 4
        assert one.line() == b"* BYE Too many failures"
        assert one.line() == b""


def test_there_is_a_limit_of_connections(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    connect()
    monkeypatch.setattr("bureau.mail.imap.server.MOST_OF_PERSON", 1)
    with pytest.raises(AssertionError, match="too many connections"):
        connect()


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("Entw\u00fcrfe", b'"Entw&APw-rfe"'),
        ("R&D", b'"R&-D"'),
        ("\u53f0\u5317", b'"&U,BTFw-"'),
        ("\U0001f600", b'"&2D3eAA-"'),
        ('say "hi"', b'"say \\"hi\\""'),
    ],
)
def test_names_are_modified_utf7(name: str, wire: bytes) -> None:
    assert encode_name(name, is_utf8=False) == wire
    assert decode_name(Scanner(wire).string(), is_utf8=False) == name
    assert decode_name(Scanner(encode_name(name, is_utf8=True)).string(), is_utf8=True) == name


@pytest.mark.parametrize("wire", [b"&****-", b"a&AA-", b"&AAA-"])
def test_names_in_broken_utf7_are_refused(wire: bytes) -> None:
    with pytest.raises(BadSyntax, match="encoded|control"):
        decode_name(wire, is_utf8=False)


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*", "a/b/c", True),
        ("%", "a/b", False),
        ("%", "ab", True),
        ("%/%", "a/b", True),
        ("a/%", "a/b/c", False),
        ("a*c", "a/b/c", True),
        ("%3/%4", "test3/test4", True),
        ("t%t*4", "test3/test4", True),
        ("inbox", "INBOX", True),
        ("inb%", "INBOX", True),
        ("sent", "Sent", False),
        ("", "a", False),
        ("%a" * 40 + "b", "a" * 200, False),
    ],
)
def test_patterns(pattern: str, path: str, matches: bool) -> None:
    assert matcher("", pattern)(path) is matches


def test_sets_of_numbers() -> None:
    assert read_set("1:4,7,9:*,5:2") == [(1, 4), (7, 7), (9, 0), (2, 5)]
    assert write_set([1, 2, 3, 5, 7, 8]) == b"1:3,5,7:8"
    for wrong in ("", "0", "1:", "1,,2", "a", "4294967296"):
        with pytest.raises(BadSyntax):
            read_set(wrong)
