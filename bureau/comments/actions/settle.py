"""Resolving threads, opening them again, and giving them to somebody."""

from django.db import transaction
from django.utils import timezone

from bureau.access import Role
from bureau.comments.errors import BadComment
from bureau.comments.events import announce
from bureau.comments.kinds import Visit, kind_named
from bureau.comments.models import Thread
from bureau.comments.policies import thread_for
from bureau.people import Person, actor_for


@transaction.atomic
def set_resolved(visit: Visit, thread_id: str, is_resolved: bool) -> Thread:
    """Resolve a thread, or open it again; a second time changes nothing."""
    thread = thread_for(visit, thread_id)
    if (thread.resolved_at is not None) == is_resolved:
        return thread
    thread.resolved_at = timezone.now() if is_resolved else None
    # The type checker takes every reference for one that is always there.
    by = visit.actor.person_id if is_resolved else ""
    thread.resolved_by_id = by or None  # type: ignore[assignment]
    thread.save(update_fields=["resolved_at", "resolved_by"])
    name = "thread.resolved" if is_resolved else "thread.reopened"
    announce(name, thread, ("thread", thread.id), {"resolved": [not is_resolved, is_resolved]})
    kind_named(thread.kind).changed(thread.item_id)
    return thread


@transaction.atomic
def assign(visit: Visit, thread_id: str, person_id: str | None) -> Thread:
    """Give a thread to somebody who may comment on the item, or to nobody."""
    thread = thread_for(visit, thread_id)
    if thread.assignee_id == person_id:
        return thread
    if person_id:
        _require_reader(thread, person_id)
    before, thread.assignee_id = thread.assignee_id, person_id  # type: ignore[assignment]
    thread.save(update_fields=["assignee"])
    announce("thread.assigned", thread, ("thread", thread.id), {"assignee": [before, person_id]})
    kind_named(thread.kind).changed(thread.item_id)
    return thread


def _require_reader(thread: Thread, person_id: str) -> None:
    person = Person.objects.filter(id=person_id).first()
    kind = kind_named(thread.kind)
    if person is None or kind.role_of(Visit(actor_for(person)), thread.item_id) < Role.COMMENTER:
        message = "This person may not comment here. Share the document first."
        raise BadComment(errors=[{"field": "assignee", "message": message}])
