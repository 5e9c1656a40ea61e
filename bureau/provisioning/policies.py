"""Who may provision: administrators, and the system itself."""

from bureau.people import Actor
from bureau.platform.errors import Forbidden


def require_admin(actor: Actor) -> None:
    """Raise `Forbidden` unless the actor administers the organisation."""
    if not actor.is_admin:
        raise Forbidden("Only administrators may do this.")


def abilities(actor: Actor, *, can_apply: bool) -> dict[str, bool]:
    """Return what the actor may do with a plan as it is now."""
    return {"apply": actor.is_admin and can_apply}
