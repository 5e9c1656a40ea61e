"""Reads of access. Expiry is compared at the time of the check, whatever the timer did."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from bureau.platform.db import CurrentMoment, prepared

from .models import Effective, Grant, Role


def role_on(principals: Iterable[str], scope_id: str) -> int:
    """Return the highest role that any of the principals has on the scope, 0 for none.

    One query by primary key.
    """
    return roles_on(principals, (scope_id,)).get(scope_id, 0)


def roles_on(principals: Iterable[str], scope_ids: Iterable[str]) -> dict[str, int]:
    """Return the highest role per scope, without scopes of none. One query by primary key."""
    return dict(_highest(frozenset(principals), frozenset(scope_ids)))


@prepared
def _highest(
    principals: Collection[str], scope_ids: Collection[str]
) -> QuerySet[Effective, tuple[str, int]]:
    rows = _live(principals).filter(scope_id__in=scope_ids)
    return rows.values_list("scope_id").annotate(role=Max("role"))


def visible_scopes(
    principals: Iterable[str], at_least: int = Role.VIEWER
) -> QuerySet[Effective, str]:
    """Return the ids of the scopes on which the principals have at least this role.

    Not evaluated: for `filter(scope_id__in=visible_scopes(…))`, a subquery by primary key.
    """
    rows = _live(principals).filter(role__gte=at_least)
    return rows.values_list("scope_id", flat=True).distinct()


def principals_on(scope_id: str, at_least: int = Role.VIEWER) -> dict[str, int]:
    """Return every principal with at least this role on the scope, by grant or inherited. One
    query.
    """
    return dict(_principals(scope_id, at_least=int(at_least)))


@prepared
def _principals(scope_id: str, *, at_least: int) -> QuerySet[Effective, tuple[str, int]]:
    rows = Effective.objects.filter(_not_expired(), scope_id=scope_id, role__gte=at_least)
    return rows.values_list("principal_id").annotate(role=Max("role"))


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A grant as it is shown to those who share."""

    scope_id: str
    principal_id: str
    role: int
    expires_at: datetime | None


def grants_of(scope_id: str) -> list[GrantRow]:
    """Return what was granted on the scope itself and has not expired, highest role first. One
    query.
    """
    grants = Grant.objects.filter(_not_expired(), scope_id=scope_id).order_by("-role", "id")
    return [
        GrantRow(grant.scope_id, grant.principal_id, grant.role, grant.expires_at)
        for grant in grants
    ]


def _live(principals: Iterable[str]) -> QuerySet[Effective, Effective]:
    return Effective.objects.filter(_not_expired(), principal_id__in=set(principals))


def _not_expired() -> Q:
    return Q(expires_at__isnull=True) | Q(expires_at__gt=CurrentMoment())
