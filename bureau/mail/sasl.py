"""What mail programs say when they sign in: PLAIN (RFC 4616), OAUTHBEARER (RFC 7628), XOAUTH2."""

import re
from dataclasses import dataclass

from bureau.people import Person, actor_of_token, find_person, may_send_as, verify_app_password
from bureau.platform.errors import Refusal

SCOPES = frozenset({"*", "mail", "mail.send", "mail.write"})
_BEARER = re.compile(r"auth=bearer +(\S+)", re.IGNORECASE)
REFUSED_BEARER = b'{"status":"invalid_token","schemes":"bearer","scope":"mail"}'


@dataclass(frozen=True, slots=True)
class Bearer:
    """A token, and whose account it is meant for; empty where nothing was said."""

    email: str
    token: str


def read_plain(given: bytes) -> tuple[str, str] | None:
    """Return name and password; None when they cannot be read."""
    parts = given.split(b"\0")
    if len(parts) != 3:
        return None
    return parts[1].decode("utf-8", "replace"), parts[2].decode("utf-8", "replace")


def read_bearer(given: bytes) -> Bearer | None:
    """Return what OAUTHBEARER or XOAUTH2 says; None when it cannot be read."""
    fields = given.decode("utf-8", "replace").split("\x01")
    token = next((match[1] for field in fields if (match := _BEARER.fullmatch(field))), "")
    name = re.search(r"(?:^user=|,a=)([^,\x01]*)", fields[0])
    email = name[1].replace("=2C", ",").replace("=3D", "=") if name else ""
    return Bearer(email, token) if token else None


def by_password(email: str, password: str) -> Person | None:
    """Return who signs in with an app password for mail; raises `TooManyRequests`."""
    return verify_app_password(email, password, "mail")


def by_bearer(bearer: Bearer) -> Person | None:
    """Return who signs in with a token that covers mail; it must be of the person it names."""
    try:
        actor = actor_of_token(bearer.token)
    except Refusal:
        return None
    person = find_person(actor.person_id) if SCOPES & set(actor.scopes) else None
    if person is None or person.state != Person.State.ACTIVE:
        return None
    return person if not bearer.email or may_send_as(person.id, bearer.email) else None
