"""Answer the requester, or leave a note for colleagues."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from bureau import automation
from bureau.people import SYSTEM, Actor
from bureau.platform.ids import new_id

from .. import policies
from ..errors import EmptyMessage
from ..models import Ticket, TicketMessage
from ..reply_address import reply_address
from .announce import announce
from .indexing import index_ticket
from .messages import Author, File, Source, add_message

Status = Ticket.Status


@dataclass(frozen=True, slots=True)
class Answer:
    """What an agent writes, and what becomes of the ticket."""

    text: str
    files: tuple[File, ...] = ()
    status: Ticket.Status | None = None


def reply(actor: Actor, ticket_id: str, answer: Answer) -> TicketMessage:
    """Mail the answer to the requester and note it on the ticket; the ticket becomes pending unless
    told otherwise.

    Raises `EmptyMessage`, `UnknownTicket`, `NotAnAgent`.
    """
    _require_text(answer)
    with transaction.atomic():
        ticket = policies.ticket_for(actor, ticket_id, policies.WORK, lock=True)
        now = timezone.now()
        sent = automation.perform("mail.send", _mail(ticket, actor, answer), owner=SYSTEM)
        message = add_message(
            ticket,
            TicketMessage.Kind.REPLY,
            Author(actor.name, ticket.queue.account.email, actor.person_id),
            answer.text,
            Source(f"mail:{ticket.queue.account_id}", str(sent["message_id"])),
            now,
            answer.files,
        )
        before = ticket.status
        ticket.status = answer.status or Status.PENDING
        ticket.solved_at = now if ticket.status in (Status.SOLVED, Status.CLOSED) else None
        ticket.answered_at = ticket.answered_at or now
        ticket.assignee_id = ticket.assignee_id or actor.person_id
        ticket.active_at = now
        ticket.version += 1
        ticket.save()
        index_ticket(ticket)
        announce("answered", ticket, changes={"status": [before, ticket.status]})
    return message


def add_note(actor: Actor, ticket_id: str, answer: Answer) -> TicketMessage:
    """Leave a note that only colleagues see; it is never mailed. Raises as `reply`."""
    _require_text(answer)
    with transaction.atomic():
        ticket = policies.ticket_for(actor, ticket_id, policies.WORK, lock=True)
        now = timezone.now()
        message = add_message(
            ticket,
            TicketMessage.Kind.NOTE,
            Author(actor.name, actor.email, actor.person_id),
            answer.text,
            Source(f"ticket:{ticket.id}", f"note:{new_id()}"),
            now,
            answer.files,
        )
        Ticket.objects.filter(id=ticket.id).update(active_at=now)
        index_ticket(ticket)
        announce("noted", ticket)
    return message


def _require_text(answer: Answer) -> None:
    if not answer.text.strip():
        raise EmptyMessage()


def _mail(ticket: Ticket, actor: Actor, answer: Answer) -> dict[str, object]:
    earlier = list(
        ticket.messages.filter(message_id__contains="@")
        .order_by("id")
        .values_list("message_id", flat=True)
    )
    queue = ticket.queue
    return {
        "from_person_id": queue.account_id,
        "from_name": f"{actor.name} ({queue.name})",
        "to": [ticket.requester_email],
        "subject": f"[{ticket.reference}] {ticket.subject}",
        "text": answer.text,
        "reply_to": reply_address(queue.account.email, ticket.id),
        "in_reply_to": earlier[-1] if earlier else "",
        "references": earlier[-20:],
        "attachments": [
            {"blob": file.blob, "name": file.name, "type": file.media_type} for file in answer.files
        ],
        "automatic": False,
    }
