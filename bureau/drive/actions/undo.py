"""Undoing what was done to several nodes at once."""

from django.db import transaction
from django.utils import timezone

from bureau.drive.actions.move import relocate
from bureau.drive.actions.trash import restore, trash
from bureau.drive.errors import NothingToUndo
from bureau.drive.models import Operation
from bureau.drive.policies import Verb, standing
from bureau.people import Actor


@transaction.atomic
def undo(actor: Actor, operation_id: str) -> Operation:
    """Take back one of the actor's own operations; all of it or, where rights were lost since,
    none.
    """
    operation = (
        Operation.objects.select_for_update()
        .filter(id=operation_id, actor_id=actor.person_id, undone_at=None)
        .first()
    )
    if operation is None:
        raise NothingToUndo
    _UNDO[Operation.Verb(operation.verb)](actor, operation)
    operation.undone_at = timezone.now()
    operation.save(update_fields=["undone_at"])
    return operation


def _undo_move(actor: Actor, operation: Operation) -> None:
    for item in operation.items:
        found = standing(actor, item["node"], Verb.MOVE)
        parent = standing(actor, item["parent"], Verb.ADD)
        relocate(found, parent.node, item["name"])


def _undo_trash(actor: Actor, operation: Operation) -> None:
    restore(actor, [item["node"] for item in operation.items])


def _undo_copy(actor: Actor, operation: Operation) -> None:
    trash(actor, [item["node"] for item in operation.items])


_UNDO = {
    Operation.Verb.MOVE: _undo_move,
    Operation.Verb.TRASH: _undo_trash,
    Operation.Verb.COPY: _undo_copy,
}
