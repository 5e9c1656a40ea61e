"""Mail from outside over a real SMTP connection: accepted means listed, and nothing is relayed."""

import smtplib
import socket
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.db import connections

from bureau.people import SYSTEM, Person, add_member, create_group, suspend
from bureau.platform.events import Event

from ..actions.share import set_list_rule
from ..models import Email, ListRule, Mailbox
from ..smtp.intake import serve_intake
from .mail_servers import running

pytestmark = pytest.mark.django_db(transaction=True)

LETTER = (
    b"From: Vera Vendor <vera@vendor.example>\r\nTo: anna@demo.example\r\nSubject: Offer\r\n"
    b"Message-ID: <offer.1@vendor.example>\r\n\r\nOne euro.\r\n"
)


@pytest.fixture
def client() -> Iterator[smtplib.SMTP]:
    with running(serve_intake) as port, smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        yield client
    connections.close_all()


def test_an_accepted_message_is_in_the_inbox(client: smtplib.SMTP, anna: Person) -> None:
    client.sendmail("vera@vendor.example", ["anna@demo.example"], LETTER)
    email = Email.objects.get(account_id=anna.id)
    assert (email.subject, email.snippet, email.is_unread) == ("Offer", "One euro.", True)
    inbox = Mailbox.objects.get(account_id=anna.id, role="inbox")
    assert (inbox.total_emails, inbox.unread_threads) == (1, 1)
    payload = Event.objects.get(name="mail.received").payload
    assert payload["envelope_from"] == "vera@vendor.example"
    assert payload["received_count"] == 1
    assert payload["is_internal"] is False


def test_a_message_handed_over_twice_is_listed_once(client: smtplib.SMTP, anna: Person) -> None:
    for _ in range(2):
        client.sendmail("vera@vendor.example", ["anna@demo.example"], LETTER)
    assert Email.objects.count() == 1
    assert Event.objects.filter(name="mail.received").count() == 1


@pytest.mark.parametrize(
    ("recipient", "code", "status"),
    [
        ("someone@elsewhere.example", 550, b"5.7.1"),
        ("nobody@demo.example", 550, b"5.1.1"),
        ("bounce+forged@demo.example", 550, b"5.1.1"),
    ],
)
def test_a_recipient_that_is_not_ours_is_refused(
    client: smtplib.SMTP, anna: Person, recipient: str, code: int, status: bytes
) -> None:
    client.ehlo()
    client.mail("vera@vendor.example")
    answer = client.rcpt(recipient)
    assert (answer[0], answer[1].split()[0]) == (code, status)


def test_the_mailbox_of_a_suspended_person_is_closed(client: smtplib.SMTP, anna: Person) -> None:
    suspend(SYSTEM, anna)
    client.ehlo()
    client.mail("vera@vendor.example")
    assert client.rcpt("anna@demo.example")[1].startswith(b"5.2.1")


def test_strangers_write_to_a_list_only_where_it_allows_them(
    client: smtplib.SMTP, anna: Person, ben: Person
) -> None:
    group = create_group(SYSTEM, "Team", "team@demo.example", "")
    for person in (anna, ben):
        add_member(SYSTEM, group, person)
    client.ehlo()
    client.mail("vera@vendor.example")
    assert client.rcpt("team@demo.example")[1].startswith(b"5.7.1")
    client.rset()
    set_list_rule(SYSTEM, group.id, ListRule.Posting.ANYBODY)
    client.sendmail("vera@vendor.example", ["team@demo.example"], LETTER)
    assert Email.objects.filter(subject="Offer").count() == 2


def test_a_message_that_went_round_too_often_is_refused(client: smtplib.SMTP, anna: Person) -> None:
    trace = b"Received: from a by b; Mon, 1 Jan 2024 00:00:00 +0000\r\n" * 26
    with pytest.raises(smtplib.SMTPDataError) as refused:
        client.sendmail("vera@vendor.example", ["anna@demo.example"], trace + LETTER)
    assert refused.value.smtp_code == 554
    assert Email.objects.count() == 0


def test_the_server_offers_what_senders_expect(client: smtplib.SMTP) -> None:
    client.ehlo()
    for extension in ("pipelining", "size", "8bitmime", "smtputf8", "starttls"):
        assert client.has_extn(extension), extension
    assert not client.has_extn("auth")
    client.starttls()
    client.ehlo()
    assert not client.has_extn("auth")


def test_every_hard_message_of_cpython_is_listed(client: smtplib.SMTP, anna: Person) -> None:
    samples = sorted(Path(__file__).with_name("samples").glob("*.eml"))
    corpus = find_spec("test.test_email") if find_spec("test") else None
    if corpus is not None and corpus.origin:
        samples += sorted(Path(corpus.origin).parent.joinpath("data").glob("*.txt"))
    for sample in samples:
        client.sendmail("vera@vendor.example", ["anna@demo.example"], sample.read_bytes())
    assert Email.objects.filter(account_id=anna.id).count() == len(samples)


def test_pipelined_commands_are_answered_in_order(client: smtplib.SMTP, anna: Person) -> None:
    host, port = client.sock.getpeername()  # type: ignore[union-attr]
    with socket.create_connection((host, port), timeout=20) as raw:
        raw.sendall(
            b"EHLO x\r\nMAIL FROM:<v@vendor.example>\r\nRCPT TO:<anna@demo.example>\r\nDATA\r\n"
        )
        answer = b""
        while b"354" not in answer:
            answer += raw.recv(4096)
        raw.sendall(LETTER + b".\r\nQUIT\r\n")
        while chunk := raw.recv(4096):
            answer += chunk
    assert answer.rstrip().splitlines()[-2].startswith(b"250 2.0.0")
    assert Email.objects.count() == 1
