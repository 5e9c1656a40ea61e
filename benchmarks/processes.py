"""What servers that a benchmark starts have used, as Linux counts it."""

import os
import socket
import time
from contextlib import suppress
from pathlib import Path

READY_WITHIN_S = 90
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Wait until somebody listens on the port; ends the benchmark when nobody does."""
    end = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"No server listens on port {port}.")


def cpu_s(pid: int) -> float:
    """Return the CPU time of a process, of those below it, and of their children that ended."""
    return sum(map(_own_s, family(pid)))


def _own_s(pid: int) -> float:
    ticks = [int(field) for field in _fields(pid)[11:15]]
    own, ended = sum(ticks[:2]) / TICKS_PER_S, sum(ticks[2:]) / TICKS_PER_S
    # Threads tell the nanoseconds while they live, the process its hundredths for ever.
    return max(own, _running_ns(pid) / 1e9) + ended


def rss_mib(pid: int) -> float:
    """Return the resident memory of a process and those below it."""
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in family(pid))
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def family(pid: int) -> list[int]:
    """Return a process and all below it."""
    parents = {
        int(folder.name): int(fields[1])
        for folder in Path("/proc").iterdir()
        if folder.name.isdigit() and (fields := _fields(int(folder.name)))
    }
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def _fields(pid: int) -> list[str]:
    """Return the fields of proc(5) stat from the state on; none for a process that ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _running_ns(pid: int) -> int:
    """Return the CPU time of the threads of a process that runs."""
    spent = 0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            spent += int(task.read_text().split()[0])
    return spent
