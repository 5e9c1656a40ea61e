"""Moving nodes to another folder: one row each, whatever lies below (and a job where the rights
change).
"""

from collections.abc import Sequence

from django.db import transaction

from bureau.drive.errors import InsideItself
from bureau.drive.jobs import recount
from bureau.drive.journal import record, stream_of, tell
from bureau.drive.models import Change, Node, Operation
from bureau.drive.places import follow_parent
from bureau.drive.policies import Standing, Verb, require, standing
from bureau.drive.tree import ancestor_ids, free_name, lock_folder, set_name
from bureau.people import Actor
from bureau.platform import events


@transaction.atomic
def move(actor: Actor, node_ids: Sequence[str], parent_id: str) -> Operation:
    """Move nodes into a folder; all or none. Into another drive it takes the right to leave the
    first.
    """
    target = standing(actor, parent_id, Verb.ADD)
    above = set(ancestor_ids(parent_id))
    lock_folder(target.node)
    items = []
    for node_id in dict.fromkeys(node_ids):
        found = standing(actor, node_id, Verb.MOVE)
        if node_id in above:
            raise InsideItself
        if found.drive != target.drive:
            require(found, Verb.LEAVE)
        if found.node.parent_id != target.node.id:
            items.append({"node": node_id, "parent": found.node.parent_id, "name": found.node.name})
            relocate(found, target.node)
    return Operation.objects.create(
        actor_id=actor.person_id or None, verb=Operation.Verb.MOVE, items=items
    )


def relocate(found: Standing, parent: Node, name: str | None = None) -> None:
    """Hang one node under another parent, in the caller's transaction."""
    node, source = found.node, found.drive
    tell(source.id, [node])
    before = node.parent_id
    _hang(node, parent, name or node.name)
    if source.id != parent.scope.drive_id:
        record(source.id, [node], Change.What.GONE)
        recount.enqueue(drive_id=source.id)
        recount.enqueue(drive_id=parent.scope.drive_id)
    record(parent.scope.drive_id, [node])
    events.emit(
        "node.moved",
        stream=stream_of(parent.scope.drive_id),
        subject=("node", node.id),
        payload={"node": node.id, "before": before, "after": parent.id},
        # A move may change who sees the node, so the audit record keeps it.
        changes={"parent": [before, parent.id]},
    )


def _hang(node: Node, parent: Node, name: str) -> None:
    set_name(node, free_name(parent, name, node.is_folder, besides=node.id))
    node.parent = parent
    node.save(update_fields=["parent", "name", "name_hash", "sort_key"])
    follow_parent(node, parent)
