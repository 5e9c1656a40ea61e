"""The welcome mail: sent at 08:00 of the first day where the person is, with a fresh one-use
link.
"""

from datetime import date, datetime, time
from importlib.resources import files
from zoneinfo import ZoneInfo

from django.utils import timezone

from bureau.people import SYSTEM, Person, SystemMail, invite, send_system_mail
from bureau.platform import jobs
from bureau.platform.config import config

from .steps import Settings

MORNING = time(8, 0)


def due_at(person: Person, now: datetime) -> datetime | None:
    """Return when the welcome mail is due; None for now."""
    zone = ZoneInfo(person.time_zone)
    first_day: date | None = person.start_date
    if first_day is None or first_day <= now.astimezone(zone).date():
        return None
    return datetime.combine(first_day, MORNING, zone)


def schedule(person: Person, settings: Settings) -> None:
    """Queue the welcome mail of somebody who was invited. The step `provisioning.welcome`."""
    if person.state == Person.State.INVITED and person.kind == Person.Kind.PERSON:
        when = due_at(person, timezone.now())
        send_welcome.at(when, key=f"welcome:{person.id}").enqueue(person_id=person.id)


@jobs.job("provisioning.welcome")
def send_welcome(person_id: str) -> None:
    """Send one welcome mail."""
    send(person_id)


def send(person_id: str) -> None:
    """Send the welcome mail into the new mailbox and to the private address, in the caller's
    transaction.
    """
    person = Person.objects.filter(id=person_id, state=Person.State.INVITED).first()
    if person is None:
        return
    link = invite(SYSTEM, person).link
    subject, text = _written(person, link)
    for address in filter(None, (person.recovery_email, person.email)):
        send_system_mail(SystemMail(to=address, subject=subject, text=text))


def _written(person: Person, link: str) -> tuple[str, str]:
    language = "fr" if person.language == "fr" else "en"
    template = files(__package__).joinpath(f"texts/welcome.{language}.txt").read_text("utf-8")
    subject, _, text = template.partition("\n\n")
    words = {
        "name": person.given_name or person.name,
        "email": person.email,
        "link": link,
        "address": config().public_url,
    }
    return subject.format_map(words), text.format_map(words)
