"""Someone leaves: their tickets go to their successor, or back to the queue."""

from django.db import transaction

from bureau.people import SYSTEM, Person

from .. import policies
from ..models import Ticket
from ..queries import OPEN
from .update import UNASSIGNED, TicketFields, update_ticket


def preview(person: Person, to: Person) -> list[str]:
    """Say what would happen."""
    tickets = _tickets(person)
    kept = sum(policies.can_work(to.id, ticket.queue) for ticket in tickets)
    rest = len(tickets) - kept
    lines = []
    if kept:
        lines.append(f"{kept} open tickets are assigned to {to.name}")
    if rest:
        lines.append(f"{rest} open tickets go back to their queues, where {to.name} is no agent")
    return lines


def hand_over(person: Person, to: Person) -> None:
    """Assign the person's unsolved tickets anew. A rerun finds none left."""
    with transaction.atomic():
        for ticket in _tickets(person):
            assignee = to.id if policies.can_work(to.id, ticket.queue) else UNASSIGNED
            update_ticket(SYSTEM, ticket.id, TicketFields(assignee_id=assignee))


def _tickets(person: Person) -> list[Ticket]:
    rows = Ticket.objects.filter(assignee=person, status__in=OPEN)
    return list(rows.select_related("queue").order_by("id"))
