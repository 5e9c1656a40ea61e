"""What guests do with an event: answer, and say that they come later."""

from collections.abc import Mapping
from typing import Any

from bureau.people import Actor
from bureau.platform.errors import NotFound


def answer(actor: Actor, event_id: str, given: Mapping[str, Any]) -> None:
    """Answer an invitation."""
    raise NotFound()


def say_late(actor: Actor, event_id: str, minutes: int, note: str) -> list[str]:
    """Write to everybody else that one comes later."""
    raise NotFound()
