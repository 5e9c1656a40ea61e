"""The only shapes of queues and tickets that clients see."""

from collections.abc import Mapping
from typing import Any

from bureau.people import Actor

from .. import policies, queries
from ..models import Attachment, Queue, Ticket, TicketMessage


def present_queue(row: Mapping[str, Any]) -> dict[str, Any]:
    """Show a queue with its counts."""
    queue: Queue = row["queue"]
    return {
        "id": queue.id,
        "name": queue.name,
        "key": queue.key,
        "email": queue.account.email,
        "acknowledges": queue.acknowledges,
        "acknowledgement": queue.acknowledgement,
        "reopen_days": queue.reopen_days,
        **{name: row[name] for name in ("unsolved", "unassigned", "mine", "new")},
        "abilities": policies.abilities(row["role"]),
    }


def present_row(row: dict[str, Any]) -> dict[str, Any]:
    """Show a ticket of a list."""
    assignee_id, name = row.pop("assignee_id"), row.pop("assignee__name")
    row["assignee"] = {"id": assignee_id, "name": name} if assignee_id else None
    row["queue_key"] = row.pop("queue__key")
    return row


def present_ticket(actor: Actor, ticket: Ticket) -> dict[str, Any]:
    """Show a ticket with its conversation, its history and the requester's other tickets. Eight
    queries.
    """
    assignee = ticket.assignee
    return {
        "id": ticket.id,
        "reference": ticket.reference,
        "subject": ticket.subject,
        "status": ticket.status,
        "priority": ticket.priority,
        "requester_email": ticket.requester_email,
        "requester_name": ticket.requester_name,
        "assignee": {"id": assignee.id, "name": assignee.name} if assignee else None,
        "queue_id": ticket.queue_id,
        "queue_key": ticket.queue.key,
        "created_at": ticket.created_at,
        "active_at": ticket.active_at,
        "version": ticket.version,
        "linked_id": ticket.linked_id,
        "messages": [present_message(message) for message in queries.conversation(ticket)],
        "history": queries.history(ticket),
        "others": queries.other_tickets(actor, ticket),
        "abilities": policies.abilities(policies.role_on(actor, ticket.queue)),
    }


def present_message(message: TicketMessage) -> dict[str, Any]:
    """Show something said."""
    return {
        "id": message.id,
        "kind": message.kind,
        "author_name": message.author_name,
        "author_email": message.author_email,
        "author_id": message.author_id,
        "text": message.text,
        "created_at": message.created_at,
        "attachments": [present_attachment(file) for file in message.attachments.all()],
    }


def present_attachment(file: Attachment) -> dict[str, Any]:
    """Show an attached file."""
    return {
        "id": file.id,
        "name": file.name,
        "media_type": file.media_type,
        "size_bytes": file.size_bytes,
        "url": f"/api/v1/desk/attachments/{file.id}",
    }
