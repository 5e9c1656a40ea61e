"""Asking people to come: an invitation is a line under their bell and a letter with a link."""

from collections.abc import Collection, Iterable

from django.db import transaction

from bureau import people
from bureau.people import EVERYONE, Actor, Person

from .. import course_policies, course_queries
from ..errors import BadCourse, WrongCourseState
from ..events import announce_course
from ..models import Course, CourseInvitation
from . import seats
from .course_notices import News, tell
from .courses import audience_of

MOST_NAMED = 500


def invite(actor: Actor, course_id: str, principals: Collection[str]) -> int:
    """Invite people, groups and units, or without any the whole audience; return how many were
    told. Nobody is invited twice, nor who has a place already.

    Raises `UnknownCourse`, `NotYourCourse`, `MayNotAddressEverybody`, `WrongCourseState`,
    `BadCourse`.
    """
    with transaction.atomic():
        course_policies.require_organiser(actor, course_policies.course_for(actor, course_id))
        course = seats.lock(course_id)
        if course.state != Course.State.PUBLISHED:
            raise WrongCourseState("Publish the training first.")
        wanted = set(principals) or set(audience_of(course))
        if principals:
            course_policies.check_audience(actor, course.calendar, wanted)
        return _invite(course, _people(wanted), actor.name)


def _people(wanted: set[str]) -> list[Person]:
    if len(wanted) > MOST_NAMED:
        raise BadCourse(f"Name at most {MOST_NAMED} at once, or a group.")
    units = people.Unit.objects.filter(id__in=wanted).values_list("id", flat=True)
    below = [one for unit_id in units for one in people.units_below(unit_id)]
    groups = people.Group.objects.filter(id__in=wanted).values_list("id", flat=True)
    persons = Person.objects.filter(id__in=wanted).values_list("id", flat=True)
    known = {*units, *groups, *persons} | ({EVERYONE} & wanted)
    if known != wanted:
        message = "Choose people, groups or units."
        raise BadCourse(errors=[{"field": "principals", "message": message}])
    # A person is a principal of their own, so one look-up serves all.
    return list(course_queries.people_of(wanted, below).order_by("id"))


def _invite(course: Course, persons: Iterable[Person], who: str) -> int:
    found = {person.id: person for person in persons}
    known = CourseInvitation.objects.filter(course=course, person_id__in=found)
    told = set(known.values_list("person_id", flat=True))
    told |= set(course_queries.states_at(course.id, list(found)))
    fresh = [person for id, person in found.items() if id not in told]
    CourseInvitation.objects.bulk_create(
        (CourseInvitation(course=course, person=person) for person in fresh),
        batch_size=500,
        ignore_conflicts=True,
    )
    if fresh:
        announce_course("invited", course, {}, people=len(fresh))
        tell(News("invited", course, who=who), fresh)
    return len(fresh)


def invite_joiner(person: Person, course_ids: Iterable[str]) -> None:
    """Invite somebody who joins to the courses of their template, in the caller's transaction.
    What is not offered any more is passed over. Idempotent.
    """
    rows = Course.objects.filter(id__in=list(course_ids), state=Course.State.PUBLISHED)
    for course in rows.select_related("calendar__owner", "created_by").order_by("id"):
        _invite(course, [person], course.organizer_name)
