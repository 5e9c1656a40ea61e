"""Deleting for good: at once out of sight, then a job takes the rows and the references away."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from bureau import access
from bureau.drive.journal import record, stream_of, unindex
from bureau.drive.kinds import kind_named
from bureau.drive.models import Change, Node, Place, Revision, Star
from bureau.drive.policies import Verb, standing
from bureau.drive.tree import charge
from bureau.people import SYSTEM, Actor
from bureau.platform import blobs, events, jobs

CHUNK = 500
KEPT_IN_TRASH = timedelta(days=30)


@transaction.atomic
def purge(actor: Actor, node_ids: Sequence[str]) -> int:
    """Delete nodes in the trash for good; all or none; return how many."""
    nodes = [standing(actor, node_id, Verb.PURGE).node for node_id in dict.fromkeys(node_ids)]
    for node in nodes:
        node.purged_at = timezone.now()
        node.save(update_fields=["purged_at"])
        record(node.scope.drive_id, [node], Change.What.GONE)
        events.emit(
            "node.deleted",
            stream=stream_of(node.scope.drive_id),
            subject=("node", node.id),
            payload={"node": node.id, "name": node.name},
            changes={"name": [node.name, None]},
        )
        remove_tree.enqueue(node_id=node.id)
    return len(nodes)


def empty_trash(actor: Actor, drive_id: str) -> int:
    """Delete for good what the actor may delete of the drive's trash; return how many."""
    heads = Node.objects.filter(trashed_at__isnull=False, purged_at=None, scope__drive_id=drive_id)
    found = heads.select_related("scope__drive")
    allowed = [node.id for node in found if _may_purge(actor, node)]
    return purge(actor, allowed)


def _may_purge(actor: Actor, node: Node) -> bool:
    from bureau.drive.policies import abilities, facts_of, role_of

    return abilities(role_of(actor, node), facts_of(node))[Verb.PURGE]


@jobs.job("drive.empty_old_trash")
def empty_old_trash() -> None:
    """Delete for good what has been in the trash for 30 days."""
    late = Node.objects.filter(trashed_at__lt=timezone.now() - KEPT_IN_TRASH, purged_at=None)
    purge(SYSTEM, list(late.values_list("id", flat=True)[:500]))


@jobs.job("drive.remove_tree", atomic=False, lease_s=3600)
def remove_tree(node_id: str) -> None:
    """Delete the rows of a purged tree from the leaves up, in short transactions."""
    if not Node.objects.filter(id=node_id, purged_at__isnull=False).exists():
        return
    for level in reversed(list(_levels(node_id))):
        for at in range(0, len(level), CHUNK):
            _remove_nodes(level[at : at + CHUNK])


def _levels(node_id: str) -> Iterator[list[str]]:
    level = [node_id]
    while level:
        yield level
        below: list[str] = []
        for at in range(0, len(level), CHUNK):
            children = Node.objects.filter(parent_id__in=level[at : at + CHUNK])
            below += children.values_list("id", flat=True)
        level = below


@transaction.atomic
def _remove_nodes(ids: list[str]) -> None:
    nodes = list(Node.objects.filter(id__in=ids).select_related("scope"))
    revisions = Revision.objects.filter(node_id__in=ids)
    for drive_id, size in revisions.values_list("node__scope__drive_id").annotate(
        Sum("size_bytes")
    ):
        charge(drive_id, -size)
    for hash, count in Counter(revisions.values_list("blob", flat=True)).items():
        blobs.release(hash, count)
    revisions.delete()
    Star.objects.filter(node_id__in=ids).delete()
    for node in nodes:
        kind_named(node.kind).purged(node.id)
        unindex(node)
    places = list(Place.objects.filter(node_id__in=ids).values_list("scope_id", flat=True))
    Place.objects.filter(scope_id__in=places).delete()
    Node.objects.filter(id__in=ids).delete()
    for scope_id in places:
        access.delete_scope(scope_id)
