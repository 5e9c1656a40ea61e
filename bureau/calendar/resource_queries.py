"""Rooms and equipment: what can be booked, and whether it is free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from bureau import access, people
from bureau.people import Actor
from bureau.platform.db import paginate
from bureau.platform.errors import NotFound

from .free_time import takes_time
from .models import Resource
from .queries import occurrences_between

BOOK = access.Role.CONTRIBUTOR


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for."""

    q: str = ""
    kind: str = ""
    building: str = ""
    capacity: int = 0
    features: str = ""
    start: datetime | None = None
    end: datetime | None = None
    cursor: str | None = None
    limit: int = 100


def find(actor: Actor, wish: Wish) -> dict[str, Any]:
    """Return a page of what can be booked, by building and name. At most seven queries."""
    page = paginate(_wanted(wish), ("building", "name", "id"), wish.cursor, wish.limit)
    busy = _taken(page.items, wish.start, wish.end)
    return {"items": _shown(actor, page.items, busy), "next": page.next}


def _wanted(wish: Wish) -> QuerySet[Resource]:
    rows = Resource.objects.filter(is_active=True).select_related("person")
    if wish.kind:
        rows = rows.filter(kind=wish.kind)
    if wish.building:
        rows = rows.filter(building=wish.building)
    if wish.capacity:
        rows = rows.filter(capacity__gte=wish.capacity)
    for word in wish.q.split():
        rows = rows.filter(Q(name__icontains=word) | Q(building__icontains=word))
    for feature in filter(None, map(str.strip, wish.features.split(","))):
        rows = rows.filter(features__icontains=feature)
    return rows


def _taken(
    found: Sequence[Resource], start: datetime | None, end: datetime | None
) -> set[str] | None:
    """Return the calendars in which something is booked then; None where nobody asks."""
    if start is None or end is None or start.tzinfo is None or end.tzinfo is None or end <= start:
        return None
    rows = occurrences_between([one.calendar_id for one in found], start, end)
    return {row.calendar_id for row in rows if takes_time(row)}


def _shown(actor: Actor, found: Sequence[Resource], busy: set[str] | None) -> list[dict[str, Any]]:
    principals = people.principals_of(actor.person_id)
    roles = access.roles_on(principals, [one.scope_id for one in found])
    return [
        {
            **present_resource(one),
            "may_book": one.is_active and roles.get(one.scope_id, 0) >= BOOK,
            "is_free": None if busy is None else one.calendar_id not in busy,
        }
        for one in found
    ]


def present_resource(one: Resource) -> dict[str, Any]:
    """Show a resource."""
    names = ("id", "calendar_id", "name", "kind", "building", "floor", "capacity", "features")
    more = ("description", "is_active", "needs_approval", "longest_min", "horizon_days")
    document = {name: getattr(one, name) for name in (*names, *more)}
    return {**document, "email": one.person.email}


def one(actor: Actor, resource_id: str) -> dict[str, Any]:
    """Return one resource; raises `NotFound`. Three queries."""
    rows = list(Resource.objects.filter(id=resource_id).select_related("person"))
    if not rows:
        raise NotFound()
    return _shown(actor, rows, None)[0]


def buildings() -> list[dict[str, Any]]:
    """Return buildings with how much can be booked there, by name. One query by index."""
    rows = Resource.objects.filter(is_active=True).exclude(building="").values("building")
    counted = rows.annotate(resources=Count("id")).order_by("building")
    return [{"name": row["building"], "resources": row["resources"]} for row in counted]
