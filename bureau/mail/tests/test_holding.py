"""Undoing and scheduling: what is held goes out once at its time, or comes back as a draft."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from bureau.people import SYSTEM, Person, suspend
from bureau.platform import jobs
from bureau.platform.jobs import Job

from ..actions.hold import cancel, release
from ..http.jmap.objects import utc_text
from ..models import Email, Recipient, Submission
from .conftest import JmapOf
from .jmap_client import Jmap

pytestmark = pytest.mark.django_db


def draft(jmap: Jmap, to: str = "ben@demo.example") -> str:
    drafts = jmap.mailbox("drafts")
    document = {
        "mailboxIds": {drafts: True},
        "keywords": {"$draft": True},
        "from": [{"email": "anna@demo.example"}],
        "to": [{"email": to}],
        "subject": "Lunch",
        "textBody": [{"partId": "t", "type": "text/plain"}],
        "bodyValues": {"t": {"value": "At noon?"}},
    }
    created = jmap.call("Email/set", create={"d": document})
    return str(created["created"]["d"]["id"])


def submit(jmap: Jmap, email_id: str, **parameters: str) -> Any:
    identity = jmap.call("Identity/get")["list"][0]["id"]
    sent, drafts = jmap.mailbox("sent"), jmap.mailbox("drafts")
    document = {
        "emailId": email_id,
        "identityId": identity,
        "envelope": {
            "mailFrom": {"email": "anna@demo.example", "parameters": parameters},
            "rcptTo": [{"email": "ben@demo.example"}],
        },
    }
    patch = {
        f"mailboxIds/{sent}": True,
        f"mailboxIds/{drafts}": None,
        "keywords/$draft": None,
        "keywords/$seen": True,
    }
    return jmap.call(
        "EmailSubmission/set", create={"s": document}, onSuccessUpdateEmail={"#s": patch}
    )


def roles(email_id: str) -> list[str]:
    rows = Email.objects.get(id=email_id).label_rows.exclude(mailbox__role="")
    return sorted(rows.values_list("mailbox__role", flat=True))


def due() -> None:
    """Let the moment come that everything waits for."""
    Job.objects.update(run_at=timezone.now())
    jobs.drain()


def test_what_is_held_for_undoing_looks_sent_and_arrives_when_its_time_is_over(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    mine = jmap_of(anna)
    email_id = draft(mine)
    made = submit(mine, email_id, HOLDFOR="20")["created"]["s"]
    assert made["undoStatus"] == "pending"
    assert roles(email_id) == ["sent"]
    assert not Email.objects.filter(account_id=ben.id).exists()
    due()
    assert Email.objects.get(account_id=ben.id).subject == "Lunch"
    assert roles(email_id) == ["sent"]
    assert Submission.objects.get().undo_status == "final"
    assert Recipient.objects.get().state == Recipient.State.DELIVERED


def test_a_scheduled_message_is_listed_as_such_and_then_as_sent(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    mine = jmap_of(anna)
    email_id = draft(mine)
    until = utc_text(timezone.now() + timedelta(days=2)) or ""
    made = submit(mine, email_id, HOLDUNTIL=until)["created"]["s"]
    assert made["sendAt"] == until
    assert roles(email_id) == ["scheduled"]
    (shown,) = mine.call("Email/get", ids=[email_id], properties=["scheduled", "keywords"])["list"]
    assert shown["scheduled"] == {"submissionId": made["id"], "sendAt": until}
    assert shown["keywords"] == {"$seen": True}
    jobs.drain()
    assert not Email.objects.filter(account_id=ben.id).exists()
    due()
    assert roles(email_id) == ["sent"]
    assert Email.objects.filter(account_id=ben.id).count() == 1
    (shown,) = mine.call("Email/get", ids=[email_id], properties=["scheduled"])["list"]
    assert shown["scheduled"] is None


@pytest.mark.parametrize("parameters", [{"HOLDFOR": "20"}, {"HOLDFOR": "3600"}])
def test_what_is_taken_back_is_a_draft_again_and_can_be_sent_anew(
    anna: Person, ben: Person, jmap_of: JmapOf, parameters: dict[str, str]
) -> None:
    mine = jmap_of(anna)
    email_id = draft(mine)
    held = submit(mine, email_id, **parameters)["created"]["s"]["id"]
    answer = mine.call("EmailSubmission/set", update={held: {"undoStatus": "canceled"}})
    assert answer["updated"] == {held: None}
    assert roles(email_id) == ["drafts"]
    assert "$draft" in Email.objects.get(id=email_id).keywords
    due()
    assert not Email.objects.filter(account_id=ben.id).exists()
    assert "created" in submit(mine, email_id)
    assert Email.objects.filter(account_id=ben.id).count() == 1


def test_what_is_sent_cannot_be_taken_back(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    mine = jmap_of(anna)
    held = submit(mine, draft(mine), HOLDFOR="20")["created"]["s"]["id"]
    due()
    answer = mine.call("EmailSubmission/set", update={held: {"undoStatus": "canceled"}})
    assert answer["notUpdated"] == {held: {"type": "cannotUnsend"}}
    assert Submission.objects.get().undo_status == "final"


def test_releasing_twice_sends_once(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    mine = jmap_of(anna)
    held = submit(mine, draft(mine), HOLDFOR="20")["created"]["s"]["id"]
    release(held)
    release(held)
    assert Email.objects.filter(account_id=ben.id).count() == 1


def test_a_colleague_cannot_take_it_back(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    mine = jmap_of(anna)
    held = submit(mine, draft(mine), HOLDFOR="20")["created"]["s"]["id"]
    answer = jmap_of(ben).call("EmailSubmission/set", update={held: {"undoStatus": "canceled"}})
    assert answer["notUpdated"] == {held: {"type": "notFound"}}
    assert Submission.objects.get().undo_status == "pending"


def test_what_was_thrown_away_or_whose_author_is_suspended_is_not_sent(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    mine = jmap_of(anna)
    thrown, kept = draft(mine), draft(mine)
    submit(mine, thrown, HOLDFOR="3600")
    mine.call("Email/set", update={thrown: {"mailboxIds": {mine.mailbox("trash"): True}}})
    due()
    assert roles(thrown) == ["trash"]
    submit(mine, kept, HOLDFOR="3600")
    suspend(SYSTEM, anna)
    due()
    assert roles(kept) == ["drafts"]
    assert not Email.objects.filter(account_id=ben.id).exists()
    assert set(Submission.objects.values_list("undo_status", flat=True)) == {"canceled"}


@pytest.mark.parametrize(
    "parameters",
    [
        {"HOLDFOR": "-5"},
        {"HOLDFOR": "99999999"},
        {"HOLDUNTIL": "tomorrow"},
        {"HOLDFOR": "5", "HOLDUNTIL": "2030-01-01T00:00:00Z"},
    ],
)
def test_a_time_that_makes_no_sense_sends_nothing(
    anna: Person, ben: Person, jmap_of: JmapOf, parameters: dict[str, str]
) -> None:
    mine = jmap_of(anna)
    answer = submit(mine, draft(mine), **parameters)
    assert answer["notCreated"]["s"]["properties"] == ["envelope"]
    assert Submission.objects.count() == 0
    assert not Email.objects.filter(account_id=ben.id).exists()


@pytest.mark.django_db(transaction=True)
def test_of_releasing_and_taking_back_at_once_exactly_one_wins(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    mine = jmap_of(anna)
    for _ in range(5):
        email_id = draft(mine)
        held = submit(mine, email_id, HOLDFOR="20")["created"]["s"]["id"]
        before = Email.objects.filter(account_id=ben.id).count()
        was_cancelled = _raced(Submission.objects.get(id=held))
        arrived = Email.objects.filter(account_id=ben.id).count() - before
        assert arrived == (0 if was_cancelled else 1)
        assert roles(email_id) == (["drafts"] if was_cancelled else ["sent"])


def _raced(submission: Submission) -> bool:
    """Release and cancel at once; return whether it was cancelled."""
    won: list[bool] = []

    def run(call: Callable[[], None]) -> None:
        try:
            call()
        finally:
            connection.close()

    def let_go() -> None:
        with transaction.atomic():
            release(submission.id)

    calls = (let_go, lambda: won.append(cancel(submission)))
    threads = [Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return won == [True]
