"""Who may ask, and who may switch."""

from bureau.people import Actor
from bureau.platform.errors import Forbidden


def require_person(actor: Actor) -> None:
    """Admit persons: nobody else writes letters of their own."""
    if actor.kind != "person" or not actor.person_id:
        raise Forbidden


def require_admin(actor: Actor) -> None:
    """Admit administrators."""
    if not actor.is_admin:
        raise Forbidden
