"""The load: so many clients in so many documents, paced or as fast as the others see it."""

import asyncio
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from .client import Address, Client

WATCHERS = 2
"""Clients per document that read at once what comes, for the latencies."""
WINDOW = 20
"""Saturated: keystrokes a client has under way before it waits until a watcher saw one."""
SETTLE_S = 20.0


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the table."""

    clients: int
    documents: int
    per_s: float
    """Keystrokes per second of each client; 0: as fast as the server carries them."""
    seconds: float

    @property
    def label(self) -> str:
        """How the table names it."""
        pace = f"{self.per_s:g}/s each" if self.per_s else "saturated"
        return f"{self.clients}/{self.documents} {pace}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case showed, seen from the clients."""

    updates: int
    delivered: int
    took_s: float
    cpu_s: float
    missing: int
    """Keystrokes that somebody had not seen when the time was up."""
    p50_ms: float
    p95_ms: float
    p99_ms: float


class Group:
    """The clients of one document."""

    def __init__(self, address: Address, numbers: range) -> None:
        self.clients = [
            Client(number, address, watches=place < WATCHERS)
            for place, number in enumerate(numbers)
        ]
        self.by_number = {client.number: client for client in self.clients}
        self.latencies: list[float] = []
        self.acknowledged: dict[int, int] = dict.fromkeys(self.by_number, 0)
        self.room: dict[int, asyncio.Event] = {}
        for place, client in enumerate(self.clients[:WATCHERS]):
            client.on_arrival = self._watch(client, is_first=place == 0)

    def _watch(self, watcher: Client, *, is_first: bool) -> Callable[[int, int], None]:
        def note(number: int, clock: int) -> None:
            sender = self.by_number.get(number)
            if sender is None:
                return
            now = time.perf_counter()
            before = watcher.seen.get(number, 0)
            self.latencies += [now - at for at in sender.sent_at[before:clock]]
            if is_first or sender is self.clients[0]:
                self._acknowledge(number, clock)

        return note

    def _acknowledge(self, number: int, clock: int) -> None:
        self.acknowledged[number] = max(self.acknowledged[number], clock)
        event = self.room.get(number)
        if event:
            event.set()

    async def type_paced(self, client: Client, per_s: float, until: float) -> None:
        """Type at a steady pace, each client beginning at another moment."""
        loop = asyncio.get_running_loop()
        due = loop.time() + random.random() / per_s
        while due < until:
            await asyncio.sleep(max(0.0, due - loop.time()))
            client.type_on()
            due += 1 / per_s

    async def type_saturated(self, client: Client, until: float) -> None:
        """Type as long as fewer than the window are under way."""
        loop = asyncio.get_running_loop()
        room = self.room.setdefault(client.number, asyncio.Event())
        while loop.time() < until and not client.closed:
            if free := WINDOW - (client.clock - self.acknowledged[client.number]):
                client.type_on(free)
            room.clear()
            try:
                async with asyncio.timeout(max(0.0, until - loop.time())):
                    await room.wait()
            except TimeoutError:
                return

    def is_seen(self) -> bool:
        """Tell whether the watchers have seen everything; cheap."""
        watchers = self.clients[:WATCHERS]
        return all(
            watcher is client or watcher.seen.get(client.number, 0) >= client.clock
            for watcher in watchers
            for client in self.clients
        )

    def missing(self) -> int:
        """Count keystrokes that some peer has not seen."""
        count = 0
        read: dict[bytes, list[tuple[int, int]]] = {}
        for client in self.clients:
            client.settle(read)
            for other in self.clients:
                if other is not client:
                    count += max(0, other.clock - client.seen.get(other.number, 0))
        return count


async def run_case(
    case: Case, addresses: list[Address], cpu_s: Callable[[], float] = float
) -> Outcome:
    """Join everybody, type, wait until all have seen all; return what was seen.

    `cpu_s` tells the server's CPU time so far; joining is not counted.
    """
    first = random.randrange(1, 1 << 30)
    size = case.clients // case.documents
    groups = [
        Group(address, range(first + place * size, first + (place + 1) * size))
        for place, address in enumerate(addresses[: case.documents])
    ]
    everybody = [(group, client) for group in groups for client in group.clients]
    for start in range(0, len(everybody), 20):
        await asyncio.gather(*(client.join() for _, client in everybody[start : start + 20]))
    await asyncio.sleep(0.5)
    before_s = cpu_s()
    started = time.perf_counter()
    until = asyncio.get_running_loop().time() + case.seconds
    await asyncio.gather(
        *(
            group.type_paced(client, case.per_s, until)
            if case.per_s
            else group.type_saturated(client, until)
            for group, client in everybody
        )
    )
    await _until(lambda: all(group.is_seen() for group in groups))
    took_s = time.perf_counter() - started
    await asyncio.sleep(0.5)
    used_s = cpu_s() - before_s
    missing = sum(group.missing() for group in groups)
    for _, client in everybody:
        client.leave()
    return _outcome(groups, took_s, used_s, missing)


async def _until(is_over: Callable[[], bool]) -> None:
    deadline = time.perf_counter() + SETTLE_S
    while not is_over() and time.perf_counter() < deadline:
        await asyncio.sleep(0.005)


def _outcome(groups: list[Group], took_s: float, used_s: float, missing: int) -> Outcome:
    updates = sum(client.clock for group in groups for client in group.clients)
    delivered = sum(
        client.clock * (len(group.clients) - 1) for group in groups for client in group.clients
    )
    latencies = sorted(late * 1000 for group in groups for late in group.latencies)
    cuts = statistics.quantiles(latencies, n=100) if len(latencies) > 1 else [0.0] * 99
    return Outcome(
        updates, delivered - missing, took_s, used_s, missing, cuts[49], cuts[94], cuts[98]
    )
