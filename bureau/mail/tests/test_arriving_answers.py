"""Answers, forwarding and blocked senders; and that nothing goes round in circles."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.people import Person, actor_for
from bureau.platform import blobs, jobs
from bureau.platform.mime import MailAddress, parse
from tests.fixtures.http import Api

from ..actions.keep_rule import make_rule
from ..actions.write_letter import Draft, write_letter
from ..models import (
    Account,
    AutoAnswer,
    BlockedSender,
    Email,
    Forwarding,
    MailPolicy,
    Recipient,
    SieveScript,
    Submission,
)
from .arriving import arrives, email_of, places, sent_to

pytestmark = pytest.mark.django_db

OUT = "anna@private.example"


def away(person: Person, **fields: object) -> None:
    Account.objects.filter(pk=person.id).update(answer_text="I am away.", **fields)


def forwards(person: Person, email: str, **fields: object) -> Forwarding:
    return Forwarding.objects.create(
        account_id=person.id, email=email, confirmed_at=timezone.now(), is_on=True, **fields
    )


def link_in_last_mail() -> str:
    submission = Submission.objects.order_by("id").last()
    assert submission is not None
    found = re.search(r"/mail/confirm-forwarding/\S+", parse(blobs.read(submission.blob)).text)
    assert found is not None
    return found[0]


def test_an_address_agrees_by_the_button_behind_the_link(anna: Person, api: Api) -> None:
    her = api.signed_in(anna)
    made = her.post("/mail/forwarding", {"email": OUT.upper()})
    assert (made.status, made.json["email"], made.json["confirmed"]) == (201, OUT, False)
    assert sent_to() == [OUT]
    refused = her.patch(f"/mail/forwarding/{made.json['id']}", {"enabled": True})
    assert refused.status == 422
    link = link_in_last_mail()
    page = api.get(link, site=True)
    assert (page.status, b"I agree" in page.body) == (200, True)
    assert Forwarding.objects.get().confirmed_at is None
    assert api.post(link, site=True).status == 200
    (shown,) = her.get("/mail/forwarding").json["items"]
    assert (shown["confirmed"], shown["enabled"]) == (True, False)


def test_a_forged_link_agrees_to_nothing(anna: Person, api: Api) -> None:
    row = Forwarding.objects.create(account_id=anna.id, email=OUT)
    assert api.post(f"/mail/confirm-forwarding/{row.id}.{'0' * 32}", site=True).status == 404
    assert api.post("/mail/confirm-forwarding/nonsense", site=True).status == 404
    assert Forwarding.objects.get().confirmed_at is None


@pytest.mark.parametrize(
    ("keep", "where"),
    [("inbox", ["inbox", "primary"]), ("archive", ["archive"]), ("trash", ["trash"])],
)
def test_all_mail_is_forwarded_as_it_came(anna: Person, keep: str, where: list[str]) -> None:
    forwards(anna, OUT, keep=keep)
    arrives(1)
    assert sent_to() == [OUT]
    assert places(anna, 1) == where
    submission = Submission.objects.get()
    assert submission.blob == email_of(anna, 1).blob
    assert submission.envelope_from.endswith("@demo.example")
    assert submission.envelope_from != "anna@demo.example"


def test_only_confirmed_addresses_get_mail(anna: Person) -> None:
    Forwarding.objects.create(account_id=anna.id, email=OUT, is_on=True)
    script = f'redirect "{OUT}";'
    SieveScript.objects.create(account_id=anna.id, name="s", text=script, is_active=True)
    arrives(1)
    assert sent_to() == []
    assert places(anna, 1) == ["inbox", "primary"]
    assert f"not_confirmed: {OUT}" in email_of(anna, 1).trust["reasons"]


def test_a_rule_forwards_to_a_confirmed_address(anna: Person) -> None:
    Forwarding.objects.create(account_id=anna.id, email=OUT, confirmed_at=timezone.now())
    make_rule(anna.id, "", {"subject": "order 1"}, {"forward_to": OUT})
    arrives(1)
    arrives(2)
    assert sent_to() == [OUT]
    assert places(anna, 1) == ["inbox", "primary"]


def test_an_address_that_was_removed_gets_no_mail_on_its_way(anna: Person, api: Api) -> None:
    row = forwards(anna, OUT)
    arrives(1)
    assert api.signed_in(anna).delete(f"/mail/forwarding/{row.id}").status == 204
    assert sent_to() == []


def test_the_organisation_may_keep_mail_inside(anna: Person, ben: Person, api: Api) -> None:
    forwards(anna, OUT)
    MailPolicy.objects.create(chosen={"forwards_outside": False})
    her = api.signed_in(anna)
    refused = her.post("/mail/forwarding", {"email": "other@private.example"})
    assert (refused.status, refused.json["code"]) == (403, "mail_forwarding_forbidden")
    assert her.post("/mail/forwarding", {"email": ben.email}).status == 201
    assert her.get("/mail/forwarding").json["outside_allowed"] is False
    jobs.drain()
    arrives(1)
    assert sent_to() == []


def test_two_who_forward_to_each_other_have_each_message_once(anna: Person, ben: Person) -> None:
    forwards(anna, ben.email)
    forwards(ben, anna.email)
    arrives(1)
    assert jobs.drain() < 20
    assert Email.objects.filter(account_id=anna.id).count() == 1
    assert Email.objects.filter(account_id=ben.id).count() == 1
    assert Recipient.objects.count() == 0


def test_away_and_forwarding_to_each_other_ends_at_once(anna: Person, ben: Person) -> None:
    for one, other in ((anna, ben), (ben, anna)):
        away(one)
        forwards(one, other.email)
    write_letter(actor_for(ben), Draft(ben.id, [MailAddress("", anna.email)], "Lunch", "Noon?"))
    assert jobs.drain() < 40
    assert AutoAnswer.objects.count() == 1
    arrives(1)
    assert jobs.drain() < 40
    assert AutoAnswer.objects.count() == 2
    assert [row.email for row in Recipient.objects.exclude(state="delivered")] == [
        "vera@vendor.example"
    ]


def test_what_went_round_too_often_is_not_forwarded(anna: Person) -> None:
    forwards(anna, OUT)
    trace = ["Received: from a by b; Mon, 1 Jan 2024 00:00:00 +0000"] * 21
    arrives(1, *trace)
    assert sent_to() == []


def test_mail_that_this_installation_sent_by_itself_is_not_forwarded(anna: Person) -> None:
    from ..signing import LOOP_HEADER, loop_mark

    forwards(anna, OUT)
    arrives(1, f"{LOOP_HEADER}: {loop_mark()}")
    assert sent_to() == []


def test_junk_is_neither_answered_nor_forwarded(anna: Person) -> None:
    away(anna)
    forwards(anna, OUT)
    BlockedSender.objects.create(account_id=anna.id, email="vera@vendor.example")
    arrives(1)
    assert sent_to() == []
    assert places(anna, 1) == ["junk"]


@pytest.mark.parametrize(
    ("blocked", "where"),
    [
        ("vera@vendor.example", ["junk"]),
        ("@vendor.example", ["junk"]),
        ("otto@vendor.example", ["inbox", "primary"]),
        ("@endor.example", ["inbox", "primary"]),
    ],
)
def test_blocked_senders_write_to_junk(
    anna: Person, api: Api, blocked: str, where: list[str]
) -> None:
    her = api.signed_in(anna)
    made = her.post("/mail/blocked", {"email": blocked.upper()})
    assert (made.status, made.json["email"]) == (201, blocked)
    arrives(1)
    assert places(anna, 1) == where
    assert ("blocked_sender" in email_of(anna, 1).trust["reasons"]) is (where == ["junk"])
    assert her.delete(f"/mail/blocked/{made.json['id']}").status == 204
    arrives(2)
    assert places(anna, 2) == ["inbox", "primary"]


@pytest.mark.parametrize("email", ["nonsense", "@", "anna@demo.example"])
def test_what_cannot_be_blocked_is_refused(anna: Person, api: Api, email: str) -> None:
    assert api.signed_in(anna).post("/mail/blocked", {"email": email}).status == 422
    assert BlockedSender.objects.count() == 0


def test_a_rule_saves_from_junk(anna: Person) -> None:
    BlockedSender.objects.create(account_id=anna.id, email="@vendor.example")
    make_rule(anna.id, "", {"from": "vera"}, {"never_spam": True, "star": True})
    make_rule(anna.id, "", {"from": "otto"}, {"star": True})
    arrives(1)
    arrives(2, author="Otto <otto@vendor.example>")
    assert places(anna, 1) == ["inbox", "primary"]
    assert (places(anna, 2), email_of(anna, 2).keywords) == (["junk"], [])


def test_the_pause_between_answers_is_the_persons(anna: Person) -> None:
    away(anna, answer_pause_days=2)
    arrives(1)
    assert sent_to() == ["vera@vendor.example"]
    AutoAnswer.objects.update(at=timezone.now() - timedelta(days=1, hours=23))
    arrives(2)
    assert sent_to() == ["vera@vendor.example"]
    AutoAnswer.objects.update(at=timezone.now() - timedelta(days=2, hours=1))
    arrives(3)
    assert sent_to() == ["vera@vendor.example"] * 2


def test_an_answer_that_is_off_or_over_is_not_given(anna: Person) -> None:
    away(anna, answer_is_on=False)
    arrives(1)
    assert sent_to() == []
    away(anna, answer_is_on=True, answer_until=timezone.now() - timedelta(hours=1))
    arrives(2)
    assert sent_to() == []
    away(anna, answer_until=None, answer_from=timezone.now() + timedelta(hours=1))
    arrives(3)
    assert sent_to() == []


@pytest.mark.parametrize(
    ("to", "stranger", "friend", "colleague"),
    [("everybody", 1, 1, 1), ("known", 0, 1, 1), ("inside", 0, 0, 1)],
)
def test_whom_an_answer_is_for(
    anna: Person, ben: Person, to: str, stranger: int, friend: int, colleague: int
) -> None:
    draft = Draft(anna.id, [MailAddress("", "friend@far.example")], "Hi", "Hello")
    write_letter(actor_for(anna), draft)
    jobs.drain()
    away(anna, answer_to=to)
    arrives(1)
    arrives(2, author="Friend <friend@far.example>")
    write_letter(actor_for(ben), Draft(ben.id, [MailAddress("", anna.email)], "Lunch", "Noon?"))
    jobs.drain()
    answered = set(AutoAnswer.objects.values_list("email", flat=True))
    wanted = {
        "vera@vendor.example": stranger,
        "friend@far.example": friend,
        "ben@demo.example": colleague,
    }
    assert answered == {email for email, is_answered in wanted.items() if is_answered}


def test_an_html_answer_is_sent_with_its_text(anna: Person) -> None:
    Account.objects.filter(pk=anna.id).update(answer_html="<p>Back on <b>Monday</b></p>")
    arrives(1)
    assert sent_to() == ["vera@vendor.example"]
    answer = parse(blobs.read(Submission.objects.get().blob))
    assert "<b>Monday</b>" in answer.html
    assert "Back on Monday" in " ".join(answer.text.split())
    assert answer.header("auto-submitted") == "auto-replied"


def test_a_script_answers_once_for_each_text(anna: Person) -> None:
    first = 'require "vacation";\nvacation :days 3 :subject "Away" "I am in Rome.";'
    SieveScript.objects.create(account_id=anna.id, name="s", text=first, is_active=True)
    arrives(1)
    arrives(2)
    assert sent_to() == ["vera@vendor.example"]
    answer = parse(blobs.read(Submission.objects.get().blob))
    assert (answer.subject, answer.text.strip()) == ("Away", "I am in Rome.")
    SieveScript.objects.update(text=first.replace("Rome", "Oslo"))
    arrives(3)
    assert sent_to() == ["vera@vendor.example"] * 2


def test_a_script_refuses_only_proven_authors(anna: Person, ben: Person) -> None:
    text = 'require "reject";\nreject "No mail here, please.";'
    SieveScript.objects.create(account_id=anna.id, name="s", text=text, is_active=True)
    arrives(1)
    assert sent_to() == []
    assert places(anna, 1) == ["trash"]
    write_letter(actor_for(ben), Draft(ben.id, [MailAddress("", anna.email)], "Lunch", "Noon?"))
    jobs.drain()
    refusal = Email.objects.get(account_id=ben.id, is_delivered=True)
    assert refusal.subject == "Refused: Lunch"
    assert b"No mail here, please." in blobs.read(refusal.blob)
