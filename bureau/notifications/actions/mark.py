"""Marking notifications as read."""

from django.db import transaction
from django.utils import timezone

from bureau.people import Actor
from bureau.platform import live
from bureau.platform.errors import NotFound

from ..models import Notification
from ..queries import of


@transaction.atomic
def mark_read(actor: Actor, notification_id: str) -> None:
    """Mark one of the actor's notifications as read; a second time changes nothing. Raises
    `NotFound`.
    """
    mine = of(actor).filter(id=notification_id)
    if not mine.filter(read_at__isnull=True).update(read_at=timezone.now()) and not mine.exists():
        raise NotFound()
    live.publish([actor.person_id], "notifications", changed="read")


@transaction.atomic
def mark_all_read(actor: Actor) -> None:
    """Mark everything under the actor's bell as read."""
    unread = Notification.objects.filter(person_id=actor.person_id, read_at__isnull=True)
    if unread.update(read_at=timezone.now()):
        live.publish([actor.person_id], "notifications", changed="read")
