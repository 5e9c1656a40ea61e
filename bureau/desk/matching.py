"""Which ticket a mail belongs to: by reference, by signed reply address, by subject tag of a
participant.
"""

import re

from django.db.models import Q

from .mail_in import IncomingMail
from .models import Ticket, TicketMessage
from .reply_address import ticket_of

_TAG = re.compile(r"\[([A-Z][A-Z0-9]{0,7}-\d{1,10})\]")


def find_ticket(mail: IncomingMail) -> Ticket | None:
    """Return the ticket that the mail continues, None for a new request. At most three queries."""
    return _by_reference(mail) or _by_address(mail) or _by_tag(mail)


def _by_reference(mail: IncomingMail) -> Ticket | None:
    if not mail.references:
        return None
    message = (
        TicketMessage.objects.filter(message_id__in=mail.references[-50:])
        .exclude(kind=TicketMessage.Kind.NOTE)
        .select_related("ticket__queue")
        .order_by("-id")
        .first()
    )
    return message.ticket if message else None


def _by_address(mail: IncomingMail) -> Ticket | None:
    for address in mail.recipients:
        if ticket_id := ticket_of(address):
            return Ticket.objects.select_related("queue").filter(id=ticket_id).first()
    return None


def _by_tag(mail: IncomingMail) -> Ticket | None:
    match = _TAG.search(mail.subject)
    if not match:
        return None
    email = mail.requester.email
    takes_part = Q(requester_email=email) | Q(messages__author_email=email)
    return Ticket.objects.select_related("queue").filter(takes_part, reference=match[1]).first()
