"""Mail to strangers: queued, handed to a real SMTP host, retried, reported when it fails for
good.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.people import Person, actor_for
from bureau.platform import jobs
from bureau.platform.config import config
from bureau.platform.jobs import Job
from bureau.platform.mime import MailAddress, parse

from ..actions.take_in import Envelope, check_recipient, take_in
from ..actions.write_letter import Draft, write_letter
from ..blob_ids import find_blob
from ..models import Email, Recipient, Submission
from .mail_servers import Stranger, outside

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stranger]:
    host = Stranger(refuses=("gone@vendor.example",))
    with outside(host) as url:
        monkeypatch.setenv("BUREAU_SMARTHOST", url)
        config.cache_clear()
        yield host
    monkeypatch.undo()
    config.cache_clear()


def post(sender: Person, *to: str, is_automatic: bool = False) -> Submission:
    people = [MailAddress("", email) for email in to]
    draft = Draft(sender.id, people, "Offer", "Please see below.", is_automatic=is_automatic)
    return write_letter(actor_for(sender), draft)


def states() -> dict[str, str]:
    return dict(Recipient.objects.values_list("email", "state"))


def test_a_mail_to_a_stranger_is_handed_to_the_smarthost(anna: Person, stranger: Stranger) -> None:
    submission = post(anna, "vera@vendor.example")
    assert states() == {"vera@vendor.example": "queued"}
    jobs.drain()
    assert states() == {"vera@vendor.example": "sent"}
    sender, recipients, raw = stranger.received[0]
    assert (sender, recipients) == ("anna@demo.example", ["vera@vendor.example"])
    assert parse(raw).message_id == submission.message_id


def test_bcc_is_not_shown_to_recipients(anna: Person, ben: Person, stranger: Stranger) -> None:
    secret = [MailAddress("", "ben@demo.example")]
    draft = Draft(anna.id, [MailAddress("", "vera@vendor.example")], "Hi", "Hi", bcc=secret)
    write_letter(actor_for(anna), draft)
    jobs.drain()
    assert b"ben@demo.example" not in stranger.received[0][2]
    received = Email.objects.get(account_id=ben.id)
    assert "bcc" not in received.addresses
    assert find_blob(ben.id, f"G{received.id}-1").read() == b"Hi\r\n"
    assert Email.objects.get(account_id=anna.id).addresses["bcc"][0]["email"] == "ben@demo.example"


def test_a_refused_address_comes_back_as_a_report(anna: Person, stranger: Stranger) -> None:
    post(anna, "vera@vendor.example", "gone@vendor.example")
    jobs.drain()
    assert states() == {"vera@vendor.example": "sent", "gone@vendor.example": "failed"}
    report = Email.objects.get(account_id=anna.id, is_delivered=True)
    assert report.subject == "Not delivered: Offer"
    assert "gone@vendor.example" in report.words.body
    assert "vera@vendor.example" not in report.words.body
    assert len(stranger.received) == 1


def test_a_busy_host_is_tried_again_later(anna: Person, stranger: Stranger) -> None:
    stranger.is_busy = True
    post(anna, "vera@vendor.example")
    jobs.drain()
    assert states() == {"vera@vendor.example": "queued"}
    waiting = Job.objects.get(name="mail.transmit")
    assert waiting.run_at > timezone.now() + timedelta(seconds=30)
    stranger.is_busy = False
    Job.objects.update(run_at=timezone.now())
    jobs.drain()
    assert states() == {"vera@vendor.example": "sent"}


def test_after_four_days_a_busy_host_counts_as_refusing(anna: Person, stranger: Stranger) -> None:
    stranger.is_busy = True
    post(anna, "vera@vendor.example")
    Submission.objects.update(send_at=timezone.now() - timedelta(days=5))
    jobs.drain()
    assert states() == {"vera@vendor.example": "failed"}
    assert Email.objects.filter(account_id=anna.id, is_delivered=True).count() == 1


def test_automatic_mail_says_so_and_its_reports_find_back(anna: Person, stranger: Stranger) -> None:
    post(anna, "vera@vendor.example", is_automatic=True)
    jobs.drain()
    path, _, raw = stranger.received[0]
    message = parse(raw)
    assert message.header("auto-submitted") == "auto-generated"
    assert message.header("x-auto-response-suppress") == "All"
    assert message.header("x-bureau-loop")
    assert path.startswith("bounce+")
    assert check_recipient(path) == "250 2.1.5 Ok"
    forged = path.replace("bounce+", "bounce+0", 1)
    assert check_recipient(forged).startswith("550")
    head = b"Content-Type: multipart/report; boundary=b\r\nSubject: Failed\r\n\r\n"
    bounce = head + b"--b\r\n\r\nNo\r\n--b--\r\n"
    take_in(bounce, Envelope("", [path], "192.0.2.1", "mx.vendor.example", False))
    assert states() == {"vera@vendor.example": "failed"}
    assert Email.objects.filter(account_id=anna.id, subject="Failed").count() == 1
