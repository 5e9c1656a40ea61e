"""Courses, dates and registrations as the API answers them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils import timezone

from bureau import people
from bureau.people import Actor, Unit
from bureau.platform.db import Page

from .. import course_queries, policies
from ..course_policies import SHOWN, may_address_everybody
from ..course_queries import Around, Counts
from ..models import Course, CourseInvitation, Registration, Session

COURSE = ("id", "title", "description", "feedback_url", "state", "created_at", "published_at")
SESSION = ("id", "course_id", "starts_at", "ends_at", "time_zone", "conference_url", "seats")


def present_page(actor: Actor, page: Page[Course]) -> dict[str, Any]:
    """Show a page of courses with their dates to come. Ten queries."""
    shown = present_courses(actor, page.items, is_whole=False)
    return {"items": shown, "next": page.next}


def present_one(actor: Actor, course: Course) -> dict[str, Any]:
    """Show one course with all its dates. Ten queries."""
    return present_courses(actor, [course], is_whole=True)[0]


def present_courses(
    actor: Actor, courses: Collection[Course], *, is_whole: bool
) -> list[dict[str, Any]]:
    """Show courses as one person sees them."""
    around = course_queries.around(actor, courses, is_whole=is_whole)
    calendars = {one.calendar_id: one.calendar for one in courses}
    roles = policies.roles_on(actor, calendars.values())
    cards = _cards(id for ids in around.audience.values() for id in ids)
    return [_course(actor, one, around, roles[one.calendar_id], cards) for one in courses]


def _cards(ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return what to show of an audience. Three queries."""
    wanted = set(ids)
    units = Unit.objects.filter(id__in=wanted).values_list("id", "name")
    cards = {
        id: {"id": id, "kind": card.kind, "name": card.name}
        for id, card in people.describe_principals(wanted).items()
    }
    return cards | {id: {"id": id, "kind": "unit", "name": name} for id, name in units}


def _course(
    actor: Actor, one: Course, around: Around, role: int, cards: Mapping[str, dict[str, str]]
) -> dict[str, Any]:
    organises = role >= policies.EDIT
    calendar = one.calendar
    audience = around.audience.get(one.id, [])
    return {
        **{name: getattr(one, name) for name in COURSE},
        "calendar": {"id": calendar.id, "name": calendar.name, "color": calendar.color},
        "organizer": one.organizer_name,
        "audience": [cards[id] for id in audience if id in cards],
        "is_invited": one.id in around.invited,
        "sessions": [
            present_session(session, one, around) for session in around.sessions.get(one.id, [])
        ],
        "abilities": {
            "edit": organises,
            "set_state": organises or actor.is_admin,
            "address_everybody": may_address_everybody(actor, calendar),
        },
    }


def present_session(session: Session, course: Course, around: Around) -> dict[str, Any]:
    """Show a date as one person sees it."""
    counts = around.counts.get(session.id, Counts())
    mine = around.mine.get(session.id)
    free = None if session.seats is None else max(0, session.seats - counts.registered)
    return {
        **{name: getattr(session, name) for name in SESSION},
        "place": session.place,
        "where": session.where,
        "room": _room(session),
        "closes_at": session.closes_at,
        "state": session.state,
        "registered": counts.registered,
        "waiting": counts.waiting,
        "free": free,
        "my_state": mine.state if mine is not None else "",
        "my_position": around.ahead.get(session.id, 0) + 1 if _waits(mine) else None,
        "my_attendance": mine.attended if mine is not None else Registration.Attended.UNKNOWN,
        "is_open": _is_open(session, course),
        "is_over": session.ends_at <= timezone.now(),
    }


def _waits(mine: Registration | None) -> bool:
    return mine is not None and mine.state == Registration.State.WAITING


def _room(session: Session) -> dict[str, str] | None:
    room = session.room
    return None if room is None else {"id": room.id, "name": room.person.name}


def _is_open(session: Session, course: Course) -> bool:
    is_planned = session.state == Session.State.PLANNED
    is_published = course.state == SHOWN[0]
    return is_planned and is_published and timezone.now() < session.registration_ends_at


def present_registrations(page: Page[dict[str, Any]]) -> dict[str, Any]:
    """Show who comes and who waits."""
    return {"items": [_registration(row) for row in page.items], "next": page.next}


def _registration(row: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: row[name] for name in ("person_id", "state", "queued_at", "attended")}
    return {**plain, "name": row["person__name"], "email": row["person__email"]}


def present_invitations(course: Course, page: Page[CourseInvitation]) -> dict[str, Any]:
    """Show who was invited, and what they did. One query."""
    states = course_queries.states_at(course.id, [one.person_id for one in page.items])
    items = [
        {
            "person_id": one.person_id,
            "name": one.person.name,
            "email": one.person.email,
            "invited_at": one.created_at,
            "state": states.get(one.person_id, ""),
        }
        for one in page.items
    ]
    return {"items": items, "next": page.next}
