"""Measure CPU per request of every way in turn and print a table: `python -m
benchmarks.front_door.run`.

Each way runs alone in fresh processes; eight connections are kept busy; CPU is what the server's
processes used (user and system), so a busy machine changes the figures little. The median of
three rounds counts.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.processes import cpu_s, free_port, rss_mib

ROOT = Path(__file__).parents[2]
WAYS = ("bridge", "a2wsgi", "django-asgi", "granian-wsgi")
PATHS = ("/api/empty", "/api/rows")
CONNECTIONS = 8
REQUESTS = 2400
ROUNDS = 3


def keep_busy(port: int, path: str, requests: int) -> None:
    """Send requests one after the other on one connection."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port)) as sock:
        for _ in range(requests):
            sock.sendall(request)
            read_response(sock)


def read_response(sock: socket.socket) -> None:
    """Read one response to its end."""
    text = b""
    while b"\r\n\r\n" not in text:
        text += sock.recv(65536)
    head, _, body = text.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    left = length - len(body)
    while left > 0:
        left -= len(sock.recv(65536))


def load(port: int, path: str, requests: int) -> float:
    """Keep all connections busy; return the seconds it took."""
    share = requests // CONNECTIONS
    threads = [
        threading.Thread(target=keep_busy, args=(port, path, share)) for _ in range(CONNECTIONS)
    ]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - started


def wait_for(port: int) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + 60
    while True:
        try:
            keep_busy(port, PATHS[0], 1)
            return
        except (OSError, IndexError):
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.1)


def measure(way: str, environment: dict[str, str]) -> list[str]:
    """Return one line of the table."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.front_door.serve", way, str(port)]
    server = subprocess.Popen(command, env=environment, stderr=sys.stderr)
    try:
        wait_for(port)
        cells = [way]
        for path in PATHS:
            load(port, path, 400)
            rounds = [one_round(server.pid, port, path) for _ in range(ROUNDS)]
            cpu_ms, per_s = sorted(rounds)[ROUNDS // 2]
            cells += [f"{cpu_ms:.2f}", f"{per_s:.0f}"]
        return [*cells, f"{rss_mib(server.pid):.0f}"]
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def one_round(pid: int, port: int, path: str) -> tuple[float, float]:
    """Return CPU milliseconds per request and requests per second."""
    before = cpu_s(pid)
    took_s = load(port, path, REQUESTS)
    return (cpu_s(pid) - before) / REQUESTS * 1000, REQUESTS / took_s


FILL = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from bureau.platform.events import emit
from django.db import transaction
with transaction.atomic():
    for n in range(60): emit("bench.row", stream="bench", subject=("row", str(n)))
"""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "BUREAU_DATA": folder,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "benchmarks.front_door.settings",
        }
        subprocess.run([sys.executable, "-c", FILL], env=environment, check=True)
        print("| way | empty, CPU ms | empty, 1/s | 50 rows, CPU ms | 50 rows, 1/s | memory, MiB |")
        print("|---|---|---|---|---|---|")
        for way in WAYS:
            print(f"| {' | '.join(measure(way, environment))} |", flush=True)


if __name__ == "__main__":
    main()
