"""The one way in which a write meets scheduling (RFC 6638 §3.2).

`process` says what must be stored and who must be told; `deliver` tells them. Both run in the
transaction of the write, between its preconditions and its commit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bureau.people import Actor

    from ..ical import CalendarData
    from ..models import Calendar


@dataclass(frozen=True, slots=True)
class Processed:
    """What a write comes to."""

    data: CalendarData | None
    """What is to be stored; None where the object is to be removed."""
    changed: bool = False
    """Whether `data` differs from what the client sent: then PUT gives no ETag."""
    deliveries: tuple[object, ...] = ()
    """What `deliver` takes care of once the object is stored."""
    keeps_schedule_tag: bool = False
    """Whether the schedule tag stays although the object changed (RFC 6638 §3.2.10)."""


def process(
    calendar: Calendar,
    old: CalendarData | None,
    new: CalendarData | None,
    actor: Actor,
    *,
    notifies: bool = True,
    note: str = "",
) -> Processed:
    """Say what the change from `old` to `new` in the calendar stores and sends.

    None stands for an object that did not exist or is removed. `notifies` is false where the
    person asked that nobody be told; `note` goes with the messages. Raises a refusal with the
    precondition of RFC 6638 §3.2.4 where the change is not allowed; then nothing may be stored.
    """
    del calendar, old, actor, notifies, note
    return Processed(new)


def deliver(processed: Processed) -> None:
    """Tell everybody concerned, in the caller's transaction, after the object was stored."""
    del processed
