"""Live changes: small messages to the browsers of a person, sent after commit and never relied
upon.

A message says what changed, not how: the client fetches. A lost message costs a refetch on
reconnect.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from . import pubsub


def channel_of(person_id: str) -> str:
    """Name the channel that a person's browsers listen to."""
    return f"person:{person_id}"


def person_of(channel: str) -> str:
    """Return whose channel it is."""
    return channel.removeprefix("person:")


def publish(person_ids: Iterable[str], topic: str, **message: Any) -> None:
    """Tell the browsers of these persons, once the running transaction commits, that `topic`
    changed.
    """
    receivers = sorted(set(person_ids))
    if receivers:
        transaction.on_commit(lambda: _send(receivers, {"topic": topic, **message}))


def _send(receivers: list[str], message: dict[str, Any]) -> None:
    for person_id in receivers:
        pubsub.publish(channel_of(person_id), message)
