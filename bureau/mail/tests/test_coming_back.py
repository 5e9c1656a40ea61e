"""Snoozing and waiting for an answer: messages come back once, at their time, on top."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.automation import perform
from bureau.people import Person, actor_for
from bureau.platform import jobs
from bureau.platform.jobs import Job

from ..actions.remind import wake
from ..http.jmap.objects import utc_text
from ..models import Email, Mailbox
from .conftest import JmapOf
from .test_holding import due
from .test_sending_inside import letter

pytestmark = pytest.mark.django_db


def roles(email_id: str) -> list[str]:
    rows = Email.objects.get(id=email_id).label_rows.exclude(mailbox__role__in=["", "important"])
    return sorted(rows.values_list("mailbox__role", flat=True))


def in_two_days() -> str:
    return utc_text(timezone.now() + timedelta(days=2)) or ""


def received(anna: Person, ben: Person, subject: str = "Lunch") -> str:
    perform("mail.send", letter(anna, "ben@demo.example", subject=subject), owner=actor_for(anna))
    return Email.objects.get(account_id=ben.id, subject=subject).id


def test_a_snoozed_message_leaves_the_inbox_and_comes_back_on_top(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    his = jmap_of(ben)
    first = received(anna, ben)
    until = in_two_days()
    his.call("Email/set", update={first: {"snoozed": {"until": until}}})
    assert roles(first) == ["snoozed"]
    (shown,) = his.call("Email/get", ids=[first], properties=["snoozed"])["list"]
    assert shown["snoozed"] == {"until": until}
    second = received(anna, ben, "Supper")
    jobs.drain()
    assert roles(first) == ["snoozed"]
    due()
    assert roles(first) == ["inbox"]
    assert Email.objects.get(id=first).is_unread
    found = his.call("Email/query", filter={"inMailbox": his.mailbox("inbox")})
    listed = his.call(
        "Email/query",
        filter={"inMailbox": his.mailbox("inbox")},
        sort=[{"property": "receivedAt", "isAscending": False}],
    )
    assert listed["ids"] == found["ids"] == [first, second]
    box = Mailbox.objects.get(account_id=ben.id, role="snoozed")
    assert (box.total_emails, box.total_threads) == (0, 0)


def test_snoozing_anew_forgets_the_earlier_time(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    his = jmap_of(ben)
    email_id = received(anna, ben)
    his.call("Email/set", update={email_id: {"snoozed": {"until": in_two_days()}}})
    earlier = Email.objects.get(id=email_id).snoozed_until
    later = utc_text(timezone.now() + timedelta(days=9)) or ""
    his.call("Email/set", update={email_id: {"snoozed": {"until": later}}})
    assert earlier is not None
    wake(email_id, earlier)
    assert roles(email_id) == ["snoozed"]
    his.call("Email/set", update={email_id: {"snoozed": None}})
    assert roles(email_id) == ["inbox"]
    due()
    assert Email.objects.get(id=email_id).snoozed_until is None


def test_a_snoozed_message_that_was_archived_stays_archived(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    his = jmap_of(ben)
    email_id = received(anna, ben)
    his.call("Email/set", update={email_id: {"snoozed": {"until": in_two_days()}}})
    his.call("Email/set", update={email_id: {"mailboxIds": {his.mailbox("archive"): True}}})
    due()
    assert roles(email_id) == ["archive"]
    assert Email.objects.get(id=email_id).snoozed_until is None


def test_snoozing_into_the_past_is_refused(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    email_id = received(anna, ben)
    patch = {"snoozed": {"until": "2020-01-01T00:00:00Z"}}
    answer = jmap_of(ben).call("Email/set", update={email_id: patch})
    assert answer["notUpdated"][email_id]["properties"] == ["snoozed"]
    assert roles(email_id) == ["inbox"]
    assert not Job.objects.filter(name="mail.wake").exists()


def sent_with_reminder(anna: Person, jmap_of: JmapOf) -> Email:
    perform("mail.send", letter(anna, "ben@demo.example"), owner=actor_for(anna))
    email = Email.objects.get(account_id=anna.id)
    patch = {"followUp": {"at": in_two_days()}}
    jmap_of(anna).call("Email/set", update={email.id: patch})
    return email


def test_a_message_that_nobody_answered_comes_back(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    email = sent_with_reminder(anna, jmap_of)
    due()
    assert roles(email.id) == ["inbox", "sent"]
    email.refresh_from_db()
    assert "$followup" in email.keywords
    assert email.follow_up_at is None


def test_a_message_that_was_answered_does_not(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    email = sent_with_reminder(anna, jmap_of)
    answer = letter(ben, "anna@demo.example", subject="Re: Lunch", in_reply_to=email.message_id)
    perform("mail.send", answer, owner=actor_for(ben))
    due()
    assert roles(email.id) == ["sent"]
    email.refresh_from_db()
    assert "$followup" not in email.keywords
