"""Reminders are written down ahead, come when they are due, and can be put off."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from bureau.calendar.actions import remind
from bureau.calendar.actions.agenda import send_agendas
from bureau.calendar.actions.calendars import open_default_calendar
from bureau.calendar.actions.objects import put_object
from bureau.calendar.actions.reminding import dismiss, snooze
from bureau.calendar.models import CalendarObject, CalendarSettings, Reminder
from bureau.notifications import Notification
from bureau.people import SYSTEM, NewPerson, Person, actor_for, create_person
from bureau.platform import blobs
from bureau.platform.events import Event
from bureau.platform.mime import parse

from .itip import guest, raw, vevent

START = timezone.now().replace(microsecond=0) + timedelta(days=2)


@pytest.fixture
def alice(db: None) -> Person:
    new = NewPerson(email="alice@demo.example", name="Alice", state="active")
    return create_person(SYSTEM, new)


def put(person: Person, start: datetime = START, more: tuple[str, ...] = ()) -> CalendarObject:
    local = start.astimezone(UTC)
    text = vevent(guests=(), organizer="", more=more)
    text = text.replace(
        "DTSTART;TZID=Europe/Paris:20261123T090000", f"DTSTART:{local:%Y%m%dT%H%M%SZ}"
    ).replace("DTEND;TZID=Europe/Paris:20261123T100000", "DURATION:PT1H")
    calendar = open_default_calendar(person)
    return put_object(actor_for(person), calendar, "one.ics", raw(text)).object


def alarm(trigger: str, action: str = "DISPLAY") -> tuple[str, ...]:
    return ("BEGIN:VALARM", f"ACTION:{action}", f"TRIGGER:{trigger}", "END:VALARM")


def rows() -> list[tuple[timedelta, str, str]]:
    found = Reminder.objects.order_by("due_at")
    return [(one.starts_at - one.due_at, one.method, one.state) for one in found]


def mails_of(person: Person) -> list[tuple[str, str]]:
    """Return subject and text of the mails that were delivered."""
    found = Event.objects.filter(name="mail.received", payload__account_id=person.id)
    letters = [parse(blobs.read(one.payload["blob"])) for one in found.order_by("id")]
    return [(one.subject, one.text.strip()) for one in letters]


def test_an_event_without_its_own_has_the_persons_reminders(alice: Person) -> None:
    stored = put(alice)
    remind.fill_objects("", stored.id)
    assert rows() == [(timedelta(minutes=10), "popup", "waiting")]


def test_alarms_of_clients_count(alice: Person) -> None:
    put(alice, more=(*alarm("-PT5M"), *alarm("-P1D", "EMAIL")))
    remind.fill_calendar(open_default_calendar(alice).id)
    assert rows() == [
        (timedelta(days=1), "email", "waiting"),
        (timedelta(minutes=5), "popup", "waiting"),
    ]


def test_a_series_is_reminded_of_for_some_weeks(alice: Person) -> None:
    stored = put(alice, more=("RRULE:FREQ=WEEKLY",))
    remind.fill_objects("", stored.id)
    remind.fill_objects("", stored.id)
    assert len(rows()) == 5


def test_a_moved_event_is_reminded_of_at_the_new_time_only(alice: Person) -> None:
    remind.fill_objects("", put(alice).id)
    remind.fill_objects("", put(alice, START + timedelta(hours=3)).id)
    assert [one.starts_at for one in Reminder.objects.all()] == [START + timedelta(hours=3)]


def test_what_one_declined_is_not_reminded_of(alice: Person) -> None:
    bob = create_person(SYSTEM, NewPerson(email="bob@demo.example", name="Bob", state="active"))
    text = vevent(
        guests=(guest("alice@demo.example", "DECLINED"),),
        organizer="ORGANIZER:mailto:bob@elsewhere.example",
        start=f"{START:%Y%m%dT%H%M%S}",
        end=f"{START + timedelta(hours=1):%Y%m%dT%H%M%S}",
    )
    calendar = open_default_calendar(alice)
    stored = put_object(actor_for(alice), calendar, "one.ics", raw(text)).object
    remind.fill_objects("", stored.id)
    assert rows() == []
    assert bob.email


def test_a_due_reminder_is_given_once_and_can_be_put_off(alice: Person) -> None:
    remind.fill_objects("", put(alice, timezone.now() + timedelta(minutes=5)).id)
    assert remind.fire_due() == 1
    assert remind.fire_due() == 0
    told = Notification.objects.get(person=alice, kind="calendar.reminder")
    assert told.title == "Planning"
    row = Reminder.objects.get()
    snooze(actor_for(alice), row.id, 2)
    assert remind.fire_due() == 0
    Reminder.objects.update(due_at=timezone.now())
    assert remind.fire_due() == 1
    dismiss(actor_for(alice), row.id)
    assert Reminder.objects.get().state == "dismissed"
    assert remind.fire_due() == 0


def test_a_reminder_by_mail_is_a_mail(alice: Person) -> None:
    soon = timezone.now() + timedelta(minutes=4)
    remind.fill_objects("", put(alice, soon, more=alarm("-PT5M", "EMAIL")).id)
    assert remind.fire_due() == 1
    assert [subject for subject, _ in mails_of(alice)] == ["Reminder: Planning"]


def test_the_days_agenda_comes_once_in_the_morning_to_who_wants_it(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = datetime(2026, 11, 23, 6, 10, tzinfo=UTC)
    put(alice, day + timedelta(hours=3), more=("LOCATION:Atlas",))
    monkeypatch.setattr("bureau.calendar.actions.agenda.timezone.now", lambda: day)
    assert send_agendas() == 0
    CalendarSettings.objects.filter(person=alice).update(values={"daily_agenda": True})
    send_agendas()
    send_agendas()
    line = "09:10–10:10  Planning (Atlas)"
    assert mails_of(alice) == [("Your day: Monday 23 November 2026", line)]
