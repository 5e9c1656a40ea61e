"""Mail loops end: what answers automatically is never answered back without end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.desk.models import AutomaticAnswer, Ticket, TicketMessage
from bureau.mail.signing import LOOP_HEADER, loop_mark
from bureau.mail.tests.mail_servers import Stranger
from bureau.platform import mime

from .conftest import CUSTOMER, Outside, Team, kinds, only_ticket

pytestmark = pytest.mark.django_db


def _automatic() -> int:
    return TicketMessage.objects.filter(kind="automatic").count()


def test_a_request_is_acknowledged_with_its_number(
    team: Team, outside: Outside, world: Stranger
) -> None:
    first = outside.write()
    ((sender, receivers, raw),) = world.received
    assert (sender.startswith("bounce+"), receivers) == (True, [CUSTOMER])
    mail = mime.parse(raw)
    assert mail.subject == "[SC-1001] Where is my phone?"
    assert mail.header("auto-submitted") == "auto-replied"
    assert mail.in_reply_to == (first,)
    answer = TicketMessage.objects.get(kind="automatic")
    assert "SC-1001" in answer.text
    assert "Hello Nora Buyer" in answer.text
    assert answer.author_email == team.address
    assert first != answer.message_id


def test_a_queue_may_stay_silent(team: Team, outside: Outside) -> None:
    team.queue.acknowledges = False
    team.queue.save()
    outside.write()
    assert kinds(only_ticket()) == ["incoming"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"Precedence": "list"},
        {"List-Id": "<news.shop.example>"},
        {"From": "MAILER-DAEMON@shop.example"},
        {"From": "no-reply@shop.example"},
    ],
)
def test_mail_of_a_machine_opens_a_ticket_without_an_answer(
    team: Team, outside: Outside, headers: dict[str, str]
) -> None:
    outside.write(**headers)
    assert kinds(only_ticket()) == ["incoming"]


@pytest.mark.parametrize("headers", [{"Auto-Submitted": "auto-replied"}, {"envelope": ""}])
def test_an_automatic_reply_joins_its_ticket_but_opens_none(
    team: Team, outside: Outside, headers: dict[str, str]
) -> None:
    outside.write(**headers)
    assert not Ticket.objects.exists()
    first = outside.write()
    outside.write(In_Reply_To=f"<{first}>", **headers)
    assert kinds(only_ticket()) == ["incoming", "automatic", "incoming"]


def test_our_own_automatic_mail_coming_back_is_ignored(team: Team, outside: Outside) -> None:
    outside.write(**{LOOP_HEADER: loop_mark()})
    assert not Ticket.objects.exists()


def test_a_mail_that_went_round_is_ignored(team: Team, outside: Outside) -> None:
    hops = b"".join(b"Received: from a by b; Mon, 1 Jan 2024 00:00:00 +0000\r\n" for _ in range(26))
    outside.deliver(hops + b"From: a@b.example\r\nSubject: round\r\n\r\nhello\r\n")
    assert not Ticket.objects.exists()


def test_one_address_gets_five_automatic_answers_an_hour(team: Team, outside: Outside) -> None:
    for number in range(8):
        outside.write(Subject=f"request {number}")
    assert Ticket.objects.count() == 8
    assert _automatic() == 5
    AutomaticAnswer.objects.update(sent_at=timezone.now() - timedelta(minutes=61))
    outside.write(Subject="an hour later")
    assert _automatic() == 6


def test_two_auto_responders_answering_each_other_stay_within_budget(
    team: Team, outside: Outside
) -> None:
    """The other side answers every mail, without saying that it is a machine."""
    outside.write(Subject="start")
    for number in range(30):
        newest = TicketMessage.objects.order_by("-id").first()
        assert newest is not None
        outside.write(Subject=f"Out of office {number}", In_Reply_To=f"<{newest.message_id}>")
    assert Ticket.objects.count() == 1
    assert _automatic() == 1
    for number in range(30):
        outside.write(Subject=f"New each time {number}")
    assert _automatic() == 5
    assert AutomaticAnswer.objects.filter(email=CUSTOMER).count() == 5
