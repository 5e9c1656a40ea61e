"""Making and moving scopes, in the caller's transaction."""

from django.db import connection

from bureau.access.errors import ScopeCycle
from bureau.access.fold import inherit, lock, refold
from bureau.access.models import Effective, Link, Scope

ANCESTORS = """
WITH RECURSIVE up(id, parent_id) AS (
    SELECT id, parent_id FROM access_scope WHERE id = %s
    UNION ALL
    SELECT s.id, s.parent_id FROM up JOIN access_scope s ON s.id = up.parent_id || ''
)
SELECT id FROM up
"""


def create_scope(parent_id: str | None = None, inherits: bool = True) -> Scope:
    """Make a scope below another, or a root. One query for a root, at most four below a parent."""
    if parent_id:
        lock()
    scope = Scope.objects.create(parent_id=parent_id, inherits=inherits)
    inherit(scope)
    return scope


def move_scope(scope_id: str, parent_id: str | None) -> None:
    """Put the scope below another, or make it a root; raises `ScopeCycle` below itself."""
    lock()
    scope = Scope.objects.select_for_update().get(id=scope_id)
    if parent_id and scope_id in _ancestors(parent_id):
        raise ScopeCycle
    scope.parent = Scope.objects.get(id=parent_id) if parent_id else None
    scope.save(update_fields=["parent"])
    refold(scope)


def set_inherits(scope_id: str, inherits: bool) -> None:
    """Cut the scope off from what is granted above it, or join it again."""
    lock()
    scope = Scope.objects.select_for_update().get(id=scope_id)
    scope.inherits = inherits
    scope.save(update_fields=["inherits"])
    refold(scope)


def delete_scope(scope_id: str) -> None:
    """Remove a scope that has no children, with its grants and links."""
    Effective.objects.filter(scope_id=scope_id).delete()
    Link.objects.filter(scope_id=scope_id).delete()
    Scope.objects.filter(id=scope_id).delete()


def _ancestors(scope_id: str) -> set[str]:
    """Return the scope and all above it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(ANCESTORS, [scope_id])
        return {row[0] for row in cursor.fetchall()}
