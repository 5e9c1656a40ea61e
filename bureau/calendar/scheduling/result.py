"""What planning comes to."""

from dataclasses import dataclass

from ..ical import CalendarData
from .messages import ITip


@dataclass(frozen=True, slots=True)
class Plan:
    """What a write stores and sends."""

    stored: CalendarData | None
    messages: tuple[ITip, ...] = ()
    precondition: str | None = None
    """The element of RFC 6638 §3.2.4 that is not met; then nothing may be stored."""
