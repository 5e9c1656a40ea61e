"""Routes of courses: the catalogue, and what organisers do with them."""

from typing import Annotated

from ninja import PatchDict, Query, Router, Status

from bureau.people.http.auth import signed_in

from .. import course_policies, course_queries
from ..actions import course_invitations, courses, sessions
from ..presenting.courses import present_invitations, present_one, present_page
from .course_schemas import (
    CourseFields,
    CourseIn,
    CourseInvitationsOut,
    CourseOut,
    CourseQuery,
    CoursesOut,
    CourseStateIn,
    InvitationsIn,
    InvitedOut,
    SessionIn,
)
from .requests import SignedRequest

router = Router(auth=signed_in)
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/calendar/courses", response=CoursesOut)
def list_courses(request: SignedRequest, wanted: Query[CourseQuery]) -> dict[str, object]:
    """Courses with their dates to come, the newest first. At most sixteen queries."""
    page = course_queries.page_of(request.auth, wanted.view, wanted.q, wanted.cursor, wanted.limit)
    return present_page(request.auth, page)


@router.post("/calendar/courses", response={201: CourseOut})
def create_course(request: SignedRequest, body: CourseIn) -> Status[dict[str, object]]:
    """Write a course; it is a draft until it is published."""
    made = courses.create_course(request.auth, body.model_dump())
    return Status(201, _shown(request, made.id))


@router.get("/calendar/courses/{course_id}", response=CourseOut)
def get_course(request: SignedRequest, course_id: str) -> dict[str, object]:
    """A course with all its dates."""
    return _shown(request, course_id)


@router.patch("/calendar/courses/{course_id}", response=CourseOut)
def update_course(
    request: SignedRequest, course_id: str, body: PatchDict[CourseFields]
) -> dict[str, object]:
    """Change a course; organisers only."""
    courses.update(request.auth, course_id, body)
    return _shown(request, course_id)


@router.delete("/calendar/courses/{course_id}", response={204: None})
def delete_course(request: SignedRequest, course_id: str) -> Status[None]:
    """Delete a draft."""
    courses.delete(request.auth, course_id)
    return Status(204, None)


@router.put("/calendar/courses/{course_id}/state", response=CourseOut)
def put_course_state(
    request: SignedRequest, course_id: str, body: CourseStateIn
) -> dict[str, object]:
    """Publish, close or archive a course."""
    courses.set_course_state(request.auth, course_id, body.state)
    return _shown(request, course_id)


@router.post("/calendar/courses/{course_id}/sessions", response={201: CourseOut})
def create_session(
    request: SignedRequest, course_id: str, body: SessionIn
) -> Status[dict[str, object]]:
    """Plan a date; its room is booked at once."""
    sessions.plan_session(request.auth, course_id, body.model_dump())
    return Status(201, _shown(request, course_id))


@router.post("/calendar/courses/{course_id}/invitations", response=InvitedOut)
def create_invitations(
    request: SignedRequest, course_id: str, body: InvitationsIn
) -> dict[str, object]:
    """Invite people, groups and units, or the whole audience."""
    return {"invited": course_invitations.invite(request.auth, course_id, body.principals)}


@router.get("/calendar/courses/{course_id}/invitations", response=CourseInvitationsOut)
def list_invitations(
    request: SignedRequest, course_id: str, cursor: str | None = None, limit: Limit = 100
) -> dict[str, object]:
    """Who was invited, and whether they come; organisers only."""
    course = course_policies.course_for(request.auth, course_id)
    course_policies.require_organiser(request.auth, course)
    return present_invitations(course, course_queries.page_of_invitations(course_id, cursor, limit))


def _shown(request: SignedRequest, course_id: str) -> dict[str, object]:
    return present_one(request.auth, course_policies.course_for(request.auth, course_id))
