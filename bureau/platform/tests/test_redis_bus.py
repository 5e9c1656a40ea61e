"""The bus between processes: every receiver hears every message once, and again after an outage."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bureau.platform.pubsub.redis import RedisBus

from .redis_server import RedisServer, redis_server


@pytest.fixture
def server() -> Iterator[RedisServer]:
    with redis_server() as running:
        yield running


@pytest.fixture
def connect() -> Iterator[Callable[[str], RedisBus]]:
    """Return a factory of buses that are closed at the end."""
    made: list[RedisBus] = []

    def make(url: str) -> RedisBus:
        made.append(RedisBus(url))
        return made[-1]

    yield make
    for bus in made:
        bus.close()


Connect = Callable[[str], RedisBus]


def wait_for(holds: Callable[[], bool], timeout_s: float = 8) -> None:
    deadline = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_messages_cross_processes_and_own_ones_come_once(
    server: RedisServer, connect: Connect
) -> None:
    one, other = connect(server.url), connect(server.url)
    here: list[dict[str, Any]] = []
    there: list[dict[str, Any]] = []
    one.subscribe("mail", here.append)
    other.subscribe("mail", there.append)
    one.publish("mail", {"n": 1})
    assert here == [{"n": 1}]
    wait_for(lambda: there == [{"n": 1}])
    other.publish("mail", {"n": 2})
    other.publish("drive", {"n": 3})
    wait_for(lambda: len(here) == 2)
    time.sleep(0.2)
    assert here == there == [{"n": 1}, {"n": 2}]


def test_a_closed_subscription_hears_nothing(server: RedisServer, connect: Connect) -> None:
    bus = connect(server.url)
    heard: list[dict[str, Any]] = []
    bus.subscribe("mail", heard.append).close()
    bus.publish("mail", {})
    assert heard == []


def test_order_is_kept(server: RedisServer, connect: Connect) -> None:
    one, other = connect(server.url), connect(server.url)
    heard: list[int] = []
    other.subscribe("count", lambda message: heard.append(message["n"]))
    for number in range(500):
        one.publish("count", {"n": number})
    wait_for(lambda: len(heard) == 500)
    assert heard == list(range(500))


def test_an_outage_is_survived(server: RedisServer, connect: Connect) -> None:
    one, other = connect(server.url), connect(server.url)
    heard: list[dict[str, Any]] = []
    other.subscribe("mail", heard.append)
    server.stop()
    here: list[dict[str, Any]] = []
    one.subscribe("mail", here.append)
    one.publish("mail", {"lost": True})
    assert here == [{"lost": True}]
    server.start()

    def arrives() -> bool:
        one.publish("mail", {"back": True})
        time.sleep(0.05)
        return {"back": True} in heard

    wait_for(arrives)


def test_a_bus_starts_without_its_server(connect: Connect) -> None:
    with redis_server() as gone:
        url = gone.url
    started = time.monotonic()
    bus = connect(url)
    heard: list[dict[str, Any]] = []
    bus.subscribe("mail", heard.append)
    bus.publish("mail", {"n": 1})
    assert heard == [{"n": 1}]
    assert time.monotonic() - started < 2
