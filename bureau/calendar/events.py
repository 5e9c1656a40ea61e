"""What the calendar announces; the stream is `calendar:<id>`, so a calendar's events stay in order.

`calendar.created`, `.updated`, `.shared`, `.deleted`; `event.created`, `.updated`, `.deleted`.
Training has the stream `course:<id>`: `course.*`, `session.*` and `registration.*`.
Payloads hold ids and facts, never what an event says.
"""

from collections.abc import Mapping

from bureau.platform import events

from .models import Calendar, CalendarObject, Course, Registration, Session

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


def announce_course(verb: str, course: Course, changes: Changes, **facts: object) -> None:
    """Emit `course.<verb>`; audited. `facts` are ids and counts."""
    events.emit(
        f"course.{verb}",
        stream=f"course:{course.id}",
        subject=("course", course.id),
        payload={"course_id": course.id, "calendar_id": course.calendar_id, **facts},
        changes=changes,
    )


def announce_session(verb: str, session: Session, changes: Changes) -> None:
    """Emit `session.<verb>`; audited."""
    events.emit(
        f"session.{verb}",
        stream=f"course:{session.course_id}",
        subject=("session", session.id),
        payload={"session_id": session.id, "course_id": session.course_id},
        changes=changes,
    )


def announce_registration(verb: str, row: Registration, course_id: str, changes: Changes) -> None:
    """Emit `registration.<verb>`; audited."""
    events.emit(
        f"registration.{verb}",
        stream=f"course:{course_id}",
        subject=("registration", row.id),
        payload={
            "course_id": course_id,
            "session_id": row.session_id,
            "person_id": row.person_id,
            "state": row.state,
        },
        changes=changes,
    )
