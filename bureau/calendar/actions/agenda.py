"""The mail with one's day, for those who want it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from bureau import automation, people
from bureau.people import Person
from bureau.platform.config import config

from ..choices import choices_of
from ..models import Calendar, CalendarSettings
from ..queries import EventRow, occurrences_between, placed
from ..scheduling_words import word

SENT_AT = 6
"""O'clock, where the person is."""


def send_agendas() -> int:
    """Send everybody whose morning it is the events of their day; return how many mails. A rerun
    sends nothing twice.
    """
    rows = CalendarSettings.objects.filter(values__daily_agenda=True)
    rows = rows.filter(person__state=Person.State.ACTIVE, person__kind=Person.Kind.PERSON)
    return sum(_send(row.person) for row in rows.select_related("person"))


def _send(person: Person) -> bool:
    zone_name = choices_of(person).time_zone
    now = timezone.now().astimezone(ZoneInfo(zone_name))
    if now.hour != SENT_AT:
        return False
    start = datetime.combine(now.date(), time(), now.tzinfo)
    calendars = Calendar.objects.filter(owner_id=person.id, kind=Calendar.Kind.OWN)
    ids = list(calendars.values_list("id", flat=True))
    found = occurrences_between(ids, start, start + timedelta(days=1), zone_name)
    wanted = [row for row in found if _is_wanted(row)]
    if not wanted:
        return False
    with override(person.language[:2]):
        day = date_format(now.date(), "l j F Y")
    automation.perform(
        "mail.send",
        {
            "from_person_id": person.id,
            "to": [person.email],
            "subject": word(person.language, "agenda", date=day),
            "text": "\n".join(_line(row, zone_name, person.language) for row in wanted) + "\n",
            "message_id": f"agenda.{person.id}.{now:%Y%m%d}@{config().domain}",
            "automatic": True,
        },
        owner=people.SYSTEM,
    )
    return True


def _is_wanted(row: EventRow) -> bool:
    is_event = row.component == "VEVENT" and row.status != "cancelled"
    return is_event and row.my_status != "declined"


def _line(row: EventRow, zone: str, language: str) -> str:
    where = f" ({row.location})" if row.location else ""
    title = (row.title or word(language, "no_title")) + where
    if row.is_all_day:
        return f"{word(language, 'all_day')}  {title}"
    moments = [placed(one, zone) if row.is_local else one for one in (row.start_at, row.end_at)]
    start, end = (one.astimezone(ZoneInfo(zone)).strftime("%H:%M") for one in moments)
    return f"{start}–{end}  {title}"
