"""Links: who holds one may read a node and what lies below it, without an account."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bureau import access
from bureau.access import Link, Role
from bureau.drive.errors import NodeNotFound
from bureau.drive.journal import record, stream_of
from bureau.drive.models import Node
from bureau.drive.places import place_of
from bureau.drive.policies import Verb, standing
from bureau.people import Actor
from bureau.platform import events


@transaction.atomic
def create_link(
    actor: Actor,
    node_id: str,
    password: str | None = None,
    expires_at: datetime | None = None,
    role: Role = Role.VIEWER,
) -> Link:
    """Make a link to a node, optionally with a password and an end.

    A role above viewer counts for documents alone; nobody changes files by a link.
    """
    node = standing(actor, node_id, Verb.SHARE).node
    place = place_of(node)
    link = access.create_link(place.scope_id, role, password or None, expires_at)
    place.shared_at = timezone.now()
    place.save(update_fields=["shared_at"])
    _announce("link.created", node, [None, role.name.lower()])
    return link


@transaction.atomic
def remove_link(actor: Actor, node_id: str, token: str) -> None:
    """Make a link stop working."""
    node = standing(actor, node_id, Verb.SHARE).node
    own = Link.objects.filter(token=token, scope_id=node.scope_id).first()
    if own is None or not access.remove_link(token):
        raise NodeNotFound("This link does not exist any more.")
    _announce("link.removed", node, [Role(own.role).name.lower(), None])


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
