"""Dates of a course: planned, changed and cancelled, each with its event in the course's calendar.

The event is written through the calendar's one write path, which books the room; a room that
cannot be had refuses the date. Entries of those who come follow by a job.
"""

import html
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bureau import people
from bureau.people import Actor, Person
from bureau.platform.config import config
from bureau.platform.errors import NotFound
from bureau.platform.ids import new_id

from .. import course_policies, ical
from ..errors import BadCourse, RoomTaken, SessionOver
from ..events import announce_session
from ..ical import CalendarData, EventChanges, Guest, parse_object
from ..listing import zone_of
from ..models import CalendarObject, Course, Registration, Resource, Session
from ..scheduling import partstat_of
from ..scheduling.attendees import attendee_in
from . import seats
from .course_notices import News, address_of, tell
from .events import event_name
from .objects import delete_object, put_data

EVENT = "training-"
FIELDS = (
    "starts_at",
    "ends_at",
    "time_zone",
    "place",
    "room_id",
    "conference_url",
    "seats",
    "closes_at",
)
OPTIONAL = frozenset({"room_id", "seats", "closes_at"})
"""Fields that may be without a value; of others none means that they stay."""
TOLD = frozenset({"starts_at", "ends_at", "time_zone", "place", "room_id", "conference_url"})
"""What those who come have to know."""
MOST_SESSIONS = 200
"""Of one course."""


def plan_session(actor: Actor, course_id: str, fields: Mapping[str, Any]) -> Session:
    """Plan a date. Raises `UnknownCourse`, `NotYourCourse`, `BadCourse`, `RoomTaken`."""
    with transaction.atomic():
        course_policies.require_organiser(actor, course_policies.course_for(actor, course_id))
        course = seats.lock(course_id)
        if course.sessions.count() >= MOST_SESSIONS:
            raise BadCourse(f"A training can have {MOST_SESSIONS} dates.")
        session = Session(id=new_id(), course=course)
        session.event_uid = f"{EVENT}{session.id}@{config().domain}"
        _fill(actor, session, fields)
        session.save(force_insert=True)
        _write_event(actor, session)
        planned = {name: [None, _plain(session, name)] for name in FIELDS}
        announce_session("planned", session, planned)
    return session


def _fill(actor: Actor, session: Session, fields: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if fields.get(name) is not None or (name in fields and name in OPTIONAL):
            setattr(session, name, fields[name])
    session.room = _room(session.room_id)
    if not session.time_zone:
        person = people.find_person(actor.person_id)
        own = zone_of(person) if person is not None else "UTC"
        session.time_zone = session.course.calendar.time_zone or own
    _check(session)


def _room(room_id: str | None) -> Resource | None:
    if not room_id:
        return None
    found = Resource.objects.select_related("person").filter(id=room_id, is_active=True).first()
    if found is None:
        raise BadCourse(errors=[{"field": "room_id", "message": "There is no such room."}])
    return found


def _check(session: Session) -> None:
    errors = []
    if session.ends_at <= session.starts_at:
        errors.append({"field": "ends_at", "message": "The end lies after the start."})
    if session.closes_at is not None and session.closes_at > session.starts_at:
        message = "Registration ends before the training begins."
        errors.append({"field": "closes_at", "message": message})
    taken = _registered(session)
    if session.seats is not None and session.seats < taken:
        message = f"{taken} people are registered. Cancel some registrations first."
        errors.append({"field": "seats", "message": message})
    if errors:
        raise BadCourse(errors=errors)


def _registered(session: Session) -> int:
    rows = Registration.objects.filter(session_id=session.id)
    return rows.filter(state=Registration.State.REGISTERED).count()


def _plain(session: Session, name: str) -> object:
    value = getattr(session, name)
    return value.isoformat() if isinstance(value, datetime) else value


def change(actor: Actor, session_id: str, fields: Mapping[str, Any]) -> Session:
    """Change a date. Those who come are told of a new time or place, and more seats go to those
    who wait. Raises `UnknownCourse`, `NotYourCourse`, `BadCourse`, `RoomTaken`, `SessionOver`.
    """
    with transaction.atomic():
        session = _opened(actor, session_id)
        before = {name: _plain(session, name) for name in FIELDS}
        _fill(actor, session, fields)
        changes = {
            name: [old, _plain(session, name)]
            for name, old in before.items()
            if old != _plain(session, name)
        }
        if not changes:
            return session
        if TOLD & set(changes):
            _write_event(actor, session)
            _changed(session)
        session.save()
        announce_session("changed", session, changes)
        seats.promote(session)
    return session


def _opened(actor: Actor, session_id: str) -> Session:
    """Return a date that is still planned, if the actor organises it; its course is locked."""
    seen = course_policies.session_for(actor, session_id)
    course_policies.require_organiser(actor, seen.course)
    session = seats.locked_session(session_id)
    if session.state != Session.State.PLANNED:
        raise SessionOver("This date was cancelled. Plan another one.")
    return session


def _changed(session: Session) -> None:
    """Those who come hear of it, and their entries follow; the caller saves."""
    session.version += 1
    _refresh_later(session)
    if session.ends_at > timezone.now():
        tell(News("changed", session.course, session), _those_who_come(session))


def _those_who_come(session: Session) -> list[Person]:
    rows = Registration.objects.filter(session_id=session.id, state__in=course_policies.ACTIVE)
    return list(Person.objects.filter(id__in=rows.values("person_id"), state=Person.State.ACTIVE))


def _refresh_later(session: Session) -> None:
    from .seat_jobs import refresh_seats

    refresh_seats.at(None, serial=f"seats/{session.id}").enqueue(session_id=session.id)


def cancel(actor: Actor, session_id: str) -> Session:
    """Cancel a date: those who come or wait are told, and their entries go.

    Raises `UnknownCourse`, `NotYourCourse`, `SessionOver` for one that is cancelled already.
    """
    with transaction.atomic():
        session = _opened(actor, session_id)
        stored = _event_of(session)
        if stored is not None:
            delete_object(actor, stored.calendar, stored.name)
        _cancelled(session)
    return session


def _cancelled(session: Session) -> None:
    session.state = Session.State.CANCELLED
    session.version += 1
    session.save(update_fields=["state", "version"])
    changes = {"state": [str(Session.State.PLANNED), str(Session.State.CANCELLED)]}
    announce_session("cancelled", session, changes)
    _refresh_later(session)
    if session.ends_at > timezone.now():
        tell(News("cancelled", session.course, session), _those_who_come(session))


def rewrite(actor: Actor, course: Course) -> None:
    """Bring the events and entries of a course's dates to come up to date with its words."""
    rows = course.sessions.filter(state=Session.State.PLANNED, ends_at__gt=timezone.now())
    for session in rows.select_related("room__person").order_by("id"):
        session.course = course
        session.version += 1
        session.save(update_fields=["version"])
        _write_event(actor, session)
        _refresh_later(session)


def remove_events(actor: Actor, course: Course) -> None:
    """Delete the events of a course's dates."""
    for session in course.sessions.all():
        stored = _event_of(session)
        if stored is not None:
            delete_object(actor, stored.calendar, stored.name)


def _event_of(session: Session) -> CalendarObject | None:
    rows = CalendarObject.objects.select_related("calendar__owner")
    return rows.filter(uid=session.event_uid).first()


def _write_event(actor: Actor, session: Session) -> None:
    """Write the event of a date, and have its room booked. Raises `RoomTaken`."""
    changes = _event_changes(session)
    stored = _event_of(session)
    if stored is None:
        data = ical.create(changes, session.event_uid)
        calendar = session.course.calendar
        kept = put_data(actor, calendar, event_name(session.event_uid), data, none_match=True)
    else:
        old = parse_object(bytes(stored.raw))
        edited = ical.edit(old, ical.Range.ALL, "", changes).kept
        assert edited is not None
        kept = put_data(actor, stored.calendar, stored.name, edited)
    _check_room(session, parse_object(bytes(kept.object.raw)))


def _check_room(session: Session, data: CalendarData) -> None:
    room = session.room
    if room is None:
        return
    answer = attendee_in(data.first, {room.person.email})
    if answer is None or partstat_of(answer) == "DECLINED":
        raise RoomTaken()


def _event_changes(session: Session) -> EventChanges:
    course, room = session.course, session.room
    owner = course.calendar.owner
    url = f"{config().public_url.rstrip('/')}{address_of(course)}"
    link = f'<p><a href="{html.escape(url)}">{html.escape(url)}</a></p>'
    rooms = (Guest(room.person.email, room.person.name, kind="room"),) if room is not None else ()
    return EventChanges(
        title=course.title,
        description_html=f"{_paragraphs(course.description)}{link}",
        location=session.where,
        start=session.starts_at,
        end=session.ends_at,
        zone=session.time_zone,
        kind="training",
        conference_url=session.conference_url,
        guests=rooms,
        organizer=Guest(owner.email, owner.name) if room is not None else ical.UNSET,
    )


def _paragraphs(text: str) -> str:
    parts = [html.escape(one.strip()) for one in text.replace("\r\n", "\n").split("\n\n")]
    return "".join(f"<p>{one.replace(chr(10), '<br>')}</p>" for one in parts if one)


def follow(session_id: str, stored: CalendarObject | None) -> None:
    """Take over when the event of a date is, or that somebody deleted it, in the caller's
    transaction. Changes nothing where both agree.
    """
    try:
        session = seats.locked_session(session_id)
    except NotFound:
        return
    if session.state != Session.State.PLANNED:
        return
    if stored is None:
        _cancelled(session)
        return
    times = (stored.first_at, stored.last_at)
    if None in times or times == (session.starts_at, session.ends_at):
        return
    assert stored.first_at is not None
    assert stored.last_at is not None
    changes = {
        "starts_at": [session.starts_at.isoformat(), stored.first_at.isoformat()],
        "ends_at": [session.ends_at.isoformat(), stored.last_at.isoformat()],
    }
    session.starts_at, session.ends_at = stored.first_at, stored.last_at
    if session.closes_at is not None and session.closes_at > session.starts_at:
        session.closes_at = None
    _changed(session)
    session.save()
    announce_session("changed", session, changes)
