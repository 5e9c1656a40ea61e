"""Who calls `/dav/`: by app password, by bearer token, or a browser with its session."""

import base64
import binascii

from django.http import HttpRequest

from bureau.platform import limits
from bureau.platform.errors import SignInRequired

from ...actions.app_passwords import verify_app_password
from ...actor import Actor
from ...authentication import actor_for, actor_of
from ..auth import require_csrf, require_scope

SCOPE = "dav"
SCOPES = frozenset({SCOPE})
FAILURES_PER_MINUTE = 60
"""Of one network address; those of one mail address are limited where passwords are kept."""


def caller_of(request: HttpRequest) -> Actor:
    """Return who makes the request; raises `SignInRequired`, `TokenScope`, `TooManyRequests`."""
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        return _by_app_password(credentials.strip(), request.META.get("REMOTE_ADDR", ""))
    actor = actor_of(request)
    if scheme.lower() == "bearer":
        require_scope(actor, request)
    else:
        require_csrf(request)
    return actor


def _by_app_password(credentials: str, address: str) -> Actor:
    try:
        email, _, password = base64.b64decode(credentials).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise SignInRequired() from None
    person = verify_app_password(email, password, SCOPE)
    if person is None:
        limits.take("dav.failures", address, FAILURES_PER_MINUTE, 60)
        raise SignInRequired("The app password is not right.")
    return actor_for(person, SCOPES)
