"""What every write to the tree leaves behind: a step in the drive's change sequence and a live
message.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import F

from bureau import search
from bureau.access import principals_on
from bureau.people import Membership
from bureau.platform import live

from .kinds import kind_named, search_kinds
from .models import Change, Drive, Node

MOST_WATCHERS = 200
"""Beyond so many people, browsers learn of a change when they next look."""


def stream_of(drive_id: str) -> str:
    """Name the event stream of a drive."""
    return f"drive:{drive_id}"


def record(drive_id: str, nodes: Iterable[Node], what: Change.What = Change.What.PUT) -> None:
    """Take the next number of the drive's sequence for a change to these nodes, in the caller's
    transaction.
    """
    changed = list(nodes)
    Drive.objects.filter(id=drive_id).update(change_seq=F("change_seq") + 1)
    seq = Drive.objects.values_list("change_seq", flat=True).get(id=drive_id)
    Change.objects.bulk_create(
        Change(drive_id=drive_id, seq=seq, node_id=node.id, scope_id=node.scope_id, what=what)
        for node in changed
    )
    tell(drive_id, changed)


def tell(drive_id: str, nodes: Iterable[Node]) -> None:
    """Send a live message to the people who may see the folders that changed."""
    parents: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        parents[node.scope_id].add(node.parent_id or node.id)
    for scope_id, folder_ids in parents.items():
        people = watchers(scope_id)
        for folder_id in folder_ids:
            live.publish(people, "drive", drive=drive_id, parent=folder_id)


def watchers(scope_id: str) -> list[str]:
    """Return who has access to the scope, nobody when they are too many. Two queries."""
    members = Membership.objects.filter(principal_id__in=list(principals_on(scope_id)))
    ids = list(members.values_list("person_id", flat=True).distinct()[: MOST_WATCHERS + 1])
    return ids if len(ids) <= MOST_WATCHERS else []


def index(node: Node) -> None:
    """Put the name of a node, and what it says, into the search index, in the caller's
    transaction.
    """
    kind = kind_named(node.kind)
    search.put(
        kind=kind.search_kind,
        object_id=node.id,
        scope=node.scope_id,
        title=node.name,
        body=kind.text(node.id),
        at=node.modified_at,
        url=kind.url.format(id=node.id),
    )


def unindex(node: Node) -> None:
    """Take a node out of the search index, in the caller's transaction."""
    search.remove(kind_named(node.kind).search_kind, node.id)


def rescope(node_ids: Sequence[str], scope_id: str) -> None:
    """Let those find these nodes who see the scope, in the caller's transaction."""
    for kind in search_kinds():
        search.rescope(kind, node_ids, scope_id)
