"""Folding grants down the tree of scopes into `Effective`.

Runs in the transaction that changed a scope or a grant, and touches only the subtree below it. On
PostgreSQL foldings wait for one another (an advisory lock until commit); SQLite has one writer
anyway. Without that, two transactions would each fold in ignorance of the other's grant.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from bureau.platform import rights
from bureau.platform.db import CurrentMoment, prepared

from .models import Effective, Grant, Scope

Found = TypeVar("Found", bound=Model)
Row = tuple[str, int, datetime | None]
"""Principal, role, expiry."""
Folded = dict[str, set[Row]]

ROW = ("principal_id", "role", "expires_at")
LOCK = 0x6275_7265_6175_0001
CHUNK = 500

# `|| ''` keeps SQLite from using the join term for a Bloom filter, which made a recursive look-up
# of
# 0.018 ms take 320 ms on a million rows.
SUBTREE = """
WITH RECURSIVE below(id, parent_id, depth) AS (
    SELECT id, parent_id, 0 FROM access_scope WHERE id = %s
    UNION ALL
    SELECT s.id, s.parent_id, below.depth + 1 FROM below
    JOIN access_scope s ON s.parent_id = below.id || ''
    WHERE s.inherits
)
SELECT id, parent_id FROM below ORDER BY depth
"""


def lock() -> None:
    """Wait for other foldings; held until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def inherit(scope: Scope) -> None:
    """Give a fresh scope without grants what its parent has. Two queries."""
    if scope.parent_id and scope.inherits:
        rows = Effective.objects.filter(scope_id=scope.parent_id)
        Effective.objects.bulk_create(
            Effective(
                principal_id=row.principal_id,
                scope_id=scope.id,
                role=row.role,
                expires_at=row.expires_at,
            )
            for row in rows
        )


def refold(scope: Scope, principal_id: str | None = None) -> None:
    """Bring `Effective` up to date for the scope and all below it that inherit from it; for one
    principal alone where no other's grants changed.

    Four reads per 500 scopes, and writes only for rows that differ.
    """
    subtree = _subtree(scope.id)
    ids = [scope_id for scope_id, _ in subtree]
    above = {scope.parent_id} if scope.parent_id and scope.inherits else set()
    folded = _effective(sorted(above), principal_id)
    granted = _granted(ids, principal_id)
    for scope_id, parent_id in subtree:
        inherits = scope.inherits if scope_id == scope.id else True
        inherited = folded[parent_id] if parent_id and inherits else set()
        folded[scope_id] = frontier(inherited | granted[scope_id])
    _store(ids, folded, _effective(ids, principal_id))


def frontier(rows: Iterable[Row]) -> set[Row]:
    """Keep, per principal, each role that outlasts all higher ones."""
    kept: dict[tuple[str, int], datetime | None] = {}
    longest: dict[str, float] = {}
    for principal_id, role, expires_at in sorted(rows, key=lambda row: -row[1]):
        until = expires_at.timestamp() if expires_at else float("inf")
        if until > longest.get(principal_id, float("-inf")):
            kept[principal_id, role] = expires_at
            longest[principal_id] = until
    return {(*key, expires_at) for key, expires_at in kept.items()}


def _subtree(scope_id: str) -> list[tuple[str, str | None]]:
    """Return the scope and those that inherit from it, parents first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SUBTREE, [scope_id])
        return [(id, parent_id) for id, parent_id in cursor.fetchall()]


def _granted(scope_ids: Sequence[str], principal_id: str | None) -> Folded:
    found: Folded = defaultdict(set)
    for ids in _chunks(scope_ids):
        for scope_id, *row in _grant_rows(ids, principal_id):
            found[scope_id].add(_row(*row))
    return found


@prepared
def _grant_rows(scope_ids: Sequence[str], principal_id: str | None) -> QuerySet[Grant, Any]:
    live = Grant.objects.filter(scope_id__in=scope_ids).exclude(expires_at__lte=CurrentMoment())
    return _of(live, principal_id).values_list("scope_id", *ROW)


def _of(rows: QuerySet[Found], principal_id: str | None) -> QuerySet[Found]:
    return rows if principal_id is None else rows.filter(principal_id=principal_id)


def _row(principal_id: str, role: int, expires_at: datetime | None) -> Row:
    return principal_id, role, expires_at


def _effective(scope_ids: Sequence[str], principal_id: str | None) -> Folded:
    found: Folded = defaultdict(set)
    for ids in _chunks(scope_ids):
        for scope_id, *row in _effective_rows(ids, principal_id):
            found[scope_id].add(_row(*row))
    return found


@prepared
def _effective_rows(scope_ids: Sequence[str], principal_id: str | None) -> QuerySet[Effective, Any]:
    rows = Effective.objects.filter(scope_id__in=scope_ids)
    return _of(rows, principal_id).values_list("scope_id", *ROW)


def _store(scope_ids: Sequence[str], folded: Folded, stored: Folded) -> None:
    """Write the difference between what is there and what should be."""
    changed = [scope_id for scope_id in scope_ids if stored[scope_id] != folded[scope_id]]
    concerned = {row[0] for id in changed for row in stored[id] ^ folded[id]}
    rights.announce(concerned)
    for ids in _chunks(changed):
        for principals in _chunks(sorted(concerned)):
            Effective.objects.filter(scope_id__in=ids, principal_id__in=principals).delete()
    Effective.objects.bulk_create(
        (
            Effective(
                principal_id=principal_id, scope_id=scope_id, role=role, expires_at=expires_at
            )
            for scope_id in changed
            for principal_id, role, expires_at in folded[scope_id]
            if principal_id in concerned
        ),
        batch_size=CHUNK,
    )


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
