"""Keep tickets findable: subject, reference, requester and what was said."""

from django.db.models import QuerySet

from bureau import search
from bureau.platform.db import prepared

from ..models import Ticket, TicketMessage

LONGEST_BODY = 20_000


def index_ticket(ticket: Ticket) -> None:
    """Write the ticket into the search index anew, in the caller's transaction."""
    _put(ticket, _texts(ticket.id), is_new=False)


def index_new_ticket(ticket: Ticket, message: TicketMessage) -> None:
    """Write a ticket with its first message into the search index, in the transaction that opens
    it.
    """
    _put(ticket, [message.text], is_new=True)


@prepared
def _texts(ticket_id: str) -> QuerySet[TicketMessage, str]:
    newest = TicketMessage.objects.filter(ticket_id=ticket_id).order_by("-id")
    return newest.values_list("text", flat=True)[:50]


def _put(ticket: Ticket, texts: list[str], *, is_new: bool) -> None:
    body = "\n".join(texts)
    search.put(
        kind="ticket",
        object_id=ticket.id,
        scope=ticket.queue.scope_id,
        title=f"{ticket.reference} {ticket.subject}",
        body=f"{ticket.requester_name} {ticket.requester_email}\n{body}"[:LONGEST_BODY],
        at=ticket.active_at,
        url=f"/desk/tickets/{ticket.id}",
        is_new=is_new,
    )
