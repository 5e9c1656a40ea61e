"""Publish and subscribe inside one process."""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

log = logging.getLogger(__name__)

Receive = Callable[[dict[str, Any]], None]


@dataclass(eq=False, slots=True)
class Subscription:
    """One receiver on one channel; close it when done."""

    bus: "LocalBus"
    channel: str
    receive: Receive

    def close(self) -> None:
        """Stop receiving."""
        self.bus.drop(self)


class LocalBus:
    """Receivers by channel, called on the publisher's thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._receivers: dict[str, set[Subscription]] = defaultdict(set)

    def subscribe(self, channel: str, receive: Receive) -> Subscription:
        """Add a receiver."""
        subscription = Subscription(self, channel, receive)
        with self._lock:
            self._receivers[channel].add(subscription)
        return subscription

    def drop(self, subscription: Subscription) -> None:
        """Remove a receiver; unknown ones are ignored."""
        with self._lock:
            receivers = self._receivers.get(subscription.channel, set())
            receivers.discard(subscription)
            if not receivers:
                self._receivers.pop(subscription.channel, None)

    def publish(self, channel: str, message: dict[str, Any]) -> None:
        """Call each receiver; one that fails is logged and does not stop the others."""
        with self._lock:
            receivers = list(self._receivers.get(channel, ()))
        for subscription in receivers:
            try:
                subscription.receive(message)
            except Exception:
                log.exception("a receiver on %s failed", channel)
