"""Courses: written, published, closed and archived, and who came."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from bureau import people
from bureau.people import EVERYONE, Actor

from .. import course_policies, policies
from ..errors import BadCourse, BadObject, NotRegistered, WrongCourseState
from ..events import announce_course, announce_session
from ..models import Calendar, Course, CourseAudience, Registration, Session
from . import seats, sessions
from .importing import open_own_calendar

TEXTS = ("title", "description", "feedback_url")
MOST_ADDRESSED = 100
State = Course.State
AFTER: Mapping[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.PUBLISHED}),
    State.PUBLISHED: frozenset({State.CLOSED, State.ARCHIVED}),
    State.CLOSED: frozenset({State.PUBLISHED, State.ARCHIVED}),
    State.ARCHIVED: frozenset({State.CLOSED}),
}
"""Which states follow which; what was published never becomes a draft again."""


def create_course(actor: Actor, fields: Mapping[str, Any]) -> Course:
    """Write a course as a draft, in one's own calendar unless another is named.

    Raises `UnknownCalendar`, `NotYourCalendar`, `ReadOnlyCalendar`, `BadObject`, `BadCourse`.
    """
    with transaction.atomic():
        calendar = _calendar(actor, fields.get("calendar_id"))
        course = Course(calendar=calendar, created_by_id=actor.person_id or None)
        for name in TEXTS:
            setattr(course, name, fields.get(name, ""))
        course.save(force_insert=True)
        _set_audience(course, fields.get("audience") or ())
        announce_course("created", course, {"title": [None, course.title]})
    return course


def _calendar(actor: Actor, calendar_id: str | None) -> Calendar:
    if not calendar_id:
        return open_own_calendar(actor)
    calendar = policies.calendar_for(actor, calendar_id, policies.EDIT)
    policies.check_written_by_hand(actor, calendar)
    if calendar.kind == Calendar.Kind.RESOURCE or "VEVENT" not in calendar.components:
        raise BadObject("This calendar takes no trainings. Choose another one.")
    return calendar


def update(actor: Actor, course_id: str, fields: Mapping[str, Any]) -> Course:
    """Change a course; the entries of those who come follow its new words.

    Raises `UnknownCourse`, `NotYourCourse`, `BadCourse`, `MayNotAddressEverybody`.
    """
    with transaction.atomic():
        course_policies.require_organiser(actor, course_policies.course_for(actor, course_id))
        course = seats.lock(course_id)
        changes = {
            name: [getattr(course, name), fields[name]]
            for name in TEXTS
            if fields.get(name) is not None and fields[name] != getattr(course, name)
        }
        for name, (_, value) in changes.items():
            setattr(course, name, value)
        if fields.get("audience") is not None:
            changes |= _changed_audience(actor, course, fields["audience"])
        if changes:
            course.save()
            announce_course("updated", course, changes)
        if {"title", "description"} & set(changes):
            sessions.rewrite(actor, course)
    return course


def _changed_audience(
    actor: Actor, course: Course, wanted: Collection[str]
) -> dict[str, list[Any]]:
    before = audience_of(course)
    if set(before) == set(wanted):
        return {}
    if course.state in course_policies.SHOWN:
        if not wanted:
            raise _nobody()
        if not course_policies.is_everybody(before):
            course_policies.check_audience(actor, course.calendar, wanted)
    _set_audience(course, wanted)
    return {"audience": [sorted(before), sorted(set(wanted))]}


def audience_of(course: Course) -> list[str]:
    """Return for whom a course is, by id. One query."""
    return list(course.audience.order_by("id").values_list("principal_id", flat=True))


def _set_audience(course: Course, wanted: Collection[str]) -> None:
    ids = list(dict.fromkeys(wanted))
    _check_known(ids)
    course.audience.all().delete()
    CourseAudience.objects.bulk_create(CourseAudience(course=course, principal_id=id) for id in ids)


def _check_known(ids: list[str]) -> None:
    known = {EVERYONE, *people.Group.objects.filter(id__in=ids).values_list("id", flat=True)}
    known.update(people.Unit.objects.filter(id__in=ids).values_list("id", flat=True))
    if len(ids) > MOST_ADDRESSED or not known.issuperset(ids):
        message = "Choose everybody, groups or units."
        raise BadCourse(errors=[{"field": "audience", "message": message}])


def _nobody() -> BadCourse:
    message = "Say for whom the training is: everybody, groups or units."
    return BadCourse(errors=[{"field": "audience", "message": message}])


def set_course_state(actor: Actor, course_id: str, state: str) -> Course:
    """Publish a course, close it for registrations, or put it into the archive. Administrators do
    so too, where a course is for everybody. The same state again changes nothing.

    Raises `UnknownCourse`, `NotYourCourse`, `WrongCourseState`, `MayNotAddressEverybody`,
    `BadCourse`.
    """
    with transaction.atomic():
        course_policies.require_state_right(actor, course_policies.course_for(actor, course_id))
        course = seats.lock(course_id)
        before = str(course.state)
        if before == state:
            return course
        if state not in AFTER[before]:
            raise WrongCourseState(f"A training that is {before} cannot become {state}.")
        _check_state(actor, course, state)
        course.state = state
        if state == State.PUBLISHED and course.published_at is None:
            course.published_at = timezone.now()
        course.save(update_fields=["state", "published_at"])
        announce_course("state_changed", course, {"state": [before, state]})
    return course


def _check_state(actor: Actor, course: Course, state: str) -> None:
    if state == State.PUBLISHED:
        audience = audience_of(course)
        if not audience:
            raise _nobody()
        course_policies.check_audience(actor, course.calendar, audience)
    if state == State.ARCHIVED and _coming(course):
        raise WrongCourseState("There are dates to come. Cancel them first.")


def _coming(course: Course) -> bool:
    rows = course.sessions.filter(state=Session.State.PLANNED, ends_at__gt=timezone.now())
    return rows.exists()


def delete(actor: Actor, course_id: str) -> None:
    """Delete a draft with its dates; what was published is archived instead.

    Raises `UnknownCourse`, `NotYourCourse`, `WrongCourseState`.
    """
    with transaction.atomic():
        course_policies.require_organiser(actor, course_policies.course_for(actor, course_id))
        course = seats.lock(course_id)
        if course.state != State.DRAFT:
            raise WrongCourseState("This training was published. Put it into the archive instead.")
        sessions.remove_events(actor, course)
        announce_course("deleted", course, {"title": [course.title, None]})
        course.delete()


def mark_attendance(
    actor: Actor, session_id: str, person_ids: Collection[str], attended: str
) -> None:
    """Write down who was there; only those who are registered can have been.

    Raises `UnknownCourse`, `NotYourCourse`, `NotRegistered`; then nothing is written down.
    """
    with transaction.atomic():
        seen = course_policies.session_for(actor, session_id)
        course_policies.require_organiser(actor, seen.course)
        session = seats.locked_session(session_id)
        rows = Registration.objects.filter(session_id=session_id, person_id__in=set(person_ids))
        found = {row.person_id: row for row in rows.filter(state=seats.REGISTERED)}
        if set(found) != set(person_ids):
            raise NotRegistered()
        changes = {
            row.person_id: [str(row.attended), attended]
            for row in found.values()
            if row.attended != attended
        }
        if changes:
            rows.update(attended=attended)
            announce_session("attendance_marked", session, changes)
