"""What a person may add to their list: colleagues, and calendars that were shared with them."""

from typing import Any

from django.db.models import Q

from bureau.people import Actor, Person

from . import policies
from .models import Calendar, CalendarListEntry

MOST = 50
_FIELDS = ("kind", "person_id", "calendar_id", "name", "email", "color", "is_added")


def find_in_directory(actor: Actor, words: str, kind: str) -> list[dict[str, Any]]:
    """Return people and calendars whose names contain the words, by name. At most four queries."""
    found = [] if kind == "person" else _calendars(actor, words)
    if kind != "calendar":
        found += _people(actor, words)
    return sorted(found, key=lambda row: (row["name"].casefold(), row["email"]))[:MOST]


def _calendars(actor: Actor, words: str) -> list[dict[str, Any]]:
    rows = policies.visible_calendars(actor).exclude(owner_id=actor.person_id)
    rows = rows.exclude(kind=Calendar.Kind.RESOURCE).filter(name__icontains=words)
    added = _added(actor)
    columns = ("id", "owner_id", "name", "owner__email", "color")
    return [
        dict(zip(_FIELDS, ("calendar", owner, id, name, email, color, id in added), strict=True))
        for id, owner, name, email, color in rows.order_by("name", "id").values_list(*columns)[
            :MOST
        ]
    ]


def _people(actor: Actor, words: str) -> list[dict[str, Any]]:
    rows = Person.objects.filter(state=Person.State.ACTIVE).exclude(id=actor.person_id)
    rows = rows.filter(kind__in=(Person.Kind.PERSON, Person.Kind.SHARED))
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    found = list(rows.order_by("name", "id").values_list("id", "name", "email")[:MOST])
    theirs = _default_calendars(actor, [row[0] for row in found])
    return [
        dict(zip(_FIELDS, ("person", id, None, name, email, "", id in theirs), strict=True))
        for id, name, email in found
    ]


def _default_calendars(actor: Actor, person_ids: list[str]) -> set[str]:
    """Return whose calendar the actor has."""
    rows = CalendarListEntry.objects.filter(person_id=actor.person_id)
    return set(
        rows.filter(calendar__owner_id__in=person_ids).values_list("calendar__owner_id", flat=True)
    )


def _added(actor: Actor) -> set[str]:
    rows = CalendarListEntry.objects.filter(person_id=actor.person_id)
    return set(rows.values_list("calendar_id", flat=True))
