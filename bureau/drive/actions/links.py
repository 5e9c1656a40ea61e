"""Links: who holds one may read a node and what lies below it, without an account."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bureau import access
from bureau.access import Link, Role
from bureau.drive.errors import NodeNotFound
from bureau.drive.journal import record, stream_of
from bureau.drive.models import Node, Place
from bureau.drive.places import place_of
from bureau.drive.policies import Verb, is_trashed, standing
from bureau.people import Actor
from bureau.platform import events


@transaction.atomic
def create_link(
    actor: Actor, node_id: str, password: str | None = None, expires_at: datetime | None = None
) -> Link:
    """Make a link to a node, optionally with a password and an end."""
    node = standing(actor, node_id, Verb.SHARE).node
    place = place_of(node)
    link = access.create_link(place.scope_id, Role.VIEWER, password or None, expires_at)
    place.shared_at = timezone.now()
    place.save(update_fields=["shared_at"])
    _announce("link.created", node, [None, "viewer"])
    return link


@transaction.atomic
def remove_link(actor: Actor, node_id: str, token: str) -> None:
    """Make a link stop working."""
    node = standing(actor, node_id, Verb.SHARE).node
    own = Link.objects.filter(token=token, scope_id=node.scope_id).exists()
    if not own or not access.remove_link(token):
        raise NodeNotFound("This link does not exist any more.")
    _announce("link.removed", node, ["viewer", None])


def _announce(name: str, node: Node, role: list[str | None]) -> None:
    record(node.scope.drive_id, [node])
    # The token is a secret and stays out of events and audit.
    events.emit(
        name,
        stream=stream_of(node.scope.drive_id),
        subject=("node", node.id),
        payload={"node": node.id, "name": node.name},
        changes={"link": role},
    )


def node_behind(link: Link, node_id: str | None = None) -> Node:
    """Return the node of a link, or one below it that nothing hides; raises `NodeNotFound`.

    Three queries, and one per place between the two.
    """
    head = Place.objects.get(scope_id=link.scope_id)
    wanted = node_id or head.node_id
    node = Node.objects.select_related("scope__drive").filter(id=wanted, purged_at=None).first()
    if node is None or is_trashed(node) or not _reaches(node.scope, link.scope_id):
        raise NodeNotFound
    return node


def _reaches(place: Place, scope_id: str) -> bool:
    """Tell whether a link's scope is the place or above it, no limited folder in between."""
    while place.scope_id != scope_id:
        above = Place.objects.filter(scope_id=place.parent_id).first()
        if place.is_limited or above is None:
            return False
        place = above
    return True
