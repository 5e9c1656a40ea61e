"""Mail programs send over a real SMTP connection, with an app password, as themselves only."""

import base64
import smtplib
from collections.abc import Iterator

import pytest
from django.db import connections

from bureau.people import Person, actor_for, create_app_password, create_token

from ..actions.hold import release
from ..models import Email, Submission
from ..smtp.submission import serve_submission
from .mail_servers import running

pytestmark = pytest.mark.django_db(transaction=True)

LETTER = "From: Anna <anna@demo.example>\r\nTo: ben@demo.example\r\nSubject: Hi\r\n\r\nHello\r\n"


@pytest.fixture
def client() -> Iterator[smtplib.SMTP]:
    with running(serve_submission) as port, smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        client.ehlo()
        yield client
    connections.close_all()


def password_of(person: Person) -> str:
    return create_app_password(actor_for(person), person, "Thunderbird", ["mail"])[1]


@pytest.mark.parametrize("mechanism", ["auth_plain", "auth_login"])
def test_a_mail_program_signs_in_and_sends(
    client: smtplib.SMTP, anna: Person, ben: Person, mechanism: str
) -> None:
    client.starttls()
    client.ehlo()
    client.user, client.password = "anna@demo.example", password_of(anna)
    name = mechanism.removeprefix("auth_").upper()
    assert client.auth(name, getattr(client, mechanism))[0] == 235
    client.sendmail("anna@demo.example", ["ben@demo.example"], LETTER)
    assert Email.objects.get(account_id=ben.id).subject == "Hi"
    copy = Email.objects.get(account_id=anna.id)
    assert copy.label_rows.get().mailbox.role == "sent"
    assert not copy.is_unread


def test_without_signing_in_nothing_is_sent(client: smtplib.SMTP, anna: Person) -> None:
    assert client.mail("anna@demo.example")[0] == 530


def test_a_wrong_password_is_refused(client: smtplib.SMTP, anna: Person) -> None:
    with pytest.raises(smtplib.SMTPAuthenticationError):
        client.login("anna@demo.example", "guess")


def test_nobody_sends_as_a_colleague(client: smtplib.SMTP, anna: Person, ben: Person) -> None:
    client.login("ben@demo.example", password_of(ben))
    assert client.mail("anna@demo.example")[0] == 553
    client.rset()
    with pytest.raises(smtplib.SMTPDataError) as refused:
        client.sendmail("ben@demo.example", ["ben@demo.example"], LETTER)
    assert refused.value.smtp_code == 553
    assert Submission.objects.count() == 0
    assert Email.objects.count() == 0


def test_a_mail_program_has_mail_sent_later(
    client: smtplib.SMTP, anna: Person, ben: Person
) -> None:
    client.login("anna@demo.example", password_of(anna))
    assert client.has_extn("futurerelease")
    assert client.mail("anna@demo.example", ["HOLDFOR=3600"])[0] == 250
    assert client.rcpt("ben@demo.example")[0] == 250
    assert client.data(LETTER)[1].startswith(b"2.0.0 Held until")
    held = Submission.objects.get()
    assert held.undo_status == "pending"
    assert not Email.objects.filter(account_id=ben.id).exists()
    release(held.id)
    assert Email.objects.get(account_id=ben.id).subject == "Hi"
    copy = Email.objects.get(account_id=anna.id)
    assert copy.label_rows.get().mailbox.role == "sent"


@pytest.mark.parametrize(
    "parameter", ["HOLDFOR=99999999999", "HOLDUNTIL=soon", "HOLDUNTIL=2999-01-01T00:00:00Z"]
)
def test_a_time_too_far_or_unreadable_is_refused(
    client: smtplib.SMTP, anna: Person, parameter: str
) -> None:
    client.login("anna@demo.example", password_of(anna))
    assert client.mail("anna@demo.example", [parameter])[0] == 501


def test_nobody_signs_in_for_somebody_else_with_a_token(
    client: smtplib.SMTP, anna: Person, ben: Person
) -> None:
    token = create_token(actor_for(anna), anna, "Mail", ["mail"])[1]

    def bearer(email: str) -> int:
        said = f"n,a={email},\x01auth=Bearer {token}\x01\x01".encode()
        code, _ = client.docmd("AUTH", f"OAUTHBEARER {base64.b64encode(said).decode()}")
        return client.docmd("AQ==")[0] if code == 334 else code

    assert bearer("ben@demo.example") == 535
    assert bearer("anna@demo.example") == 235
