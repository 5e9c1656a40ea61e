"""How many forms per second become acknowledged tickets, and what each stage costs.

Ours: the page is posted, then the worker runs the rule, files the mail, opens the ticket, sends the
acknowledgement to a host outside and keeps the audit record. The peer, in the same database and
run: response, ticket and message inserted one after the other in the request, each committed
alone, then the acknowledgement sent; a crash in between loses the rest.
python -m benchmarks.form_to_ticket [submissions]
"""

import os
import re
import smtplib
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from email.message import EmailMessage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from bureau.platform.jobs import Job

SUBMISSIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 100
TOKEN = re.compile(r'name="token" value="([^"]+)"')


def main() -> None:
    """Build the company, measure, print the table."""
    sink = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.form_to_ticket.sink"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert sink.stdout is not None
        port = int(sink.stdout.readline())
        with tempfile.TemporaryDirectory() as folder:
            os.environ["BUREAU_DATA"] = folder
            os.environ["BUREAU_SMARTHOST"] = f"smtp://127.0.0.1:{port}"
            os.environ["DJANGO_SETTINGS_MODULE"] = "bureau.composition.settings"
            _measure(port)
    finally:
        sink.kill()


def _measure(port: int) -> None:
    import django
    from django.core.management import call_command
    from django.test import Client

    from bureau.platform import jobs

    django.setup()
    call_command("migrate", verbosity=0)
    from tests.faults import form_company

    company = form_company.build()
    path, client = f"/f/{company['slug']}", Client()
    for number in range(5):
        _post(client, path, _token(client, path), number)
    jobs.drain()
    tokens = [_token(client, path) for _ in range(SUBMISSIONS)]
    statements = _statements(client, path)
    wall, stages = _ours(client, path, tokens)
    peer_wall, peer_cpu = _peer(company, port)
    print(f"{SUBMISSIONS} submissions, one process, SQLite, {statements} statements each\n")
    print("| | CPU ms each | 1/s |\n|---|---:|---:|")
    print(f"| Bureau, end to end | {sum(stages.values()):.1f} | {SUBMISSIONS / wall:.1f} |")
    for name, cpu in stages.items():
        print(f"| — {name} | {cpu:.1f} | |")
    print(f"| Peer: inserts in the request | {peer_cpu:.1f} | {SUBMISSIONS / peer_wall:.1f} |")


def _token(client: "Client", path: str) -> str:
    found = TOKEN.search(client.get(path).content.decode())
    assert found
    return found[1]


def _post(client: "Client", path: str, token: str, number: int) -> None:
    answers = {
        "token": token,
        "seen": "issue number mail",
        "q_issue": "battery",
        "q_number": f"order {number}",
        "q_mail": f"vendor{number}.{token[-8:]}@vendors.demo.test",
    }
    assert client.post(path, answers).status_code == 303


def _statements(client: "Client", path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bureau.platform import jobs

    token = _token(client, path)
    with CaptureQueriesContext(connection) as seen:
        _post(client, path, token, 0)
        jobs.drain()
    return len(seen)


def _ours(client: "Client", path: str, tokens: list[str]) -> tuple[float, dict[str, float]]:
    from bureau.desk.models import Ticket
    from bureau.platform import jobs
    from bureau.platform.jobs import worker

    before, inner, spent = Ticket.objects.count(), worker.perform, defaultdict[str, float](float)

    def perform(job: "Job") -> None:
        start = time.process_time()
        inner(job)
        spent[str(job.arguments.get("subscriber", job.name))] += time.process_time() - start

    wall, start = time.perf_counter(), time.process_time()
    for number, token in enumerate(tokens):
        _post(client, path, token, number)
    posted = time.process_time()
    worker.perform = perform
    try:
        jobs.drain()
    finally:
        worker.perform = inner
    ended = time.process_time()
    assert Ticket.objects.count() - before == len(tokens)
    rest = ended - posted - sum(spent.values())
    stages = {"POST /f/…": posted - start, **spent, "claiming jobs": rest}
    each = {name: seconds / len(tokens) * 1000 for name, seconds in stages.items()}
    return time.perf_counter() - wall, each


def _peer(company: dict[str, str], port: int) -> tuple[float, float]:
    wall, start = time.perf_counter(), time.process_time()
    for number in range(SUBMISSIONS):
        _insert_and_send(company, port, number)
    cpu = (time.process_time() - start) / SUBMISSIONS * 1000
    return time.perf_counter() - wall, cpu


def _insert_and_send(company: dict[str, str], port: int, number: int) -> None:
    from django.utils import timezone

    from bureau.desk.models import Ticket, TicketMessage
    from bureau.forms.models import FormVersion, Response

    email, now = f"vendor{number}@vendors.demo.test", timezone.now()
    version = FormVersion.objects.get(form_id=company["form_id"])
    answers = {"issue": "battery", "number": f"order {number}", "mail": email}
    Response.objects.create(
        form_id=company["form_id"],
        version=version,
        submission_key=f"peer{number}",
        answers=answers,
    )
    ticket = Ticket.objects.create(
        queue_id=company["queue_id"],
        reference=f"PEER-{number}",
        subject="Battery",
        requester_email=email,
        created_at=now,
        active_at=now,
    )
    TicketMessage.objects.create(
        ticket=ticket,
        kind=TicketMessage.Kind.INCOMING,
        author_email=email,
        text=str(answers),
        channel="peer",
        message_id=f"peer{number}",
        created_at=now,
    )
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "care@demo.example", email, ticket.reference
    letter.set_content("We have received your request.")
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(letter)
