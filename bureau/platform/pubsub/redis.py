"""Publish and subscribe between processes, through Valkey or Redis.

Own messages are delivered at once and locally; what comes back from the server with our own mark is dropped, so
every receiver sees a message once. Sending and listening each have a thread: nobody waits for the server, and
both come back by themselves after it was away. What was published meanwhile is lost, as agreed.
"""

import json
import logging
import queue
import threading
import time
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

    def _send(self) -> None:
        while True:
            envelope = self._outgoing.get()
            try:
                self._client.publish(CHANNEL, envelope)
            except redis.RedisError as error:
                log.warning("pubsub: cannot send: %s", error)
                time.sleep(RETRY_S)

    def _listen(self) -> None:
        while True:
            try:
                self._listen_until_broken()
            except (redis.RedisError, OSError) as error:
                log.warning("pubsub: cannot listen: %s", error)
            self._listening.clear()
            time.sleep(RETRY_S)

    def _listen_until_broken(self) -> None:
        with self._client.pubsub() as incoming:
            incoming.subscribe(CHANNEL)
            while True:
                message = incoming.get_message(timeout=5.0)
                if message is None:
                    continue
                if message["type"] == "subscribe":
                    self._listening.set()
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
