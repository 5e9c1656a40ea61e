"""Drive every server through the same cases and print the tables.

Each server runs alone, in fresh processes, and is driven by one process on the other core. Ours is
the whole product with its durable commit on; the peers keep documents in memory only. *CPU* is what
the server's processes used per update delivered to a peer; *latency* is from the keystroke to a
peer's socket. `python -m benchmarks.realtime [--short] [--only NAME]`.
"""

import argparse
import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvloop

from .load import Case, Outcome, run_case
from .servers import WAYS, Running, install_peers

SECONDS = 6.0
CASES = [
    Case(clients, documents, per_s, SECONDS)
    for clients, documents in ((10, 1), (50, 1), (50, 25), (200, 50), (200, 1))
    for per_s in (1.0 if clients == 200 else 5.0, 0.0)
]
SHORT = [Case(10, 1, 5.0, 4.0), Case(50, 1, 5.0, 4.0), Case(50, 1, 0.0, 4.0)]
LIST_CLIENTS = 16


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.realtime")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", choices=WAYS)
    options = parser.parse_args()
    if options.only != "bureau":
        install_peers()
    cases = SHORT if options.short else CASES
    print("| clients/documents | server | updates/s | CPU µs per delivered | p50 ms | p95 ms "
          "| p99 ms | memory MiB | not delivered |")  # fmt: skip
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|")
    for case in cases:
        for name in [options.only] if options.only else list(WAYS):
            with WAYS[name]() as server:
                print(line(case, server), flush=True)
    print("\nBeside list pages: 10 clients in one document, 5 keystrokes/s each, while "
          f"{LIST_CLIENTS} HTTP clients ask for lists without a pause.\n")  # fmt: skip
    print("| lists | list pages/s | p50 ms | p95 ms | p99 ms |")
    print("|---|---:|---:|---:|---:|")
    with WAYS["bureau"]() as server:
        for clients in (0, LIST_CLIENTS):
            print(beside(server, clients), flush=True)


def line(case: Case, server: Running) -> str:
    """Run one case on a server and return its line of the table."""
    gc.collect()
    gc.freeze()
    outcome = uvloop.run(run_case(case, server.addresses, lambda: server.cpu_s))
    cpu_us = outcome.cpu_s * 1e6 / max(1, outcome.delivered)
    cells = [
        case.label,
        server.name,
        f"{outcome.updates / outcome.took_s:.0f}",
        f"{cpu_us:.1f}",
        *latencies(outcome),
        f"{server.memory_mib:.0f}",
        str(outcome.missing),
    ]
    return f"| {' | '.join(cells)} |"


def latencies(outcome: Outcome) -> list[str]:
    """Return the three cells of latency."""
    return [f"{value:.1f}" for value in (outcome.p50_ms, outcome.p95_ms, outcome.p99_ms)]


def beside(server: Running, clients: int) -> str:
    """Measure keystrokes while other clients keep asking for list pages."""
    with asking_for_lists(server, clients) as pages:
        outcome = uvloop.run(run_case(Case(10, 1, 5.0, SECONDS), server.addresses[-1:]))
    label = f"{clients} clients" if clients else "none"
    return f"| {label} | {pages() if clients else 0:.0f} | {' | '.join(latencies(outcome))} |"


@contextmanager
def asking_for_lists(server: Running, clients: int) -> Iterator[Callable[[], float]]:
    """Let a process of its own keep list pages busy; the yielded call ends it: pages per second."""
    arguments = [str(server.port), str(clients), *server.headers]
    command = [sys.executable, "-m", "benchmarks.realtime.lists", *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    time.sleep(1)
    rate: list[float] = []

    def end() -> float:
        if not rate:
            answer, _ = process.communicate("\n", timeout=30)
            rate.append(float(answer))
        return rate[0]

    try:
        yield end
    finally:
        end()
