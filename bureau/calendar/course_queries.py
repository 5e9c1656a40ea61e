"""Reads of courses, dates and registrations, each with a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from bureau.people import Actor, Person
from bureau.platform.db import Page, paginate

from . import course_policies
from .course_policies import ACTIVE
from .models import Course, CourseAudience, CourseInvitation, Registration, Session

View = Literal["catalogue", "mine", "organised"]
MOST_DATES = 200
"""Of one course that are shown at once."""
OVER_FOR = timedelta(hours=2)
"""How long a date stays in the catalogue after its end."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many have a place at a date, and how many wait for one."""

    registered: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around some courses, for one person."""

    sessions: Mapping[str, list[Session]]
    """By course, in order of time."""
    counts: Mapping[str, Counts]
    mine: Mapping[str, Registration]
    """The person's own, by session."""
    ahead: Mapping[str, int]
    """How many wait before them, by session."""
    invited: frozenset[str]
    audience: Mapping[str, list[str]] = field(default_factory=dict)


def page_of(actor: Actor, view: View, words: str, cursor: str | None, limit: int) -> Page[Course]:
    """Return a page of courses, the newest first. At most five queries."""
    rows = _viewed(actor, view).select_related("calendar__owner", "created_by")
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    return paginate(rows, ("-id",), cursor, limit)


def _viewed(actor: Actor, view: View) -> QuerySet[Course]:
    if view == "mine":
        return course_policies.attended(actor)
    if view == "organised":
        return course_policies.organised(actor)
    return course_policies.addressed(actor)


def around(actor: Actor, courses: Collection[Course], *, is_whole: bool) -> Around:
    """Return what is shown with these courses: all dates of one that is shown whole, else those
    to come. Six queries.
    """
    ids = [one.id for one in courses]
    found = _sessions(ids, is_whole=is_whole)
    session_ids = [one.id for one in found]
    mine = _own(actor, session_ids)
    return Around(
        sessions=_by_course(found),
        counts=counts_of(session_ids),
        mine=mine,
        ahead=_ahead(mine.values()),
        invited=_invited(actor, ids),
        audience=_audience(ids),
    )


def _sessions(course_ids: list[str], *, is_whole: bool) -> list[Session]:
    rows = Session.objects.filter(course_id__in=course_ids).select_related("room__person")
    if not is_whole:
        rows = rows.filter(ends_at__gt=timezone.now() - OVER_FOR, state=Session.State.PLANNED)
    most = MOST_DATES * max(1, len(course_ids))
    return list(rows.order_by("starts_at", "id")[:most])


def _by_course(found: Iterable[Session]) -> dict[str, list[Session]]:
    sessions: dict[str, list[Session]] = {}
    for one in found:
        sessions.setdefault(one.course_id, []).append(one)
    return sessions


def counts_of(session_ids: Collection[str]) -> dict[str, Counts]:
    """Return how many come and wait, by session. One query by index."""
    rows = Registration.objects.filter(session_id__in=session_ids).values("session_id")
    counted = rows.annotate(
        registered=Count("id", filter=Q(state=Registration.State.REGISTERED)),
        waiting=Count("id", filter=Q(state=Registration.State.WAITING)),
    ).order_by()
    return {row["session_id"]: Counts(row["registered"], row["waiting"]) for row in counted}


def _own(actor: Actor, session_ids: list[str]) -> dict[str, Registration]:
    rows = Registration.objects.filter(person_id=actor.person_id, state__in=ACTIVE)
    return {one.session_id: one for one in rows.filter(session_id__in=session_ids)}


def _ahead(mine: Iterable[Registration]) -> dict[str, int]:
    """Return how many wait before the person. One query for all their waiting lists."""
    waiting = [one for one in mine if one.state == Registration.State.WAITING]
    before = Q(pk__in=[])
    for one in waiting:
        earlier = Q(queued_at__lt=one.queued_at) | Q(queued_at=one.queued_at, id__lt=one.id)
        before |= Q(session_id=one.session_id) & earlier
    rows = Registration.objects.filter(before, state=Registration.State.WAITING)
    counted = rows.values("session_id").annotate(count=Count("id")).order_by()
    return {row["session_id"]: row["count"] for row in counted}


def _invited(actor: Actor, course_ids: list[str]) -> frozenset[str]:
    rows = CourseInvitation.objects.filter(person_id=actor.person_id, course_id__in=course_ids)
    return frozenset(rows.values_list("course_id", flat=True))


def _audience(course_ids: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = CourseAudience.objects.filter(course_id__in=course_ids).order_by("id")
    for course_id, principal_id in rows.values_list("course_id", "principal_id"):
        found.setdefault(course_id, []).append(principal_id)
    return found


def page_of_registrations(session_id: str, cursor: str | None, limit: int) -> Page[dict[str, Any]]:
    """Return who comes and who waits, in the order in which they asked. One query by index."""
    rows = _registrations(session_id)
    return paginate(rows, ("queued_at", "id"), cursor, limit)


COLUMNS = ("id", "person_id", "state", "queued_at", "attended", "person__name", "person__email")


def _registrations(session_id: str) -> QuerySet[Registration, dict[str, Any]]:
    rows = Registration.objects.filter(session_id=session_id, state__in=ACTIVE)
    return rows.values(*COLUMNS)  # type: ignore[no-any-return]


def all_registrations(session_id: str) -> list[dict[str, Any]]:
    """Return who comes and then who waits, each in order. One query."""
    rows = _registrations(session_id).order_by("state", "queued_at", "id")
    return list(rows)


def page_of_invitations(course_id: str, cursor: str | None, limit: int) -> Page[CourseInvitation]:
    """Return who was invited to a course, the first first. One query."""
    rows = CourseInvitation.objects.filter(course_id=course_id).select_related("person")
    return paginate(rows, ("id",), cursor, limit)


def states_at(course_id: str, person_ids: Collection[str]) -> dict[str, str]:
    """Return whether people come to a course or wait for it. One query."""
    rows = Registration.objects.filter(session__course_id=course_id, person_id__in=person_ids)
    rows = rows.filter(state__in=ACTIVE, session__state=Session.State.PLANNED)
    return dict(rows.order_by("-state").values_list("person_id", "state"))


def people_of(principals: Collection[str], unit_ids: Collection[str]) -> QuerySet[Person]:
    """Return the active people of groups and units. Not evaluated."""
    rows = Person.objects.filter(state=Person.State.ACTIVE, kind=Person.Kind.PERSON)
    members = Q(memberships__principal_id__in=principals) | Q(unit_id__in=unit_ids)
    return rows.filter(members).distinct()
