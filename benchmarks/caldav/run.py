"""What requests of calendar programs cost the server, in CPU and wall time, beside Radicale and
Xandikos.

python -m benchmarks.caldav 1000 10000 takes a calendar of a year's use and one of many; without
numbers it is 1,000 events.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from .client import Client
from .events import BUSY_MONTH, MONTH, changed, event, in_month, name
from .servers import Running, start_bureau, start_radicale, start_xandikos

EVENTS = "1000"
CHANGED = 20
MANY = 100
STARTS = (start_bureau, start_radicale, start_xandikos)
Figures = dict[str, tuple[float, float]]


def main() -> None:
    """Measure all servers with each number of events, print the tables."""
    for count in map(int, sys.argv[1:] or [EVENTS]):
        _print(count, {found.name: figures for found, figures in _compared(count)})


def _compared(count: int) -> list[tuple[Running, Figures]]:
    found = []
    for start in STARTS:
        with tempfile.TemporaryDirectory() as folder:
            server = start(Path(folder))
            try:
                found.append((server, measured(server, count)))
            finally:
                server.stop()
    return found


def _print(count: int, found: dict[str, Figures]) -> None:
    print(f"{count} events; milliseconds of the server's CPU / of wall time\n")
    print(f"| | {' | '.join(found)} |")
    print(f"|---|{'---:|' * len(found)}")
    for work in next(iter(found.values())):
        cells = [f"{cpu:.2f} / {wall:.2f}" for cpu, wall in (one[work] for one in found.values())]
        print(f"| {work} | {' | '.join(cells)} |", flush=True)
    print()


def measured(server: Running, count: int) -> Figures:
    """Return CPU and wall milliseconds of each kind of work."""
    figures: Figures = {}
    client = Client(server)
    client.make_calendar()

    def measure(work: str, do: Callable[[], object], expected: object, times: int = 10) -> None:
        cpu, start = server.cpu_s(), time.monotonic()
        answers = [do() for _ in range(times)]
        wall = time.monotonic() - start
        spent = server.cpu_s() - cpu
        assert all(answer == expected for answer in answers), (server.name, work, answers[:3])
        figures[work] = (spent * 1000 / times, wall * 1000 / times)

    _fill(server, client, count, figures)
    month = sum(in_month(number) for number in range(count))
    names = [name(number) for number in range(0, count, max(1, count // MANY))][:MANY]
    measure("read one", lambda: client.get(name(7)).count(b"BEGIN:VEVENT"), 1, 50)
    measure("list all ETags", client.etags, count)
    measure("events of a month, with their data", lambda: client.between(*MONTH), month)
    measure("busy times of a month", lambda: len(client.busy(*MONTH)) > BUSY_MONTH, True)
    measure(f"read {MANY} by name", lambda: client.multiget(names), len(names))
    measure("first sync", lambda: client.sync()[1], count, 5)
    token, _ = client.sync()
    for number in range(CHANGED):
        client.put(name(number), changed(number))
    measure(f"sync after {CHANGED} changes", lambda: client.sync(token)[1], CHANGED)
    newest, _ = client.sync(token)
    measure("sync when nothing changed", lambda: client.sync(newest)[1], 0, 50)
    return figures


def _fill(server: Running, client: Client, count: int, figures: Figures) -> None:
    cpu, start = server.cpu_s(), time.monotonic()
    for number in range(count):
        client.put(name(number), event(number))
    wall, spent = time.monotonic() - start, server.cpu_s() - cpu
    figures["store an event"] = (spent * 1000 / count, wall * 1000 / count)
