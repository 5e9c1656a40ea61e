"""Take a mail in: join the ticket it belongs to, or open one and acknowledge it. Doing it twice
changes nothing.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bureau.platform import blobs, mime
from bureau.platform.db import prepared
from bureau.platform.events import Event

from ..guards import Treatment, treatment_of
from ..mail_in import IncomingMail, read_mail
from ..matching import find_ticket
from ..models import Queue, Ticket, TicketMessage
from .acknowledge import acknowledge
from .announce import announce
from .indexing import index_new_ticket, index_ticket
from .messages import Author, File, Source, add_message
from .open_ticket import create_ticket

Status = Ticket.Status
MACHINE_PARTS = frozenset({"message/delivery-status", "text/rfc822-headers"})
"""Parts of a delivery report (RFC 3464) that say nothing to people; the raw mail keeps them."""


def is_for_queue(event: Event) -> bool:
    """Tell whether mail came to a queue's mailbox. One index read."""
    return bool(_queues(str(event.payload.get("account_id"))))


def on_mail_received(event: Event) -> None:
    """Subscriber: mail that came to a queue's mailbox goes to the desk."""
    for queue in _queues(str(event.payload.get("account_id"))):
        take_in(queue, read_mail(event.payload))


@prepared
def _queues(account_id: str) -> QuerySet[Queue]:
    return Queue.objects.select_related("account").filter(account_id=account_id)


def take_in(queue: Queue, mail: IncomingMail) -> Ticket | None:
    """Return the ticket that now holds the mail, None when no ticket may; one transaction."""
    with transaction.atomic():
        # One mail at a time per queue: a retry waits here, then finds the mail taken in.
        _locked(queue.id)
        if _taken_in(_channel(mail), mail.message_id):
            return None
        treatment = treatment_of(mail)
        if treatment is Treatment.IGNORE:
            return None
        ticket = find_ticket(mail)
        if ticket and not _is_over(ticket, timezone.now()):
            return _join(ticket, mail)
        if treatment is Treatment.ATTACH:
            return None
        return _open(queue, mail, ticket, may_answer=treatment is Treatment.ANSWER)


@prepared
def _locked(queue_id: str) -> QuerySet[Queue, str]:
    return Queue.objects.select_for_update().filter(id=queue_id).values_list("id", flat=True)


@prepared
def _taken_in(channel: str, message_id: str) -> QuerySet[TicketMessage, str]:
    rows = TicketMessage.objects.filter(channel=channel, message_id=message_id)
    return rows.values_list("id", flat=True)


def _channel(mail: IncomingMail) -> str:
    return f"mail:{mail.account_id}"


def _is_over(ticket: Ticket, now: datetime) -> bool:
    """Tell whether the ticket was solved too long ago to be reopened."""
    if ticket.solved_at is None:
        return False
    return now - ticket.solved_at > timedelta(days=ticket.queue.reopen_days)


def _open(queue: Queue, mail: IncomingMail, older: Ticket | None, *, may_answer: bool) -> Ticket:
    now = timezone.now()
    ticket = create_ticket(queue, mail.requester, mail.subject, now)
    if older:
        Ticket.objects.filter(id=ticket.id).update(linked=older)
    message = _add(ticket, mail, now)
    index_new_ticket(ticket, message)
    announce("opened", ticket, changes={}, email_id=mail.email_id, linked=older and older.id)
    if may_answer and queue.acknowledges:
        acknowledge(ticket, mail, now)
    return ticket


def _join(ticket: Ticket, mail: IncomingMail) -> Ticket:
    now = timezone.now()
    _add(ticket, mail, now)
    before = ticket.status
    if before in (Status.PENDING, Status.SOLVED, Status.CLOSED):
        ticket.status, ticket.solved_at = Status.OPEN, None
        ticket.version += 1
    ticket.active_at = now
    ticket.save(update_fields=["status", "solved_at", "active_at", "version"])
    index_ticket(ticket)
    changes = {"status": [before, ticket.status]} if before != ticket.status else None
    announce("answered_by_requester", ticket, changes=changes, email_id=mail.email_id)
    return ticket


def _add(ticket: Ticket, mail: IncomingMail, now: datetime) -> TicketMessage:
    raw = blobs.read(mail.blob)
    parsed = mime.parse(raw)
    requester = mail.requester
    return add_message(
        ticket,
        TicketMessage.Kind.INCOMING,
        Author(requester.name, requester.email),
        _text_of(parsed),
        Source(_channel(mail), mail.message_id, mail.blob),
        now,
        _files_of(raw, parsed),
    )


def _text_of(parsed: mime.ParsedMessage) -> str:
    return parsed.text.strip() or mime.html_to_text(parsed.html)


def _files_of(raw: bytes, parsed: mime.ParsedMessage) -> list[File]:
    files = []
    for part in parsed.attachments:
        if part.media_type in MACHINE_PARTS:
            continue
        ref = blobs.put(mime.part_content(raw, part))
        files.append(File(ref.hash, part.name or "attachment", part.media_type, ref.size_bytes))
    return files
