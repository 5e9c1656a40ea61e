"""Background work of calendars that are filled from elsewhere; each job may run again."""

from datetime import timedelta

from bureau.platform import jobs

from .actions import feeds
from .models import Calendar

AT_ONCE = 200


@jobs.job("calendar.refresh_feed", atomic=False, slow=True, attempts=3, lease_s=600)
def refresh_feed(calendar_id: str) -> None:
    """Fetch one outside calendar."""
    feeds.refresh(calendar_id)


@jobs.job("calendar.refresh_feeds")
def refresh_feeds() -> None:
    """Have fetched what is due; two at once are the same one."""
    for calendar_id in feeds.due_subscriptions(AT_ONCE):
        wanted = refresh_feed.at(None, key=f"feed/{calendar_id}", serial=f"feed/{calendar_id}")
        wanted.enqueue(calendar_id=calendar_id)


@jobs.job("calendar.fill_holidays", atomic=False, lease_s=600)
def fill_holidays(calendar_id: str) -> None:
    """Write one country's holidays."""
    calendar = Calendar.objects.filter(id=calendar_id, kind=Calendar.Kind.HOLIDAYS).first()
    if calendar is not None:
        feeds.fill_holidays(calendar)


@jobs.job("calendar.renew_holidays")
def renew_holidays() -> None:
    """Have every country's holidays written anew, so that there are always three years ahead."""
    rows = Calendar.objects.filter(kind=Calendar.Kind.HOLIDAYS)
    for calendar_id in rows.values_list("id", flat=True):
        fill_holidays.enqueue(calendar_id=calendar_id)


@jobs.job("calendar.fill_birthdays", atomic=False, lease_s=600)
def fill_birthdays(calendar_id: str) -> None:
    """Write the birthdays of one person's contacts."""
    rows = Calendar.objects.select_related("owner").filter(kind=Calendar.Kind.BIRTHDAYS)
    calendar = rows.filter(id=calendar_id, owner__state="active").first()
    if calendar is not None:
        feeds.fill_birthdays(calendar)


@jobs.job("calendar.renew_birthdays")
def renew_birthdays() -> None:
    """Have everybody's birthdays written anew."""
    rows = Calendar.objects.filter(kind=Calendar.Kind.BIRTHDAYS)
    for calendar_id in rows.values_list("id", flat=True):
        fill_birthdays.enqueue(calendar_id=calendar_id)


def schedule() -> None:
    """Have this done regularly."""
    jobs.schedule(refresh_feeds, timedelta(minutes=5))
    jobs.schedule(renew_holidays, timedelta(days=7))
    jobs.schedule(renew_birthdays, timedelta(hours=6))
