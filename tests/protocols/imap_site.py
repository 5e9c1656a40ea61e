"""A running `bureau serve` for IMAP clients, letters to file, and Maildirs to compare with."""

import imaplib
import json
import ssl
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.fixtures.server import MakeServer, Server

from .test_swaks import BUILD, ROOT

ANNA = "anna@demo.example"
IN_MAILDIR = {"\\Seen": "S", "\\Answered": "R", "\\Flagged": "F", "\\Draft": "D"}


@dataclass(frozen=True)
class ImapSite:
    """The server, and the app password of Anna."""

    server: Server
    password: str

    @property
    def port(self) -> int:
        return self.server.ports["IMAP"]

    @property
    def certificate(self) -> Path:
        """The certificate that the server made for itself."""
        return self.server.folder / "data" / "tls" / "mail.pem"

    def connect(self) -> imaplib.IMAP4:
        """Return a connection of Anna over TLS."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        context.check_hostname = False
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=60)
        client.starttls(context)
        client.login(ANNA, self.password)
        return client

    def fill(self, box: str, count: int, first: int = 0) -> None:
        """File letters, every third of them seen."""
        client = self.connect()
        client.create(box)
        for number in range(first, first + count):
            flags = "(\\Seen)" if number % 3 == 0 else ""
            client.append(box, flags, None, letter(number))
        client.logout()

    def contents(self, box: str) -> Counter[tuple[str, str]]:
        """Return number and flags of the letters in a mailbox."""
        client = self.connect()
        client.select(box, readonly=True)
        _, found = client.fetch("1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        client.logout()
        letters: Counter[tuple[str, str]] = Counter()
        for one in found:
            if isinstance(one, tuple):
                flags = imaplib.ParseFlags(one[0])
                letters[one[1].decode().strip(), _shortened({flag.decode() for flag in flags})] += 1
        return letters


def _shortened(flags: set[str]) -> str:
    return "".join(sorted(IN_MAILDIR[flag] for flag in flags & IN_MAILDIR.keys()))


def letter(number: int) -> bytes:
    """Return a letter that is like no other."""
    return (
        f"From: Vera <vera@vendor.example>\r\nTo: {ANNA}\r\nSubject: Letter {number}\r\n"
        f"Date: Mon, 1 Jan 2024 10:00:00 +0000\r\nMessage-ID: <{number}@vendor.example>\r\n\r\n"
        f"Number {number}\r\n"
    ).encode()


def put_in_maildir(folder: Path, number: int, flags: str = "") -> None:
    """Put a letter into a Maildir."""
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    name = f"{1_700_000_000 + number}.{number}.local:2,{flags}"
    (folder / "cur" / name).write_bytes(letter(number).replace(b"\r\n", b"\n"))


def maildir_contents(folder: Path) -> Counter[tuple[str, str]]:
    """Return number and flags of the letters in a Maildir."""
    letters: Counter[tuple[str, str]] = Counter()
    for file in [*(folder / "cur").iterdir(), *(folder / "new").iterdir()]:
        lines = file.read_text().splitlines()
        subject = next(line for line in lines if line.startswith("Subject: "))
        flags = file.name.partition(":2,")[2].replace("T", "")
        letters[subject, "".join(sorted(set(flags) & set("SRFD")))] += 1
    return letters


def make_site(make_server: MakeServer) -> ImapSite:
    """Start a server with two persons."""
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
    return ImapSite(server.start(), json.loads(done.stdout.splitlines()[-1])["anna"])


def run(*command: str, folder: Path, timeout_s: float = 120) -> str:
    """Run a program that must succeed; return what it said."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "TERM": "dumb", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout_s,
        errors="replace",
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr
