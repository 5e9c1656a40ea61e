"""Who may see which training, and who organises it.

A course is organised by those who may edit its calendar. It is seen by its audience once it is
published, by whoever was invited, and by whoever has a place. To anyone else it does not exist.
"""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from bureau import people
from bureau.people import EVERYONE, Actor, Person

from . import policies
from .errors import MayNotAddressEverybody, NotYourCourse, UnknownCourse
from .models import Calendar, Course, CourseAudience, CourseInvitation, Registration, Session

SHOWN = (Course.State.PUBLISHED, Course.State.CLOSED)
ACTIVE = (Registration.State.REGISTERED, Registration.State.WAITING)


def keys_of(actor: Actor) -> frozenset[str]:
    """Return what an audience may name the actor by: groups, units, everybody. Three queries."""
    person = people.find_person(actor.person_id)
    units = people.units_above(person.unit_id) if person else []
    return people.principals_of(actor.person_id) | frozenset(units)


def addressed(actor: Actor) -> QuerySet[Course]:
    """Return the published courses that are for the actor. Not evaluated; three queries before."""
    audience = CourseAudience.objects.filter(principal_id__in=keys_of(actor))
    invited = CourseInvitation.objects.filter(person_id=actor.person_id)
    is_for_them = Q(id__in=audience.values("course_id")) | Q(id__in=invited.values("course_id"))
    return Course.objects.filter(is_for_them, state__in=SHOWN)


def attended(actor: Actor) -> QuerySet[Course]:
    """Return the courses at which the actor has or had a place. Not evaluated."""
    rows = Registration.objects.filter(person_id=actor.person_id, state__in=ACTIVE)
    return Course.objects.filter(id__in=rows.values("session__course_id"))


def organised(actor: Actor) -> QuerySet[Course]:
    """Return the courses that the actor organises; administrators look after all. Not evaluated;
    one query before.
    """
    if actor.is_admin:
        return Course.objects.all()
    calendars = policies.visible_calendars(actor, policies.EDIT)
    return Course.objects.filter(calendar_id__in=calendars.values("id"))


def course_for(actor: Actor, course_id: str) -> Course:
    """Return a course that the actor may see, with its calendar; raises `UnknownCourse`. At most
    six queries.
    """
    rows = addressed(actor) | attended(actor) | organised(actor)
    found = rows.filter(id=course_id).select_related("calendar__owner", "created_by").first()
    if found is None:
        raise UnknownCourse()
    return found


def session_for(actor: Actor, session_id: str) -> Session:
    """Return a date of a course that the actor may see; raises `UnknownCourse`."""
    found = Session.objects.select_related("room__person").filter(id=session_id).first()
    if found is None:
        raise UnknownCourse()
    found.course = course_for(actor, found.course_id)
    return found


def organises(actor: Actor, course: Course) -> bool:
    """Tell whether the actor may change the course and see who comes. At most two queries."""
    return policies.role_on(actor, course.calendar) >= policies.EDIT


def require_organiser(actor: Actor, course: Course) -> None:
    """Refuse whoever does not organise a course that they see."""
    if not organises(actor, course):
        raise NotYourCourse()


def require_state_right(actor: Actor, course: Course) -> None:
    """Refuse whoever may neither organise nor, as an administrator, publish and close it."""
    if not actor.is_admin:
        require_organiser(actor, course)


def check_audience(actor: Actor, calendar: Calendar, principals: Collection[str]) -> None:
    """Refuse to address the whole organisation to whoever may not. At most two queries."""
    if may_address_everybody(actor, calendar) or not is_everybody(principals):
        return
    raise MayNotAddressEverybody()


def may_address_everybody(actor: Actor, calendar: Calendar) -> bool:
    """Tell whether courses of this calendar may be for everybody: those of calendars that belong
    to the organisation may, and only administrators make such.
    """
    of_company = calendar.kind == Calendar.Kind.COMPANY
    return actor.is_admin or of_company or calendar.owner.kind == Person.Kind.SERVICE


def is_everybody(principals: Collection[str]) -> bool:
    """Tell whether these are the whole organisation, by name or as the unit above all others."""
    if EVERYONE in principals:
        return True
    top = people.Unit.objects.filter(parent__isnull=True).values_list("id", flat=True)
    return set(principals) >= set(top) and bool(top)
