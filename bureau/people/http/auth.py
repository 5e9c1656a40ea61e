"""Authentication of API routes: `@router.get(…, auth=signed_in)`, then `request.auth` is the Actor.

A session needs the CSRF header on everything but reads; a bearer token needs a scope instead: `*`,
`read` (all reads), the first word of the path (`drive`), or that with `.read` or `.write`.
"""

from django.http import HttpRequest
from ninja.utils import check_csrf

from bureau.people.actor import Actor
from bureau.people.authentication import caller_of
from bureau.people.errors import TokenScope
from bureau.platform.errors import Forbidden, SignInRequired

from .csrf import StalePage

SAFE = ("GET", "HEAD", "OPTIONS")
PREFIX = "/api/v1/"


def signed_in(request: HttpRequest) -> Actor:
    """Admit every active person and service account."""
    caller = caller_of(request)
    if caller.actor is None:
        raise SignInRequired
    if caller.by_token:
        require_scope(caller.actor, request)
    else:
        require_csrf(request)
    return caller.actor


def helpdesk_only(request: HttpRequest) -> Actor:
    """Admit the help desk and administrators."""
    actor = signed_in(request)
    if not actor.is_helpdesk:
        raise Forbidden
    return actor


def admin_only(request: HttpRequest) -> Actor:
    """Admit administrators."""
    actor = signed_in(request)
    if not actor.is_admin:
        raise Forbidden
    return actor


def require_csrf(request: HttpRequest) -> None:
    """Refuse a changing request of a browser that does not prove to come from our pages."""
    if request.method not in SAFE and check_csrf(request) is not None:
        raise StalePage


def require_scope(actor: Actor, request: HttpRequest) -> None:
    """Refuse a request that the token was not made for."""
    noun = request.path.removeprefix(PREFIX).lstrip("/").partition("/")[0]
    reads = request.method in SAFE
    enough = ("*", noun, f"{noun}.write", *(("read", f"{noun}.read") if reads else ()))
    if not any(scope in actor.scopes for scope in enough):
        raise TokenScope
