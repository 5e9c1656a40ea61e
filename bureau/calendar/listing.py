"""The calendars a person has in their list, with their own look and role."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from bureau import people
from bureau.people import Actor, Person
from bureau.platform.db import prepared

from . import policies
from .choices import choices_of
from .errors import UnknownCalendar
from .models import Calendar, CalendarListEntry, CalendarSettings

SHOWN_UNASKED = (Calendar.Kind.COMPANY, Calendar.Kind.TEAM)
"""Kinds that everybody with a role on them has in their list without adding them."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A calendar as one person has it."""

    calendar: Calendar
    role: int
    entry: CalendarListEntry | None
    is_mine: bool
    is_default: bool

    @property
    def is_shown(self) -> bool:
        """Whether the person wants to see it; calendars show until they are hidden."""
        return self.entry.is_shown if self.entry else True

    @property
    def name(self) -> str:
        """The person's own name for it, or the owner's."""
        return (self.entry.name if self.entry else "") or self.calendar.name

    @property
    def color(self) -> str:
        """The person's own colour for it, or the owner's."""
        return (self.entry.color if self.entry else "") or self.calendar.color

    @property
    def position(self) -> int:
        """Where it stands in the person's list."""
        return self.entry.position if self.entry else self.calendar.position


def listed(actor: Actor) -> list[Listed]:
    """Return the actor's list: own calendars, those that were added, those of the company and of
    teams; own ones first. Six queries.
    """
    shared = policies.visible_calendars(actor).filter(kind__in=SHOWN_UNASKED).values("id")
    wanted = Q(owner_id=actor.person_id) | Q(entries__person_id=actor.person_id) | Q(id__in=shared)
    rows = Calendar.objects.filter(wanted).exclude(kind=Calendar.Kind.RESOURCE, entries=None)
    found = _described(actor, list(rows.select_related("owner").distinct()))
    return sorted(found, key=lambda one: (not one.is_mine, one.position, one.calendar.id))


def listed_one(actor: Actor, calendar_id: str) -> Listed:
    """Return one calendar as the actor has it; raises `UnknownCalendar`. At most six queries."""
    rows = Calendar.objects.filter(id=calendar_id).select_related("owner")
    found = _described(actor, list(rows))
    if not found:
        raise UnknownCalendar()
    return found[0]


def _described(actor: Actor, calendars: list[Calendar]) -> list[Listed]:
    roles = policies.roles_on(actor, calendars)
    entries = {one.calendar_id: one for one in _entries(actor.person_id)}
    default_id = default_calendar_id(actor.person_id)
    return [
        Listed(
            one,
            roles[one.id],
            entries.get(one.id),
            one.owner_id == actor.person_id,
            one.id == default_id,
        )
        for one in calendars
        if roles[one.id] > 0
    ]


@prepared
def _entries(person_id: str) -> QuerySet[CalendarListEntry]:
    return CalendarListEntry.objects.filter(person_id=person_id)


def default_calendar_id(person_id: str) -> str | None:
    """Return where a person's new events go. One query by primary key."""
    rows = CalendarSettings.objects.filter(person_id=person_id)
    return rows.values_list("default_calendar_id", flat=True).first()


def settings_of(person_id: str) -> dict[str, object]:
    """Return what a person chose. Three queries by primary key."""
    person = people.find_person(person_id)
    assert person is not None, person_id
    return {
        **choices_of(person).model_dump(),
        "default_calendar_id": default_calendar_id(person_id),
    }


def zone_of(person: Person) -> str:
    """Return the zone a person chose. One query by primary key."""
    return choices_of(person).time_zone
