"""Keeping places small: a folder with many nodes below it becomes a place by itself, giving nobody
anything.

Then the first share of a large folder, or its move to other rights, rewrites a few places instead
of every node.
"""

from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Count

from bureau.platform import jobs

from .models import Node, Place
from .places import place_of

LARGE = 2000
"""A place with more nodes of its own than this is split."""
PIECE = 1000
"""About so many nodes go into each new place."""


@jobs.job("drive.split_large_places", atomic=False, slow=True, lease_s=3600)
def split_large_places() -> None:
    """Split every place that has grown large."""
    counted = Node.objects.values("scope_id").annotate(nodes=Count("id"))
    for scope_id in list(counted.filter(nodes__gt=LARGE).values_list("scope_id", flat=True)):
        split(scope_id)


def split(scope_id: str) -> int:
    """Make places of the folders that hold about `PIECE` nodes each; return how many were made."""
    head_id = Place.objects.values_list("node_id", flat=True).get(scope_id=scope_id)
    pieces = _pieces(scope_id, head_id)
    for node_id in pieces:
        with transaction.atomic():
            node = Node.objects.select_related("scope__drive").filter(id=node_id).first()
            if node and node.scope_id == scope_id:
                place_of(node)
    return len(pieces)


def _pieces(scope_id: str, head_id: str) -> list[str]:
    """Choose folders bottom-up: each takes what lies below it and is not in a piece already. Two
    queries.
    """
    nodes = Node.objects.filter(scope_id=scope_id)
    folders = dict(nodes.filter(group=Node.Group.FOLDER).values_list("id", "parent_id"))
    weight = dict(nodes.values_list("parent_id").annotate(Count("id")))
    chosen = []
    for node_id in _leaves_first(folders, head_id):
        if node_id != head_id and weight.get(node_id, 0) >= PIECE:
            chosen.append(node_id)
        elif node_id != head_id:
            above = folders[node_id]
            weight[above] = weight.get(above, 0) + weight.get(node_id, 0)
    return chosen


def _leaves_first(folders: Mapping[str, str | None], head_id: str) -> list[str]:
    children = defaultdict(list)
    for node_id, parent_id in folders.items():
        children[parent_id].append(node_id)
    found = [head_id]
    for node_id in found:
        found.extend(children[node_id])
    return found[::-1]
