"""The company directory as contacts: persons and groups of the organisation, read-only."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from bureau.people import Group, Person
from bureau.platform.db import Page, paginate
from bureau.platform.text import fold

BY_NAME = ("name", "id")
LISTED = (Person.State.ACTIVE, Person.State.INVITED)
_PERSON = (
    "id",
    "name",
    "email",
    "title",
    "phone",
    "country",
    "unit__name",
    "manager__name",
    "kind",
)


def listed_persons() -> QuerySet[Person]:
    """Return the persons and shared mailboxes whom all may find; index `person_directory`."""
    kinds = (Person.Kind.PERSON, Person.Kind.SHARED)
    return Person.objects.filter(state__in=LISTED, kind__in=kinds)


def found_persons(words: Sequence[str]) -> QuerySet[Person]:
    """Return those of whom some name or the address begins with each word."""
    rows = listed_persons()
    for word in words:
        rows = rows.filter(search_key__contains=f" {word}")
    return rows


def found_groups(words: Sequence[str]) -> QuerySet[Group]:
    """Return the groups of which some word of the name, or the address, begins with each word."""
    rows = Group.objects.all()
    for word in words:
        begins = Q(name__istartswith=word) | Q(name__icontains=f" {word}")
        rows = rows.filter(begins | Q(email__istartswith=word))
    return rows


def list_directory(q: str, kind: str, cursor: str | None, limit: int) -> Page[dict[str, Any]]:
    """Return a page of persons or, for the kind `group`, of groups, by name. One query."""
    words = fold(q).split()[:8]
    if kind == "group":
        groups = found_groups(words).values("id", "name", "email", "description")
        return _shown(paginate(groups, BY_NAME, cursor, limit))
    return _shown(paginate(found_persons(words).values(*_PERSON), BY_NAME, cursor, limit))


def _shown(page: Page[Any]) -> Page[dict[str, Any]]:
    return Page([_row(row) for row in page.items], page.next)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "kind": row.get("kind", "group"),
        "name": row["name"],
        "email": row["email"],
        "title": row.get("title", ""),
        "phone": row.get("phone", ""),
        "country": row.get("country", ""),
        "unit": row.get("unit__name") or "",
        "manager": row.get("manager__name") or "",
        "description": row.get("description", ""),
    }
