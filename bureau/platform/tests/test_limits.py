"""Rate limits: as many as allowed, then the time to wait; alone and through a real server."""

from collections.abc import Iterator

import pytest

from bureau.platform import limits
from bureau.platform.errors import TooManyRequests
from bureau.platform.limits.local import LocalLimiter
from bureau.platform.limits.redis import RedisLimiter

from .redis_server import RedisServer, redis_server


class Clock:
    now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


def test_all_at_once_then_one_per_interval() -> None:
    clock = Clock()
    limiter = LocalLimiter(clock)
    assert [limiter.wait_s("a", 3, 60) for _ in range(3)] == [0, 0, 0]
    assert limiter.wait_s("a", 3, 60) == pytest.approx(20)
    clock.now_s += 19
    assert limiter.wait_s("a", 3, 60) == pytest.approx(1)
    clock.now_s += 1
    assert limiter.wait_s("a", 3, 60) == 0
    assert limiter.wait_s("a", 3, 60) == pytest.approx(20)


def test_keys_do_not_share() -> None:
    limiter = LocalLimiter(Clock())
    assert limiter.wait_s("a", 1, 60) == 0
    assert limiter.wait_s("b", 1, 60) == 0


def test_full_buckets_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bureau.platform.limits.local.MOST_KEYS", 10)
    clock = Clock()
    limiter = LocalLimiter(clock)
    for number in range(10):
        limiter.wait_s(f"old {number}", 1, 60)
    clock.now_s += 61
    limiter.wait_s("new", 1, 60)
    assert list(limiter._full_at) == ["new"]


def test_a_refusal_says_when_to_come_back() -> None:
    limits.take("test", "refusal", rate=2, per_s=3600)
    limits.take("test", "refusal", rate=2, per_s=3600)
    with pytest.raises(TooManyRequests) as refused:
        limits.take("test", "refusal", rate=2, per_s=3600)
    assert 1790 < refused.value.retry_after_s <= 1801


@pytest.fixture(scope="module")
def server() -> Iterator[RedisServer]:
    with redis_server() as running:
        yield running


def test_processes_share_their_buckets(server: RedisServer) -> None:
    one, other = RedisLimiter(server.url), RedisLimiter(server.url)
    assert [one.wait_s("a", 3, 60), other.wait_s("a", 3, 60), one.wait_s("a", 3, 60)] == [0, 0, 0]
    assert 19 < other.wait_s("a", 3, 60) <= 20
    assert other.wait_s("b", 3, 60) == 0


def test_a_bucket_of_the_server_refills(server: RedisServer) -> None:
    limiter = RedisLimiter(server.url)
    assert limiter.wait_s("quick", 1000, 1) == 0
    for _ in range(1100):
        limiter.wait_s("quick", 1000, 1)
    assert limiter.wait_s("slow", 1, 3600) == 0
    assert limiter.wait_s("slow", 1, 3600) > 3590


def test_without_its_server_a_limit_still_holds() -> None:
    with redis_server() as gone:
        limiter = RedisLimiter(gone.url)
    assert limiter.wait_s("a", 1, 60) == 0
    assert limiter.wait_s("a", 1, 60) > 59
