"""Tell the requester that the request arrived, once, within the budget of automatic answers."""

from datetime import datetime

from bureau import automation
from bureau.people import SYSTEM
from bureau.platform.db import insert

from ..guards import may_answer
from ..mail_in import IncomingMail, has_message_id
from ..models import AutomaticAnswer, Ticket, TicketMessage
from ..reply_address import reply_address
from .messages import Author, Source, add_message

STANDARD_TEXT = """Hello {name},

we have received your request. Its number is {reference}.

{subject}

An agent of {queue} will answer you. To add something, simply reply to this message.
"""


def acknowledge(ticket: Ticket, mail: IncomingMail, now: datetime) -> None:
    """Send the automatic answer and note it on the ticket, in the caller's transaction."""
    email = ticket.requester_email
    if not email or not may_answer(ticket, email, now):
        return
    queue = ticket.queue
    template = queue.acknowledgement or STANDARD_TEXT
    text = fill(template, ticket)
    sent = automation.perform(
        "mail.send",
        {
            "from_person_id": queue.account_id,
            "from_name": queue.name,
            "to": [email],
            "subject": f"[{ticket.reference}] {ticket.subject}",
            "text": text,
            "reply_to": reply_address(queue.account.email, ticket.id),
            "in_reply_to": mail.message_id if has_message_id(mail.message_id) else "",
            "references": [mail.message_id] if has_message_id(mail.message_id) else [],
            "automatic": True,
        },
        owner=SYSTEM,
    )
    insert(AutomaticAnswer(ticket=ticket, email=email, sent_at=now))
    add_message(
        ticket,
        TicketMessage.Kind.AUTOMATIC,
        Author(queue.name, queue.account.email),
        text,
        Source(f"mail:{queue.account_id}", str(sent["message_id"])),
        now,
    )


def fill(template: str, ticket: Ticket) -> str:
    """Put the ticket's facts into a text; unknown placeholders stay as they are."""
    facts = {
        "name": ticket.requester_name or ticket.requester_email,
        "reference": ticket.reference,
        "subject": ticket.subject,
        "queue": ticket.queue.name,
    }
    for name, value in facts.items():
        template = template.replace(f"{{{name}}}", value)
    return template
