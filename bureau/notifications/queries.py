"""Reads of notifications: always the actor's own."""

from typing import Any

from django.db.models import Count, QuerySet

from bureau.people import Actor
from bureau.platform.db import Page, prepared, read_page, seek

from .models import Notification

Row = dict[str, Any]

NEWEST = ("-id",)
COLUMNS = ("id", "kind", "title", "body", "url", "created_at", "read_at")


def of(actor: Actor) -> QuerySet[Notification]:
    """Return the actor's notifications."""
    return Notification.objects.filter(person_id=actor.person_id)


def page_of(actor: Actor, cursor: str | None, limit: int) -> Page[Row]:
    """Return the actor's notifications, newest first. One query on `notification_list`."""
    return read_page(
        lambda after: _rows(actor.person_id, after, limit=limit), NEWEST, cursor, limit
    )


@prepared
def _rows(
    person_id: str, after: tuple[Any, ...] | None, *, limit: int
) -> QuerySet[Notification, Row]:
    rows = Notification.objects.filter(person_id=person_id)
    return seek(rows.values(*COLUMNS), NEWEST, after, limit)


def unread_count(actor: Actor) -> int:
    """Return how many the actor has not read. One query on the partial index of unread ones."""
    return sum(_unread(actor.person_id))


@prepared
def _unread(person_id: str) -> QuerySet[Notification, int]:
    rows = Notification.objects.filter(person_id=person_id, read_at__isnull=True)
    # One row for each person, and that is one person.
    return rows.values("person_id").annotate(n=Count("id")).values_list("n", flat=True)
