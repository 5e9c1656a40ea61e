"""How fast a destination gets mail."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.mail.actions.send import send
from bureau.mail.delivery import pace
from bureau.mail.models import Recipient
from bureau.mail.tests.letters import letter_of
from bureau.mail.tests.other_hosts import OtherHost
from bureau.people import Person
from bureau.platform import jobs, limits
from bureau.platform.jobs import Job
from bureau.platform.limits.local import LocalLimiter

pytestmark = pytest.mark.django_db

VENDOR = "vera@vendor.example"


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    limiter = LocalLimiter()
    monkeypatch.setattr(limits, "_limiter", lambda: limiter)
    pace.forget()
    yield
    pace.forget()


def waiting() -> list[timedelta]:
    """How long the messages have to wait that are still here."""
    rows = Job.objects.filter(name="mail.transmit").order_by("run_at")
    return [run_at - timezone.now() for run_at in rows.values_list("run_at", flat=True)]


def test_a_destination_gets_so_many_messages_a_minute_and_the_rest_later(
    vendor: OtherHost, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "PER_MINUTE", 2)
    for number in range(3):
        send(letter_of(anna, f"Offer{number}", VENDOR))
    jobs.drain()
    assert len(vendor.received) == 2
    (later,) = waiting()
    assert timedelta(seconds=20) < later <= timedelta(seconds=31)
    assert set(Recipient.objects.values_list("state", "attempts")) == {("sent", 1), ("queued", 0)}
    limiter = LocalLimiter()
    monkeypatch.setattr(limits, "_limiter", lambda: limiter)
    Job.objects.update(run_at=timezone.now())
    jobs.drain()
    assert len(vendor.received) == 3


def test_a_host_that_gets_too_much_is_left_alone_for_a_while(
    vendor: OtherHost, anna: Person
) -> None:
    vendor.refuses[VENDOR] = "450 4.2.1 You send at a rate that is too high"
    send(letter_of(anna, "First", VENDOR))
    jobs.drain()
    assert vendor.connections == 1
    del vendor.refuses[VENDOR]
    send(letter_of(anna, "Second", "other@vendor.example"))
    jobs.drain()
    assert vendor.received == []
    assert all(wait > timedelta(seconds=50) for wait in waiting())
    pace.forget()
    Job.objects.update(run_at=timezone.now())
    jobs.drain()
    assert sorted(to for _, (to,), *_ in vendor.received) == ["other@vendor.example", VENDOR]


@pytest.mark.parametrize(
    ("reply", "pauses"),
    [
        ("421 4.7.0 Try later", True),
        ("451 4.4.1 mx.vendor.example: 421 too many connections", True),
        ("450-4.7.28 unusual traffic", True),
        ("452 4.3.1 Too much mail from you", True),
        ("450 4.7.1 Greylisted, come back in five minutes", False),
        ("451 4.7.5 mx.vendor.example offers no TLS", False),
        ("450 4.2.0 Separate mailbox is busy", False),
        ("550 5.7.1 You send too many", False),
        ("250 2.0.0 Taken", False),
    ],
)
def test_which_answers_are_heeded(reply: str, pauses: bool) -> None:
    pace.heed("vendor.example", reply)
    assert (pace.wait_s("vendor.example", is_relay=False) > 0) == pauses
    assert (pace.wait_s("vendor.example", is_relay=True) > 0) == pauses


def test_a_relay_of_our_own_choice_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "PER_MINUTE", 1)
    assert [pace.wait_s("smtp://relay", is_relay=True) for _ in range(3)] == [0, 0, 0]
    assert pace.wait_s("vendor.example", is_relay=False) == 0
    assert pace.wait_s("vendor.example", is_relay=False) > 0
    assert pace.wait_s("other.example", is_relay=False) == 0
