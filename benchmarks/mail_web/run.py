"""Server time of what the web client asks of a mailbox with very many messages: whole requests to
/jmap/api through Django, session and middleware included, each at the 50th and 95th percentile.

    python -m benchmarks.mail_web [messages]        100,000 unless said

With BUREAU_DATA set, the data is kept there and used again.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from .fill import Writer, fill, open_place

if TYPE_CHECKING:
    pass

ROUNDS = 40
USING = ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail", "urn:bureau:params:jmap:mail"]
COLUMNS = ["id", "threadId", "mailboxIds", "keywords", "receivedAt", "from", "to", "subject"]
COLUMNS += ["hasAttachment", "preview", "size"]
Query = dict[str, Any]


def main() -> None:
    """Fill unless that was done before, measure, print the table."""
    count = int(sys.argv[1]) if sys.argv[1:] else 100_000
    os.environ["DJANGO_SETTINGS_MODULE"] = "bureau.composition.settings"
    if os.environ.get("BUREAU_DATA"):
        _run(count)
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BUREAU_DATA"] = folder
        _run(count)


def _run(count: int) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    account_id = _filled(count)
    asker = Asker(account_id)
    print(f"{count:,} messages in one mailbox, {ROUNDS} requests each, ms of server time\n")
    print("| | p50 | p95 | rows |\n|---|---:|---:|---:|")
    for name, make in _questions(asker).items():
        times, rows = asker.measure(make)
        cuts = quantiles(times, n=20)
        print(f"| {name} | {cuts[9]:.1f} | {cuts[18]:.1f} | {rows} |", flush=True)


def _filled(count: int) -> str:
    from bureau.people import Person

    local = f"large{count}"
    known = Person.objects.filter(email=f"{local}@demo.example").first()
    if known is not None:
        return known.id
    place = open_place(local)
    started = time.perf_counter()
    fill(place, count)
    print(f"filled in {time.perf_counter() - started:.0f} s\n", flush=True)
    return place.account_id


class Asker:
    """A signed-in browser."""

    def __init__(self, account_id: str) -> None:
        from django.test import Client

        from bureau.mail.models import Mailbox
        from bureau.people import Person
        from bureau.platform import limits

        self.account_id = account_id
        self.random = random.Random(7)
        self.writer = Writer()
        self.client: Client = Client()
        self.client.force_login(Person.objects.get(id=account_id))
        boxes = Mailbox.objects.filter(account_id=account_id)
        self.inbox = boxes.get(role="inbox")
        self.labels = list(boxes.filter(name__startswith="Label").values_list("id", flat=True))
        # The benchmark asks more often than a person may.
        limits.take = lambda *_, **__: None

    def measure(self, make: Callable[[], Query]) -> tuple[list[float], int]:
        """Return the times of all rounds and how many rows the last answer had."""
        times, rows = [], 0
        self._ask(make())
        for _ in range(ROUNDS):
            question = make()
            started = time.perf_counter()
            rows = self._ask(question)
            times.append((time.perf_counter() - started) * 1000)
        return times, rows

    def _ask(self, question: Query) -> int:
        body = {"using": USING, "methodCalls": question["calls"]}
        answer = self.client.post("/jmap/api", json.dumps(body), content_type="application/json")
        found = json.loads(answer.content)["methodResponses"]
        assert all(one[0] != "error" for one in found), found
        return len(found[-1][1]["list"])

    def page(self, condition: Query, **more: Any) -> Query:
        """Return the request for fifty conversations."""
        query = {
            "accountId": self.account_id,
            "filter": condition,
            "collapseThreads": True,
            "limit": 50,
            **more,
        }
        ids = {"resultOf": "q", "name": "Email/query", "path": "/ids"}
        get = {"accountId": self.account_id, "#ids": ids, "properties": COLUMNS}
        return {"calls": [["Email/query", query, "q"], ["Email/get", get, "g"]]}

    def search(self, text: str) -> Query:
        """Return the request for what people type."""
        return self.page({"query": text})

    def word(self, first: int, last: int) -> str:
        """Return a word by how common it is."""
        return self.writer.words[self.random.randint(first, last)]


def _questions(asker: Asker) -> dict[str, Callable[[], Query]]:
    inbox = {"inMailbox": asker.inbox.id}
    total, threads = asker.inbox.total_emails, asker.inbox.total_threads
    boxes: Query = {"calls": [["Mailbox/get", {"accountId": asker.account_id}, "b"]]}
    someone = asker.random.choice
    return {
        "newest 50 conversations": lambda: asker.page(inbox),
        "the same, with total": lambda: asker.page(inbox, calculateTotal=True),
        "50 in the middle": lambda: asker.page(inbox, position=threads // 2),
        "the oldest 50": lambda: asker.page(inbox, position=threads - 50),
        "unread": lambda: asker.page({**inbox, "notKeyword": "$seen"}),
        "starred": lambda: asker.page({"hasKeyword": "$flagged"}),
        "starred in the inbox": lambda: asker.page({**inbox, "hasKeyword": "$flagged"}),
        "a label": lambda: asker.page({"inMailbox": someone(asker.labels)}),
        "two labels": lambda: asker.page(
            {
                "operator": "AND",
                "conditions": [{"inMailbox": someone(asker.labels)}, inbox],
            }
        ),
        "counters of all mailboxes": lambda: boxes,
        "search: a common word": lambda: asker.search(f'"{asker.word(0, 50)}"'),
        "search: a middling word": lambda: asker.search(f'"{asker.word(1_000, 3_000)}"'),
        "search: a rare word": lambda: asker.search(f'"{asker.word(20_000, 40_000)}"'),
        "search: two words": lambda: asker.search(
            f'"{asker.word(50, 500)}" "{asker.word(500, 2_000)}"'
        ),
        "search: a phrase": lambda: asker.search(f'"{asker.word(0, 30)} {asker.word(0, 30)}"'),
        "search: 3 letters typed": lambda: asker.search(asker.word(500, 5_000)[:3]),
        "search: 5 letters typed": lambda: asker.search(asker.word(500, 5_000)[:5]),
        "search: from a person": lambda: asker.search(
            f"from:{someone(asker.writer.people)['email']} "
        ),
        "search: unread from a person": lambda: asker.search(
            f"from:{someone(asker.writer.people)['email']} is:unread "
        ),
        "search: with attachment": lambda: asker.search(
            f"has:attachment {asker.word(100, 1_000)} "
        ),
        "search: label and word": lambda: asker.search(
            f"label:label-{asker.random.randint(0, 9)} {asker.word(100, 1_000)} "
        ),
        "search: starred and word": lambda: asker.search(f"is:starred {asker.word(0, 100)} "),
        "search: before a date": lambda: asker.search(
            f"before:2016-0{asker.random.randint(2, 9)}-01 {asker.word(100, 500)} "
        ),
        "search: without a word": lambda: asker.search(
            f"{asker.word(100, 500)} -{asker.word(0, 100)} "
        ),
        "search: either of two": lambda: asker.search(
            f"{asker.word(1_000, 5_000)} OR {asker.word(20_000, 40_000)} "
        ),
        f"search: no hit among {total:,}": lambda: asker.search('"xyzzyqq plugh"'),
    }
