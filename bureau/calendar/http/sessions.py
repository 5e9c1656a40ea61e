"""Routes of a course's dates: seats, waiting list, attendance."""

import csv
import io
from typing import Annotated

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import PatchDict, Query, Router, Status

from bureau.people.http.auth import signed_in

from .. import course_policies, course_queries
from ..actions import courses, seats, sessions
from ..models import Registration, Session
from ..presenting.courses import present_one, present_registrations
from .course_schemas import (
    AttendanceIn,
    CourseOut,
    MoveIn,
    MyRegistrationOut,
    RegistrationIn,
    RegistrationsOut,
    SessionPatch,
)
from .requests import SignedRequest

router = Router(auth=signed_in)
Limit = Annotated[int, Query(ge=1, le=500)]
HEADER = ("name", "email", "state", "registered_at", "attended")


@router.patch("/calendar/sessions/{session_id}", response=CourseOut)
def update_session(
    request: SignedRequest, session_id: str, body: PatchDict[SessionPatch]
) -> dict[str, object]:
    """Change a date; those who come are told of a new time or place."""
    return _course_of(request, sessions.change(request.auth, session_id, body))


@router.post("/calendar/sessions/{session_id}/cancel", response=CourseOut)
def cancel_session(request: SignedRequest, session_id: str) -> dict[str, object]:
    """Cancel a date; those who come or wait are told."""
    return _course_of(request, sessions.cancel(request.auth, session_id))


@router.get("/calendar/sessions/{session_id}/registrations", response=RegistrationsOut)
def list_registrations(
    request: SignedRequest, session_id: str, cursor: str | None = None, limit: Limit = 200
) -> dict[str, object]:
    """Who comes and who waits, in order; organisers only."""
    _organised(request, session_id)
    return present_registrations(course_queries.page_of_registrations(session_id, cursor, limit))


@router.get("/calendar/sessions/{session_id}/registrations.csv", include_in_schema=True)
def export_registrations(request: SignedRequest, session_id: str) -> HttpResponse:
    """The attendance list as CSV; organisers only."""
    session = _organised(request, session_id)
    name = f"{session.course.title} {session.starts_at:%Y-%m-%d}.csv"
    response = HttpResponse(_csv(session_id), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def _csv(session_id: str) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(HEADER)
    for row in course_queries.all_registrations(session_id):
        said = (row["person__name"], row["person__email"], row["state"])
        cells = (*said, row["queued_at"].isoformat(timespec="seconds"), row["attended"])
        writer.writerow([_plain(cell) for cell in cells])
    return lines.getvalue()


def _plain(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


@router.post("/calendar/sessions/{session_id}/registrations", response=MyRegistrationOut)
def create_registration(
    request: SignedRequest, session_id: str, body: RegistrationIn
) -> dict[str, object]:
    """Take a seat, or join the waiting list when the date is full."""
    return _own(seats.take_seat(request.auth, session_id, body.person_id))


@router.delete("/calendar/sessions/{session_id}/registrations/{person_id}", response={204: None})
def delete_registration(request: SignedRequest, session_id: str, person_id: str) -> Status[None]:
    """Give a seat or a place in the queue back; the first who waits moves up."""
    seats.cancel(request.auth, session_id, person_id)
    return Status(204, None)


@router.post(
    "/calendar/sessions/{session_id}/registrations/{person_id}/move", response=MyRegistrationOut
)
def move_registration(
    request: SignedRequest, session_id: str, person_id: str, body: MoveIn
) -> dict[str, object]:
    """Take a seat at another date of the course instead."""
    return _own(seats.move(request.auth, session_id, person_id, body.session_id))


@router.put("/calendar/sessions/{session_id}/attendance", response={204: None})
def put_attendance(request: SignedRequest, session_id: str, body: AttendanceIn) -> Status[None]:
    """Write down who was there; organisers only."""
    courses.mark_attendance(request.auth, session_id, body.person_ids, body.attended)
    return Status(204, None)


def _organised(request: SignedRequest, session_id: str) -> Session:
    session = course_policies.session_for(request.auth, session_id)
    course_policies.require_organiser(request.auth, session.course)
    return session


def _own(row: Registration) -> dict[str, object]:
    return {"session_id": row.session_id, "person_id": row.person_id, "state": row.state}


def _course_of(request: SignedRequest, session: Session) -> dict[str, object]:
    return present_one(request.auth, course_policies.course_for(request.auth, session.course_id))
