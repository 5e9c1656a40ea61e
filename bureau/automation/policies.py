"""Who may read and write rules: administrators everywhere, and whoever the scope's app says in
its scopes.
"""

from bureau.people import Actor

from .models import Rule
from .registry import scopes


def may_manage_scope(actor: Actor, scope: str) -> bool:
    """Tell whether the actor may see and write the rules of a scope."""
    if actor.is_admin:
        return True
    kind, _, object_id = scope.partition(":")
    may_manage = scopes.get(kind)
    return bool(actor.person_id and may_manage and may_manage(actor, object_id))


def abilities(actor: Actor, rule: Rule) -> dict[str, bool]:
    """Return what the actor may do with a rule that they see."""
    manages = may_manage_scope(actor, rule.scope)
    return {"edit": manages, "enable": manages, "delete": manages, "replay": manages}
