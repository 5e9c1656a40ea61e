"""A training for everybody with two dates, the first of which is full."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from bureau import calendar, people
from bureau.calendar import Calendar, Course
from bureau.people import EVERYONE, Person, actor_for
from bureau.platform.config import config
from bureau.platform.context import acting

from .people import TIME_ZONES, Cast

TITLE = "Information security in an hour"
TEXT = (
    "Passwords, phishing, lost phones: what everybody at Relume has to know, with examples from "
    "our own mail.\n\nBring your laptop. There is a short quiz at the end."
)
ZONE = TIME_ZONES["FR"]
DATES = ((1, "Lyon, 2nd floor", 4, 5), (3, "Online", 30, 9))
"""In how many weeks, where, how many seats, and how many ask for one."""


def load(cast: Cast) -> None:
    """Offer the training where it is missing."""
    there = Calendar.objects.filter(owner=calendar.house(), slug="training").first()
    if there is None or Course.objects.filter(calendar=there, title=TITLE).exists():
        return
    organiser = people.members_of(cast.groups["hr"].id).order_by("id").first() or cast.admin
    fields = {
        "title": TITLE,
        "description": TEXT,
        "calendar_id": there.id,
        "audience": [EVERYONE],
    }
    with transaction.atomic(), acting(organiser.id):
        actor = actor_for(organiser)
        course = calendar.create_course(actor, fields)
        calendar.set_course_state(actor, course.id, Course.State.PUBLISHED)
    for number, (weeks, place, seats, asking) in enumerate(DATES):
        session_id = _plan(organiser, course, weeks, place, seats)
        _fill(cast, session_id, number, asking)


def _plan(organiser: Person, course: Course, weeks: int, place: str, seats: int) -> str:
    day = timezone.now().date() + timedelta(weeks=weeks)
    monday = day - timedelta(days=day.weekday())
    start = datetime.combine(monday + timedelta(days=2), time(14), ZoneInfo(ZONE))
    is_online = place == "Online"
    fields = {
        "starts_at": start,
        "ends_at": start + timedelta(minutes=60),
        "time_zone": ZONE,
        "place": "" if is_online else place,
        "conference_url": f"https://meet.{config().domain}/security" if is_online else "",
        "seats": seats,
    }
    with transaction.atomic(), acting(organiser.id):
        return calendar.plan_session(actor_for(organiser), course.id, fields).id


def _fill(cast: Cast, session_id: str, number: int, asking: int) -> None:
    named = {one.id for one in (cast.admin, cast.helpdesk, cast.lead, cast.maya)}
    others = [one for one in cast.members if one.id not in named]
    for person in others[number * 20 : number * 20 + asking]:
        with transaction.atomic(), acting(person.id):
            calendar.take_seat(actor_for(person), session_id)
