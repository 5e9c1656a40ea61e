"""Who calls JMAP: a browser session with CSRF token, a bearer token, or Basic with an app
password.
"""

import base64
import binascii

from django.http import HttpRequest

from bureau.people import Actor, actor_for, actor_of, verify_app_password
from bureau.people.http.auth import require_csrf
from bureau.platform.errors import SignInRequired

APP_PASSWORD_SCOPES = frozenset({"mail"})


def caller_of(request: HttpRequest) -> Actor:
    """Return who makes the request; raises `SignInRequired`."""
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        return _by_app_password(credentials)
    actor = actor_of(request)
    if scheme.lower() != "bearer":
        require_csrf(request)
    return actor


def _by_app_password(credentials: str) -> Actor:
    try:
        email, _, password = base64.b64decode(credentials).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise SignInRequired() from None
    person = verify_app_password(email, password, "mail")
    if person is None:
        raise SignInRequired("The app password is not right.")
    return actor_for(person, APP_PASSWORD_SCOPES)
