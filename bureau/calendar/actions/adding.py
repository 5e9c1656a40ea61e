"""Adding calendars to one's list: of colleagues, shared ones, holidays, and from elsewhere."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils import timezone

from bureau import access, people
from bureau.people import EVERYONE, SYSTEM, Actor, NewPerson, Person
from bureau.platform.config import config
from bureau.platform.errors import BadInput, NotFound

from .. import holidays, policies
from ..models import Calendar, Subscription
from .calendars import CalendarFields, create_calendar, open_default_calendar
from .sharing import EntryFields, set_entry

HOUSE = "calendars"
HOLIDAYS_COLOR = "#0f9d58"
BIRTHDAYS_COLOR = "#d81b60"
BIRTHDAY_NAMES = {"en": "Birthdays", "fr": "Anniversaires"}
MOST_SUBSCRIPTIONS = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """What to add; exactly one of the first five."""

    person_id: str | None = None
    calendar_id: str | None = None
    holidays: str | None = None
    url: str | None = None
    birthdays: bool = False
    name: str | None = None
    color: str | None = None


def add(actor: Actor, wish: Wish) -> Calendar:
    """Add a calendar to the actor's list, made first where it is one of holidays or of elsewhere.

    Raises `UnknownCalendar`, `NotFound`, `BadInput`.
    """
    given = [wish.person_id, wish.calendar_id, wish.holidays, wish.url, wish.birthdays]
    if sum(1 for one in given if one) != 1:
        raise BadInput("Say one thing that is to be added.")
    with transaction.atomic():
        calendar = _subscribed(actor, wish) if wish.url else _found(actor, wish)
        own = wish.name if not wish.url else None
        set_entry(actor, calendar, EntryFields(True, own, wish.color or None))
    return calendar


def _found(actor: Actor, wish: Wish) -> Calendar:
    person = people.find_person(actor.person_id)
    if wish.birthdays and person:
        return birthday_calendar(actor, person)
    if wish.holidays:
        return holiday_calendar(wish.holidays, person.language if person else "en")
    if wish.person_id:
        return _of_colleague(actor, wish.person_id)
    return policies.calendar_for(actor, wish.calendar_id or "", policies.FREE_BUSY)


def _of_colleague(actor: Actor, person_id: str) -> Calendar:
    person = people.find_person(person_id)
    if person is None or not person.is_active or person.kind == Person.Kind.SERVICE:
        raise NotFound()
    calendar = open_default_calendar(person)
    if policies.role_on(actor, calendar) == 0:
        raise NotFound()
    return calendar


def holiday_calendar(region: str, language: str) -> Calendar:
    """Return the calendar of a country's holidays, or of a part of it such as `DE-BY`; the first
    to ask for it has it made. Raises `BadInput`.
    """
    try:
        name = holidays.name_of(region)
    except (KeyError, AttributeError):
        message = "There are no holidays known of this country."
        raise BadInput(errors=[{"field": "holidays", "message": message}]) from None
    spoken = holidays.language_for(region, language)
    slug = f"holidays-{region}-{spoken}".lower()
    owner = house()
    known = Calendar.objects.filter(owner=owner, slug=slug).first()
    return known or _make_holidays(owner, slug, name, {"region": region, "language": spoken})


def _make_holidays(owner: Person, slug: str, name: str, about: dict[str, str | None]) -> Calendar:
    from ..feed_jobs import fill_holidays

    fields = CalendarFields(
        name=name,
        color=HOLIDAYS_COLOR,
        components="VEVENT",
        free_busy=Calendar.FreeBusy.NOBODY,
        is_transparent=True,
        properties=about,
    )
    kind = Calendar.Kind.HOLIDAYS
    calendar = create_calendar(SYSTEM, fields, slug=slug, kind=kind, owner_id=owner.id)
    access.set_grant(calendar.scope_id, EVERYONE, access.Role.VIEWER)
    fill_holidays.enqueue(calendar_id=calendar.id)
    return calendar


def birthday_calendar(actor: Actor, person: Person) -> Calendar:
    """Return the calendar of a person's contacts' birthdays, made if there is none."""
    from ..feed_jobs import fill_birthdays

    rows = Calendar.objects.filter(owner_id=person.id, kind=Calendar.Kind.BIRTHDAYS)
    found = rows.first()
    if found is None:
        fields = CalendarFields(
            name=BIRTHDAY_NAMES.get(person.language[:2], BIRTHDAY_NAMES["en"]),
            color=BIRTHDAYS_COLOR,
            components="VEVENT",
            free_busy=Calendar.FreeBusy.NOBODY,
            is_transparent=True,
        )
        found = create_calendar(actor, fields, slug="birthdays", kind=Calendar.Kind.BIRTHDAYS)
    fill_birthdays.enqueue(calendar_id=found.id)
    return found


def house() -> Person:
    """Return the account that owns what belongs to nobody: holidays and company calendars."""
    email = f"{HOUSE}@{config().domain}"
    found = Person.objects.filter(email=email).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            new = NewPerson(email=email, name="Calendars", kind="service", state="active")
            return people.create_person(SYSTEM, new)
    except (IntegrityError, people.AddressTaken):
        return Person.objects.get(email=email)


def _subscribed(actor: Actor, wish: Wish) -> Calendar:
    from ..feed_jobs import refresh_feed

    url = _address(wish.url or "")
    _check_room(actor)
    fields = CalendarFields(
        name=wish.name or urlsplit(url).hostname,
        color=wish.color or None,
        components="VEVENT,VTODO",
        free_busy=Calendar.FreeBusy.NOBODY,
        is_transparent=True,
    )
    calendar = create_calendar(actor, fields, kind=Calendar.Kind.SUBSCRIBED)
    Subscription.objects.create(calendar=calendar, url=url, next_at=timezone.now())
    refresh_feed.at(None, serial=f"feed/{calendar.id}").enqueue(calendar_id=calendar.id)
    return calendar


def _check_room(actor: Actor) -> None:
    rows = Subscription.objects.filter(calendar__owner_id=actor.person_id)
    if rows.count() >= MOST_SUBSCRIPTIONS:
        raise BadInput(f"One can subscribe to {MOST_SUBSCRIPTIONS} calendars of elsewhere.")


def _address(url: str) -> str:
    for scheme in ("webcal://", "webcals://"):
        if url.lower().startswith(scheme):
            url = "https://" + url[len(scheme) :]
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    except ValueError:
        is_good = False
    if not is_good:
        message = "Give an address that starts with https://."
        raise BadInput(errors=[{"field": "url", "message": message}])
    return url


def own_subscription(actor: Actor, calendar_id: str) -> Subscription:
    """Return how an outside calendar of the actor does; raises `NotFound`. One query."""
    rows = Subscription.objects.filter(pk=calendar_id, calendar__owner_id=actor.person_id)
    row = rows.first()
    if row is None:
        raise NotFound()
    return row


def refresh_now(actor: Actor, calendar_id: str) -> Subscription:
    """Have an outside calendar of the actor fetched; raises `NotFound`."""
    from ..feed_jobs import refresh_feed

    with transaction.atomic():
        row = own_subscription(actor, calendar_id)
        refresh_feed.at(None, serial=f"feed/{calendar_id}").enqueue(calendar_id=calendar_id)
    return row
