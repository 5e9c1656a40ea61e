"""The generic cell rate algorithm in Valkey or Redis: one script a take, by the server's own
clock.
"""

import logging

import redis

from .local import LocalLimiter

log = logging.getLogger(__name__)

SCRIPT = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1e6
local interval, per = tonumber(ARGV[1]), tonumber(ARGV[2])
local full_at = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + interval
local wait = full_at - per - now
if wait > 1e-6 then return tostring(wait) end
redis.call('SET', KEYS[1], string.format('%.6f', full_at), 'PX', math.ceil((full_at - now) * 1000)
+ 1) return '0'
"""


class RedisLimiter:
    """Buckets shared by all processes."""

    def __init__(self, url: str) -> None:
        self._client = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
        self._script = self._client.register_script(SCRIPT)
        self._alone = LocalLimiter()

    def wait_s(self, key: str, rate: int, per_s: int) -> float:
        """Take one and return 0, or take none and return how long to wait for the next."""
        try:
            return float(self._script(keys=[f"bureau:limit:{key}"], args=[per_s / rate, per_s]))
        except redis.RedisError as error:
            log.warning("limits: %s; counting alone", error)
            return self._alone.wait_s(key, rate, per_s)
