"""Publish and subscribe between processes, through Valkey or Redis.

Own messages are delivered at once and locally; what comes back from the server with our own mark
is dropped, so every receiver sees a message once. Sending and listening each have a thread:
nobody waits for the server, and both come back by themselves after it was away. What was
published meanwhile is lost, as agreed.
"""

import json
import logging
import queue
import threading
from typing import Any

import redis

from bureau.platform.ids import new_id

from .local import LocalBus, Receive, Subscription

log = logging.getLogger(__name__)

CHANNEL = "bureau"
"""One channel for all: every process hears everything and looks for receivers itself."""
MOST_WAITING = 10_000
RETRY_S = 0.5


class RedisBus(LocalBus):
    """A local bus joined to those of the other processes."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._me = new_id()
        self._client = redis.Redis.from_url(
            url, socket_connect_timeout=2, health_check_interval=15, socket_keepalive=True
        )
        self._outgoing: queue.Queue[bytes] = queue.Queue(MOST_WAITING)
        self._listening = threading.Event()
        self._closed = threading.Event()
        self._is_away = False
        for work in (self._send, self._listen):
            threading.Thread(target=work, name=f"pubsub-{work.__name__}", daemon=True).start()

    def subscribe(self, channel: str, receive: Receive) -> Subscription:
        """Add a receiver."""
        subscription = super().subscribe(channel, receive)
        self._listening.wait(RETRY_S)
        return subscription

    def publish(self, channel: str, message: dict[str, Any]) -> None:
        """Call the receivers of this process and queue the message for the others."""
        super().publish(channel, message)
        envelope = json.dumps([self._me, channel, message], default=str).encode()
        try:
            self._outgoing.put_nowait(envelope)
        except queue.Full:
            log.warning("pubsub: dropped a message on %s, the server is away", channel)

    def close(self) -> None:
        """End the threads; nothing goes out or comes in any more."""
        self._closed.set()

    def _send(self) -> None:
        while not self._closed.is_set():
            try:
                envelope = self._outgoing.get(timeout=RETRY_S)
                self._client.publish(CHANNEL, envelope)
            except queue.Empty:
                continue
            except redis.RedisError as error:
                self._lost(error)

    def _listen(self) -> None:
        while not self._closed.is_set():
            try:
                self._listen_until_broken()
            except (redis.RedisError, OSError) as error:
                self._lost(error)

    def _lost(self, error: Exception) -> None:
        """Say once that the server is away, and wait a little."""
        self._listening.clear()
        if not self._is_away:
            self._is_away = True
            log.warning("pubsub: the server is away: %s", error)
        self._closed.wait(RETRY_S)

    def _found(self) -> None:
        self._listening.set()
        if self._is_away:
            self._is_away = False
            log.info("pubsub: the server is back")

    def _listen_until_broken(self) -> None:
        with self._client.pubsub() as incoming:  # type: ignore[no-untyped-call]
            incoming.subscribe(CHANNEL)
            while not self._closed.is_set():
                message = incoming.get_message(timeout=2.0)
                if message is None:
                    continue
                if message["type"] == "subscribe":
                    self._found()
                elif message["type"] == "message":
                    self._take(message["data"])

    def _take(self, envelope: bytes) -> None:
        try:
            sender, channel, message = json.loads(envelope)
        except ValueError:
            log.warning("pubsub: a message is not ours")
            return
        if sender != self._me:
            super().publish(channel, message)
