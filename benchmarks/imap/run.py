"""What commands cost the server, in CPU and wall time, beside Dovecot.

python -m benchmarks.imap 10000 100000 takes a usual and a large mailbox, each on fresh servers;
without numbers it is 10,000 messages.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .client import Client, deliver
from .messages import RARE, letters
from .servers import Running, start_bureau, start_dovecot

MESSAGES = "10000"
DELIVERED = 400
CHANGED = 1_000
TIMES = 5
Figures = dict[str, tuple[float, float]]


def main() -> None:
    """Measure both servers with each number of messages, print the tables."""
    for count in map(int, sys.argv[1:] or [MESSAGES]):
        _print(count, _compared(count))


def _compared(count: int) -> dict[str, Figures]:
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        for start, name in ((start_dovecot, "dovecot"), (start_bureau, "bureau")):
            own = Path(folder) / name
            own.mkdir()
            server = start(own)
            try:
                found[server.name] = measured(server, count)
            finally:
                server.stop()
    return found


def _print(count: int, found: dict[str, Figures]) -> None:
    bureau = found["Bureau"]
    print(f"{count} messages; milliseconds of CPU of the server, and of wall time\n")
    print("| | Dovecot CPU | Bureau CPU | ratio | Dovecot wall | Bureau wall |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, (cpu, wall) in found["Dovecot"].items():
        ours = bureau[name]
        ratio = f"{ours[0] / cpu:.2f}" if cpu else ""
        walls = f"{wall:.2f} | {ours[1]:.2f}"
        print(f"| {name} | {cpu:.4f} | {ours[0]:.4f} | {ratio} | {walls} |", flush=True)
    print()


def measured(server: Running, count: int) -> Figures:
    """Return CPU and wall milliseconds of each kind of work."""
    figures: Figures = {}

    def measure(name: str, work: Callable[[], object], per: float = 1, times: int = 1) -> None:
        cpu, start = server.cpu_s(), time.monotonic()
        for _ in range(times):
            work()
        wall = time.monotonic() - start
        spent = server.cpu_s() - cpu
        figures[name] = (spent * 1000 / per / times, wall * 1000 / per / times)

    client = Client(server)
    measure("append, a message", lambda: _append(client, count), count)
    client.do("SELECT INBOX")
    rows = "UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE"
    both = "FETCH 1:* (ENVELOPE BODYSTRUCTURE)"
    measure("envelope and structure of all, first, a message", lambda: client.do(both), count)
    measure("the same again, a message", lambda: client.do(both), count, TIMES)
    newest = f"FETCH {count - 49}:{count} ({rows})"
    measure("newest 50 rows", lambda: client.do(newest), times=40)
    measure("flags of all, a message", lambda: client.do("FETCH 1:* FLAGS"), count, TIMES)
    fields = "FETCH 1:* BODY.PEEK[HEADER.FIELDS (FROM TO SUBJECT DATE MESSAGE-ID)]"
    client.do(fields)
    measure("five header fields of all, a message", lambda: client.do(fields), count, TIMES)
    measure("search body", lambda: _search(client, count), times=TIMES)
    measure("sign in, open, list 50, leave", lambda: _visit(server, newest), times=20)
    measure(f"resynchronise after {CHANGED} changes", _resync(server, client))
    client.close()
    for connections in (1, 4):
        name = f"LMTP delivery on {connections} connections, a message"
        measure(name, lambda: _deliver(server, connections), DELIVERED)  # noqa: B023
    return figures


def _append(client: Client, count: int) -> None:
    for letter in letters(count):
        client.do("APPEND INBOX", letter)


def _search(client: Client, count: int) -> None:
    answer = client.do(f"SEARCH BODY {RARE}")
    line = next(one for one in answer.split(b"\r\n") if one.startswith(b"* SEARCH"))
    assert len(line.split()) == 2 + (count + 99) // 100, line[:200]


def _visit(server: Running, newest: str) -> None:
    client = Client(server, "SELECT INBOX")
    client.do(newest)
    client.close()


def _resync(server: Running, client: Client) -> Callable[[], None]:
    """Change flags of messages; return what learns of it in a new connection."""
    text = Client(server, "ENABLE QRESYNC").do("SELECT INBOX").decode("ascii", "replace")
    validity = text.partition("UIDVALIDITY ")[2].partition("]")[0]
    modseq = text.partition("HIGHESTMODSEQ ")[2].partition("]")[0]
    client.do(f"STORE 1:{CHANGED} +FLAGS.SILENT (\\Flagged)")

    def learn() -> None:
        again = Client(server, "ENABLE QRESYNC")
        answer = again.do(f"SELECT INBOX (QRESYNC ({validity} {modseq}))")
        assert answer.count(b" FETCH (") == CHANGED, answer[:300]
        again.close()

    return learn


def _deliver(server: Running, connections: int) -> None:
    share = DELIVERED // connections
    with ThreadPoolExecutor(connections) as pool:
        works = [
            pool.submit(deliver, server, list(letters(share, seed=100 * connections + number)))
            for number in range(connections)
        ]
        for work in works:
            work.result()
