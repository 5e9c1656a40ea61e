"""Setting and removing grants, in the caller's transaction; the caller checks rights and emits the
event.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bureau.access.fold import lock, refold
from bureau.access.models import Grant, Scope


def set_grant(
    scope_id: str, principal_id: str, role: int, expires_at: datetime | None = None
) -> int:
    """Give the principal exactly this role on the scope; return the one it had there before, 0 for
    none.
    """
    lock()
    grant = Grant.objects.filter(scope_id=scope_id, principal_id=principal_id).first()
    before = grant.role if grant else 0
    grant = grant or Grant(scope_id=scope_id, principal_id=principal_id)
    grant.role, grant.expires_at = role, expires_at
    grant.save()
    refold(Scope.objects.get(id=scope_id), principal_id)
    return before


def remove_grant(scope_id: str, principal_id: str) -> int:
    """Take back what was granted on the scope itself; return the role it was, 0 for none."""
    lock()
    grant = Grant.objects.filter(scope_id=scope_id, principal_id=principal_id).first()
    if grant is None:
        return 0
    grant.delete()
    refold(Scope.objects.get(id=scope_id), principal_id)
    return grant.role


def remove_grants_of(principal_id: str) -> list[str]:
    """Take back everything granted to a principal; return the scopes it was on."""
    lock()
    grants = Grant.objects.filter(principal_id=principal_id)
    scopes = list(Scope.objects.filter(grants__in=grants))
    grants.delete()
    for scope in scopes:
        refold(scope, principal_id)
    return [scope.id for scope in scopes]


@transaction.atomic
def remove_expired_grants() -> int:
    """Remove grants whose time is over and fold again where they were; return how many."""
    lock()
    grants = Grant.objects.filter(expires_at__lte=timezone.now())
    scopes = list(Scope.objects.filter(grants__in=grants).distinct())
    count, _ = grants.delete()
    for scope in scopes:
        refold(scope)
    return count
