"""Keep tickets findable: subject, reference, requester and what was said."""

from bureau import search

from ..models import Ticket, TicketMessage

LONGEST_BODY = 20_000


def index_ticket(ticket: Ticket) -> None:
    """Write the ticket into the search index, in the caller's transaction."""
    texts = TicketMessage.objects.filter(ticket=ticket).order_by("-id")
    body = "\n".join(texts.values_list("text", flat=True)[:50])
    search.put(
        kind="ticket",
        object_id=ticket.id,
        scope=ticket.queue.scope_id,
        title=f"{ticket.reference} {ticket.subject}",
        body=f"{ticket.requester_name} {ticket.requester_email}\n{body}"[:LONGEST_BODY],
        at=ticket.active_at,
        url=f"/desk/tickets/{ticket.id}",
    )
