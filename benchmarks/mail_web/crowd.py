"""What others feel while one change goes over very many messages, and mail coming in meanwhile."""

import threading
import time
from statistics import quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .run import Asker

PAUSE_S = 0.02
ARRIVALS = 40


def change_many(asker: "Asker") -> None:
    """Star all of a label by one job while another person changes mail; then take mail in."""
    from bureau.mail.actions.bulk import start_bulk
    from bureau.mail.models import EmailLabel

    rows = EmailLabel.objects.filter(mailbox_id=asker.labels[0])
    ids = list(rows.values_list("email_id", flat=True))
    alone = _write_for(2.0)
    bulk = start_bulk(asker.account_id, asker.account_id, ids, {"keywords/$work": True})
    worker = threading.Thread(target=_drain)
    started = time.perf_counter()
    worker.start()
    beside: list[float] = []
    while worker.is_alive():
        beside += _write_for(0.5)
    took_s = time.perf_counter() - started
    bulk.refresh_from_db()
    assert (bulk.state, bulk.done) == ("done", len(ids)), bulk.state
    print(
        f"\nOne change to {len(ids):,} messages: {took_s:.0f} s. Small writes of somebody else, ms"
    )
    print("\n| | p50 | p95 | longest | writes |\n|---|---:|---:|---:|---:|")
    arrivals = _arrive(asker)
    for name, times in (("alone", alone), ("beside it", beside), ("mail coming in", arrivals)):
        cuts = quantiles(times, n=20)
        print(f"| {name} | {cuts[9]:.1f} | {cuts[18]:.1f} | {max(times):.1f} | {len(times)} |")


def _drain() -> None:
    from django.db import connection

    from bureau.platform import jobs
    from bureau.platform.jobs import Job

    while jobs.drain() or Job.objects.exclude(state=Job.State.DEAD).exists():
        time.sleep(0.005)
    connection.close()


def _write_for(seconds: float) -> list[float]:
    """Change the settings of another person again and again; return how long each took in ms."""
    from django.db import transaction

    from bureau.mail.ledger import writing
    from bureau.mail.models import Account

    other = _somebody()
    times: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        started = time.perf_counter()
        with transaction.atomic(), writing(other):
            Account.objects.filter(person_id=other).update(answer_subject=str(len(times)))
        times.append((time.perf_counter() - started) * 1_000)
        time.sleep(PAUSE_S)
    return times


def _somebody() -> str:
    from bureau import mail, people

    known = people.Person.objects.filter(email="other@demo.example").first()
    if known is None:
        new = people.NewPerson("other@demo.example", "Somebody Else", state="active")
        known = people.create_person(people.SYSTEM, new)
        mail.open_account(known)
    return known.id


def _arrive(asker: "Asker") -> list[float]:
    from bureau.mail.actions.take_in import Envelope, take_in
    from bureau.mail.models import Account
    from bureau.platform.ids import new_id

    email = Account.objects.select_related("person").get(person_id=asker.account_id).person.email
    envelope = Envelope("ana@suppliers.example", [email], "192.0.2.1", "mx.example", True)
    times = []
    for number in range(ARRIVALS):
        raw = (
            f"From: Ana <ana@suppliers.example>\r\nTo: {email}\r\nSubject: Offer {number}\r\n"
            f"Message-ID: <{new_id()}@suppliers.example>\r\n\r\nForty words. " + "word " * 40
        ).encode()
        started = time.perf_counter()
        reply = take_in(raw, envelope)
        times.append((time.perf_counter() - started) * 1_000)
        assert reply.startswith("250"), reply
    return times
