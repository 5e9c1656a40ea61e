"""Rows of what a person has of calendars."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from bureau import calendar
from bureau.access import Role
from bureau.calendar.actions import course_invitations, courses, seats, sessions
from bureau.calendar.actions.publishing import publish
from bureau.people import EVERYONE, SYSTEM, NewPerson, Person, actor_for, create_person

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


def add_course_rows(owner: Person, group_id: str, number: int, ids: dict[str, str]) -> None:
    """Add a course with a date at which the owner has a seat; to the first of them a date, an
    invitation and a place in the queue. Notes the ids of the first.
    """
    actor = actor_for(owner)
    made = courses.create_course(
        actor, {"title": f"Course {number}", "audience": [group_id, EVERYONE]}
    )
    courses.set_course_state(actor, made.id, "published")
    session = sessions.plan_session(actor, made.id, _date(number, seats=None))
    seats.take_seat(actor, session.id)
    if number == 1:
        ids["course_id"] = made.id
        ids["session_id"] = sessions.plan_session(actor, made.id, _date(100, seats=1)).id
    else:
        sessions.plan_session(actor, ids["course_id"], _date(100 + number, seats=None))
    new = NewPerson(email=f"learner{number}@demo.example", name=f"Learner {number}", state="active")
    learner = create_person(SYSTEM, new)
    course_invitations.invite(actor, ids["course_id"], [learner.id])
    seats.take_seat(actor, ids["session_id"], learner.id)


def _date(number: int, **fields: object) -> dict[str, object]:
    start = timezone.now() + timedelta(days=number)
    return {"starts_at": start, "ends_at": start + timedelta(hours=1), **fields}
