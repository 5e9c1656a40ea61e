"""What the calendar announces; the stream is `calendar:<id>`, so a calendar's events stay in order.

`calendar.created`, `.updated`, `.shared`, `.deleted`; `event.created`, `.updated`, `.deleted`.
Payloads hold ids and facts, never what an event says.
"""

from collections.abc import Mapping

from bureau.platform import events

from .models import Calendar, CalendarObject

Changes = Mapping[str, object]


def announce_calendar(verb: str, calendar: Calendar, changes: Changes) -> None:
    """Emit `calendar.<verb>`; audited."""
    events.emit(
        f"calendar.{verb}",
        stream=f"calendar:{calendar.id}",
        subject=("calendar", calendar.id),
        payload={"calendar_id": calendar.id, "owner_id": calendar.owner_id, "kind": calendar.kind},
        changes=changes,
    )


def announce_object(verb: str, calendar: Calendar, stored: CalendarObject) -> None:
    """Emit `event.<verb>`; audited."""
    events.emit(
        f"event.{verb}",
        stream=f"calendar:{calendar.id}",
        subject=("event", stored.id),
        payload={
            "event_id": stored.id,
            "calendar_id": calendar.id,
            "uid": stored.uid,
            "component": stored.component,
        },
        changes={},
    )
