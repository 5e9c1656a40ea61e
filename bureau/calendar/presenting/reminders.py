"""Reminders that are due, as the browser shows them."""

from typing import Any

from django.utils import timezone

from bureau.people import Actor

from ..models import EventDetail, Reminder

MOST = 50
OPEN = (Reminder.State.WAITING, Reminder.State.SHOWN)


def due_reminders(actor: Actor) -> list[dict[str, Any]]:
    """Return what a person is to be reminded of now, the earliest first. Two queries by index."""
    rows = Reminder.objects.filter(
        person_id=actor.person_id, state__in=OPEN, method="popup", due_at__lte=timezone.now()
    )
    found = list(rows.select_related("object").defer("object__raw").order_by("due_at")[:MOST])
    details: dict[tuple[str, str], EventDetail] = {
        (one.object_id, one.recurrence_id): one
        for one in EventDetail.objects.filter(object_id__in={row.object_id for row in found})
    }
    return [_shown(row, _detail(details, row)) for row in found]


def _detail(details: dict[tuple[str, str], EventDetail], row: Reminder) -> EventDetail | None:
    own = details.get((row.object_id, row.recurrence_id))
    return own or details.get((row.object_id, ""))


def _shown(row: Reminder, detail: EventDetail | None) -> dict[str, Any]:
    return {
        "id": row.id,
        "event_id": row.object_id,
        "recurrence_id": row.recurrence_id,
        "calendar_id": row.object.calendar_id,
        "title": detail.title if detail else "",
        "location": detail.location if detail else "",
        "conference_url": detail.conference_url if detail else "",
        "starts_at": row.starts_at,
        "due_at": row.due_at,
    }
