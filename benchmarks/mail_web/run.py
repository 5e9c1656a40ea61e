"""Server time of what the web client asks of a mailbox with very many messages: whole requests to
/jmap/api through Django, session and middleware included, each at the 50th and 95th percentile.

    python -m benchmarks.mail_web [messages]        50,000 unless said

A list is asked for as the web client does: fifty conversations, and the heads of all messages in
them. With BUREAU_DATA set, the data is kept there and used again.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import quantiles
from typing import Any

from .crowd import change_many
from .fill import Writer, fill, open_place
from .peer import compare

ROUNDS = 40
USING = ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail", "urn:bureau:params:jmap:mail"]
COLUMNS = ["id", "threadId", "mailboxIds", "keywords", "receivedAt", "from", "to", "subject"]
COLUMNS += ["hasAttachment", "preview", "size"]
Query = dict[str, Any]


def main() -> None:
    """Fill unless that was done before, measure, print the table."""
    count = int(sys.argv[1]) if sys.argv[1:] else 50_000
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
    print(f"{count:,} messages in one mailbox, {ROUNDS} requests each, ms of the server\n")
    print("| | CPU p50 | CPU p95 | wall p50 | wall p95 | rows |\n|---|---:|---:|---:|---:|---:|")
    for name, make in _questions(asker).items():
        times, rows = asker.measure(make)
        cpu, wall = (quantiles(each, n=20) for each in zip(*times, strict=True))
        figures = " | ".join(f"{cuts[at]:.1f}" for cuts in (cpu, wall) for at in (9, 18))
        print(f"| {name} | {figures} | {rows} |", flush=True)
    compare(asker)
    change_many(asker)


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
        self.labels = list(
            boxes.filter(name__startswith="Label", total_emails__gt=0).values_list("id", flat=True)
        )
        # The benchmark asks more often than a person may.
        limits.take = lambda *_, **__: None

    def measure(self, make: Callable[[], Query]) -> tuple[list[tuple[float, float]], int]:
        """Return CPU and wall time of each round, and how many rows the last answer had."""
        times, rows = [], 0
        self._ask(make())
        for _ in range(ROUNDS):
            body = _body(make())
            started, cpu = time.perf_counter(), time.thread_time()
            answer = self._post(body)
            used = time.thread_time() - cpu
            times.append((used * 1_000, (time.perf_counter() - started) * 1_000))
            rows = _rows_of(answer)
        return times, rows

    def _ask(self, question: Query) -> int:
        return _rows_of(self._post(_body(question)))

    def _post(self, body: str) -> bytes:
        return self.client.post("/jmap/api", body, content_type="application/json").content

    def page(self, condition: Query, **more: Any) -> Query:
        """Return the request for fifty conversations, with all that their rows show."""
        account = {"accountId": self.account_id}
        query = {**account, "filter": condition, "collapseThreads": True, "limit": 50, **more}

        def ids_from(call: str, name: str, path: str) -> Query:
            return {**account, "#ids": {"resultOf": call, "name": name, "path": path}}

        leads = ids_from("q", "Email/query", "/ids") | {"properties": ["threadId"]}
        threads = ids_from("l", "Email/get", "/list/*/threadId")
        heads = ids_from("t", "Thread/get", "/list/*/emailIds") | {"properties": COLUMNS}
        return {
            "calls": [
                ["Email/query", query, "q"],
                ["Email/get", leads, "l"],
                ["Thread/get", threads, "t"],
                ["Email/get", heads, "h"],
            ]
        }

    def change(self, count: int, patch: Query) -> Query:
        """Return the request that changes so many messages from anywhere in the inbox."""
        update = dict.fromkeys(self.some_ids(count), patch)
        return {"calls": [["Email/set", {"accountId": self.account_id, "update": update}, "s"]]}

    def some_ids(self, count: int) -> list[str]:
        """Return messages that follow each other somewhere in the inbox."""
        from bureau.mail.models import EmailLabel

        first = self.random.randint(1, max(1, self.inbox.total_emails - count))
        rows = EmailLabel.objects.filter(mailbox=self.inbox, uid__gte=first).order_by("uid")
        return list(rows.values_list("email_id", flat=True)[:count])

    def lead(self) -> str:
        """Return the newest message of some conversation of the inbox."""
        from bureau.mail.models import EmailLabel, ThreadLabel

        uid = self.random.randint(1, self.inbox.total_emails - 1)
        rows = EmailLabel.objects.filter(mailbox=self.inbox, uid__gte=uid).order_by("uid")
        thread_id = rows.values_list("thread_id", flat=True)[0]
        found = ThreadLabel.objects.get(mailbox=self.inbox, thread_id=thread_id)
        return found.newest_email_id

    def search(self, text: str) -> Query:
        """Return the request for what people type."""
        return self.page({"query": text})

    def word(self, first: int, last: int) -> str:
        """Return a word by how common it is."""
        return self.writer.words[self.random.randint(first, last)]


def _body(question: Query) -> str:
    return json.dumps({"using": USING, "methodCalls": question["calls"]})


def _rows_of(answer: bytes) -> int:
    """Return how much the last call answered; none may have failed."""
    found = json.loads(answer)["methodResponses"]
    assert all(one[0] != "error" for one in found), found
    last = found[-1][1]
    return len(last.get("list") or last.get("updated") or ())


def _questions(asker: Asker) -> dict[str, Callable[[], Query]]:
    return {**_lists(asker), **_searches(asker), **_changes(asker)}


def _lists(asker: Asker) -> dict[str, Callable[[], Query]]:
    inbox: Query = {"inMailbox": asker.inbox.id}
    threads = asker.inbox.total_threads
    boxes: Query = {"calls": [["Mailbox/get", {"accountId": asker.account_id}, "b"]]}
    someone = asker.random.choice
    newest = {"property": "receivedAt", "isAscending": False}
    unread_first = [{"property": "hasKeyword", "keyword": "$seen", "isAscending": True}, newest]

    def anywhere() -> int:
        return asker.random.randint(0, threads - 50)

    def label(**more: Any) -> Query:
        return asker.page({"inMailbox": someone(asker.labels)}, calculateTotal=True, **more)

    def anchored() -> Query:
        return asker.page(inbox, anchor=asker.lead(), anchorOffset=1, calculateTotal=True)

    return {
        "newest 50 conversations, with total": lambda: asker.page(inbox, calculateTotal=True),
        "50 from anywhere in the list": lambda: asker.page(inbox, position=anywhere()),
        "50 after one anywhere (anchor)": anchored,
        "the oldest 50": lambda: asker.page(inbox, position=threads - 50),
        "a label with a tenth of all": label,
        "50 from anywhere in the label": lambda: label(position=anywhere() // 10),
        "unread": lambda: asker.page({**inbox, "notKeyword": "$seen"}, calculateTotal=True),
        "unread first": lambda: asker.page(inbox, sort=unread_first, calculateTotal=True),
        "starred": lambda: asker.page({"hasKeyword": "$flagged"}),
        "starred in the inbox": lambda: asker.page({**inbox, "hasKeyword": "$flagged"}),
        "two labels": lambda: asker.page(
            {"operator": "AND", "conditions": [{"inMailbox": someone(asker.labels)}, inbox]}
        ),
        "counters of all mailboxes": lambda: boxes,
    }


def _searches(asker: Asker) -> dict[str, Callable[[], Query]]:
    word, search = asker.word, asker.search

    def someone() -> str:
        return str(asker.random.choice(asker.writer.people)["email"])

    def place() -> str:
        return f"label:label-{asker.random.randint(0, 9)}"

    def month() -> str:
        return f"before:2016-0{asker.random.randint(2, 9)}-01"

    return {
        "search: a common word": lambda: search(f"{word(0, 50)} "),
        "search: a middling word": lambda: search(f"{word(1_000, 3_000)} "),
        "search: a rare word": lambda: search(f"{word(20_000, 40_000)} "),
        "search: two common words": lambda: search(f"{word(0, 100)} {word(0, 100)} "),
        "search: a common and a middling word": lambda: search(
            f"{word(0, 100)} {word(500, 2_000)} "
        ),
        "search: two middling words": lambda: search(f"{word(500, 2_000)} {word(500, 2_000)} "),
        "search: a phrase": lambda: search(f'"{word(0, 30)} {word(0, 30)}"'),
        "search: 3 letters typed": lambda: search(word(500, 5_000)[:3]),
        "search: 5 letters typed": lambda: search(word(500, 5_000)[:5]),
        "search: a word and 4 letters": lambda: search(
            f"{word(100, 1_000)} {word(500, 5_000)[:4]}"
        ),
        "search: from a person": lambda: search(f"from:{someone()} "),
        "search: unread from a person": lambda: search(f"from:{someone()} is:unread "),
        "search: attachment and word": lambda: search(f"has:attachment {word(100, 1_000)} "),
        "search: large, with a word": lambda: search(f"larger:2M {word(100, 1_000)} "),
        "search: label and word": lambda: search(f"{place()} {word(100, 1_000)} "),
        "search: label and rare word": lambda: search(f"{place()} {word(10_000, 30_000)} "),
        "search: starred and common word": lambda: search(f"is:starred {word(0, 100)} "),
        "search: starred and middling word": lambda: search(f"is:starred {word(500, 2_000)} "),
        "search: before a date": lambda: search(f"{month()} {word(100, 500)} "),
        "search: without a word": lambda: search(f"{word(100, 500)} -{word(0, 100)} "),
        "search: either of two": lambda: search(f"{word(1_000, 5_000)} OR {word(20_000, 40_000)} "),
        "search: no hit": lambda: search('"xyzzyqq plugh"'),
    }


def _changes(asker: Asker) -> dict[str, Callable[[], Query]]:
    def turn() -> bool | None:
        return asker.random.choice([True, None])

    def label() -> str:
        return f"mailboxIds/{asker.random.choice(asker.labels)}"

    return {
        "star one": lambda: asker.change(1, {"keywords/$flagged": turn()}),
        "label one": lambda: asker.change(1, {label(): True}),
        "star 200": lambda: asker.change(200, {"keywords/$flagged": turn()}),
        "label 200": lambda: asker.change(200, {label(): True}),
    }
