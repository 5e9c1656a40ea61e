"""The subscriber that keeps audited events."""

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
    if event.changes is None or Entry.objects.filter(event_id=event.id).exists():
        return
    append(Entry(event_id=event.id, **{field: getattr(event, field) for field in COPIED}))
