"""Copying: the copies share the bytes. Small trees are copied at once, large ones by jobs, folder
by folder.
"""

from collections import deque
from collections.abc import Sequence

from django.db import transaction

from bureau.access import visible_scopes
from bureau.drive.errors import InsideItself, IsARoot, OverQuota
from bureau.drive.journal import index, record, stream_of
from bureau.drive.kinds import kind_named
from bureau.drive.models import Node, Operation, Revision
from bureau.drive.policies import Verb, principals, standing
from bureau.drive.tree import add_node, ancestor_ids, charge
from bureau.notifications import notify
from bureau.people import Actor, Person, actor_for
from bureau.platform import blobs, events, jobs

CHUNK = 500


@transaction.atomic
def copy(actor: Actor, node_ids: Sequence[str], parent_id: str) -> Operation:
    """Copy nodes with what the actor sees in them; no grants, stars or old revisions."""
    target = standing(actor, parent_id, Verb.ADD)
    above = set(ancestor_ids(parent_id))
    copies = []
    for node_id in dict.fromkeys(node_ids):
        found = standing(actor, node_id, Verb.READ)
        if node_id in above:
            raise InsideItself
        if found.node.parent_id is None:
            raise IsARoot
        copies.append(_copy_tree(actor, found.node, target.node))
    record(target.drive.id, copies)
    items = [{"node": node.id, "parent": parent_id, "name": node.name} for node in copies]
    return Operation.objects.create(
        actor_id=actor.person_id or None, verb=Operation.Verb.COPY, items=items
    )


def _copy_tree(actor: Actor, source: Node, parent: Node) -> Node:
    top = _copy_node(actor, source, parent)
    events.emit(
        "node.copied",
        stream=stream_of(parent.scope.drive_id),
        subject=("node", top.id),
        payload={"node": top.id, "source": source.id, "parent": parent.id},
    )
    waiting = deque([(source.id, top)]) if source.is_folder else deque()
    copied = 0
    while waiting:
        source_id, folder = waiting.popleft()
        if copied >= CHUNK:
            copy_children.enqueue(source_id=source_id, copy_id=folder.id, actor_id=actor.person_id)
            continue
        inside = _copy_some(actor, source_id, folder, "")
        copied += len(inside)
        waiting.extend((child.id, twin) for child, twin in inside if child.is_folder)
    return top


@jobs.job("drive.copy_children", lease_s=600)
def copy_children(source_id: str, copy_id: str, actor_id: str, after: str = "") -> None:
    """Go on with a large copy: some children of one folder, then the next, then their children."""
    folder = Node.objects.select_related("scope__drive").filter(id=copy_id, trashed_at=None).first()
    person = Person.objects.filter(id=actor_id).first()
    if folder is None or person is None:
        return
    actor = actor_for(person)
    try:
        with transaction.atomic():
            inside = _copy_some(actor, source_id, folder, after)
    except OverQuota:
        notify(
            [actor_id],
            "drive.copy_stopped",
            f"“{folder.name}” was not copied whole: the drive is full",
        )
        return
    for child, twin in inside:
        if child.is_folder:
            copy_children.enqueue(source_id=child.id, copy_id=twin.id, actor_id=actor_id)


def _copy_some(actor: Actor, source_id: str, folder: Node, after: str) -> list[tuple[Node, Node]]:
    """Copy up to a chunk of the children that the actor sees, and queue the rest of the folder."""
    seen = visible_scopes(principals(actor))
    children = Node.objects.filter(parent_id=source_id, trashed_at=None, scope_id__in=seen)
    found = list(children.filter(id__gt=after).order_by("id")[:CHUNK])
    pairs = [(child, _copy_node(actor, child, folder)) for child in found]
    if len(found) == CHUNK:
        copy_children.enqueue(
            source_id=source_id, copy_id=folder.id, actor_id=actor.person_id, after=found[-1].id
        )
    return pairs


def _copy_node(actor: Actor, source: Node, parent: Node) -> Node:
    node = add_node(actor, parent, source.name, source.kind, Node.Group(source.group))
    if source.blob:
        charge(parent.scope.drive_id, source.size_bytes)
        blobs.retain(source.blob)
        node.blob, node.size_bytes = source.blob, source.size_bytes
        node.media_type = source.media_type
        node.save(update_fields=["blob", "size_bytes", "media_type"])
        Revision.objects.create(
            node=node,
            version=1,
            blob=node.blob,
            size_bytes=node.size_bytes,
            media_type=node.media_type,
            author_id=actor.person_id or None,
        )
    kind_named(source.kind).copied(source.id, node.id)
    index(node)
    return node
