"""Set queues up: their names, addresses, words and who works on them."""

import re
from dataclasses import dataclass

from django.db import transaction

from bureau import access
from bureau.people import Actor, Person
from bureau.platform import events
from bureau.platform.errors import Forbidden

from .. import policies
from ..errors import BadQueue
from ..models import Queue

_KEY = re.compile(r"^[A-Z][A-Z0-9]{0,7}$")


@dataclass(frozen=True, slots=True)
class QueueFields:
    """New values of a queue; None leaves a field as it is."""

    name: str | None = None
    acknowledges: bool | None = None
    acknowledgement: str | None = None
    reopen_days: int | None = None


def create_queue(actor: Actor, name: str, key: str, account_id: str) -> Queue:
    """Make a queue of a shared mailbox; administrators only. Raises `BadQueue`, `Forbidden`."""
    if not actor.is_admin:
        raise Forbidden("Only administrators make queues.")
    _check(name, key, account_id)
    with transaction.atomic():
        queue = Queue.objects.create(
            name=name.strip(), key=key, account_id=account_id, scope_id=access.create_scope().id
        )
        _announce("created", queue, {"name": [None, queue.name], "key": [None, queue.key]})
    return queue


def _check(name: str, key: str, account_id: str) -> None:
    if not name.strip():
        raise BadQueue(errors=[{"field": "name", "message": "Give the queue a name."}])
    if not _KEY.match(key):
        words = "Use one to eight capital letters and digits, such as SC."
        raise BadQueue(errors=[{"field": "key", "message": words}])
    if Queue.objects.filter(key=key).exists():
        raise BadQueue(errors=[{"field": "key", "message": "Another queue has this key."}])
    account = Person.objects.filter(id=account_id, kind=Person.Kind.SHARED).first()
    if account is None:
        words = "Choose a shared mailbox; its mail becomes tickets."
        raise BadQueue(errors=[{"field": "account_id", "message": words}])
    if Queue.objects.filter(account_id=account_id).exists():
        words = "This mailbox already feeds another queue."
        raise BadQueue(errors=[{"field": "account_id", "message": words}])


def update_queue(actor: Actor, queue_id: str, fields: QueueFields) -> Queue:
    """Change a queue's settings; managers only. Raises `UnknownQueue`, `NotAnAgent`."""
    with transaction.atomic():
        queue = policies.queue_for(actor, queue_id, policies.MANAGE)
        changes = {}
        for name in ("name", "acknowledges", "acknowledgement", "reopen_days"):
            value = getattr(fields, name)
            if value is not None and value != getattr(queue, name):
                changes[name] = [getattr(queue, name), value]
                setattr(queue, name, value)
        if changes:
            queue.save(update_fields=list(changes))
            _announce("updated", queue, changes)
    return queue


def set_role(actor: Actor, queue_id: str, principal_id: str, role: int) -> None:
    """Give a person or group a role on the queue, 0 to take it away; managers only."""
    with transaction.atomic():
        queue = policies.queue_for(actor, queue_id, policies.MANAGE)
        if role:
            access.set_grant(queue.scope_id, principal_id, role)
        else:
            access.remove_grant(queue.scope_id, principal_id)
        _announce("shared", queue, {f"role:{principal_id}": [None, role]})


def _announce(verb: str, queue: Queue, changes: dict[str, list[object]]) -> None:
    events.emit(
        f"queue.{verb}",
        stream=f"queue:{queue.id}",
        subject=("queue", queue.id),
        payload={"queue_id": queue.id, "key": queue.key, "name": queue.name},
        changes=changes,
    )
