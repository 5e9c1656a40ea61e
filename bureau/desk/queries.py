"""Reads of the desk, each with a fixed number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from bureau import access
from bureau.people import Actor, Membership, Person
from bureau.platform.db import Page, prepared, read_page, seek
from bureau.platform.events import Event

from . import policies
from .models import Queue, Ticket, TicketMessage

Row = dict[str, Any]
After = tuple[Any, ...] | None
Fields = tuple[str | None, str | None, str | None]
"""Queue, assignee and requester to narrow to."""
Shape = tuple[str, str, bool]
"""Status and priority to narrow to, and whether to tickets of nobody."""

OPEN = (Ticket.Status.NEW, Ticket.Status.OPEN, Ticket.Status.PENDING)
ORDER = ("-active_at", "-id")
OTHER_COLUMNS = ("id", "reference", "subject", "status", "active_at")
LIST_COLUMNS = (
    "id",
    "reference",
    "subject",
    "status",
    "priority",
    "requester_email",
    "requester_name",
    "assignee_id",
    "assignee__name",
    "queue_id",
    "queue__key",
    "created_at",
    "active_at",
)


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """What a list of tickets shows; an empty field does not narrow."""

    queue_id: str = ""
    status: str = ""
    """One status, or `unsolved` for new, open and pending."""
    assignee: str = ""
    """A person's id, `me` or `nobody`."""
    priority: str = ""
    requester: str = ""
    words: str = ""


def list_tickets(actor: Actor, wanted: TicketFilter, cursor: str | None, limit: int) -> Page[Row]:
    """Return a page of tickets, those last active first. Two queries; indexes `ticket_queue`,
    `ticket_status`.
    """
    principals = policies.sees_through(actor)
    assignee = {"me": actor.person_id, "nobody": ""}.get(wanted.assignee, wanted.assignee)

    def read(after: After) -> list[Row]:
        fields = (wanted.queue_id or None, assignee or None, wanted.requester.lower() or None)
        shape = (wanted.status, wanted.priority, wanted.assignee == "nobody")
        if not wanted.words:
            return _prepared_rows(principals, fields, after, shape=shape, limit=limit)
        rows = _ticket_rows(principals, fields, shape).filter(_saying(wanted.words))
        return list(seek(rows, ORDER, after, limit))

    return read_page(read, ORDER, cursor, limit)


@prepared
def _prepared_rows(
    principals: Collection[str] | None, fields: Fields, after: After, *, shape: Shape, limit: int
) -> QuerySet[Ticket, Row]:
    return seek(_ticket_rows(principals, fields, shape), ORDER, after, limit)


def _ticket_rows(
    principals: Collection[str] | None, fields: Fields, shape: Shape
) -> QuerySet[Ticket, Row]:
    queue_id, assignee_id, requester = fields
    status, priority, is_unassigned = shape
    rows = policies.tickets_of(principals)
    if queue_id is not None:
        rows = rows.filter(queue_id=queue_id)
    if status:
        rows = rows.filter(status__in=OPEN if status == "unsolved" else (status,))
    if is_unassigned:
        rows = rows.filter(assignee=None)
    if assignee_id is not None:
        rows = rows.filter(assignee_id=assignee_id)
    if priority:
        rows = rows.filter(priority=priority)
    if requester is not None:
        rows = rows.filter(requester_email=requester)
    found: QuerySet[Ticket, Row] = rows.values(*LIST_COLUMNS)
    return found


def _saying(words: str) -> Q:
    narrow = Q()
    for word in words.split()[:8]:
        narrow &= (
            Q(subject__icontains=word)
            | Q(reference__iexact=word)
            | Q(requester_email__icontains=word)
            | Q(requester_name__icontains=word)
        )
    return narrow


def queues_with_counts(actor: Actor) -> list[dict[str, Any]]:
    """Return the queues that the actor may read with their counts and the actor's role. Three
    queries.
    """
    queues = list(policies.visible_queues(actor).select_related("account").order_by("name"))
    counts = _counts(actor, queues)
    roles = policies.roles_on(actor, queues)
    return [
        {"queue": queue, "role": roles[queue.id], **counts.get(queue.id, _NOTHING)}
        for queue in queues
    ]


_NOTHING = {"unsolved": 0, "unassigned": 0, "mine": 0, "new": 0}


def _counts(actor: Actor, queues: list[Queue]) -> dict[str, dict[str, int]]:
    rows = (
        Ticket.objects.filter(queue__in=queues, status__in=OPEN)
        .values_list("queue_id")
        .annotate(
            unsolved=Count("id"),
            unassigned=Count("id", filter=Q(assignee=None)),
            mine=Count("id", filter=Q(assignee_id=actor.person_id)),
            new=Count("id", filter=Q(status=Ticket.Status.NEW)),
        )
    )
    return {queue_id: dict(zip(_NOTHING, found, strict=True)) for queue_id, *found in rows}


def conversation(ticket: Ticket) -> list[TicketMessage]:
    """Return what was said on a ticket, oldest first, with attachments. Two queries."""
    return list(
        ticket.messages.select_related("author").prefetch_related("attachments").order_by("id")
    )


def history(ticket: Ticket) -> list[dict[str, Any]]:
    """Return the changes of a ticket's fields, oldest first, with the names of those who made them.
    Two queries.
    """
    rows = Event.objects.filter(
        subject_kind="ticket", subject_id=ticket.id, changes__isnull=False
    ).order_by("id")
    events = [event for event in rows[:500] if event.changes]
    names = _names({event.actor_id for event in events} | set(_assignees(events)))
    return [
        {
            "id": event.id,
            "at": event.occurred_at,
            "actor": names.get(event.actor_id, ""),
            "changes": {
                field: [names.get(value, value) for value in pair]
                if field == "assignee_id"
                else pair
                for field, pair in (event.changes or {}).items()
            },
        }
        for event in events
    ]


def _assignees(events: list[Event]) -> Iterable[str]:
    for event in events:
        yield from (value for value in (event.changes or {}).get("assignee_id", ()) if value)


def _names(person_ids: set[str]) -> dict[str, str]:
    return dict(Person.objects.filter(id__in=person_ids).values_list("id", "name"))


def other_tickets(actor: Actor, ticket: Ticket) -> list[dict[str, Any]]:
    """Return the requester's ten latest other tickets that the actor may read. One query."""
    rows = policies.visible_tickets(actor).filter(requester_email=ticket.requester_email)
    latest = rows.exclude(id=ticket.id).order_by("-active_at")
    return [dict(row) for row in latest.values(*OTHER_COLUMNS)[:10]]


def agents(queue: Queue) -> QuerySet[Person]:
    """Return the active persons who work on the queue. Two queries."""
    return _with_role(queue, policies.WORK)


def reader_ids(queue: Queue) -> list[str]:
    """Return the ids of the active persons who may read the queue. Two queries."""
    return _reader_ids(list(access.principals_on(queue.scope_id, policies.READ)))


@prepared
def _reader_ids(principals: list[str]) -> QuerySet[Person, str]:
    return _active(principals).values_list("id", flat=True)[:500]


def _with_role(queue: Queue, role: int) -> QuerySet[Person]:
    return _active(list(access.principals_on(queue.scope_id, role))).order_by("name", "id")


def _active(principals: list[str]) -> QuerySet[Person]:
    members = Membership.objects.filter(principal_id__in=principals).values("person_id")
    return Person.objects.filter(id__in=members, state=Person.State.ACTIVE)
