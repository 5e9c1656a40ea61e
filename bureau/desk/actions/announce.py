"""What the desk announces; the stream is `ticket:<id>`, so a ticket's events stay in order."""

from collections.abc import Mapping
from typing import Any

from bureau.platform import events, live

from ..models import Queue, Ticket
from ..queries import reader_ids


def announce(
    name: str, ticket: Ticket, *, changes: Mapping[str, Any] | None = None, **facts: Any
) -> None:
    """Write `ticket.<name>` and tell the browsers of those who read the queue."""
    payload = {
        "ticket_id": ticket.id,
        "reference": ticket.reference,
        "queue_id": ticket.queue_id,
        "queue": ticket.queue.key,
        "subject": ticket.subject,
        "status": ticket.status,
        "priority": ticket.priority,
        "assignee_id": ticket.assignee_id,
        "requester": {"email": ticket.requester_email, "name": ticket.requester_name},
        **facts,
    }
    events.emit(
        f"ticket.{name}",
        stream=f"ticket:{ticket.id}",
        subject=("ticket", ticket.id),
        payload=payload,
        changes=changes,
    )
    tell_readers(ticket.queue, ticket.id)


def tell_readers(queue: Queue, ticket_id: str) -> None:
    """Let the open screens of the queue's readers fetch afresh."""
    live.publish(reader_ids(queue), "desk", queue=queue.id, ticket=ticket_id)
