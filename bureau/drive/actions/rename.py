"""Renaming."""

from django.db import transaction

from bureau.drive.journal import index, record, stream_of
from bureau.drive.models import Node
from bureau.drive.names import clean_name
from bureau.drive.policies import Verb, standing
from bureau.drive.tree import free_name, lock_folder, set_name
from bureau.people import Actor
from bureau.platform import events


@transaction.atomic
def rename(actor: Actor, node_id: str, name: str) -> Node:
    """Give a node another name; one that its folder holds already gets a number."""
    node = standing(actor, node_id, Verb.RENAME).node
    parent = node.parent
    before, wanted = node.name, clean_name(name)
    if wanted == before or parent is None:
        return node
    lock_folder(parent)
    set_name(node, free_name(parent, wanted, node.is_folder, besides=node.id))
    node.save(update_fields=["name", "name_hash", "sort_key"])
    index(node)
    record(node.scope.drive_id, [node])
    events.emit(
        "node.renamed",
        stream=stream_of(node.scope.drive_id),
        subject=("node", node.id),
        payload={"node": node.id, "before": before, "after": node.name},
    )
    return node
