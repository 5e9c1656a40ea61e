"""Seats at the dates of a course: taken, given back, moved, and handed on to those who wait.

Every change of seats locks the course's row first and until its transaction ends: of any number
who ask at once, as many as there are seats get one, and nobody has two dates of one course.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bureau import people
from bureau.people import Actor, Person
from bureau.platform import live
from bureau.platform.errors import BadInput

from .. import course_policies
from ..course_policies import ACTIVE
from ..errors import AlreadyRegistered, NotRegistered, SessionFull, SessionOver, UnknownCourse
from ..events import announce_registration
from ..models import Course, Registration, Session
from . import seat_entries
from .course_notices import News, tell

REGISTERED, WAITING = Registration.State.REGISTERED, Registration.State.WAITING
CANCELLED = Registration.State.CANCELLED


@dataclass(frozen=True, slots=True)
class _Request:
    """Somebody acts on somebody's seat at a date whose course is locked."""

    actor: Actor
    session: Session
    person: Person
    is_organiser: bool

    @property
    def is_own(self) -> bool:
        return self.person.id == self.actor.person_id


def lock(course_id: str) -> Course:
    """Return a course whose seats nobody else changes until the transaction ends."""
    rows = Course.objects.filter(id=course_id).select_for_update(of=("self",))
    found = rows.select_related("calendar__owner", "created_by").first()
    if found is None:
        raise UnknownCourse()
    return found


def locked_session(session_id: str) -> Session:
    """Return a date as it is, with its course locked."""
    rows = Session.objects.select_related("room__person")
    course_id = rows.filter(id=session_id).values_list("course_id", flat=True).first()
    course = lock(course_id or "")
    session = rows.get(id=session_id)
    session.course = course
    return session


def _asked(actor: Actor, session_id: str, person_id: str) -> _Request:
    """Check who acts for whom, and lock the course."""
    seen = course_policies.session_for(actor, session_id)
    is_organiser = course_policies.organises(actor, seen.course)
    if person_id != actor.person_id:
        course_policies.require_organiser(actor, seen.course)
    person = people.find_person(person_id)
    if person is None or not person.is_active or person.kind != Person.Kind.PERSON:
        raise BadInput(errors=[{"field": "person_id", "message": "Choose a person."}])
    return _Request(actor, locked_session(session_id), person, is_organiser)


def take_seat(actor: Actor, session_id: str, person_id: str = "") -> Registration:
    """Take a seat at a date, or join its waiting list when it is full; for others only organisers
    do. A second time changes nothing.

    Raises `UnknownCourse`, `NotYourCourse`, `SessionOver`, `AlreadyRegistered`, `BadInput`.
    """
    with transaction.atomic():
        request = _asked(actor, session_id, person_id or actor.person_id)
        session, person = request.session, request.person
        there = _row(session, person.id)
        if there is not None and there.state in ACTIVE:
            return there
        _check_open(request, session)
        _check_other_dates(session, person)
        row = _take(session, person, there, timezone.now())
        _tell_other(request, "registered" if row.state == REGISTERED else "waiting")
        _publish(session)
    return row


def _row(session: Session, person_id: str) -> Registration | None:
    return Registration.objects.filter(session_id=session.id, person_id=person_id).first()


def _check_open(request: _Request, session: Session) -> None:
    """Refuse what is over; organisers may still add people until the end."""
    course, now = session.course, timezone.now()
    states = {Course.State.PUBLISHED}
    until = session.registration_ends_at
    if request.is_organiser:
        states |= {Course.State.CLOSED}
        until = session.ends_at
    if course.state not in states or session.state != Session.State.PLANNED or now >= until:
        raise SessionOver()


def _check_other_dates(session: Session, person: Person) -> None:
    rows = Registration.objects.filter(person_id=person.id, state__in=ACTIVE)
    rows = rows.filter(session__course_id=session.course_id, session__ends_at__gt=timezone.now())
    rows = rows.filter(session__state=Session.State.PLANNED)
    if rows.exclude(session_id=session.id).exists():
        raise AlreadyRegistered()


def free_seats(session: Session) -> int | None:
    """Return how many seats are left, None where there is no limit. One query by index."""
    if session.seats is None:
        return None
    rows = Registration.objects.filter(session_id=session.id, state=REGISTERED)
    return max(0, session.seats - rows.count())


def _take(
    session: Session, person: Person, there: Registration | None, queued_at: datetime
) -> Registration:
    state = WAITING if free_seats(session) == 0 else REGISTERED
    row = there or Registration(session=session, person=person)
    before = row.state or None
    row.state, row.queued_at, row.attended = state, queued_at, Registration.Attended.UNKNOWN
    row.save()
    announce_registration("made", row, session.course_id, {"state": [before, str(state)]})
    if state == REGISTERED:
        seat_entries.place(session, person)
    return row


def cancel(actor: Actor, session_id: str, person_id: str = "") -> None:
    """Give a seat or a place in the queue back; the first who waits moves up. For others only
    organisers do.

    Raises `NotRegistered`, `SessionOver` once it has begun, `UnknownCourse`, `NotYourCourse`.
    """
    with transaction.atomic():
        request = _asked_to_leave(actor, session_id, person_id or actor.person_id)
        row = _active(request.session, request.person.id)
        if not request.is_organiser and timezone.now() >= request.session.starts_at:
            raise SessionOver("This date has begun. Ask the organiser.")
        _leave(request.session, row)
        _tell_other(request, "removed")
        _publish(request.session)


def _asked_to_leave(actor: Actor, session_id: str, person_id: str) -> _Request:
    """As `_asked`, also for people who are not here any more."""
    seen = course_policies.session_for(actor, session_id)
    is_organiser = course_policies.organises(actor, seen.course)
    if person_id != actor.person_id:
        course_policies.require_organiser(actor, seen.course)
    person = people.find_person(person_id)
    if person is None:
        raise NotRegistered()
    return _Request(actor, locked_session(session_id), person, is_organiser)


def _active(session: Session, person_id: str) -> Registration:
    row = _row(session, person_id)
    if row is None or row.state not in ACTIVE:
        raise NotRegistered()
    return row


def _leave(session: Session, row: Registration) -> None:
    before = row.state
    row.state = CANCELLED
    row.save(update_fields=["state"])
    announce_registration("cancelled", row, session.course_id, {"state": [before, str(CANCELLED)]})
    if before == REGISTERED:
        seat_entries.withdraw(session, [row.person_id])
        promote(session)


def promote(session: Session) -> list[Person]:
    """Give free seats to those who wait, the first first, and tell them; the course is locked."""
    if session.state != Session.State.PLANNED or session.starts_at <= timezone.now():
        return []
    moved = []
    for row in _next_in_line(session):
        row.state = REGISTERED
        row.save(update_fields=["state"])
        announce_registration("moved_up", row, session.course_id, {"state": [WAITING, REGISTERED]})
        seat_entries.place(session, row.person)
        moved.append(row.person)
    tell(News("moved_up", session.course, session), moved)
    return moved


def _next_in_line(session: Session) -> Iterable[Registration]:
    rows = Registration.objects.filter(session_id=session.id, state=WAITING)
    rows = rows.filter(person__state=Person.State.ACTIVE).select_related("person")
    free = free_seats(session)
    ordered = rows.order_by("queued_at", "id")
    return list(ordered if free is None else ordered[:free])


def move(actor: Actor, session_id: str, person_id: str, target_id: str) -> Registration:
    """Take a seat at another date of the course instead. Who has a seat keeps it when the other
    date is full; who waits may wait there.

    Raises `NotRegistered`, `SessionFull`, `SessionOver`, `UnknownCourse`, `NotYourCourse`,
    `BadInput` for a date of another course.
    """
    with transaction.atomic():
        request = _asked(actor, session_id, person_id or actor.person_id)
        source, person = request.session, request.person
        row = _active(source, person.id)
        target = _target(source, target_id)
        _check_open(request, target)
        if row.state == REGISTERED and free_seats(target) == 0:
            raise SessionFull()
        moved = _take(target, person, _row(target, person.id), timezone.now())
        _leave(source, row)
        if not request.is_own:
            tell(News("moved", target.course, target, actor.name), [person])
        _publish(target)
    return moved


def _target(source: Session, target_id: str) -> Session:
    rows = Session.objects.filter(id=target_id, course_id=source.course_id)
    target = rows.exclude(id=source.id).select_related("room__person").first()
    if target is None:
        message = "Choose another date of the same training."
        raise BadInput(errors=[{"field": "session_id", "message": message}])
    target.course = source.course
    return target


def _tell_other(request: _Request, name: str) -> None:
    if not request.is_own:
        session = request.session
        tell(News(name, session.course, session, request.actor.name), [request.person])


def _publish(session: Session) -> None:
    """Let the open pages of those concerned read again."""
    rows = Registration.objects.filter(session_id=session.id, state__in=ACTIVE)
    waiting = set(rows.values_list("person_id", flat=True)[:100])
    organiser = session.course.created_by_id
    live.publish(waiting | ({organiser} if organiser else set()), "calendar", training=True)


def give_back_all(person: Person) -> int:
    """Give back the seats of a leaver at all dates to come; return how many. Idempotent."""
    rows = _coming(person)
    ids = list(rows.order_by("session__course_id").values_list("session_id", flat=True))
    for session_id in ids:
        with transaction.atomic():
            session = locked_session(session_id)
            row = _row(session, person.id)
            if row is not None and row.state in ACTIVE:
                _leave(session, row)
    return len(ids)


def count_coming(person: Person) -> int:
    """Return at how many dates to come the person has a place. One query."""
    return _coming(person).count()


def _coming(person: Person) -> QuerySet[Registration]:
    rows = Registration.objects.filter(person_id=person.id, state__in=ACTIVE)
    return rows.filter(session__starts_at__gt=timezone.now())
