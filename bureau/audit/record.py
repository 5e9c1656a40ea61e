"""The subscriber that keeps audited events."""

from django.db.models import QuerySet

from bureau.platform.db import prepared
from bureau.platform.events import Event

from .chain import append
from .models import Entry

COPIED = (
    "name",
    "subject_kind",
    "subject_id",
    "actor_id",
    "channel",
    "address",
    "request_id",
    "cause_id",
    "root_id",
    "payload",
    "changes",
    "occurred_at",
)


def record(event: Event) -> None:
    """Append the event to the chain, once."""
    if event.changes is None or _recorded(event.id):
        return
    append(Entry(event_id=event.id, **{field: getattr(event, field) for field in COPIED}))


@prepared
def _recorded(event_id: str) -> QuerySet[Entry, str]:
    return Entry.objects.filter(event_id=event_id).values_list("event_id", flat=True)
