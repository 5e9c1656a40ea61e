"""The trash: every delete goes there first, and comes back whole.

A file is marked; a folder becomes a place of its own (if it was none) and the places in it are
marked, so that listings and search need not look at what lies above a node.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from bureau.drive.journal import index, record, stream_of, unindex
from bureau.drive.models import Node, Operation, Place
from bureau.drive.places import follow_parent, place_of, places_below
from bureau.drive.policies import Verb, is_trashed, standing
from bureau.drive.tree import free_name, lock_folder, set_name
from bureau.people import Actor
from bureau.platform import events


@transaction.atomic
def trash(actor: Actor, node_ids: Sequence[str]) -> Operation:
    """Put nodes into the trash; all or none."""
    operation = Operation.objects.create(
        actor_id=actor.person_id or None, verb=Operation.Verb.TRASH
    )
    nodes = [standing(actor, node_id, Verb.TRASH).node for node_id in dict.fromkeys(node_ids)]
    for node in nodes:
        operation.items.append({"node": node.id, "parent": node.parent_id, "name": node.name})
        _put_away(node, operation)
    operation.save(update_fields=["items"])
    return operation


def _put_away(node: Node, operation: Operation) -> None:
    record(node.scope.drive_id, [node])
    node.trashed_at, node.trashed_by = timezone.now(), operation
    node.save(update_fields=["trashed_at", "trashed_by"])
    if node.is_folder:
        inside = places_below([place_of(node).scope_id])
        Place.objects.filter(scope_id__in=inside, trashed_by=None).update(trashed_by=operation)
    unindex(node)
    _announce("node.trashed", node)


@transaction.atomic
def restore(actor: Actor, node_ids: Sequence[str]) -> list[Node]:
    """Bring nodes back to where they were, or to the top of the drive when that is in the trash
    itself.
    """
    nodes = [standing(actor, node_id, Verb.RESTORE).node for node_id in dict.fromkeys(node_ids)]
    for node in nodes:
        _bring_back(node)
    return nodes


def _bring_back(node: Node) -> None:
    parent = _living_parent(node)
    lock_folder(parent)
    set_name(node, free_name(parent, node.name, node.is_folder, besides=node.id))
    if node.is_folder:
        inside = places_below([place_of(node).scope_id])
        Place.objects.filter(scope_id__in=inside, trashed_by=node.trashed_by_id).update(
            trashed_by=None
        )
        node.scope.trashed_by = None
    node.parent, node.trashed_at, node.trashed_by = parent, None, None
    node.save()
    follow_parent(node, parent)
    index(node)
    record(node.scope.drive_id, [node])
    _announce("node.restored", node)


def _living_parent(node: Node) -> Node:
    parent = Node.objects.select_related("scope__drive").filter(id=node.parent_id).first()
    if parent and not is_trashed(parent) and not parent.purged_at:
        return parent
    return Node.objects.select_related("scope__drive").get(id=node.scope.drive.root_id)


def _announce(name: str, node: Node) -> None:
    events.emit(
        name,
        stream=stream_of(node.scope.drive_id),
        subject=("node", node.id),
        payload={"node": node.id, "parent": node.parent_id, "name": node.name},
        changes={"trashed": [name == "node.restored", name == "node.trashed"]},
    )
