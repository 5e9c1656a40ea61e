"""Shapes of training: courses, their dates, and who comes."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, Field

from .shapes import CalendarInput, Zone

CourseState = Literal["draft", "published", "closed", "archived"]
RegistrationState = Literal["registered", "waiting"]
Attended = Literal["unknown", "yes", "no"]
PrincipalId = Annotated[str, Field(min_length=1, max_length=26)]


def _address(text: str) -> str:
    if text and not text.startswith(("https://", "http://", "/")):
        raise ValueError("Give an address that starts with https://.")
    return text


def _with_zone(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("Write moments with Z or an offset.")
    return moment


Address = Annotated[str, Field(max_length=2000), AfterValidator(_address)]
MeetingAddress = Annotated[str, Field(max_length=2000, pattern=r"^(https?://\S+)?$")]
ExactMoment = Annotated[datetime, AfterValidator(_with_zone)]


class CourseQuery(Schema):
    """Which courses: those that are for the caller, those they go to, or those they organise."""

    view: Literal["catalogue", "mine", "organised"] = "catalogue"
    q: str = Field("", max_length=200)
    cursor: str | None = None
    limit: int = Field(50, ge=1, le=100)


class CourseCalendarOut(Schema):
    """The calendar that a course belongs to."""

    id: str
    name: str
    color: str


class AudienceOut(Schema):
    """For whom a course is."""

    id: str
    kind: str = Field(description="everyone, group or unit")
    name: str


class SessionRoomOut(Schema):
    """The room of a date."""

    id: str
    name: str


class SessionOut(Schema):
    """A date of a course, as the caller sees it."""

    id: str
    course_id: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    where: str = Field(description="Room and place together")
    room: SessionRoomOut | None
    conference_url: str
    seats: int | None = Field(description="null for as many as want to come")
    closes_at: datetime | None
    state: Literal["planned", "cancelled"]
    registered: int
    waiting: int
    free: int | None
    my_state: Literal["", "registered", "waiting"]
    my_position: int | None = Field(description="In the waiting list, from 1")
    my_attendance: Attended
    is_open: bool = Field(description="Whether one may register or join the waiting list")
    is_over: bool


class CourseAbilities(Schema):
    """What the caller may do with a course."""

    edit: bool
    set_state: bool
    address_everybody: bool


class CourseOut(Schema):
    """A course; lists have its dates to come, the course alone has all of them."""

    id: str
    title: str
    description: str
    feedback_url: str
    state: CourseState
    created_at: datetime
    published_at: datetime | None
    calendar: CourseCalendarOut
    organizer: str
    audience: list[AudienceOut]
    is_invited: bool
    sessions: list[SessionOut]
    abilities: CourseAbilities


class CoursesOut(Schema):
    """Courses, the newest first."""

    items: list[CourseOut]
    next: str | None = None


class CourseFields(CalendarInput):
    """What organisers write."""

    title: str = Field("", min_length=1, max_length=200)
    description: str = Field("", max_length=20_000, description="Plain text")
    feedback_url: Address = ""
    audience: list[PrincipalId] = Field(
        default_factory=list, max_length=100, description="`everyone`, ids of groups and units"
    )


class CourseIn(CourseFields):
    """A course to make, as a draft."""

    title: str = Field(min_length=1, max_length=200)
    calendar_id: str | None = None


class CourseStateIn(CalendarInput):
    """The state that a course is to have."""

    state: CourseState


class SessionFields(CalendarInput):
    """What organisers say of a date; those who come are told of a new time or place."""

    starts_at: ExactMoment
    ends_at: ExactMoment
    time_zone: Zone = ""
    place: str = Field("", max_length=1000)
    room_id: str | None = None
    conference_url: MeetingAddress = ""
    seats: int | None = Field(None, ge=1, le=10_000)
    closes_at: ExactMoment | None = None


class SessionIn(SessionFields):
    """A date to plan."""


class SessionPatch(SessionFields):
    """Some fields; those left out stay."""


class RegistrationIn(CalendarInput):
    """Who is to come; without anybody the caller."""

    person_id: str = Field("", max_length=26)


class MoveIn(CalendarInput):
    """The other date."""

    session_id: str


class MyRegistrationOut(Schema):
    """What became of a registration."""

    session_id: str
    person_id: str
    state: RegistrationState


class RegistrationOut(Schema):
    """Who comes to a date, or waits for a seat."""

    person_id: str
    name: str
    email: str
    state: RegistrationState
    queued_at: datetime
    attended: Attended


class RegistrationsOut(Schema):
    """In the order in which they asked."""

    items: list[RegistrationOut]
    next: str | None = None


class AttendanceIn(CalendarInput):
    """Who was there, or was not."""

    person_ids: list[PrincipalId] = Field(min_length=1, max_length=1000)
    attended: Attended


class InvitationsIn(CalendarInput):
    """Whom to invite: people, groups and units; nobody for the whole audience."""

    principals: list[PrincipalId] = Field(default_factory=list, max_length=500)


class InvitedOut(Schema):
    """How many were told."""

    invited: int


class CourseInvitationOut(Schema):
    """Who was invited to a course, and whether they come."""

    person_id: str
    name: str
    email: str
    invited_at: datetime
    state: Literal["", "registered", "waiting"]


class CourseInvitationsOut(Schema):
    """The first invited first."""

    items: list[CourseInvitationOut]
    next: str | None = None
