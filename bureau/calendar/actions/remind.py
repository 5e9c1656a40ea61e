"""Reminders: written down some weeks ahead, and given when they are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from icalendar import Component

from bureau import automation, notifications, people
from bureau.people import Person
from bureau.platform import live
from bureau.platform.config import config

from .. import policies
from ..choices import Choices, choices_of
from ..ical import Span, occurrences, parse_object, text_of
from ..ical.properties import reminders_of
from ..models import Calendar, CalendarListEntry, CalendarObject, EventDetail, Reminder
from ..scheduling.attendees import attendee_in, partstat_of
from ..scheduling_words import word

AHEAD = timedelta(days=35)
"""Longer than a reminder can lie before its event, so that daily filling misses none."""
LATE = timedelta(hours=1)
MOST_OF_ONE = 200
AT_ONCE = 200

Wish = tuple[str, timedelta]
"""How to remind, and how long before the start."""


@dataclass(frozen=True, slots=True)
class _Owner:
    person: Person
    addresses: frozenset[str]
    choices: Choices
    defaults: tuple[Wish, ...]


def fill_calendar(calendar_id: str) -> int:
    """Write down the reminders of a calendar's events of the next weeks; return how many objects
    were looked at. Idempotent.
    """
    now = timezone.now()
    rows = CalendarObject.objects.filter(calendar_id=calendar_id, component="VEVENT")
    rows = rows.filter(occurrences__start_at__gte=now - timedelta(days=1))
    rows = rows.filter(occurrences__start_at__lt=now + AHEAD).distinct()
    found = list(rows.select_related("calendar__owner"))
    owner = _owner_of(found[0].calendar) if found else None
    for stored in found:
        if owner is not None:
            _fill(stored, owner, now)
    return len(found)


def fill_objects(uid: str, object_id: str = "") -> None:
    """Write down the reminders of one object, or of all copies of an event, anew. Idempotent."""
    rows = CalendarObject.objects.filter(component="VEVENT").select_related("calendar__owner")
    rows = rows.filter(id=object_id) if object_id else rows.filter(uid=uid)
    for stored in rows.iterator(chunk_size=100):
        owner = _owner_of(stored.calendar)
        if owner is not None:
            _fill(stored, owner, timezone.now())


def _owner_of(calendar: Calendar) -> _Owner | None:
    person = calendar.owner
    is_ours = calendar.kind in policies.FILLED_BY_US or calendar.kind == Calendar.Kind.RESOURCE
    if is_ours or person.kind != Person.Kind.PERSON or not person.is_active:
        return None
    choices = choices_of(person)
    entry = CalendarListEntry.objects.filter(person_id=person.id, calendar_id=calendar.id).first()
    given = [(one.method, one.minutes) for one in choices.default_reminders]
    if entry is not None and entry.reminders is not None:
        given = [(one["method"], one["minutes"]) for one in entry.reminders]
    defaults = tuple((method, timedelta(minutes=minutes)) for method, minutes in given)
    return _Owner(person, frozenset(people.addresses_of(person.id)), choices, defaults)


def _fill(stored: CalendarObject, owner: _Owner, now: datetime) -> None:
    zone = ZoneInfo(owner.choices.time_zone)
    data = parse_object(bytes(stored.raw))
    spans = occurrences(data, now, now + AHEAD, zone, MOST_OF_ONE)
    rows = [row for span in spans for row in _rows(stored, span, owner, zone, now)]
    with transaction.atomic():
        waiting = Reminder.objects.filter(object_id=stored.id, state=Reminder.State.WAITING)
        waiting.delete()
        Reminder.objects.bulk_create(rows, ignore_conflicts=True)


def _rows(
    stored: CalendarObject,
    span: Span,
    owner: _Owner,
    zone: ZoneInfo,
    now: datetime,
) -> Iterable[Reminder]:
    part = span.component
    if _is_off(part, owner.addresses):
        return
    start = span.start
    if span.is_local:
        start = start.replace(tzinfo=zone).astimezone(UTC)
    if start <= now:
        return
    for method, before in _wishes(part, owner, is_all_day=span.is_local):
        due = start - before
        if due > now - LATE:
            yield Reminder(
                person_id=owner.person.id,
                object_id=stored.id,
                recurrence_id=span.recurrence_id,
                starts_at=start,
                due_at=due,
                method=method,
            )


def _is_off(part: Component, addresses: frozenset[str]) -> bool:
    me = attendee_in(part, addresses)
    is_declined = me is not None and partstat_of(me) == "DECLINED"
    return is_declined or text_of(part, "STATUS").upper() == "CANCELLED"


def _wishes(part: Component, owner: _Owner, *, is_all_day: bool) -> tuple[Wish, ...]:
    given = reminders_of(part)
    if given is not None:
        return tuple((one.method, timedelta(minutes=one.minutes)) for one in given)
    return () if is_all_day else owner.defaults


def fire_due() -> int:
    """Give the reminders that are due, at most two hundred; return how many. One transaction."""
    now = timezone.now()
    with transaction.atomic():
        rows = Reminder.objects.filter(state=Reminder.State.WAITING, due_at__lte=now)
        locked = rows.order_by("due_at").select_for_update(skip_locked=True, of=("self",))
        found = list(locked.select_related("person", "object")[:AT_ONCE])
        titles = _titles(found)
        for row in found:
            if row.starts_at + LATE > now:
                _give(row, titles.get((row.object_id, row.recurrence_id)) or ("", ""))
        Reminder.objects.filter(id__in=[one.id for one in found]).update(state=Reminder.State.SHOWN)
        live.publish({one.person_id for one in found}, "calendar", reminders=True)
    return len(found)


def _titles(rows: list[Reminder]) -> dict[tuple[str, str], tuple[str, str]]:
    details = EventDetail.objects.filter(object_id__in={row.object_id for row in rows})
    known = {(one.object_id, one.recurrence_id): (one.title, one.location) for one in details}
    return {
        (row.object_id, row.recurrence_id): known.get((row.object_id, row.recurrence_id))
        or known.get((row.object_id, ""), ("", ""))
        for row in rows
    }


def _give(row: Reminder, shown: tuple[str, str]) -> None:
    language = row.person.language
    title = shown[0] or word(language, "no_title")
    zone = ZoneInfo(choices_of(row.person).time_zone)
    when = row.starts_at.astimezone(zone).strftime("%H:%M")
    text = word(language, "reminder_text", title=title, when=when)
    if row.method == "email":
        _mail(row.person, word(language, "reminder", title=title), text, f"reminder.{row.id}")
    else:
        notifications.notify([row.person_id], "calendar.reminder", title, text, "/calendar")


def _mail(person: Person, subject: str, text: str, key: str) -> None:
    automation.perform(
        "mail.send",
        {
            "from_person_id": person.id,
            "to": [person.email],
            "subject": subject,
            "text": f"{text}\n",
            "message_id": f"{key}@{config().domain}",
            "automatic": True,
        },
        owner=people.SYSTEM,
    )
