"""Background work: reminders, the day's agenda, old inbox items. Each job may run again."""

from datetime import timedelta

from django.utils import timezone

from bureau.platform import events, jobs
from bureau.platform.events import Event

from .actions import agenda, course_notices, remind, seat_jobs, spreading
from .actions.sessions import EVENT
from .imip import receiving, sending
from .models import Calendar, InboxItem, Reminder

INBOX_KEPT = timedelta(days=30)
REMINDERS_KEPT = timedelta(days=7)


@jobs.job("calendar.fill_reminders_of")
def fill_reminders_of(calendar_id: str) -> None:
    """Write down the reminders of one calendar."""
    remind.fill_calendar(calendar_id)


@jobs.job("calendar.fill_reminders")
def fill_reminders() -> None:
    """Have the reminders of all calendars written down for the next weeks."""
    own = (Calendar.Kind.OWN, Calendar.Kind.TEAM, Calendar.Kind.COMPANY)
    ids = Calendar.objects.filter(kind__in=own).values_list("id", flat=True)
    jobs.enqueue_rows([fill_reminders_of.at(None).row(calendar_id=id) for id in ids])


@jobs.job("calendar.refill_reminders")
def refill_reminders(uid: str, object_id: str) -> None:
    """Write down anew the reminders of what was changed."""
    remind.fill_objects(uid, object_id)


@jobs.job("calendar.fire_reminders")
def fire_reminders() -> None:
    """Give the reminders that are due."""
    while remind.fire_due() == remind.AT_ONCE:
        pass


@jobs.job("calendar.daily_agenda")
def daily_agenda() -> None:
    """Send the day's events to those whose morning it is."""
    agenda.send_agendas()


@jobs.job("calendar.tidy")
def tidy() -> None:
    """Remove inbox items and reminders that nobody needs any more."""
    now = timezone.now()
    InboxItem.objects.filter(created_at__lt=now - INBOX_KEPT).delete()
    Reminder.objects.filter(starts_at__lt=now - REMINDERS_KEPT).delete()


def on_event(event: Event) -> None:
    """Subscriber: what was written is reminded of."""
    payload = event.payload
    refill_reminders.enqueue(uid=payload["uid"], object_id=payload.get("event_id", ""))


def is_of_session(event: Event) -> bool:
    """Tell whether this is the event of a date of a course. No query: it is asked of each one."""
    return str(event.payload["uid"]).startswith(EVENT)


def on_session_event(event: Event) -> None:
    """Subscriber: what somebody does with the event of a date counts for the date."""
    seat_jobs.follow_session.enqueue(event_uid=event.payload["uid"])


def register() -> None:
    """Subscribe to mail and events, and schedule what runs again and again."""
    assert sending.mail_out
    assert spreading.spread
    assert course_notices.send_letters
    events.subscribe(
        "calendar.imip", ["mail.received"], receiving.on_mail_received, wants=receiving.has_message
    )
    written = ["event.created", "event.updated", "event.delivered"]
    events.subscribe("calendar.reminders", written, on_event)
    changed = ["event.updated", "event.deleted"]
    events.subscribe("calendar.sessions", changed, on_session_event, wants=is_of_session)
    jobs.schedule(seat_jobs.ask_feedback, timedelta(minutes=30))
    jobs.schedule(fill_reminders, timedelta(hours=24))
    jobs.schedule(fire_reminders, timedelta(seconds=30))
    jobs.schedule(daily_agenda, timedelta(minutes=30))
    jobs.schedule(tidy, timedelta(hours=24))
