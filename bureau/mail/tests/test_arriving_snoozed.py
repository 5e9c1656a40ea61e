"""Rules that let mail sleep: it arrives among the snoozed ones and comes to the inbox later."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from bureau.people import Person
from bureau.platform import jobs
from bureau.platform.jobs import Job
from tests.fixtures.http import Api

from ..actions.keep_rule import make_rule
from ..models import Email, Mailbox, SieveScript
from ..sieve.specs import VENDOR
from .arriving import arrives, email_of, label, places
from .conftest import JmapOf

pytestmark = pytest.mark.django_db

VERA = {"from": "vera"}


def test_it_sleeps_until_the_next_morning_of_the_person(anna: Person, jmap_of: JmapOf) -> None:
    anna.time_zone = "Asia/Tokyo"
    anna.save()
    make_rule(anna.id, "", VERA, {"snooze": "morning", "labels": [label(anna, "Vendors")]})
    arrives(1)
    assert places(anna, 1) == ["Vendors", "snoozed"]
    until = email_of(anna, 1).snoozed_until
    assert until is not None
    local = until.astimezone(ZoneInfo("Asia/Tokyo"))
    assert (local.hour, local.minute) == (8, 0)
    assert 0 < (until - timezone.now()).total_seconds() <= 24 * 3600
    (shown,) = jmap_of(anna).call("Email/get", ids=[email_of(anna, 1).id], properties=["snoozed"])[
        "list"
    ]
    assert datetime.fromisoformat(shown["snoozed"]["until"]) == until


def test_it_comes_to_the_inbox_unread_and_on_top(anna: Person) -> None:
    make_rule(anna.id, "", VERA, {"snooze": "workday", "star": True, "category": "forums"})
    arrives(1)
    arrives(2, author="Bob <bob@vendor.example>")
    jobs.drain()
    assert places(anna, 1) == ["snoozed"]
    Job.objects.update(run_at=timezone.now())
    jobs.drain()
    assert places(anna, 1) == ["forums", "inbox"]
    woken = email_of(anna, 1)
    assert (woken.snoozed_until, woken.is_unread, woken.keywords) == (None, True, ["$flagged"])
    inbox = Mailbox.objects.get(account_id=anna.id, role="inbox")
    newest = inbox.label_rows.order_by("-received_at").first()
    assert newest is not None
    assert newest.email_id == woken.id


def test_what_a_later_rule_deletes_does_not_come_back(anna: Person) -> None:
    make_rule(anna.id, "", VERA, {"snooze": "morning"})
    make_rule(anna.id, "", {"subject": "order"}, {"delete": True})
    arrives(1)
    assert places(anna, 1) == ["trash"]
    assert email_of(anna, 1).snoozed_until is None


def test_junk_and_muted_threads_do_not_come_back(anna: Person, api: Api) -> None:
    make_rule(anna.id, "", VERA, {"snooze": "morning"})
    api.signed_in(anna).post("/mail/blocked", {"email": "vera@vendor.example"})
    arrives(1)
    assert places(anna, 1) == ["junk"]
    assert email_of(anna, 1).snoozed_until is None


def test_a_script_snoozes_by_its_own_clock(anna: Person) -> None:
    text = f'require "{VENDOR}"; snooze :tzid "America/New_York" :weekdays "3" "21:15";'
    SieveScript.objects.create(account_id=anna.id, name="s", text=text, is_active=True)
    arrives(1)
    until = email_of(anna, 1).snoozed_until
    assert until is not None
    assert f"{until.astimezone(ZoneInfo('America/New_York')):%a %H:%M}" == "Wed 21:15"


@pytest.mark.parametrize("other", [{"delete": True}, {"skip_inbox": True}])
def test_a_rule_cannot_both_snooze_and_take_away(
    anna: Person, api: Api, other: dict[str, bool]
) -> None:
    body = {"criteria": VERA, "actions": {"snooze": "monday", **other}}
    refused = api.signed_in(anna).post("/mail/rules", body)
    assert (refused.status, refused.json["code"]) == (422, "mail_bad_rule")
    wrong = {"criteria": VERA, "actions": {"snooze": "someday"}}
    assert api.signed_in(anna).post("/mail/rules", wrong).status == 422
    assert api.signed_in(anna).get("/mail/rules").json["items"] == []


def test_the_rule_is_shown_as_it_was_made_and_changes_nothing_that_is_there(
    anna: Person, api: Api
) -> None:
    arrives(1)
    hers = api.signed_in(anna)
    body = {"criteria": VERA, "actions": {"snooze": "saturday"}}
    made = hers.post("/mail/rules", body)
    assert made.json["actions"]["snooze"] == "saturday"
    assert hers.post(f"/mail/rules/{made.json['id']}/apply").status == 202
    jobs.drain()
    assert places(anna, 1) == ["inbox", "primary"]
    assert Email.objects.get(account_id=anna.id).snoozed_until is None
