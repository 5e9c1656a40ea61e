"""Mail from outside for tests of what happens to it, and what became of it."""

from collections.abc import Sequence

from bureau.people import Person
from bureau.platform import jobs

from ..actions.take_in import Envelope, take_in
from ..models import Email, Mailbox, Recipient

VERA = "Vera Vendor <vera@vendor.example>"


def arrives(
    number: int,
    *headers: str,
    author: str = VERA,
    to: str = "anna@demo.example",
    subject: str = "",
    body: str = "Hello Anna",
    recipients: Sequence[str] = (),
) -> None:
    """Let a message come in; every number is another message."""
    lines = [
        f"From: {author}",
        f"To: {to}",
        f"Subject: {subject or f'Order {number}'}",
        f"Message-ID: <{number}@vendor.example>",
        "Date: Mon, 06 Jul 2026 10:00:00 +0000",
        *headers,
    ]
    raw = ("\r\n".join(lines) + f"\r\n\r\n{body}\r\n").encode()
    sender = author.rpartition("<")[2].rstrip(">")
    envelope = Envelope(sender, [*recipients] or [to], "192.0.2.1", "mx.vendor.example", False)
    reply = take_in(raw, envelope)
    assert reply.startswith("250"), reply


def email_of(person: Person, number: int) -> Email:
    """Return a message that came in."""
    return Email.objects.get(account_id=person.id, message_id=f"{number}@vendor.example")


def places(person: Person, number: int) -> list[str]:
    """Return the labels of a message: roles, categories, own names; sorted."""
    rows = Mailbox.objects.filter(label_rows__email=email_of(person, number))
    return sorted(row.role or row.category or row.name for row in rows)


def label(person: Person, name: str) -> str:
    """Make a label; return its id."""
    return Mailbox.objects.create(account_id=person.id, name=name).id


def sent_to() -> list[str]:
    """Return the addresses outside that something was sent to, after all jobs ran."""
    assert jobs.drain() < 200
    rows = Recipient.objects.exclude(domain="demo.example")
    return sorted(rows.values_list("email", flat=True))
