"""Mail between accounts of one installation: delivered in the sender's transaction, once, with
counters kept.
"""

import pytest

from bureau.automation import perform
from bureau.people import Person, actor_for
from bureau.platform.events import Event

from ..errors import NotYourAddress
from ..models import Email, Mailbox, Recipient, Submission
from .conftest import MakePerson

Arguments = dict[str, object]


def letter(sender: Person, *to: str, **more: object) -> Arguments:
    fields: Arguments = {
        "from_person_id": sender.id,
        "to": list(to),
        "subject": "Lunch",
        "text": "At noon?",
        "automatic": False,
    }
    return {**fields, **more}


def counters(person: Person, role: str) -> tuple[int, int, int, int]:
    box = Mailbox.objects.get(account_id=person.id, role=role)
    return box.total_emails, box.unread_emails, box.total_threads, box.unread_threads


def test_a_mail_to_a_colleague_is_in_their_inbox_and_in_the_senders_sent_mail(
    anna: Person, ben: Person
) -> None:
    answer = perform("mail.send", letter(anna, "ben@demo.example"), owner=actor_for(anna))
    assert counters(ben, "inbox") == (1, 1, 1, 1)
    assert counters(anna, "sent") == (1, 0, 1, 0)
    assert counters(anna, "inbox") == (0, 0, 0, 0)
    received = Email.objects.get(account_id=ben.id)
    assert (received.subject, received.snippet) == ("Lunch", "At noon?")
    assert received.message_id == answer["message_id"]
    event = Event.objects.get(name="mail.received")
    assert event.stream == f"account:{ben.id}"
    assert event.payload["from"] == {"name": "Anna Arendt", "email": "anna@demo.example"}
    assert event.payload["is_internal"] is True


def test_sending_again_with_the_same_message_id_sends_nothing(anna: Person, ben: Person) -> None:
    once = letter(anna, "ben@demo.example", message_id="lunch.1@demo.example")
    first = perform("mail.send", once, owner=actor_for(anna))
    assert perform("mail.send", once, owner=actor_for(anna)) == first
    assert counters(ben, "inbox") == (1, 1, 1, 1)
    assert Submission.objects.count() == 1


def test_a_reply_joins_the_thread_on_both_sides(anna: Person, ben: Person) -> None:
    first = perform("mail.send", letter(anna, "ben@demo.example"), owner=actor_for(anna))
    reply = letter(ben, "anna@demo.example", in_reply_to=first["message_id"], subject="Re: Lunch")
    perform("mail.send", reply, owner=actor_for(ben))
    assert Email.objects.filter(account_id=anna.id).values("thread_id").distinct().count() == 1
    assert Email.objects.filter(account_id=ben.id).values("thread_id").distinct().count() == 1


def test_mail_to_oneself_is_one_message_with_two_labels(anna: Person) -> None:
    perform("mail.send", letter(anna, "anna@demo.example"), owner=actor_for(anna))
    email = Email.objects.get(account_id=anna.id)
    roles = sorted(email.label_rows.values_list("mailbox__role", flat=True))
    assert roles == ["", "inbox", "sent"]
    assert email.label_rows.get(mailbox__role="").mailbox.category == "primary"
    assert counters(anna, "inbox") == (1, 1, 1, 1)


def test_nobody_sends_as_somebody_else(anna: Person, ben: Person) -> None:
    with pytest.raises(NotYourAddress):
        perform("mail.send", letter(anna, "ben@demo.example"), owner=actor_for(ben))
    assert Email.objects.count() == 0
    assert Submission.objects.count() == 0


def test_an_unknown_address_inside_comes_back_as_a_report(
    anna: Person, make_person: MakePerson
) -> None:
    perform("mail.send", letter(anna, "nobody@demo.example"), owner=actor_for(anna))
    assert Recipient.objects.get().state == Recipient.State.FAILED
    report = Email.objects.get(account_id=anna.id, is_delivered=True)
    assert report.subject == "Not delivered: Lunch"
    assert report.structure["root"]["media_type"] == "multipart/report"
    event = Event.objects.get(name="mail.received")
    assert event.payload["envelope_from"] == ""
    assert event.payload["auto_submitted"] == "auto-replied"
