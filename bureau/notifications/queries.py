"""Reads of notifications: always the actor's own."""

from typing import Any

from django.db.models import QuerySet

from bureau.people import Actor
from bureau.platform.db import Page, paginate

from .models import Notification

COLUMNS = ("id", "kind", "title", "body", "url", "created_at", "read_at")


def of(actor: Actor) -> QuerySet[Notification]:
    """Return the actor's notifications."""
    return Notification.objects.filter(person_id=actor.person_id)


def page_of(actor: Actor, cursor: str | None, limit: int) -> Page[dict[str, Any]]:
    """Return the actor's notifications, newest first. One query on `notification_list`."""
    return paginate(of(actor).values(*COLUMNS), ["-id"], cursor, limit)


def unread_count(actor: Actor) -> int:
    """Return how many the actor has not read. One query on the partial index of unread ones."""
    return of(actor).filter(read_at__isnull=True).count()
