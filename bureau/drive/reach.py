"""How a node is reached: by a role of one's own, or by a link that was opened.

A link with a password is opened once; the browser then holds a pass, a signed cookie that is good
for this link alone and becomes worthless when the password changes.
"""

from collections.abc import Mapping

from django.core import signing
from django.utils import timezone

from bureau import access
from bureau.access import Link, Role
from bureau.people import SYSTEM, Actor

from .errors import NodeNotFound
from .models import Node, Place
from .policies import Standing, Verb, is_trashed, require, role_of

PASS_S = 12 * 3600
SALT = "bureau.drive.link"


def reach(actor: Actor, node_id: str, verb: Verb, link: Link | None = None) -> Standing:
    """Return the node and the better of the actor's role and the link's, if that allows the verb.

    Raises as `standing` does. Three queries, with a link two more and one per place between.
    """
    node = Node.objects.select_related("scope__drive").filter(id=node_id).first()
    if node is None:
        raise NodeNotFound
    found = Standing(node, _role(actor, node, link))
    require(found, verb)
    return found


def role_on_node(actor: Actor, node_id: str, link: Link | None = None) -> int:
    """Return the better of the actor's role on a node and the link's, 0 for none. Three queries,
    with a link two more.
    """
    node = Node.objects.select_related("scope__drive").filter(id=node_id).first()
    return _role(actor, node, link) if node else 0


def _role(actor: Actor, node: Node, link: Link | None) -> int:
    own = role_of(actor, node) if actor.person_id or actor == SYSTEM else 0
    return max(own, _role_by_link(node, link)) if link else own


def _role_by_link(node: Node, link: Link) -> int:
    if node.purged_at or is_trashed(node) or not reaches(node.scope, link.scope_id):
        return 0
    # Whoever holds a link changes what a document says, never where it is or who sees it.
    return min(link.role, Role.CONTRIBUTOR)


def node_behind(link: Link, node_id: str | None = None) -> Node:
    """Return the node of a link, or one below it that nothing hides; raises `NodeNotFound`.

    Three queries, and one per place between the two.
    """
    head = Place.objects.get(scope_id=link.scope_id)
    wanted = node_id or head.node_id
    node = Node.objects.select_related("scope__drive").filter(id=wanted, purged_at=None).first()
    if node is None or is_trashed(node) or not reaches(node.scope, link.scope_id):
        raise NodeNotFound
    return node


def reaches(place: Place, scope_id: str) -> bool:
    """Tell whether a link's scope is the place or above it, no limited folder in between."""
    while place.scope_id != scope_id:
        above = Place.objects.filter(scope_id=place.parent_id).first()
        if place.is_limited or above is None:
            return False
        place = above
    return True


def opened_link(token: str, cookies: Mapping[str, str]) -> Link:
    """Return the link when it has no password or this browser has given it. One query.

    Raises `LinkGone` or `LinkPasswordRequired`; a caller on the network limits tries.
    """
    link = Link.objects.filter(token=token).first()
    if link is None or not link.password_hash or not _has_pass(link, cookies):
        return access.open_link(token)
    if link.expires_at and link.expires_at <= timezone.now():
        raise access.LinkGone
    return link


def link_pass(link: Link) -> tuple[str, str]:
    """Return the name and value of the cookie that lets a browser in after the password."""
    return _cookie(link.token), signing.dumps(_claim(link), salt=SALT)


def _has_pass(link: Link, cookies: Mapping[str, str]) -> bool:
    try:
        given = signing.loads(cookies.get(_cookie(link.token), ""), salt=SALT, max_age=PASS_S)
    except signing.BadSignature:
        return False
    return bool(given == _claim(link))


def _claim(link: Link) -> list[str]:
    # A changed password makes older passes worthless.
    return [link.token, link.password_hash[-16:]]


def _cookie(token: str) -> str:
    return f"link_{token}"
