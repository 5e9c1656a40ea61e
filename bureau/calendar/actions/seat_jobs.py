"""What follows from a change of a date or an entry, a moment later: each job may run again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bureau import people
from bureau.people import Person, actor_for
from bureau.platform import jobs

from ..errors import AlreadyRegistered, NotRegistered, SessionOver, UnknownCourse
from ..models import CalendarObject, Registration, Session
from . import seat_entries, seats
from .course_notices import News, tell
from .sessions import follow

AT_ONCE = 25
ASKED_AFTER = timedelta(hours=1)
ASKED_FOR = timedelta(days=7)
"""Whoever sets the form later than that asks nobody."""


@jobs.job("calendar.refresh_seats", atomic=False, lease_s=600)
def refresh_seats(session_id: str) -> None:
    """Bring the entries of all who are registered for a date up to date, some at a time; of a
    cancelled date take them away.
    """
    session = (
        Session.objects.select_related("course__calendar__owner", "room__person")
        .filter(id=session_id)
        .first()
    )
    if session is None:
        return
    rows = Registration.objects.filter(session_id=session_id, state=seats.REGISTERED)
    ids = list(rows.order_by("person_id").values_list("person_id", flat=True))
    for at in range(0, len(ids), AT_ONCE):
        with transaction.atomic():
            _refresh_some(session, ids[at : at + AT_ONCE])


def _refresh_some(session: Session, ids: list[str]) -> None:
    if session.state == Session.State.CANCELLED:
        seat_entries.withdraw(session, ids)
        return
    # Who gave the seat back in the meantime must not get the entry again.
    rows = Registration.objects.filter(session_id=session.id, state=seats.REGISTERED)
    locked = rows.filter(person_id__in=ids).select_for_update(of=("self",))
    for row in locked.select_related("person").order_by("person_id"):
        seat_entries.refresh(session, row.person)


@jobs.job("calendar.follow_session")
def follow_session(event_uid: str) -> None:
    """Take over into a date what somebody did with its event in a calendar."""
    stored = CalendarObject.objects.filter(uid=event_uid).first()
    session_id = Session.objects.filter(event_uid=event_uid).values_list("id", flat=True).first()
    if session_id is not None:
        follow(session_id, stored)


@jobs.job("calendar.answer_seat")
def answer_seat(session_id: str, person_id: str, partstat: str) -> None:
    """Who declines their entry gives the seat back; who accepts it again asks for one."""
    person = people.find_person(person_id)
    if person is None or not person.is_active:
        return
    try:
        if partstat == "DECLINED":
            seats.cancel(actor_for(person), session_id)
        else:
            seats.take_seat(actor_for(person), session_id)
    except (NotRegistered, SessionOver, AlreadyRegistered, UnknownCourse):
        return


@jobs.job("calendar.ask_feedback")
def ask_feedback() -> None:
    """Send those who were at a date that is over the form of its course, once."""
    now = timezone.now()
    rows = Session.objects.filter(
        state=Session.State.PLANNED,
        ends_at__lt=now - ASKED_AFTER,
        ends_at__gt=now - ASKED_FOR,
        feedback_asked_at__isnull=True,
    ).exclude(course__feedback_url="")
    for session_id in list(rows.values_list("id", flat=True)):
        with transaction.atomic():
            _ask(session_id)


def _ask(session_id: str) -> None:
    session = seats.locked_session(session_id)
    if session.feedback_asked_at is not None:
        return
    session.feedback_asked_at = timezone.now()
    session.save(update_fields=["feedback_asked_at"])
    rows = Registration.objects.filter(session_id=session_id, state=seats.REGISTERED)
    rows = rows.exclude(attended=Registration.Attended.NO)
    there = Person.objects.filter(id__in=rows.values("person_id"), state=Person.State.ACTIVE)
    tell(News("feedback", session.course, session), list(there))
