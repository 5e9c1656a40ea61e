"""The job queue: exactly-once database effects, retries, order, dead letters, recovery."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from bureau.platform import jobs
from bureau.platform.blobs.models import Blob
from bureau.platform.context import Context, current, using
from bureau.platform.jobs import Job, queue, registry
from bureau.platform.jobs.models import Schedule, WorkerRow
from bureau.platform.jobs.worker import Worker

seen: list[object] = []
LANES = list(Job.Lane)


@jobs.job("test.note", attempts=3, backoff_s=0)
def note(word: str) -> None:
    seen.append(word)


@jobs.job("test.write_then_fail", attempts=2, backoff_s=0)
def write_then_fail() -> None:
    Blob.objects.create(hash="half", size_bytes=0, put_at=timezone.now())
    raise RuntimeError("after the write")


@jobs.job("test.remember_context")
def remember_context() -> None:
    seen.append(current())


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing was seen, and no app's recurring job comes in between."""
    monkeypatch.setattr(queue, "recurrences", {})
    seen.clear()
    yield
    seen.clear()


@pytest.mark.django_db
def test_a_job_runs_and_leaves_no_row() -> None:
    note.enqueue(word="hello")
    assert jobs.drain() == 1
    assert seen == ["hello"]
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_job_of_a_transaction_that_rolls_back_never_existed() -> None:
    with transaction.atomic():
        note.enqueue(word="never")
        transaction.set_rollback(True)
    assert jobs.drain() == 0


@pytest.mark.django_db
def test_jobs_with_one_key_are_stored_once_until_done() -> None:
    note.at(None, key="k").enqueue(word="a")
    note.at(None, key="k").enqueue(word="b")
    assert jobs.drain() == 1
    note.at(None, key="k").enqueue(word="c")
    jobs.drain()
    assert seen == ["a", "c"]


@pytest.mark.django_db
def test_a_failing_job_changes_nothing_and_becomes_a_dead_letter() -> None:
    write_then_fail.enqueue()
    assert jobs.drain() == 2
    dead = Job.objects.get()
    assert (dead.state, dead.attempts) == (Job.State.DEAD, 2)
    assert "RuntimeError: after the write" in dead.error
    assert not Blob.objects.filter(hash="half").exists()


@pytest.mark.django_db
def test_a_dead_letter_can_be_replayed_or_discarded() -> None:
    write_then_fail.enqueue()
    jobs.drain()
    dead = Job.objects.get()
    assert jobs.replay([dead.id]) == 1
    assert jobs.drain() == 2
    assert Job.objects.get().state == Job.State.DEAD
    assert jobs.discard([dead.id]) == 1
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_job_that_nobody_knows_is_a_dead_letter_at_once() -> None:
    Job.objects.create(name="test.unknown", run_at=timezone.now())
    jobs.drain()
    assert Job.objects.get().state == Job.State.DEAD


@pytest.mark.django_db
def test_a_later_job_waits_for_its_time() -> None:
    note.at(timezone.now() + timedelta(hours=1)).enqueue(word="later")
    assert jobs.drain() == 0
    Job.objects.update(run_at=timezone.now())
    assert jobs.drain() == 1


@pytest.mark.django_db
def test_a_serial_is_worked_in_order_even_when_its_head_waits() -> None:
    note.at(timezone.now() + timedelta(hours=1), serial="s").enqueue(word="first")
    note.at(None, serial="s").enqueue(word="second")
    note.enqueue(word="other")
    jobs.drain()
    assert seen == ["other"]
    Job.objects.filter(serial="s").update(run_at=timezone.now())
    jobs.drain()
    assert seen == ["other", "first", "second"]


@pytest.mark.django_db
def test_a_dead_head_does_not_block_its_serial() -> None:
    write_then_fail.at(None, serial="s").enqueue()
    note.at(None, serial="s").enqueue(word="next")
    jobs.drain()
    assert seen == ["next"]


@pytest.mark.django_db
def test_a_claimed_job_is_not_claimed_twice() -> None:
    note.enqueue(word="once")
    assert len(queue.claim("one", LANES, 10)) == 1
    assert queue.claim("two", LANES, 10) == []


@pytest.mark.django_db
def test_jobs_of_a_dead_process_are_taken_back() -> None:
    note.enqueue(word="again")
    queue.register_worker("gone")
    # The largest pid that Linux gives out is 2**22.
    WorkerRow.objects.update(pid=2**22 + 1)
    queue.claim("gone", LANES, 1)
    assert queue.recover() == 1
    assert not WorkerRow.objects.exists()
    jobs.drain()
    assert seen == ["again"]


@pytest.mark.django_db
def test_jobs_of_a_living_worker_are_left_alone_until_the_lease_ends() -> None:
    note.enqueue(word="mine")
    queue.register_worker("here")
    queue.claim("here", LANES, 1)
    assert queue.recover() == 0
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert queue.recover() == 1


@pytest.mark.django_db
def test_a_job_runs_in_the_context_that_enqueued_it() -> None:
    context = Context(actor_id="somebody", channel="web", root_id="root", depth=2)
    with using(context):
        remember_context.enqueue()
    jobs.drain()
    assert seen == [context]


@pytest.mark.django_db
def test_a_recurring_job_is_enqueued_once_per_period(monkeypatch: pytest.MonkeyPatch) -> None:
    hourly = registry.Recurrence(remember_context, timedelta(hours=1))
    monkeypatch.setattr(queue, "recurrences", {remember_context.name: hourly})
    queue.enqueue_scheduled()
    queue.enqueue_scheduled()
    assert Job.objects.filter(name="test.remember_context").count() == 1
    Schedule.objects.update(next_at=timezone.now())
    Job.objects.all().delete()
    queue.enqueue_scheduled()
    assert Job.objects.filter(name="test.remember_context").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_running_worker_picks_up_a_job_at_once() -> None:
    done = threading.Event()
    kind = jobs.job("test.signal")(lambda: done.set())
    worker = Worker(Job.Lane.FAST)
    worker.start()
    try:
        kind.enqueue()
        assert done.wait(5)
        _wait_until(lambda: not Job.objects.filter(name="test.signal").exists())
    finally:
        worker.stop()
    assert not WorkerRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_keeps_the_order_of_a_serial_on_many_threads() -> None:
    worker = Worker(Job.Lane.FAST)
    for number in range(40):
        note.at(None, serial=f"s{number % 2}").enqueue(word=str(number))
    worker.start()
    try:
        _wait_until(lambda: not Job.objects.filter(name="test.note").exists())
    finally:
        worker.stop()
    words = [int(str(word)) for word in seen]
    assert [word for word in words if word % 2 == 0] == list(range(0, 40, 2))
    assert [word for word in words if word % 2 == 1] == list(range(1, 40, 2))


def _wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "still not so"
        time.sleep(0.01)
