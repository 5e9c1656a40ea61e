"""Mail becomes tickets: each once, each on the right one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.desk.models import Attachment, Ticket, TicketMessage
from bureau.desk.reply_address import reply_address, ticket_of
from bureau.platform import blobs
from bureau.platform.ids import new_id

from .conftest import CUSTOMER, Outside, Team, deliver_outside, kinds, only_ticket

pytestmark = pytest.mark.django_db


def test_a_mail_opens_a_ticket_with_its_text_and_files(team: Team, outside: Outside) -> None:
    outside.write(Subject="Broken screen", text="It is cracked.", file="order 7")
    ticket = only_ticket()
    assert (ticket.reference, ticket.subject, ticket.status) == ("SC-1001", "Broken screen", "new")
    assert (ticket.requester_email, ticket.requester_name) == (CUSTOMER, "Nora Buyer")
    first = ticket.messages.order_by("id")[0]
    assert (first.kind, first.text) == ("incoming", "It is cracked.")
    file = Attachment.objects.get()
    assert (file.name, file.media_type) == ("order.txt", "text/plain")
    assert blobs.read(file.blob).strip() == b"order 7"


def test_the_same_mail_delivered_twice_is_taken_in_once(team: Team, outside: Outside) -> None:
    message_id = outside.write()
    outside.write(Message_ID=f"<{message_id}>")
    assert Ticket.objects.count() == 1
    assert kinds(only_ticket()) == ["incoming", "automatic"]


def test_a_reply_joins_by_its_references(team: Team, outside: Outside) -> None:
    first = outside.write()
    outside.write(Subject="Something else", References=f"<x@y.example> <{first}>", text="Any news?")
    ticket = only_ticket()
    assert kinds(ticket) == ["incoming", "automatic", "incoming"]
    assert ticket.messages.order_by("-id")[0].text == "Any news?"


def test_a_mail_to_the_signed_reply_address_joins(team: Team, outside: Outside) -> None:
    outside.write()
    address = reply_address(team.address, only_ticket().id)
    outside.write(To=address, Subject="no tag", From="someone@else.example")
    assert kinds(only_ticket()) == ["incoming", "automatic", "incoming"]


def test_a_forged_reply_address_names_no_ticket(team: Team) -> None:
    ticket_id = new_id()
    address = reply_address(team.address, ticket_id)
    assert ticket_of(address) == ticket_id
    assert ticket_of(address.replace(ticket_id, new_id())) is None
    assert ticket_of(team.address) is None


def test_a_subject_tag_counts_only_for_those_who_take_part(team: Team, outside: Outside) -> None:
    outside.write()
    outside.write(Subject="Re: [SC-1001] Where is my phone?", text="mine")
    assert Ticket.objects.count() == 1
    outside.write(
        Subject="[SC-1001] let me in", From="stranger@else.example", envelope="s@else.example"
    )
    assert Ticket.objects.count() == 2
    assert kinds(Ticket.objects.get(reference="SC-1001")) == ["incoming", "automatic", "incoming"]


@pytest.mark.parametrize("status", ["pending", "solved", "closed"])
def test_a_reply_reopens_a_ticket_that_was_put_aside(
    team: Team, outside: Outside, status: str
) -> None:
    first = outside.write()
    Ticket.objects.update(status=status, solved_at=timezone.now() - timedelta(days=13))
    outside.write(In_Reply_To=f"<{first}>")
    ticket = only_ticket()
    assert (ticket.status, ticket.solved_at) == ("open", None)


def test_a_late_reply_opens_a_linked_ticket(team: Team, outside: Outside) -> None:
    first = outside.write()
    Ticket.objects.update(status="solved", solved_at=timezone.now() - timedelta(days=15))
    outside.write(In_Reply_To=f"<{first}>")
    old, new = Ticket.objects.order_by("id")
    assert (old.status, new.status, new.linked_id) == ("solved", "new", old.id)


def test_mail_to_a_person_touches_no_queue(team: Team, outside: Outside) -> None:
    raw = b"From: a@b.example\r\nTo: lena@demo.example\r\nSubject: hi\r\n\r\nhello\r\n"
    deliver_outside(raw, "a@b.example", team.agent)
    outside.drain()
    assert not Ticket.objects.exists()


def test_a_mail_without_message_id_is_taken_in(team: Team, outside: Outside) -> None:
    outside.deliver(b"From: a@b.example\r\nSubject: bare\r\n\r\nhello\r\n")
    assert only_ticket().subject == "bare"
    assert TicketMessage.objects.filter(kind="incoming").count() == 1
