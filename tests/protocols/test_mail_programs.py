"""Mail programs of Debian against a running `bureau serve`: msmtp and curl hand mail in over
STARTTLS and implicit TLS with the server's own certificate, swaks delivers by LMTP.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fixtures.server import MakeServer, free_port

from .test_swaks import BUILD, ROOT, Mail, swaks, wait_for

TOKEN = """
import json, sys
from bureau.people import Person, actor_for, create_token
person = Person.objects.get(email="anna@demo.example")
scopes = ("mail", "drive")
made = {one: create_token(actor_for(person), person, one, [one])[1] for one in scopes}
print(json.dumps(made))
"""


@dataclass(frozen=True)
class Programs:
    """A server with all its mail ports, and Anna's tokens by scope."""

    mail: Mail
    submissions: int
    lmtp: int
    tokens: dict[str, str]

    @property
    def certificate(self) -> Path:
        """The certificate that the server made for itself."""
        return self.mail.server.folder / "data" / "tls" / "mail.pem"

    def msmtp(
        self, folder: Path, message: bytes, *lines: str
    ) -> "subprocess.CompletedProcess[str]":
        """Hand a message in with a configuration of these lines."""
        program = shutil.which("msmtp")
        assert program, "msmtp is missing: apt-get install msmtp"
        fixed = [
            "account default",
            "host localhost",
            "from anna@demo.example",
            "user anna@demo.example",
            "tls on",
            f"tls_trust_file {self.certificate}",
            # The certificate is for the mail domain, the socket for this machine.
            "tls_host_override demo.example",
            *lines,
        ]
        path = folder / "msmtprc"
        path.write_text("\n".join(fixed) + "\n")
        path.chmod(0o600)
        return subprocess.run(
            [program, "-C", str(path), "--read-envelope-from", "-t"],
            input=message.decode(),
            capture_output=True,
            text=True,
            check=False,
        )

    def curl(
        self, port: int, *options: str, scheme: str = "smtp"
    ) -> "subprocess.CompletedProcess[str]":
        """Send with curl, which checks the certificate's name."""
        program = shutil.which("curl")
        assert program, "curl is missing: apt-get install curl"
        where = f"{scheme}://demo.example:{port}/client.example"
        resolved = [
            "--resolve",
            f"demo.example:{port}:127.0.0.1",
            "--cacert",
            str(self.certificate),
        ]
        envelope = ["--mail-from", "anna@demo.example", "--mail-rcpt", "ben@demo.example"]
        return subprocess.run(
            [program, "-sS", "--ssl-reqd", "-m", "60", *resolved, *envelope, *options, where],
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def programs(make_server: MakeServer) -> Programs:
    submissions, lmtp = free_port(), free_port()
    server = make_server(
        BUREAU_SUBMISSIONS=f"127.0.0.1:{submissions}", BUREAU_LMTP=f"127.0.0.1:{lmtp}"
    )
    made = []
    for code in (BUILD, TOKEN):
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            env={**server.environment, "DJANGO_SETTINGS_MODULE": "bureau.composition.settings"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        made.append(json.loads(done.stdout.splitlines()[-1]))
    return Programs(Mail(server.start(), made[0]), submissions, lmtp, made[1])


def message(subject: str) -> bytes:
    return (
        f"From: Anna <anna@demo.example>\nTo: ben@demo.example\nSubject: {subject}\n\nHello\n"
    ).encode()


@pytest.mark.parametrize("way", ["starttls", "implicit"])
def test_msmtp_hands_mail_in_with_a_password(programs: Programs, tmp_path: Path, way: str) -> None:
    port = programs.mail.server.ports["SUBMISSION"] if way == "starttls" else programs.submissions
    done = programs.msmtp(
        tmp_path,
        message(f"msmtp {way}"),
        "auth plain",
        f"password {programs.mail.passwords['anna']}",
        f"port {port}",
        f"tls_starttls {'on' if way == 'starttls' else 'off'}",
    )
    assert done.returncode == 0, done.stderr
    wait_for(lambda: programs.mail.subjects("ben")[f"msmtp {way}"] == 1, "Ben has no mail")


def test_msmtp_hands_mail_in_with_a_token(programs: Programs, tmp_path: Path) -> None:
    done = programs.msmtp(
        tmp_path,
        message("msmtp token"),
        "auth oauthbearer",
        f"passwordeval echo {programs.tokens['mail']}",
        f"port {programs.submissions}",
        "tls_starttls off",
    )
    assert done.returncode == 0, done.stderr
    wait_for(lambda: programs.mail.subjects("ben")["msmtp token"] == 1, "Ben has no mail")


def test_a_token_for_something_else_does_not_sign_in(programs: Programs, tmp_path: Path) -> None:
    done = programs.msmtp(
        tmp_path,
        message("no token"),
        "auth oauthbearer",
        f"passwordeval echo {programs.tokens['drive']}",
        f"port {programs.submissions}",
        "tls_starttls off",
    )
    assert done.returncode != 0
    assert "535" in done.stderr
    assert programs.mail.subjects("ben")["no token"] == 0


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_curl_sends_with_a_password(programs: Programs, tmp_path: Path, mechanism: str) -> None:
    file = tmp_path / "mail.eml"
    file.write_bytes(message(f"curl {mechanism}").replace(b"\n", b"\r\n"))
    user = f"anna@demo.example:{programs.mail.passwords['anna']}"
    options = ["--upload-file", str(file), "--user", user, "--login-options", f"AUTH={mechanism}"]
    done = programs.curl(programs.mail.server.ports["SUBMISSION"], *options)
    assert done.returncode == 0, done.stderr
    done = programs.curl(programs.submissions, *options, scheme="smtps")
    assert done.returncode == 0, done.stderr
    wait_for(lambda: programs.mail.subjects("ben")[f"curl {mechanism}"] >= 1, "Ben has no mail")


def test_curl_sends_with_a_token(programs: Programs, tmp_path: Path) -> None:
    file = tmp_path / "mail.eml"
    file.write_bytes(message("curl token").replace(b"\n", b"\r\n"))
    token = ["--user", "anna@demo.example:", "--oauth2-bearer", programs.tokens["mail"]]
    done = programs.curl(programs.submissions, "--upload-file", str(file), *token, scheme="smtps")
    assert done.returncode == 0, done.stderr
    wait_for(lambda: programs.mail.subjects("ben")["curl token"] == 1, "Ben has no mail")


def test_swaks_delivers_by_lmtp_with_a_reply_for_each_recipient(programs: Programs) -> None:
    both = ("--to", "anna@demo.example,ben@demo.example", "--header", "Subject: By LMTP")
    local = ("--protocol", "LMTP", "--from", "vera@vendor.example")
    talk = swaks(("127.0.0.1", programs.lmtp), *local, *both)
    assert talk.code == 0, talk.text
    assert talk.text.count("250 2.0.0 Filed") == 2
    for local_part in ("anna", "ben"):
        assert programs.mail.subjects(local_part)["By LMTP"] == 1
