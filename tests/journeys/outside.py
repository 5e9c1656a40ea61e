"""The world outside the company: a mail host that accepts everything, and people who write."""

import smtplib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.fixtures.server import free_port

PATIENCE_S = 15.0
Wanted = Callable[[EmailMessage], bool]


@dataclass
class Outside:
    """Remembers the mail that left the company, and brings mail to it."""

    port: int
    company: tuple[str, int] = ("", 0)
    """Where the company takes mail from outside."""
    _arrived: list[tuple[str, EmailMessage]] = field(default_factory=list)
    _change: threading.Condition = field(default_factory=threading.Condition)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = envelope.original_content or b""
        message = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
        with self._change:
            self._arrived += [(address.lower(), message) for address in envelope.rcpt_tos]
            self._change.notify_all()
        return "250 OK"

    def mail_to(self, address: str, wanted: Wanted = lambda message: True) -> EmailMessage:
        """Wait for the newest mail to the address that is wanted."""
        with self._change:
            found = self._change.wait_for(lambda: self._find(address, wanted), PATIENCE_S)
        assert found, f"no such mail reached {address}, only {self._subjects()}"
        return found

    def count(self, address: str, subject: str) -> int:
        """Return how often a mail of this subject reached the address."""
        return sum(one == (address, subject) for one in self._subjects())

    def _find(self, address: str, wanted: Wanted) -> EmailMessage | None:
        theirs = (message for to, message in reversed(self._arrived) if to == address)
        return next(filter(wanted, theirs), None)

    def _subjects(self) -> list[tuple[str, str]]:
        return [(to, str(message["Subject"])) for to, message in self._arrived]

    def send(self, sender: str, to: str, subject: str, text: str, **headers: str) -> None:
        """Bring a mail to the company's front door."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, to, subject
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="world.example")
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content(text)
        with smtplib.SMTP(*self.company) as host:
            host.send_message(message)


@contextmanager
def world() -> Iterator[Outside]:
    """Run the mail host."""
    outside = Outside(free_port())
    controller = Controller(outside, hostname="127.0.0.1", port=outside.port)
    controller.start()
    yield outside
    controller.stop()


def text_of(message: EmailMessage) -> str:
    """Return the plain words of a mail."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
