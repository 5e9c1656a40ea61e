"""What a job adds to an event while it is deleted goes with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from bureau.calendar.actions.calendars import CalendarFields, create_calendar, delete_calendar
from bureau.calendar.actions.objects import delete_object, put_object
from bureau.calendar.models import CalendarObject, EventDetail, Occurrence, Reminder
from bureau.people import SYSTEM, NewPerson, actor_for, create_person
from tests.fixtures.races import at_once

from .itip import raw, vevent

ADDED_BEFORE = "DELETE FROM calendar_calendarobject"


@pytest.fixture
def stored(db: None) -> CalendarObject:
    """An event in a calendar of its own."""
    person = create_person(SYSTEM, NewPerson("ada@demo.example", name="Ada", state="active"))
    calendar = create_calendar(actor_for(person), CalendarFields(name="Plans"))
    put_object(actor_for(person), calendar, "a.ics", raw(vevent(guests=(), organizer="")))
    return CalendarObject.objects.get()


@contextmanager
def reminded_meanwhile(stored: CalendarObject) -> Iterator[None]:
    """Write down a reminder, elsewhere and for good, right before the object's row is deleted."""
    now = timezone.now()

    def remind() -> None:
        Reminder.objects.create(
            object=stored,
            person_id=stored.calendar.owner_id,
            starts_at=now,
            due_at=now + timedelta(minutes=1),
            method="popup",
        )

    def meddle(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.replace('"', "").startswith(ADDED_BEFORE):
            thread = Thread(target=lambda: at_once([remind]))
            thread.start()
            thread.join()
        return execute(sql, *rest)

    with connection.execute_wrapper(meddle):
        yield


def left() -> int:
    """Return how many rows there are of any event."""
    return sum(kind.objects.count() for kind in (CalendarObject, EventDetail, Occurrence, Reminder))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="there one writer waits for the other")
@pytest.mark.django_db(transaction=True)
def test_a_reminder_that_is_added_meanwhile_goes_too(stored: CalendarObject) -> None:
    actor = actor_for(stored.calendar.owner)
    with reminded_meanwhile(stored):
        delete_object(actor, stored.calendar, stored.name)
    assert left() == 0


@pytest.mark.django_db(transaction=True)
def test_a_calendar_goes_with_all_that_is_in_it(stored: CalendarObject) -> None:
    Reminder.objects.create(
        object=stored,
        person_id=stored.calendar.owner_id,
        starts_at=timezone.now(),
        due_at=timezone.now(),
        method="popup",
    )
    delete_calendar(actor_for(stored.calendar.owner), stored.calendar)
    assert left() == 0
