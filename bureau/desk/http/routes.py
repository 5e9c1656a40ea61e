"""Routes of the desk under /api/v1."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Query, Router, Status, UploadedFile

from bureau import access
from bureau.people import Actor, actor_of, describe_principals
from bureau.people.http.auth import signed_in
from bureau.platform.db import Page
from bureau.platform.http.answers import page_answer

from .. import policies, queries
from ..actions import queues as queue_actions
from ..actions.open_ticket import open_ticket
from ..actions.reply import Answer, add_note, reply
from ..actions.update import TicketFields, update_ticket
from ..actions.uploads import keep_upload, uploaded
from ..errors import UnknownTicket
from ..mail_in import Sender
from ..models import Attachment, Ticket
from . import presenters
from .schemas import (
    AgentOut,
    QueueIn,
    QueueOut,
    QueuePatch,
    QueueRoleIn,
    QueueRoleOut,
    TicketAnswerIn,
    TicketIn,
    TicketMessageOut,
    TicketOut,
    TicketPage,
    TicketPatch,
    TicketQuery,
    TicketUploadOut,
)

router = Router(tags=["desk"], auth=signed_in)

Made = Status[dict[str, Any]]

ROLES = {
    "none": 0,
    "viewer": policies.READ,
    "agent": policies.WORK,
    "manager": policies.MANAGE,
}
INLINE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def _actor(request: HttpRequest) -> Actor:
    return actor_of(request)


@router.get("/desk/queues", response=list[QueueOut])
def list_queues(request: HttpRequest) -> list[dict[str, Any]]:
    """The queues that the caller may read, with counts."""
    return [presenters.present_queue(row) for row in queries.queues_with_counts(_actor(request))]


@router.post("/desk/queues", response={201: QueueOut})
def create_queue(request: HttpRequest, body: QueueIn) -> Made:
    """Make a queue of a shared mailbox."""
    queue = queue_actions.create_queue(_actor(request), body.name, body.key, body.account_id)
    return Status(201, _one_queue(_actor(request), queue.id))


@router.patch("/desk/queues/{queue_id}", response=QueueOut)
def update_queue(request: HttpRequest, queue_id: str, body: QueuePatch) -> dict[str, Any]:
    """Change a queue's settings."""
    fields = queue_actions.QueueFields(**body.dict())
    queue_actions.update_queue(_actor(request), queue_id, fields)
    return _one_queue(_actor(request), queue_id)


def _one_queue(actor: Actor, queue_id: str) -> dict[str, Any]:
    rows = queries.queues_with_counts(actor)
    return next(presenters.present_queue(row) for row in rows if row["queue"].id == queue_id)


@router.get("/desk/queues/{queue_id}/agents", response=list[AgentOut])
def list_agents(request: HttpRequest, queue_id: str) -> list[dict[str, str]]:
    """Those who may be given the queue's tickets."""
    queue = policies.queue_for(_actor(request), queue_id, policies.READ)
    return [{"id": agent.id, "name": agent.name} for agent in queries.agents(queue)]


@router.get("/desk/queues/{queue_id}/roles", response=list[QueueRoleOut])
def list_roles(request: HttpRequest, queue_id: str) -> list[dict[str, str]]:
    """Persons and groups with a role on the queue."""
    queue = policies.queue_for(_actor(request), queue_id, policies.MANAGE)
    names = {role: name for name, role in ROLES.items()}
    grants = access.grants_of(queue.scope_id)
    cards = describe_principals(grant.principal_id for grant in grants)
    return [
        {
            "principal_id": grant.principal_id,
            "name": cards[grant.principal_id].name,
            "role": names.get(grant.role, "viewer"),
        }
        for grant in grants
        if grant.principal_id in cards
    ]


@router.put("/desk/queues/{queue_id}/roles", response={204: None})
def set_role(request: HttpRequest, queue_id: str, body: QueueRoleIn) -> Status[None]:
    """Give a person or group a role on the queue, or take it away."""
    queue_actions.set_role(_actor(request), queue_id, body.principal_id, ROLES[body.role])
    return Status(204, None)


@router.get("/desk/tickets", response=TicketPage)
def list_tickets(request: HttpRequest, wanted: Query[TicketQuery]) -> HttpResponse:
    """Tickets of the caller's queues, those last active first."""
    narrow = queries.TicketFilter(
        queue_id=wanted.queue,
        status=wanted.status,
        assignee=wanted.assignee,
        priority=wanted.priority,
        requester=wanted.requester,
        words=wanted.q,
    )
    page = queries.list_tickets(_actor(request), narrow, wanted.cursor, wanted.limit)
    return page_answer(Page([presenters.present_row(row) for row in page.items], page.next))


@router.post("/desk/tickets", response={201: TicketOut})
def create_ticket(request: HttpRequest, body: TicketIn) -> Made:
    """Open a ticket on behalf of a requester."""
    actor = _actor(request)
    requester = Sender(body.requester_name, body.requester_email.lower())
    files = list(uploaded(actor, body.uploads))
    ticket = open_ticket(actor, body.queue_id, requester, body.subject, body.text, files)
    return Status(201, _one_ticket(actor, ticket.id))


@router.get("/desk/tickets/{ticket_id}", response=TicketOut)
def get_ticket(request: HttpRequest, ticket_id: str) -> dict[str, Any]:
    """A ticket with its conversation."""
    return _one_ticket(_actor(request), ticket_id)


@router.patch("/desk/tickets/{ticket_id}", response=TicketOut)
def change_ticket(request: HttpRequest, ticket_id: str, body: TicketPatch) -> dict[str, Any]:
    """Change status, priority, assignee, queue or subject."""
    actor = _actor(request)
    fields = TicketFields(
        status=Ticket.Status(body.status) if body.status else None,
        priority=Ticket.Priority(body.priority) if body.priority else None,
        assignee_id=body.assignee_id,
        queue_id=body.queue_id,
        subject=body.subject,
    )
    update_ticket(actor, ticket_id, fields, body.version)
    # The ticket may have moved to a queue that the actor cannot read any more.
    return _one_ticket(actor, ticket_id)


def _one_ticket(actor: Actor, ticket_id: str) -> dict[str, Any]:
    return presenters.present_ticket(actor, policies.ticket_for(actor, ticket_id, policies.READ))


def _answer(actor: Actor, body: TicketAnswerIn) -> Answer:
    status = Ticket.Status(body.status) if body.status else None
    return Answer(body.text, uploaded(actor, body.uploads), status)


@router.post("/desk/tickets/{ticket_id}/replies", response={201: TicketMessageOut})
def post_reply(request: HttpRequest, ticket_id: str, body: TicketAnswerIn) -> Made:
    """Mail an answer to the requester."""
    actor = _actor(request)
    message = reply(actor, ticket_id, _answer(actor, body))
    return Status(201, presenters.present_message(message))


@router.post("/desk/tickets/{ticket_id}/notes", response={201: TicketMessageOut})
def post_note(request: HttpRequest, ticket_id: str, body: TicketAnswerIn) -> Made:
    """Leave a note for colleagues."""
    actor = _actor(request)
    message = add_note(actor, ticket_id, _answer(actor, body))
    return Status(201, presenters.present_message(message))


@router.post("/desk/uploads", response={201: TicketUploadOut})
def upload(request: HttpRequest, file: UploadedFile) -> Made:
    """Store a file that an answer will attach."""
    name, media_type = file.name or "", file.content_type or "application/octet-stream"
    ticket, kept = keep_upload(_actor(request), name, media_type, file.chunks())
    return Status(
        201,
        {
            "upload": ticket,
            "name": kept.name,
            "media_type": kept.media_type,
            "size_bytes": kept.size_bytes,
        },
    )


@router.get("/desk/attachments/{attachment_id}", response={200: bytes}, include_in_schema=False)
def download(request: HttpRequest, attachment_id: str) -> HttpResponse:
    """The bytes of an attached file, never rendered as a page."""
    file = Attachment.objects.select_related("message").filter(id=attachment_id).first()
    if file is None:
        raise UnknownTicket()
    policies.ticket_for(_actor(request), file.message.ticket_id, policies.READ)
    shown = file.media_type in INLINE_TYPES
    media_type = file.media_type if shown else "application/octet-stream"
    response = HttpResponse(content_type=media_type)
    response["X-Bureau-Blob"] = file.blob
    response["Content-Disposition"] = (
        content_disposition_header(not shown, file.name) or "attachment"
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
