"""The outbox: written with the change, delivered in order, exactly once for the database."""

from collections import defaultdict

import pytest
from django.db import transaction

from bureau.platform import events, jobs
from bureau.platform.context import Context, current, using
from bureau.platform.events import Event, outbox
from bureau.platform.jobs import Job

seen: list[tuple[str, object]] = []


@pytest.fixture(autouse=True)
def _own_subscriptions(monkeypatch: pytest.MonkeyPatch) -> None:
    seen.clear()
    monkeypatch.setattr(outbox, "_subscriptions", defaultdict(dict))


def _announce(word: str, stream: str = "s") -> Event:
    return events.emit("test.said", stream=stream, subject=("word", word), payload={"word": word})


@pytest.mark.django_db
def test_every_subscriber_hears_the_event() -> None:
    events.subscribe("a", ["test.said"], lambda event: seen.append(("a", event.payload["word"])))
    events.subscribe("b", ["*"], lambda event: seen.append(("b", event.payload["word"])))
    events.subscribe("c", ["test.other"], lambda event: seen.append(("c", event.payload["word"])))
    _announce("hello")
    jobs.drain()
    assert sorted(seen) == [("a", "hello"), ("b", "hello")]


@pytest.mark.django_db
def test_an_event_of_a_transaction_that_rolls_back_is_never_heard() -> None:
    events.subscribe("a", ["test.said"], lambda event: seen.append(("a", event.id)))
    with transaction.atomic():
        _announce("never")
        transaction.set_rollback(True)
    jobs.drain()
    assert seen == []
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_failing_subscriber_holds_back_its_own_stream_only() -> None:
    def picky(event: Event) -> None:
        if event.payload["word"] == "bad":
            raise ValueError("bad")
        seen.append(("picky", event.payload["word"]))

    events.subscribe("picky", ["test.said"], picky)
    _announce("bad", "one")
    _announce("after", "one")
    _announce("elsewhere", "two")
    jobs.drain()
    assert seen == [("picky", "elsewhere")]
    assert Job.objects.filter(state=Job.State.READY).count() == 2


@pytest.mark.django_db
def test_what_a_subscriber_causes_carries_the_chain() -> None:
    def answer(event: Event) -> None:
        events.emit("test.answered", stream="s", subject=("word", "reply"))

    events.subscribe("answer", ["test.said"], answer)
    with using(Context(actor_id="somebody", channel="web", address="192.0.2.1")):
        first = _announce("hello")
    jobs.drain()
    second = Event.objects.get(name="test.answered")
    assert (second.cause_id, second.root_id, second.depth) == (first.id, first.id, 1)
    assert (second.actor_id, second.channel, second.address) == ("somebody", "job", "192.0.2.1")
    assert current() == Context()


@pytest.mark.django_db
def test_a_subscriber_that_is_gone_leaves_a_dead_letter() -> None:
    events.subscribe("a", ["test.said"], lambda event: None)
    _announce("hello")
    outbox._subscriptions.clear()
    for _ in range(13):
        Job.objects.update(run_at="2020-01-01T00:00:00Z")
        jobs.drain()
    dead = Job.objects.get()
    assert dead.state == Job.State.DEAD
    assert "no subscriber named a for test.said" in dead.error


@pytest.mark.django_db
def test_an_event_that_a_subscriber_does_not_want_makes_no_job() -> None:
    events.subscribe(
        "picky",
        ["test.said"],
        lambda event: seen.append(("picky", event.payload["word"])),
        wants=lambda event: event.payload["word"] == "yes",
    )
    _announce("no")
    assert not Job.objects.exists()
    _announce("yes")
    jobs.drain()
    assert seen == [("picky", "yes")]
