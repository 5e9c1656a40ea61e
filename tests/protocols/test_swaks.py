"""The mail servers of a running `bureau serve`, driven by swaks: intake and submission.

What was accepted is looked up through JMAP, as any mail program would.
"""

import json
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from smtplib import SMTP
from typing import Any

import httpx
import pytest

from tests.fixtures.server import MakeServer, Server

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "bureau" / "mail" / "tests" / "samples"
TOO_LARGE_BYTES = 51 << 20
SHOWN_WITHIN_S = 30
VENDOR = "vera@vendor.example"
ANNA = "anna@demo.example"

BUILD = """
import json
from bureau.people import SYSTEM, NewPerson, actor_for, create_app_password, create_person
from bureau.provisioning.joining import start
from bureau.platform import jobs
made = {}
for local in ("anna", "ben"):
    new = NewPerson(f"{local}@demo.example", local.title(), state="active")
    person = create_person(SYSTEM, new)
    start(None, [(person, {})])
    made[local] = create_app_password(actor_for(person), person, "swaks", ["mail"])[1]
while jobs.drain():
    pass
print(json.dumps(made))
"""


@dataclass(frozen=True)
class Mail:
    """A server, and the app passwords of Anna and Ben."""

    server: Server
    passwords: dict[str, str]

    def take_in(self, *options: str) -> "Talk":
        """Send with swaks to the port for mail from outside."""
        return swaks(self.server.smtp, "--from", VENDOR, *options)

    def hand_in(self, *options: str, user: str = "anna") -> "Talk":
        """Send with swaks to the submission port, signed in over TLS."""
        signed_in = ["--tls", "--auth", "PLAIN", "--auth-user", f"{user}@demo.example"]
        password = ["--auth-password", self.passwords[user]]
        return swaks(self.server.submission, *signed_in, *password, *options)

    def subjects(self, local: str = "anna") -> Counter[str]:
        """Return the subjects in somebody's account, as JMAP lists them."""
        return Counter(one["subject"] or "" for one in self.letters(local, ["subject"]))

    def letters(self, local: str, properties: list[str]) -> list[dict[str, Any]]:
        """Return properties of all letters of an account."""
        with self._jmap(local) as client:
            account = next(iter(client.get("/jmap/session").json()["accounts"]))
            ids = {"resultOf": "0", "name": "Email/query", "path": "/ids"}
            calls = [
                ["Email/query", {"accountId": account, "limit": 500}, "0"],
                ["Email/get", {"accountId": account, "#ids": ids, "properties": properties}, "1"],
            ]
            using = ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail"]
            answer = client.post("/jmap/api", json={"using": using, "methodCalls": calls})
        found: list[dict[str, Any]] = answer.json()["methodResponses"][1][1]["list"]
        return found

    def _jmap(self, local: str) -> httpx.Client:
        password = self.passwords[local]
        url = self.server.url
        return httpx.Client(base_url=url, auth=(f"{local}@demo.example", password), timeout=60)


@dataclass(frozen=True)
class Talk:
    """What swaks ended with, and the conversation."""

    code: int
    text: str

    def refusals(self) -> list[str]:
        """Return the replies that refused something: `550 5.7.1`."""
        return re.findall(r"^<(?:~|\*)\* +(\d{3} \d\.\d\.\d)", self.text, re.MULTILINE)


def swaks(where: tuple[str, int], *options: str) -> Talk:
    program = shutil.which("swaks")
    assert program, "swaks is missing: apt-get install swaks"
    done = subprocess.run(
        [program, "--server", f"{where[0]}:{where[1]}", "--timeout", "60", *options],
        capture_output=True,
        text=True,
        check=False,
        errors="replace",
    )
    return Talk(done.returncode, done.stdout + done.stderr)


def wait_for(condition: Callable[[], bool], words: str) -> None:
    end = time.monotonic() + SHOWN_WITHIN_S
    while not condition():
        assert time.monotonic() < end, words
        time.sleep(0.2)


@pytest.fixture(scope="module")
def mail(make_server: MakeServer) -> Mail:
    server = make_server()
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{BUILD}"],
        env={**server.environment, "DJANGO_SETTINGS_MODULE": "bureau.composition.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Mail(server.start(), json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("tls", [(), ("--tls",)], ids=["plain", "starttls"])
def test_mail_for_a_person_is_taken_in_and_listed(mail: Mail, tls: tuple[str, ...]) -> None:
    subject = f"Offer {'over TLS' if tls else 'in the clear'}"
    talk = mail.take_in("--to", ANNA, "--header", f"Subject: {subject}", *tls)
    assert talk.code == 0, talk.text
    assert ("TLS started" in talk.text) == bool(tls)
    wait_for(lambda: mail.subjects()[subject] == 1, f"{subject} is not listed")


@pytest.mark.parametrize(
    ("recipient", "reply"),
    [("someone@elsewhere.example", "550 5.7.1"), ("nobody@demo.example", "550 5.1.1")],
)
def test_relaying_and_unknown_recipients_are_refused(
    mail: Mail, recipient: str, reply: str
) -> None:
    talk = mail.take_in("--to", recipient)
    assert (talk.code, talk.refusals()) == (24, [reply])


def test_a_message_larger_than_the_limit_is_refused(mail: Mail, tmp_path: Path) -> None:
    line = b"x" * 998 + b"\n"
    large = tmp_path / "large.eml"
    large.write_bytes(b"Subject: Too large\n\n" + line * (TOO_LARGE_BYTES // len(line)))
    talk = mail.take_in("--to", ANNA, "--data", f"@{large}")
    assert talk.code == 26
    assert "552" in talk.text
    assert mail.subjects()["Too large"] == 0


def test_nobody_signs_in_where_mail_from_outside_comes_in(mail: Mail) -> None:
    password = mail.passwords["anna"]
    talk = mail.take_in("--to", ANNA, "--auth-user", ANNA, "--auth-password", password)
    assert talk.code == 28
    assert "AUTH" not in "".join(re.findall(r"^<.*$", talk.text, re.MULTILINE))


def test_submission_with_an_app_password_reaches_a_colleague(mail: Mail) -> None:
    talk = mail.hand_in("--from", ANNA, "--to", "ben@demo.example", "--header", "Subject: Lunch?")
    assert talk.code == 0, talk.text
    wait_for(lambda: mail.subjects("ben")["Lunch?"] == 1, "Ben has no mail")
    assert mail.subjects("anna")["Lunch?"] == 1


def test_submission_without_signing_in_is_refused(mail: Mail) -> None:
    talk = swaks(mail.server.submission, "--from", ANNA, "--to", "ben@demo.example")
    assert (talk.code, talk.refusals()) == (23, ["530 5.7.0"])


def test_submission_with_a_wrong_password_is_refused(mail: Mail) -> None:
    wrong = ("--auth", "PLAIN", "--auth-user", ANNA, "--auth-password", "guess")
    talk = swaks(mail.server.submission, "--tls", "--from", ANNA, "--to", ANNA, *wrong)
    assert talk.code == 28
    assert talk.refusals()[0] == "535 5.7.8"


def test_nobody_hands_in_mail_of_somebody_else(mail: Mail) -> None:
    talk = mail.hand_in("--from", "ben@demo.example", "--to", ANNA)
    assert (talk.code, talk.refusals()) == (23, ["553 5.7.1"])
    forged = ("--header", "From: Ben <ben@demo.example>", "--header", "Subject: Forged")
    talk = mail.hand_in("--from", ANNA, "--to", "ben@demo.example", *forged)
    assert (talk.code, talk.refusals()) == (26, ["553 5.7.1"])
    assert mail.subjects("ben")["Forged"] == 0


def hard_messages() -> list[bytes]:
    """Return the interpreter's own test messages where it has them, and our recorded samples."""
    files = sorted(SAMPLES.glob("*.eml"))
    corpus = find_spec("test.test_email") if find_spec("test") else None
    if corpus is not None and corpus.origin:
        files += sorted(Path(corpus.origin).parent.joinpath("data").glob("*.txt"))
    assert len(files) >= 14
    return [file.read_bytes() for file in files]


def test_every_hard_message_that_is_accepted_is_listed(mail: Mail) -> None:
    before = len(mail.letters("ben", ["id"]))
    messages = hard_messages()
    with SMTP(*mail.server.smtp, timeout=60) as client:
        for number, message in enumerate(messages):
            marked = b"X-Sample: %d\r\nX-Folds-Into: this\r\n" % number + message
            assert client.sendmail(VENDOR, ["ben@demo.example"], marked) == {}
    found = mail.letters("ben", ["id", "header:X-Sample:asText"])
    samples = Counter((one["header:X-Sample:asText"] or "").strip() for one in found)
    del samples[""]
    assert samples == Counter(str(number) for number in range(len(messages)))
    assert len(found) == before + len(messages)
