"""What audit registers with the engines below it; called once at start."""

from bureau.platform.events import AUDITED, subscribe

from .record import record


def register() -> None:
    """Register the subscriber that records every event with changes."""
    subscribe("audit.record", [AUDITED], record)
