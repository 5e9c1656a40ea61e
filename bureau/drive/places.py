"""Sharing points in the tree, and keeping every node in the scope of its parent.

The whole rule: a node that heads no place has its parent's scope; a place lies below the place its
head's parent is in. `spread` restores the rule below a node whose scope changed, level by level
from the
top, so a half-done run leaves each node with a scope it had before or shall have, and running again
finishes
it.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction

from bureau import access
from bureau.platform import jobs

from .journal import rescope
from .models import Node, Place

INLINE_NODES = 2000
"""So many nodes get their new scope in the request; a larger folder is finished by a job."""
CHUNK = 1000


def place_of(node: Node) -> Place:
    """Return the place that the node heads, making one that changes nobody's rights where there is
    none.
    """
    existing = Place.objects.select_related("drive").filter(node_id=node.id).first()
    if existing:
        return existing
    above = node.scope
    scope = access.create_scope(above.scope_id)
    place = Place.objects.create(
        scope_id=scope.id,
        drive_id=above.drive_id,
        node=node,
        parent=above,
        trashed_by_id=above.trashed_by_id,
    )
    put_into(node, place)
    return place


def put_into(node: Node, place: Place) -> None:
    """Give the node another scope, and all below it: at once, or for large folders in the
    background.
    """
    node.scope = place
    node.save(update_fields=["scope"])
    rescope([node.id], place.scope_id)
    if node.is_folder and not _spread(node.id, INLINE_NODES):
        spread.enqueue(node_id=node.id)


def follow_parent(node: Node, parent: Node) -> None:
    """Bring a node that has just moved under the scope of its new parent."""
    own = Place.objects.filter(node_id=node.id).first()
    if own:
        _reparent(own, parent.scope)
    elif node.scope_id != parent.scope_id:
        put_into(node, parent.scope)


@jobs.job("drive.spread", atomic=False, lease_s=3600)
def spread(node_id: str) -> None:
    """Give everything below a node the scope it should have."""
    _spread(node_id, None)


def _spread(node_id: str, budget: int | None) -> bool:
    """Walk down from a node; return False when more than `budget` rows needed a change."""
    head = Node.objects.select_related("scope").filter(id=node_id).first()
    if head is None:
        return True
    changed = 0
    waiting = deque([head.id])
    while waiting:
        parents = [waiting.popleft() for _ in range(min(len(waiting), 200))]
        for chunk in _out_of_place(parents, head.scope):
            if budget is not None and changed >= budget:
                return False
            if not _settle(chunk, head):
                return True
            changed += len(chunk)
        for place in Place.objects.filter(node__parent_id__in=parents).exclude(parent=head.scope):
            _reparent(place, head.scope)
        folders = Node.objects.filter(parent_id__in=parents, group=Node.Group.FOLDER)
        waiting.extend(folders.filter(own_place=None).values_list("id", flat=True))
    return True


def _out_of_place(parents: Sequence[str], place: Place) -> Iterator[list[str]]:
    found = Node.objects.filter(parent_id__in=parents, own_place=None).exclude(scope=place)
    ids = list(found.values_list("id", flat=True))
    return (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))


@transaction.atomic
def _settle(ids: list[str], head: Node) -> bool:
    """Move some nodes into the head's scope; return False when the head has left it meanwhile."""
    if not Node.objects.filter(id=head.id, scope=head.scope).exists():
        return False
    # A node that was moved elsewhere since it was read has another parent, and stays out of this.
    still = Node.objects.filter(parent__scope=head.scope, id__in=ids)
    here = list(still.values_list("id", flat=True))
    Node.objects.filter(id__in=here).update(scope=head.scope)
    rescope(here, head.scope_id)
    return True


@transaction.atomic
def _reparent(place: Place, above: Place) -> None:
    if place.parent_id == above.scope_id:
        return
    access.move_scope(place.scope_id, above.scope_id)
    Place.objects.filter(scope_id=place.scope_id).update(parent=above)
    below = places_below([place.scope_id])
    if place.drive_id != above.drive_id:
        Place.objects.filter(scope_id__in=below).update(drive_id=above.drive_id)


def places_below(scope_ids: Iterable[str]) -> list[str]:
    """Return the places and all below them. One query per level."""
    found = list(scope_ids)
    level = found
    while level:
        level = list(Place.objects.filter(parent_id__in=level).values_list("scope_id", flat=True))
        found = found + level
    return found
