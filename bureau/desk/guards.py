"""Guards against mail loops, in the order that decides: what a mail may lead to, and when we may
answer it.

Two programs that answer each other's mail can fill a queue overnight; every rule here has stopped
such a loop.
"""

from datetime import datetime, timedelta
from enum import Enum

from django.db.models import QuerySet

from bureau.people import Address
from bureau.platform.db import prepared

from .mail_in import LOOP_HEADER, IncomingMail
from .models import AutomaticAnswer, Ticket

MAX_RECEIVED = 25
PER_TICKET_AND_DAY = 1
PER_ADDRESS_AND_HOUR = 5
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})


class Treatment(Enum):
    """What becomes of a mail."""

    IGNORE = "ignore"
    """It stays in the mailbox and touches no ticket."""
    ATTACH = "attach"
    """It joins the ticket it belongs to, but opens none and gets no answer."""
    SILENT = "silent"
    """It joins or opens a ticket, without an answer."""
    ANSWER = "answer"
    """It joins or opens a ticket, and a new ticket is acknowledged."""


def treatment_of(mail: IncomingMail) -> Treatment:
    """Decide what a mail may lead to. At most one query."""
    if mail.is_form:
        return Treatment.ANSWER
    if LOOP_HEADER in mail.headers:
        return Treatment.IGNORE
    if mail.received_count > MAX_RECEIVED:
        return Treatment.IGNORE
    if not mail.envelope_from and not mail.is_internal:
        return Treatment.ATTACH
    if mail.auto_submitted not in ("", "no"):
        generated = mail.auto_submitted.startswith("auto-generated")
        return Treatment.SILENT if generated else Treatment.ATTACH
    if mail.precedence in _BULK or mail.list_id:
        return Treatment.SILENT
    if _is_system_address(mail.sender.email):
        return Treatment.SILENT
    return Treatment.ANSWER


def _is_system_address(email: str) -> bool:
    """Tell whether the address is a service account or shared mailbox of ours, or a well-known
    robot.
    """
    if email.partition("@")[0] in ("mailer-daemon", "postmaster", "no-reply", "noreply"):
        return True
    return Address.objects.filter(email=email, person__kind__in=("service", "shared")).exists()


def may_answer(ticket: Ticket, email: str, now: datetime) -> bool:
    """Tell whether the budget of automatic answers allows one more. Two counts."""
    if len(_to_ticket(ticket.id, now - timedelta(days=1))) >= PER_TICKET_AND_DAY:
        return False
    return len(_to_address(email, now - timedelta(hours=1))) < PER_ADDRESS_AND_HOUR


@prepared
def _to_ticket(ticket_id: str, since: datetime) -> QuerySet[AutomaticAnswer, str]:
    rows = AutomaticAnswer.objects.filter(ticket_id=ticket_id, sent_at__gt=since)
    return rows.values_list("id", flat=True)[:PER_TICKET_AND_DAY]


@prepared
def _to_address(email: str, since: datetime) -> QuerySet[AutomaticAnswer, str]:
    rows = AutomaticAnswer.objects.filter(email=email, sent_at__gt=since)
    return rows.values_list("id", flat=True)[:PER_ADDRESS_AND_HOUR]
