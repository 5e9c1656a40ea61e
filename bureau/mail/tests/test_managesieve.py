"""ManageSieve over real connections: a foreign client, and bytes by hand."""

import base64
import socket
import ssl
from collections.abc import Iterator

import pytest
from django.db import connections
from sievelib.managesieve import Client

from bureau.people import Person, actor_for, create_app_password, create_token

from ..managesieve.server import serve_managesieve
from ..models import SieveScript
from .arriving import arrives, email_of, places
from .mail_servers import running

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = 'require ["fileinto", "mailbox"];\nif header :contains "subject" "order" {\n' + (
    '    fileinto :create "Orders";\n}\n'
)


@pytest.fixture
def port() -> Iterator[int]:
    with running(serve_managesieve) as found:
        yield found
    connections.close_all()


@pytest.fixture
def password(anna: Person) -> str:
    return create_app_password(actor_for(anna), anna, "Laptop", ["mail"])[1]


class Raw:
    """A connection that says exactly what it is told."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.file = self.socket.makefile("rb")
        self.greeting = self.answer()

    def answer(self) -> list[str]:
        """Read up to the line that ends an answer."""
        lines: list[str] = []
        while True:
            line = self.file.readline()
            assert line, lines
            lines.append(line.decode().rstrip("\r\n"))
            if lines[-1].split(" ")[0] in ("OK", "NO", "BYE"):
                return lines

    def say(self, content: str | bytes) -> list[str]:
        """Send bytes and a line end; return the answer."""
        raw = content.encode() if isinstance(content, str) else content
        self.socket.sendall(raw + b"\r\n")
        return self.answer()

    def sign_in(self, email: str, password: str) -> list[str]:
        """Sign in with PLAIN."""
        given = base64.b64encode(f"\0{email}\0{password}".encode()).decode()
        return self.say(f'AUTHENTICATE "PLAIN" "{given}"')


@pytest.fixture
def raw(port: int, anna: Person, password: str) -> Iterator[Raw]:
    connection = Raw(port)
    assert connection.sign_in(anna.email, password)[-1].startswith("OK")
    yield connection
    connection.socket.close()


def test_a_foreign_client_manages_scripts(port: int, anna: Person, password: str) -> None:
    client = Client("127.0.0.1", srvport=port)
    with pytest.warns(UserWarning, match="unencrypted"):
        assert client.connect(anna.email, password, starttls=False, authmech="PLAIN")
    assert {"fileinto", "vacation", "imap4flags"} <= set(client.get_sieve_capabilities())
    assert client.havespace("main", len(SCRIPT))
    assert client.putscript("main", SCRIPT)
    assert client.listscripts() == (None, ["main"])
    assert client.setactive("main")
    assert client.listscripts() == ("main", [])
    assert client.getscript("main").split() == SCRIPT.split()
    assert client.checkscript(SCRIPT)
    assert not client.checkscript("nonsense;")
    assert client.renamescript("main", "new")
    assert not client.deletescript("new")
    assert client.setactive("")
    assert client.deletescript("new")
    client.logout()
    assert SieveScript.objects.count() == 0


def test_what_was_put_sorts_what_comes(raw: Raw, anna: Person) -> None:
    raw.say(f'PUTSCRIPT "main" {{{len(SCRIPT)}+}}\r\n{SCRIPT}')
    assert raw.say('SETACTIVE "main"') == ["OK"]
    arrives(1)
    assert places(anna, 1) == ["Orders", "archive"]
    arrives(2, subject="Hello")
    assert places(anna, 2) == ["inbox", "primary"]
    assert email_of(anna, 2).trust["reasons"] == []


def test_the_greeting_says_what_there_is(port: int) -> None:
    greeting = Raw(port).greeting
    assert greeting[0] == '"IMPLEMENTATION" "Bureau"'
    assert '"SASL" "PLAIN OAUTHBEARER"' in greeting
    assert '"STARTTLS"' in greeting
    assert '"VERSION" "1.0"' in greeting
    assert greeting[-1] == 'OK "Ready"'


def test_tls_starts_and_forgets_what_was_said_before(
    port: int, anna: Person, password: str
) -> None:
    plain = Raw(port)
    plain.socket.sendall(b'STARTTLS\r\nNOOP "smuggled"\r\n')
    assert plain.answer() == ['OK "Begin TLS now"']
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    plain.socket = context.wrap_socket(plain.socket)
    plain.file = plain.socket.makefile("rb")
    again = plain.answer()
    assert '"STARTTLS"' not in again
    assert again[-1] == 'OK "Ready"'
    assert plain.sign_in(anna.email, password) == ['OK "Signed in"']
    assert plain.say("NOOP") == ['OK "Done"']


def test_nobody_does_anything_before_signing_in(port: int, anna: Person) -> None:
    connection = Raw(port)
    for command in ("LISTSCRIPTS", 'PUTSCRIPT "a" "keep;"', 'GETSCRIPT "a"', 'SETACTIVE ""'):
        assert connection.say(command) == ['NO "Sign in first"']
    assert SieveScript.objects.count() == 0


def test_a_wrong_password_is_refused_three_times_at_most(port: int, anna: Person) -> None:
    connection = Raw(port)
    for _ in range(3):
        assert connection.sign_in(anna.email, "wrong")[-1].startswith("NO")
    assert connection.file.readline() == b""


def test_a_token_of_mail_signs_in(port: int, anna: Person) -> None:
    token = create_token(actor_for(anna), anna, "Program", ["mail"])[1]
    given = f"n,a={anna.email},\x01auth=Bearer {token}\x01\x01".encode()
    word = base64.b64encode(given).decode()
    assert Raw(port).say(f'AUTHENTICATE "OAUTHBEARER" "{word}"') == ['OK "Signed in"']


def test_signing_in_works_in_two_steps(port: int, anna: Person, password: str) -> None:
    connection = Raw(port)
    connection.socket.sendall(b'AUTHENTICATE "PLAIN"\r\n')
    assert connection.file.readline() == b'""\r\n'
    word = base64.b64encode(f"\0{anna.email}\0{password}".encode()).decode()
    assert connection.say(f'"{word}"') == ['OK "Signed in"']


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ('GETSCRIPT "none"', 'NO (NONEXISTENT) "There is no such script."'),
        ('SETACTIVE "none"', 'NO (NONEXISTENT) "There is no such script."'),
        ('DELETESCRIPT "none"', 'NO (NONEXISTENT) "There is no such script."'),
        ('RENAMESCRIPT "none" "x"', 'NO (NONEXISTENT) "There is no such script."'),
        ('HAVESPACE "a" 999999999', 'NO (QUOTA/MAXSIZE) "The script is too large."'),
        ('HAVESPACE "a" 1000', "OK"),
        ('PUTSCRIPT "" "keep;"', 'NO "This is no name for a script."'),
        ('PUTSCRIPT "a" "nonsense;"', "NO \"line 1: there is no command 'nonsense'\""),
        ('PUTSCRIPT "a"', 'NO "PUTSCRIPT takes 2 arguments"'),
        ("FROBNICATE", 'NO "There is no such command"'),
        ('GETSCRIPT "open', 'NO "The command cannot be understood"'),
        ('NOOP "a tag"', 'OK (TAG "a tag") "Done"'),
        ("CHECKSCRIPT {5+}\r\nkeep;", "OK"),
    ],
)
def test_every_command_has_its_answer(raw: Raw, command: str, expected: str) -> None:
    assert raw.say(command) == [expected]
    assert raw.say("NOOP") == ['OK "Done"']


def test_the_active_script_is_not_deleted_and_names_are_not_taken_twice(raw: Raw) -> None:
    raw.say('PUTSCRIPT "a" "keep;"')
    raw.say('PUTSCRIPT "b" "stop;"')
    raw.say('SETACTIVE "a"')
    assert raw.say("LISTSCRIPTS") == ['"a" ACTIVE', '"b"', "OK"]
    assert raw.say('DELETESCRIPT "a"')[-1].startswith("NO (ACTIVE)")
    assert raw.say('RENAMESCRIPT "b" "a"')[-1].startswith("NO (ALREADYEXISTS)")
    assert raw.say('GETSCRIPT "b"') == ["{5}", "stop;", "OK"]


def test_odd_names_come_back_as_they_were(raw: Raw) -> None:
    assert raw.say('PUTSCRIPT "Fran\u00e7ais \\"x\\" \\\\" "keep;"') == ["OK"]
    assert SieveScript.objects.get().name == 'Fran\u00e7ais "x" \\'
    assert raw.say("LISTSCRIPTS")[:2] == ["{15}", 'Fran\u00e7ais "x" \\']


@pytest.mark.parametrize("content", [b"NOOP " + b"a" * 20_000, b'PUTSCRIPT "a" {99999999+}'])
def test_what_is_too_long_ends_the_conversation(raw: Raw, content: bytes) -> None:
    assert raw.say(content)[-1].startswith("BYE")
    assert SieveScript.objects.count() == 0


def test_scripts_of_others_are_not_there(raw: Raw, ben: Person) -> None:
    SieveScript.objects.create(account_id=ben.id, name="his", text="keep;")
    assert raw.say("LISTSCRIPTS") == ["OK"]
    assert raw.say('GETSCRIPT "his"')[-1].startswith("NO (NONEXISTENT)")
