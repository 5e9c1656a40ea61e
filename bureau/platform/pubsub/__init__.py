"""Messages between threads, between the processes of this machine, and between machines through
Valkey or Redis when its URL is set.

Never a store: what is missed is read from the database.
"""

import os
from collections.abc import Callable
from functools import cache
from typing import Any

from bureau.platform.config import config

from .local import LocalBus, Subscription

Message = dict[str, Any]

__all__ = ["Message", "Subscription", "publish", "subscribe"]


@cache
def _bus() -> LocalBus:
    if config().pubsub_url:
        from .redis import RedisBus

        return RedisBus(config().pubsub_url)
    from .machine import MachineBus

    return MachineBus(config().data_dir / "run")


# A bus has threads and sockets of its own process.
os.register_at_fork(after_in_child=_bus.cache_clear)


def publish(channel: str, message: Message) -> None:
    """Hand the message to every subscriber of the channel. Never blocks on a slow one, never
    raises.
    """
    _bus().publish(channel, message)


def subscribe(channel: str, receive: Callable[[Message], None]) -> Subscription:
    """Call `receive` with each message of the channel, from any thread, until the subscription is
    closed.

    `receive` must return at once: put the message into a queue, set an event.
    """
    return _bus().subscribe(channel, receive)
