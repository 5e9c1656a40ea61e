"""What rooms of all processes are told after a commit, on the channel `doc:<item>`. Never relied
upon: a gap in the numbers is read from the database, and rooms look there every few seconds.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bureau.platform import pubsub
from bureau.platform.ids import new_id

ME = new_id()
"""This process; rooms pass over what they have said themselves."""
LARGEST_BYTES = 64 * 1024
"""Larger batches are announced without their content, which then comes from the database."""


def channel_of(item_id: str) -> str:
    """Name the channel of an item."""
    return f"doc:{item_id}"


@dataclass(frozen=True, slots=True)
class Stored:
    """Updates `seq - len(updates) + 1 … seq` are committed; without updates, only that they are."""

    seq: int
    updates: tuple[bytes, ...] = ()

    def message(self) -> dict[str, Any]:
        """Return what is published."""
        small = sum(map(len, self.updates)) <= LARGEST_BYTES
        texts = [b64encode(update).decode() for update in self.updates] if small else []
        return {"what": "stored", "seq": self.seq, "updates": texts}


def read_stored(message: dict[str, Any]) -> Stored:
    """Read a message back."""
    return Stored(message["seq"], tuple(b64decode(text) for text in message["updates"]))


def publish(item_id: str, message: dict[str, Any], *, by_room: bool = False) -> None:
    """Tell all rooms of the item; with `by_room`, those of the other processes only."""
    pubsub.publish(channel_of(item_id), {**message, "by": ME if by_room else ""})


def subscribe(item_id: str, receive: Callable[[dict[str, Any]], None]) -> pubsub.Subscription:
    """Hear what is said about an item, but for what rooms of this process say."""

    def hear(message: dict[str, Any]) -> None:
        if message.get("by") != ME:
            receive(message)

    return pubsub.subscribe(channel_of(item_id), hear)


def publish_stored(item_id: str, seq: int, updates: Sequence[bytes]) -> None:
    """Tell the other processes what a room of this one has stored."""
    publish(item_id, Stored(seq, tuple(updates)).message(), by_room=True)
