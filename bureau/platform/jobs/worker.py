"""The worker: claims due jobs in batches and runs them on a few threads."""

import asyncio
import logging
import queue as queues
import threading
import time
import traceback
from datetime import timedelta

from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from bureau.platform import pubsub
from bureau.platform.context import Context, using
from bureau.platform.ids import new_id

from . import queue
from .models import Job
from .registry import WAKE, kinds

log = logging.getLogger(__name__)

THREADS = {Job.Lane.FAST: 4, Job.Lane.SLOW: 8}
AHEAD = 4
"""How many jobs per thread are claimed in one transaction."""
AHEAD_IN_DRAIN = 50
LONGEST_PAUSE_S = 2.0
"""How long a worker may miss a wake-up from another process that shares the database but no
pub/sub.
"""
CHECK_EVERY_S = 15.0


def perform(job: Job) -> None:
    """Run one claimed job and record the outcome. Never raises for a failing job."""
    kind = kinds.get(job.name)
    context = Context(**job.context)
    try:
        if kind is None:
            raise LookupError(f"no job kind named {job.name}")
        with using(context):
            if kind.atomic:
                with transaction.atomic():
                    kind.function(**job.arguments)
                    queue.finish(job)
            else:
                kind.function(**job.arguments)
                queue.finish(job)
    except Exception as error:
        log.warning("job %s (%s) failed: %r", job.name, job.id, error, exc_info=True)
        with transaction.atomic():
            is_dead = queue.fail(job, traceback.format_exc(limit=12))
            if is_dead and kind is not None and kind.buried is not None:
                with using(context):
                    kind.buried(**job.arguments)
        if is_dead:
            log.error("job %s (%s) is a dead letter now", job.name, job.id)


def drain(limit: int = 10_000) -> int:
    """Run everything that is due, here and now, in order; return how many ran. For tests and
    commands. Takes over what dead workers of this host left, as a killed command does.
    """
    name = f"drain-{new_id()}"
    queue.register_worker(name)
    queue.recover()
    done = 0
    try:
        while found := _next(name, min(AHEAD_IN_DRAIN, limit - done)):
            for job in found:
                perform(job)
            done += len(found)
    finally:
        queue.retire_worker(name)
    return done


def _next(name: str, room: int) -> list[Job]:
    """Claim the next jobs; lane by lane, because an index serves each alone."""
    if room < 1:
        return []
    return queue.claim(name, [Job.Lane.FAST], room) or queue.claim(name, [Job.Lane.SLOW], room)


class Worker:
    """One lane's worker: a claiming thread and a few running ones."""

    def __init__(self, lane: Job.Lane) -> None:
        self.name = f"{lane.value}-{new_id()}"
        self._lane = lane
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._todo: queues.Queue[Job | None] = queues.Queue()
        self._room = THREADS[lane] * AHEAD
        self._lock = threading.Lock()
        self._checked = float("-inf")
        self._claimer = threading.Thread(target=self._claim, name=f"{lane}-claimer", daemon=True)
        self._threads = [
            threading.Thread(target=self._run, name=f"{lane}-job-{n}", daemon=True)
            for n in range(THREADS[lane])
        ]

    def start(self) -> None:
        """Take over what dead workers left, then begin."""
        queue.register_worker(self.name)
        queue.recover()
        self._subscription = pubsub.subscribe(WAKE, lambda _message: self._wake.set())
        for thread in (*self._threads, self._claimer):
            thread.start()
        connection.close()

    def stop(self, timeout_s: float = 8.0) -> None:
        """Finish the jobs that run, give back the others."""
        self._stop.set()
        self._wake.set()
        self._subscription.close()
        self._claimer.join(timeout_s)
        for _ in self._threads:
            self._todo.put(None)
        for thread in self._threads:
            thread.join(timeout_s)
        queue.retire_worker(self.name)
        connection.close()

    def _claim(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                busy = self._fetch()
                pause_s = 0.0 if busy else self._pause_s()
            except Exception:
                log.exception("claiming jobs failed")
                close_old_connections()
                pause_s = LONGEST_PAUSE_S
            if pause_s:
                self._wake.wait(pause_s)
        self._give_back_rest()
        connection.close()

    def _fetch(self) -> bool:
        """Claim as many jobs as there is room for; return whether more may be due at once."""
        self._check()
        room = self._room
        if room < 1:
            return False
        found = queue.claim(self.name, [self._lane], room)
        with self._lock:
            self._room -= len(found)
        for job in found:
            self._todo.put(job)
        return len(found) == room and self._room > 0

    def _check(self) -> None:
        now = time.monotonic()
        if now - self._checked >= CHECK_EVERY_S:
            self._checked = now
            queue.recover()
            queue.enqueue_scheduled()

    def _pause_s(self) -> float:
        due = queue.next_due([self._lane]) if self._room > 0 else None
        if due is None:
            return LONGEST_PAUSE_S
        wait_s = (due - timezone.now()) / timedelta(seconds=1)
        # A job that is due but was not claimed waits for another of its serial, whose end wakes us.
        return min(wait_s, LONGEST_PAUSE_S) if wait_s > 0 else LONGEST_PAUSE_S

    def _give_back_rest(self) -> None:
        rest = []
        while True:
            try:
                job = self._todo.get_nowait()
            except queues.Empty:
                break
            if job is not None:
                rest.append(job)
        queue.give_back(rest)

    def _run(self) -> None:
        while (job := self._todo.get()) is not None:
            try:
                perform(job)
            except Exception:
                log.exception("recording the outcome of job %s failed", job.id)
                close_old_connections()
            finally:
                self._done(job)
        connection.close()

    def _done(self, job: Job) -> None:
        with self._lock:
            self._room += 1
            idle = self._todo.empty()
        # Another job of the same serial, or the next batch, may be claimed now.
        if job.serial or idle:
            self._wake.set()


async def run_worker(stop: asyncio.Event) -> None:
    """Service: run a worker per lane until `stop` is set."""
    workers = [Worker(lane) for lane in Job.Lane]
    for worker in workers:
        await asyncio.to_thread(worker.start)
    try:
        await stop.wait()
    finally:
        await asyncio.gather(*(asyncio.to_thread(worker.stop) for worker in workers))
