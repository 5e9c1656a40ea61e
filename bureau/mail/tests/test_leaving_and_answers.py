"""Handing over a mailbox, and automatic answers that never answer each other."""

import pytest

from bureau.people import SYSTEM, Person, actor_for, create_group, suspend
from bureau.platform import blobs, jobs
from bureau.platform.mime import MailAddress

from ..actions.hand_over import hand_over
from ..actions.open_account import open_account
from ..actions.take_in import Envelope, check_recipient, take_in
from ..actions.write_letter import Draft, write_letter
from ..models import Account, AutoAnswer, Change, Email, Mailbox, Recipient
from .conftest import JmapOf, MakePerson

pytestmark = pytest.mark.django_db


def from_outside(to: str, *headers: str, number: int = 1) -> str:
    lines = [
        "From: Vera <vera@vendor.example>",
        f"To: {to}",
        f"Subject: Order {number}",
        f"Message-ID: <{number}@vendor.example>",
        *headers,
    ]
    raw = ("\r\n".join(lines) + "\r\n\r\nHello\r\n").encode()
    return take_in(raw, Envelope("vera@vendor.example", [to], "192.0.2.1", "mx", False))


def test_opening_an_account_again_changes_nothing(anna: Person) -> None:
    before = Account.objects.get(pk=anna.id).modseq, Change.objects.count()
    open_account(anna)
    assert (Account.objects.get(pk=anna.id).modseq, Change.objects.count()) == before
    assert Mailbox.objects.filter(account_id=anna.id).count() == 6


def test_the_successor_reads_the_mailbox_and_gets_the_mail(
    jmap_of: JmapOf, anna: Person, ben: Person
) -> None:
    from_outside("anna@demo.example", number=1)
    for _ in range(2):
        hand_over(anna, ben)
    suspend(SYSTEM, anna)
    assert check_recipient("anna@demo.example") == "250 2.1.5 Ok"
    from_outside("anna@demo.example", number=2)
    assert [email.subject for email in Email.objects.filter(account_id=ben.id)] == ["Order 2"]
    assert len(jmap_of(ben, anna).call("Email/query")["ids"]) == 1


def test_who_writes_to_somebody_who_left_is_told_once(anna: Person, ben: Person) -> None:
    hand_over(anna, ben)
    suspend(SYSTEM, anna)
    for number in (1, 2):
        from_outside("anna@demo.example", number=number)
        jobs.drain()
    assert [row.email for row in Recipient.objects.all()] == ["vera@vendor.example"]
    answer = Email.objects.get(account_id=anna.id)
    assert ben.email.encode() in blobs.read(answer.blob)
    assert Email.objects.filter(account_id=ben.id).count() == 2


def test_without_a_successor_the_mailbox_of_a_leaver_is_closed(anna: Person) -> None:
    suspend(SYSTEM, anna)
    assert check_recipient("anna@demo.example").startswith("550 5.2.1")


def away(person: Person) -> None:
    Account.objects.filter(pk=person.id).update(answer_text="I am away until Monday.")


def test_a_human_is_answered_once(anna: Person) -> None:
    away(anna)
    for number in (1, 2, 3):
        from_outside("anna@demo.example", number=number)
        jobs.drain()
    assert [row.email for row in Recipient.objects.all()] == ["vera@vendor.example"]
    answer = Email.objects.get(account_id=anna.id, is_delivered=False)
    assert answer.subject == "Re: Order 1"
    assert answer.in_reply_to == ["1@vendor.example"]


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "Precedence: bulk",
        "List-Id: <news.vendor.example>",
        "X-Auto-Response-Suppress: All",
    ],
)
def test_a_machine_is_never_answered(anna: Person, header: str) -> None:
    away(anna)
    from_outside("anna@demo.example", header)
    jobs.drain()
    assert AutoAnswer.objects.count() == 0
    assert Recipient.objects.count() == 0


def test_two_who_are_away_do_not_answer_each_other(anna: Person, ben: Person) -> None:
    away(anna)
    away(ben)
    draft = Draft(anna.id, [MailAddress("", ben.email)], "Lunch", "At noon?")
    write_letter(actor_for(anna), draft)
    assert jobs.drain() < 50
    assert AutoAnswer.objects.count() == 1
    assert Email.objects.filter(account_id=anna.id, is_delivered=True).count() == 1


def test_a_large_group_gets_its_mail_through_jobs(anna: Person, make_person: MakePerson) -> None:
    from bureau.people import add_members

    group = create_group(SYSTEM, "All", "all@demo.example")
    members = [make_person(f"member{number}") for number in range(25)]
    add_members(SYSTEM, group, [member.id for member in members])
    draft = Draft(anna.id, [MailAddress("", "all@demo.example")], "News", "Hello")
    write_letter(actor_for(anna), draft)
    assert Email.objects.filter(subject="News", is_delivered=True).count() == 20
    jobs.drain()
    assert Email.objects.filter(subject="News", is_delivered=True).count() == 25
