"""Who may do what with persons, groups and units.

Administrators may everything. The help desk may help members: invite, update, suspend and restore
them, but touch nobody above a member. Persons may change some of their own fields. Everybody signed
in sees the directory.
"""

from typing import Literal

from bureau.platform.errors import Forbidden

from .actor import Actor
from .models import Person

Verb = Literal["update", "invite", "suspend", "restore", "set_role", "see_security"]
HELPDESK_VERBS: frozenset[Verb] = frozenset(
    {"update", "invite", "suspend", "restore", "see_security"}
)


def may(actor: Actor, verb: Verb, person: Person) -> bool:
    """Tell whether the actor may do this with the person."""
    if actor.is_admin:
        return True
    return (
        actor.is_helpdesk
        and verb in HELPDESK_VERBS
        and person.role == Person.Role.MEMBER
        and person.id != actor.person_id
    )


def require(actor: Actor, verb: Verb, person: Person) -> None:
    """Raise `Forbidden` unless the actor may do this with the person."""
    if not may(actor, verb, person):
        raise Forbidden


def require_admin(actor: Actor) -> None:
    """Raise `Forbidden` unless the actor is an administrator."""
    if not actor.is_admin:
        raise Forbidden


def abilities(actor: Actor, person: Person) -> dict[str, bool]:
    """Return what the actor may do with the person, for the screens."""
    alive = person.state != Person.State.DELETED
    return {
        "update": alive and may(actor, "update", person),
        "invite": person.state == Person.State.INVITED and may(actor, "invite", person),
        "suspend": person.state in (Person.State.ACTIVE, Person.State.INVITED)
        and may(actor, "suspend", person),
        "restore": person.state == Person.State.SUSPENDED and may(actor, "restore", person),
        "secure": alive and may(actor, "see_security", person),
        "set_role": alive and may(actor, "set_role", person),
    }
