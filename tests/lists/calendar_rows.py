"""Rows of what a person has of calendars."""

from datetime import UTC, datetime, timedelta

from bureau import calendar
from bureau.access import Role
from bureau.calendar.actions.publishing import publish
from bureau.people import Person, actor_for

WEEK = "from=2026-11-23T00:00:00Z&to=2026-11-30T00:00:00Z"
START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def add_calendar_rows(owner: Person, person_id: str, number: int) -> str:
    """Add a calendar, an event, a task, a room, a role and an address; return the id
    of the calendar that has them.
    """
    actor, mine = actor_for(owner), calendar.open_default_calendar(owner)
    calendar.create_calendar(actor, calendar.CalendarFields(name=f"Calendar {number}"))
    _add_event(owner, mine, number)
    calendar.create_task(actor, mine.id, {"title": f"Task {number}"})
    calendar.create_resource(actor, {"name": f"Room {number}", "building": f"House {number}"})
    calendar.share_calendar(actor, mine, person_id, Role.VIEWER)
    publish(actor, mine.id, False, "everything")
    return mine.id


def _add_event(owner: Person, mine: calendar.Calendar, number: int) -> None:
    changes = calendar.EventChanges(
        title=f"Event {number}", start=START, end=START + timedelta(hours=1), zone="Europe/Paris"
    )
    calendar.add_event(actor_for(owner), mine, changes, f"event-{number}@demo.example")
