"""Change a ticket's own fields: status, priority, assignee, queue, subject."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from bureau import notifications
from bureau.people import Actor

from .. import policies
from ..errors import NotAssignable, TicketChanged
from ..models import Ticket
from .announce import announce
from .indexing import index_ticket

Status = Ticket.Status
UNASSIGNED = ""


@dataclass(frozen=True, slots=True)
class TicketFields:
    """New values; None leaves a field as it is, an empty assignee takes it from everybody."""

    status: Ticket.Status | None = None
    priority: Ticket.Priority | None = None
    assignee_id: str | None = None
    queue_id: str | None = None
    subject: str | None = None


def update_ticket(
    actor: Actor, ticket_id: str, fields: TicketFields, version: int | None = None
) -> Ticket:
    """Apply the new values; one audited event with before and after, none when nothing changes.

    Raises `TicketChanged` when `version` is not the present one, `NotAssignable`, `UnknownTicket`,
    `NotAnAgent`.
    """
    with transaction.atomic():
        ticket = policies.ticket_for(actor, ticket_id, policies.WORK, lock=True)
        if version is not None and version != ticket.version:
            raise TicketChanged()
        before = _values(ticket)
        _apply(actor, ticket, fields)
        after = _values(ticket)
        changes = {
            name: [before[name], after[name]] for name in after if before[name] != after[name]
        }
        if not changes:
            return ticket
        ticket.version += 1
        ticket.active_at = timezone.now()
        ticket.save()
        index_ticket(ticket)
        announce("updated", ticket, changes=changes)
        _tell_assignee(actor, ticket, changes)
    return ticket


def _values(ticket: Ticket) -> dict[str, Any]:
    return {
        "status": ticket.status,
        "priority": ticket.priority,
        "assignee_id": ticket.assignee_id,
        "queue_id": ticket.queue_id,
        "subject": ticket.subject,
    }


def _apply(actor: Actor, ticket: Ticket, fields: TicketFields) -> None:
    if fields.queue_id and fields.queue_id != ticket.queue_id:
        ticket.queue = policies.queue_for(actor, fields.queue_id, policies.WORK)
        if ticket.assignee_id and not policies.can_work(ticket.assignee_id, ticket.queue):
            ticket.assignee = None
    if fields.status:
        _set_status(ticket, fields.status)
    if fields.priority:
        ticket.priority = fields.priority
    if fields.subject and fields.subject.strip():
        ticket.subject = fields.subject.strip()[:250]
    if fields.assignee_id is not None:
        _assign(ticket, fields.assignee_id)


def _set_status(ticket: Ticket, status: Ticket.Status) -> None:
    is_over = status in (Status.SOLVED, Status.CLOSED)
    if is_over and ticket.solved_at is None:
        ticket.solved_at = timezone.now()
    if not is_over:
        ticket.solved_at = None
    ticket.status = status


def _assign(ticket: Ticket, assignee_id: str) -> None:
    if assignee_id == UNASSIGNED:
        ticket.assignee = None
        return
    if not policies.can_work(assignee_id, ticket.queue):
        raise NotAssignable()
    ticket.assignee_id = assignee_id
    if ticket.status == Status.NEW:
        ticket.status = Status.OPEN


def _tell_assignee(actor: Actor, ticket: Ticket, changes: dict[str, list[Any]]) -> None:
    if "assignee_id" in changes and ticket.assignee_id not in (None, actor.person_id):
        notifications.notify(
            [ticket.assignee_id],
            "ticket_assigned",
            f"{ticket.reference} was assigned to you",
            ticket.subject,
            f"/desk/tickets/{ticket.id}",
        )
