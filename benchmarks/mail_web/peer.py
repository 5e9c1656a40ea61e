"""The same messages searched by notmuch (Xapian), where it is installed: the newest fifty threads
of a query, by its own command, which is a process each time.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .run import Asker

ROUNDS = 20
AT_ONCE = 1_000


def compare(asker: "Asker") -> None:
    """Index the messages unless that was done before, ask, print the table."""
    program = shutil.which("notmuch")
    if program is None:
        print("\nnotmuch is not installed: no peer.")
        return
    folder = Path(os.environ["BUREAU_DATA"]) / "peer" / asker.account_id
    environment = {**os.environ, "NOTMUCH_CONFIG": str(folder / "config"), "HOME": str(folder)}
    if not (folder / "config").exists():
        _write(asker, folder)
        started = time.perf_counter()
        subprocess.run([program, "new", "--quiet"], env=environment, check=True)
        print(f"\nnotmuch indexed them in {time.perf_counter() - started:.0f} s")
    print("\n| notmuch | p50 | p95 |\n|---|---:|---:|")
    for name, query in _queries(asker).items():
        times = []
        for _ in range(ROUNDS):
            command = [program, "search", "--format=json", "--limit=50", query()]
            started = time.perf_counter()
            subprocess.run(command, env=environment, check=True, capture_output=True)
            times.append((time.perf_counter() - started) * 1_000)
        cuts = quantiles(times, n=20)
        print(f"| {name} | {cuts[9]:.1f} | {cuts[18]:.1f} |", flush=True)


def _write(asker: "Asker", folder: Path) -> None:
    from bureau.mail.models import Email

    rows = Email.objects.filter(account_id=asker.account_id).order_by("id")
    columns = rows.values_list(
        "id", "message_id", "thread_id", "subject", "sent_at", "words__body", "addresses"
    )
    for number, row in enumerate(columns.iterator(AT_ONCE)):
        email_id, message_id, thread_id, subject, sent_at, body, addresses = row
        author = addresses["from"][0]
        path = folder / "mail" / str(number // AT_ONCE)
        path.mkdir(parents=True, exist_ok=True)
        (path / email_id).write_text(
            f"From: {author['name']} <{author['email']}>\nTo: large@demo.example\n"
            f"Subject: {subject}\nMessage-ID: <{message_id}>\nReferences: <{thread_id}@t>\n"
            f"Date: {sent_at:%a, %d %b %Y %H:%M:%S +0000}\n\n{body}\n"
        )
    settings = (
        f"[database]\npath={folder}/mail\n[user]\nname=Large\nprimary_email=large@x.example\n"
    )
    (folder / "config").write_text(f"{settings}[new]\ntags=inbox\n")


def _queries(asker: "Asker") -> dict[str, Callable[[], str]]:
    def word(first: int, last: int) -> str:
        """Return a word in quotes: notmuch has operators in small letters."""
        return f'"{asker.word(first, last)}"'

    return {
        "newest 50 conversations": lambda: "*",
        "a common word": lambda: word(0, 50),
        "a middling word": lambda: word(1_000, 3_000),
        "a rare word": lambda: word(20_000, 40_000),
        "two common words": lambda: f"{word(0, 100)} {word(0, 100)}",
        "a phrase": lambda: f'"{asker.word(0, 30)} {asker.word(0, 30)}"',
        "5 letters typed": lambda: f"{asker.word(500, 5_000)[:5]}*",
        "without a word": lambda: f"{word(100, 500)} not {word(0, 100)}",
    }
