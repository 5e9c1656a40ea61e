"""Who may see and do what on the desk; every read and write of tickets goes through here."""

from collections.abc import Collection

from django.db.models import QuerySet

from bureau import access, people
from bureau.people import Actor

from .errors import NotAnAgent, UnknownQueue, UnknownTicket
from .models import Queue, Ticket

READ = access.Role.VIEWER
WORK = access.Role.EDITOR
MANAGE = access.Role.MANAGER


def sees_through(actor: Actor) -> frozenset[str] | None:
    """Return what the actor's rights hang on; None for administrators, who manage all. One query
    but for those.
    """
    return None if actor.is_admin else people.principals_of(actor.person_id)


def queues_of(principals: Collection[str] | None, at_least: int = READ) -> QuerySet[Queue]:
    """Return the queues on which the principals have at least this role."""
    if principals is None:
        return Queue.objects.all()
    return Queue.objects.filter(scope_id__in=access.visible_scopes(principals, at_least))


def tickets_of(principals: Collection[str] | None) -> QuerySet[Ticket]:
    """Return the tickets of the queues that the principals may read."""
    if principals is None:
        return Ticket.objects.all()
    return Ticket.objects.filter(queue__in=queues_of(principals))


def visible_queues(actor: Actor, at_least: int = READ) -> QuerySet[Queue]:
    """Return the queues on which the actor has at least this role."""
    return queues_of(sees_through(actor), at_least)


def visible_tickets(actor: Actor) -> QuerySet[Ticket]:
    """Return the tickets of the queues that the actor may read."""
    return tickets_of(sees_through(actor))


def role_on(actor: Actor, queue: Queue) -> int:
    """Return the actor's role on the queue, 0 for none."""
    if actor.is_admin:
        return MANAGE
    return access.role_on(people.principals_of(actor.person_id), queue.scope_id)


def roles_on(actor: Actor, queues: list[Queue]) -> dict[str, int]:
    """Return the actor's role by queue id. One query."""
    if actor.is_admin:
        return {queue.id: MANAGE for queue in queues}
    principals = people.principals_of(actor.person_id)
    roles = access.roles_on(principals, [queue.scope_id for queue in queues])
    return {queue.id: roles.get(queue.scope_id, 0) for queue in queues}


def abilities(role: int) -> dict[str, bool]:
    """Return what a role may do, as the screens are told."""
    return {"read": role >= READ, "work": role >= WORK, "manage": role >= MANAGE}


def queue_for(actor: Actor, queue_id: str, at_least: int) -> Queue:
    """Return a queue on which the actor has this role; raises `UnknownQueue` or `NotAnAgent`."""
    queue = Queue.objects.select_related("account").filter(id=queue_id).first()
    if queue is None:
        raise UnknownQueue()
    _require(role_on(actor, queue), at_least, UnknownQueue)
    return queue


def ticket_for(actor: Actor, ticket_id: str, at_least: int, *, lock: bool = False) -> Ticket:
    """Return a ticket in whose queue the actor has this role; raises `UnknownTicket` or
    `NotAnAgent`.
    """
    rows = Ticket.objects.select_related("queue__account")
    if lock:
        rows = rows.select_for_update(of=("self",))
    ticket = rows.filter(id=ticket_id).first()
    if ticket is None:
        raise UnknownTicket()
    _require(role_on(actor, ticket.queue), at_least, UnknownTicket)
    return ticket


def _require(role: int, at_least: int, absent: type[UnknownQueue] | type[UnknownTicket]) -> None:
    if role < READ:
        raise absent()
    if role < at_least:
        raise NotAnAgent()


def can_work(person_id: str, queue: Queue) -> bool:
    """Tell whether a person may be given tickets of the queue."""
    return access.role_on(people.principals_of(person_id), queue.scope_id) >= WORK
