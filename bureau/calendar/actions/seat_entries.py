"""The calendar entries of those who are registered: one each, in their default calendar.

An entry is an accepted invitation to the person alone, so that registering one of 500 writes one
small object, nobody reads who else comes, and reminders, clients and answers work as with any
event. It has a UID of its own: the organiser may attend their own course. Declining or deleting it
gives the seat back (`seat_answers.py`).
"""

import html

from django.utils import timezone
from icalendar import vCalAddress
from icalendar.prop import vInt

from bureau.people import Person
from bureau.platform import live
from bureau.platform.config import config
from bureau.platform.ids import new_id

from .. import ical, queries
from ..events import announce_object
from ..ical import CalendarData, EventChanges, Guest
from ..ical.properties import set_property
from ..models import Calendar, CalendarObject, Session
from ..scheduling import ITip
from ..scheduling.attendees import changed, replace_attendee
from ..store.writing import remove, write
from ..training_words import word
from .calendars import open_default_calendar
from .course_notices import address_of
from .receive import receive
from .seat_answers import SEAT


def uid_of(session: Session) -> str:
    """Return the UID that all entries of a date have."""
    return f"{SEAT}{session.id}@{config().domain}"


def place(session: Session, person: Person) -> None:
    """Write the entry of somebody who is registered now, in the caller's transaction. About
    twenty queries.
    """
    withdraw(session, [person.id])
    refresh(session, person)


def refresh(session: Session, person: Person) -> None:
    """Bring an entry up to date; what the person set of it, such as reminders, stays."""
    organizer = session.course.calendar.owner
    data = _entry(session, person, organizer)
    if organizer.id == person.id:
        _write_plain(person, data)
        return
    message = ITip("REQUEST", organizer.email, (person.email,), data, is_important=False)
    receive(person, message, who=organizer.name, notifies=False)


def withdraw(session: Session, person_ids: list[str]) -> None:
    """Take the entries of people away, in the caller's transaction. Eight queries for each."""
    rows = CalendarObject.objects.filter(uid=uid_of(session), calendar__owner_id__in=person_ids)
    for stored in rows.select_related("calendar").order_by("calendar_id"):
        remove(stored.calendar, stored)
        _tell("deleted", stored.calendar, stored)


def _entry(session: Session, person: Person, organizer: Person) -> CalendarData:
    course, language = session.course, person.language
    changes = EventChanges(
        title=course.title,
        description_html=_description(course.description, session, language),
        location=session.where,
        start=session.starts_at,
        end=session.ends_at,
        zone=session.time_zone,
        kind="training",
        conference_url=session.conference_url,
    )
    data = ical.create(changes, uid_of(session), timezone.now())
    part = data.first
    part["SEQUENCE"] = vInt(session.version)
    if organizer.id != person.id:
        _invite(data, person, organizer)
    return CalendarData.of_calendar(data.calendar)


def _invite(data: CalendarData, person: Person, organizer: Person) -> None:
    part = data.first
    set_property(part, "organizer", Guest(organizer.email, organizer.name))
    set_property(part, "guests_can", frozenset())
    me = changed(
        vCalAddress(f"mailto:{person.email}"),
        CN=person.name,
        CUTYPE="INDIVIDUAL",
        ROLE="REQ-PARTICIPANT",
        PARTSTAT="ACCEPTED",
    )
    replace_attendee(part, me)


def _description(text: str, session: Session, language: str) -> str:
    url = f"{config().public_url.rstrip('/')}{address_of(session.course)}"
    paragraphs = [*text.replace("\r\n", "\n").split("\n\n"), word(language, "entry", url=url)]
    escaped = [html.escape(one.strip()).replace("\n", "<br>") for one in paragraphs if one.strip()]
    return "".join(f"<p>{one}</p>" for one in escaped)


def _write_plain(person: Person, data: CalendarData) -> None:
    calendar = open_default_calendar(person)
    rows = CalendarObject.objects.filter(uid=data.uid, calendar__owner_id=person.id)
    existing = rows.select_related("calendar").first()
    there = existing.calendar if existing is not None else calendar
    name = existing.name if existing is not None else f"{new_id()}.ics"
    stored = write(there, name, data, data.to_bytes(), existing=existing)
    _tell("updated" if existing is not None else "created", there, stored)


def _tell(verb: str, calendar: Calendar, stored: CalendarObject) -> None:
    announce_object(verb, calendar, stored)
    live.publish(queries.watcher_ids(calendar), "calendar", calendar=calendar.id)
