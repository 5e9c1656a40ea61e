"""Whose an Idempotency-Key is."""

from django.http import HttpRequest

from bureau import people
from bureau.platform.errors import SignInRequired


def owner_of(request: HttpRequest) -> str:
    """Return the id of the caller, empty for guests."""
    try:
        return people.actor_of(request).person_id
    except SignInRequired:
        return ""
