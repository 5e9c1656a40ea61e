"""Who has access to a node, and its links."""

from typing import Any

from bureau import access
from bureau.access import Link
from bureau.people import Actor, PrincipalCard, describe_principals

from .models import Node, Place
from .policies import Verb, standing
from .rows import role_name

Row = dict[str, Any]


def grants(actor: Actor, node_id: str) -> list[Row]:
    """Return who has which role on a node: named on it, or inherited from which folder above.

    Two queries per place above the node, and three.
    """
    node = standing(actor, node_id, Verb.READ).node
    found: list[tuple[access.GrantRow, Place]] = []
    place: Place | None = node.scope
    while place:
        found += [(grant, place) for grant in access.grants_of(place.scope_id)]
        above = None if place.is_limited else place.parent_id
        place = Place.objects.filter(scope_id=above).first() if above else None
    cards = describe_principals(grant.principal_id for grant, _ in found)
    names = dict(
        Node.objects.filter(id__in={place.node_id for _, place in found}).values_list("id", "name")
    )
    return [
        {
            "principal": _card(cards.get(grant.principal_id), grant.principal_id),
            "role": role_name(grant.role),
            "expires_at": grant.expires_at,
            "inherited_from": _source(place, names, node),
        }
        for grant, place in found
    ]


def _source(place: Place, names: dict[str, str], node: Node) -> dict[str, str] | None:
    if place.node_id == node.id:
        return None
    return {"id": place.node_id, "name": names[place.node_id]}


def _card(card: PrincipalCard | None, principal_id: str) -> dict[str, str]:
    if card is None:
        return {"id": principal_id, "kind": "unknown", "name": "", "email": ""}
    return {"id": card.id, "kind": card.kind, "name": card.name, "email": card.email}


def links(actor: Actor, node_id: str) -> list[Row]:
    """Return the links of a node; for those who may share it. Five queries."""
    node = standing(actor, node_id, Verb.SHARE).node
    place = Place.objects.filter(node_id=node.id).first()
    return [link_row(link) for link in access.links_of(place.scope_id)] if place else []


def link_row(link: Link) -> Row:
    """Return the shape in which the API shows a link."""
    return {
        "token": link.token,
        "role": role_name(link.role),
        "has_password": bool(link.password_hash),
        "expires_at": link.expires_at,
        "created_at": link.created_at,
    }
