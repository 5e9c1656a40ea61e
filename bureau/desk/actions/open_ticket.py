"""Open a ticket."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bureau.people import Actor
from bureau.platform.db import increment, insert

from .. import policies
from ..errors import EmptyMessage
from ..mail_in import Sender
from ..models import Queue, Ticket, TicketMessage
from .announce import announce
from .indexing import index_new_ticket
from .messages import Author, File, Source, add_message

LONGEST_SUBJECT = 250


def create_ticket(queue: Queue, requester: Sender, subject: str, at: datetime) -> Ticket:
    """Write the row of a new ticket with the queue's next number, in the caller's transaction."""
    following = increment(Queue, "next_number", queue.id)
    if following is None:
        raise Queue.DoesNotExist
    ticket = Ticket(
        queue=queue,
        reference=f"{queue.key}-{following - 1}",
        subject=subject.strip()[:LONGEST_SUBJECT] or "(no subject)",
        requester_email=requester.email,
        requester_name=requester.name[:200],
        created_at=at,
        active_at=at,
    )
    insert(ticket)
    return ticket


def open_ticket(
    actor: Actor, queue_id: str, requester: Sender, subject: str, text: str, files: list[File]
) -> Ticket:
    """Open a ticket on behalf of a requester, as an agent does after a telephone call."""
    if not text.strip() or not subject.strip():
        raise EmptyMessage("Give the ticket a subject and say what it is about.")
    with transaction.atomic():
        queue = policies.queue_for(actor, queue_id, policies.WORK)
        now = timezone.now()
        ticket = create_ticket(queue, requester, subject, now)
        message = add_message(
            ticket,
            TicketMessage.Kind.INCOMING,
            Author(requester.name, requester.email),
            text,
            Source(f"ticket:{ticket.id}", f"opened:{ticket.id}"),
            now,
            files,
        )
        index_new_ticket(ticket, message)
        announce("opened", ticket, changes={}, opened_by=actor.person_id)
    return ticket
