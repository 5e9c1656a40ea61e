"""Links: secret addresses that give a role to whoever holds them."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.utils import timezone

from bureau.access.errors import LinkGone, LinkPasswordRequired
from bureau.access.models import Link, Role
from bureau.platform.context import current

TOKEN_BYTES = 24


def create_link(
    scope_id: str,
    role: int = Role.VIEWER,
    password: str | None = None,
    expires_at: datetime | None = None,
) -> Link:
    """Make a link with a role on the scope, in the caller's transaction."""
    return Link.objects.create(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        scope_id=scope_id,
        role=role,
        password_hash=make_password(password) if password else "",
        expires_at=expires_at,
        created_by=current().actor_id,
    )


def open_link(token: str, password: str | None = None) -> Link:
    """Return the link; raises `LinkGone` or `LinkPasswordRequired`. One query.

    A caller on the network limits tries per link and address.
    """
    link = Link.objects.filter(token=token).first()
    if link is None or (link.expires_at and link.expires_at <= timezone.now()):
        raise LinkGone
    if link.password_hash and not check_password(password or "", link.password_hash):
        raise LinkPasswordRequired
    return link


def links_of(scope_id: str) -> list[Link]:
    """Return the links of a scope, oldest first. One query."""
    return list(Link.objects.filter(scope_id=scope_id).order_by("created_at"))


def remove_link(token: str) -> bool:
    """Make the link stop working at once; tell whether it was there."""
    return Link.objects.filter(token=token).delete()[0] > 0
