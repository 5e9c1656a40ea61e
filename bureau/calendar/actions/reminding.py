"""What a person does with a reminder that is due."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bureau.people import Actor
from bureau.platform import live
from bureau.platform.errors import NotFound

from ..models import Reminder

OPEN = (Reminder.State.WAITING, Reminder.State.SHOWN)


def snooze(actor: Actor, reminder_id: str, minutes: int) -> None:
    """Be reminded again in so many minutes; raises `NotFound`."""
    with transaction.atomic():
        row = _open(actor, reminder_id)
        row.state = Reminder.State.WAITING
        row.due_at = timezone.now() + timedelta(minutes=minutes)
        row.save(update_fields=["state", "due_at"])
        live.publish([actor.person_id], "calendar", reminders=True)


def dismiss(actor: Actor, reminder_id: str) -> None:
    """Be reminded no more; raises `NotFound`."""
    with transaction.atomic():
        row = _open(actor, reminder_id)
        row.state = Reminder.State.DISMISSED
        row.save(update_fields=["state"])
        live.publish([actor.person_id], "calendar", reminders=True)


def _open(actor: Actor, reminder_id: str) -> Reminder:
    rows = Reminder.objects.select_for_update().filter(id=reminder_id, state__in=OPEN)
    row = rows.filter(person_id=actor.person_id).first()
    if row is None:
        raise NotFound()
    return row
