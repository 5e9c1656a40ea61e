"""Telling people of training: under their bell in the caller's transaction, by mail right after.

A letter's Message-ID is made of what it tells and to whom, so that a rerun sends nothing twice.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import override

from bureau import automation, notifications, people
from bureau.people import Person
from bureau.platform import jobs
from bureau.platform.config import config
from bureau.platform.ids import new_id

from ..choices import choices_of_all
from ..models import Course, Session
from ..training_words import word
from .adding import house

LETTERS_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class News:
    """What people are told: the name of the phrase, of which course or date, and by whom."""

    name: str
    course: Course
    session: Session | None = None
    who: str = ""


def address_of(course: Course) -> str:
    """Return where the browser shows a course."""
    return f"/calendar/training?course={course.id}"


def tell(news: News, persons: Collection[Person]) -> None:
    """Tell people, each in their language and zone. One query, and an INSERT for each wording."""
    if not persons:
        return
    choices = choices_of_all({person.id: person for person in persons})
    said: dict[tuple[str, str], list[str]] = {}
    for person in persons:
        shown = _shown(news, person.language, choices[person.id].time_zone)
        said.setdefault(shown, []).append(person.id)
    for (title, text), ids in said.items():
        notifications.notify(ids, "calendar.training", title, text, _link(news))
    _enqueue(news, [person.id for person in persons])


def _link(news: News) -> str:
    """Return where a notification leads: somewhere inside."""
    form = news.course.feedback_url
    return form if news.name == "feedback" and form.startswith("/") else address_of(news.course)


def _shown(news: News, language: str, zone: str) -> tuple[str, str]:
    title, session = news.course.title, news.session
    when = when_words(session, language, zone) if session is not None else ""
    text = word(language, f"{news.name}_text", who=news.who, title=title, when=when)
    return word(language, news.name, title=title), text


def when_words(session: Session, language: str, zone: str) -> str:
    """Return when a date is held, as people write it."""
    start, end = (_local(one, zone) for one in (session.starts_at, session.ends_at))
    with override(language[:2]):
        day = date_format(start.date(), "l j F Y")
    ends = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%d.%m. %H:%M}"
    return f"{day}, {start:%H:%M}–{ends} ({zone})"


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def _enqueue(news: News, person_ids: list[str]) -> None:
    key = new_id()
    rows = [
        send_letters.at(None).row(
            key=key,
            name=news.name,
            course_id=news.course.id,
            session_id=news.session.id if news.session is not None else "",
            who=news.who,
            person_ids=person_ids[at : at + LETTERS_AT_ONCE],
        )
        for at in range(0, len(person_ids), LETTERS_AT_ONCE)
    ]
    jobs.enqueue_rows(rows)


@jobs.job("calendar.training_letters")
def send_letters(
    key: str, name: str, course_id: str, session_id: str, who: str, person_ids: list[str]
) -> None:
    """Send some people the letter about a course or date. Idempotent."""
    rows = Course.objects.select_related("calendar", "created_by")
    course = rows.filter(id=course_id).first()
    session = Session.objects.select_related("room__person").filter(id=session_id).first()
    if course is None:
        return
    news = News(name, course, session, who)
    persons = Person.objects.filter(id__in=person_ids, state=Person.State.ACTIVE).order_by("id")
    found = {person.id: person for person in persons}
    choices = choices_of_all(found)
    for person in found.values():
        _send(news, person, choices[person.id].time_zone, key)


def _send(news: News, person: Person, zone: str, key: str) -> None:
    language = person.language
    title, text = _shown(news, language, zone)
    automation.perform(
        "mail.send",
        {
            "from_person_id": house().id,
            "from_name": word(language, "sender", who=news.who or news.course.organizer_name),
            "to": [person.email],
            "subject": title,
            "text": "\n\n".join((text, *_details(news, language))) + "\n",
            "message_id": f"training.{key}.{person.id}@{config().domain}",
            "automatic": True,
        },
        owner=people.SYSTEM,
    )


def _details(news: News, language: str) -> Iterable[str]:
    session = news.session
    if session is not None and news.name not in ("cancelled", "removed", "feedback"):
        if session.where:
            yield word(language, "where", place=session.where)
        if session.conference_url:
            yield word(language, "online", url=session.conference_url)
    path = news.course.feedback_url if news.name == "feedback" else address_of(news.course)
    yield path if path.startswith("http") else f"{config().public_url.rstrip('/')}{path}"
