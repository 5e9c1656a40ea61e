"""Keeping the closure `Membership` true, in the transaction that changed a group.

Changes of groups wait for one another: on PostgreSQL by an advisory lock, on SQLite by its single
writer.
"""

from collections.abc import Iterable

from django.db import connection

from bureau.platform import rights
from bureau.platform.errors import NotFound

from .actor import EVERYONE
from .models import Group, GroupMember, Membership, Person
from .queries import group_edges

LOCK = 0x6275_7265_6175_0002
CHUNK = 500


def locked_group(group_id: str) -> Group:
    """Return the group after waiting for other changes of groups; raises `NotFound`."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    group = Group.objects.filter(id=group_id).first()
    if group is None:
        raise NotFound
    return group


def persons_in(group_id: str) -> set[str]:
    """Return the ids of all persons of the group. One query."""
    rows = Membership.objects.filter(principal_id=group_id)
    return set(rows.values_list("person_id", flat=True))


def is_within(group_id: str, other_id: str) -> bool:
    """Tell whether the group is the other or lies in it. One query."""
    return other_id in _with_ancestors({group_id}, group_edges())


def extend(group_id: str, member: Person | Group) -> None:
    """Add what follows from a new direct member. Three queries."""
    persons = {member.id} if isinstance(member, Person) else persons_in(member.id)
    extend_persons(group_id, persons)


def extend_persons(group_id: str, person_ids: Iterable[str]) -> None:
    """Let the persons count as the group and all it lies in. Two queries."""
    principals = _with_ancestors({group_id}, group_edges())
    _insert((person_id, group) for person_id in person_ids for group in principals)


def recompute(person_ids: Iterable[str]) -> None:
    """Make the memberships of these persons true again after something was taken away.

    Three queries per 500 persons and one for the groups; writes only what differs.
    """
    parents = group_edges()
    ordered = sorted(person_ids)
    for start in range(0, len(ordered), CHUNK):
        _recompute(ordered[start : start + CHUNK], parents)


def _recompute(person_ids: list[str], parents: dict[str, set[str]]) -> None:
    rows = Membership.objects.filter(person_id__in=person_ids).exclude(principal_id=EVERYONE)
    stored = set(rows.values_list("person_id", "principal_id"))
    true = {(person_id, person_id) for person_id in person_ids}
    direct: dict[str, set[str]] = {}
    members = GroupMember.objects.filter(person_id__in=person_ids)
    for person_id, group_id in members.values_list("person_id", "group_id"):
        direct.setdefault(person_id or "", set()).add(group_id)
    for person_id, groups in direct.items():
        true |= {(person_id, group) for group in _with_ancestors(groups, parents)}
    _delete(stored - true)
    _insert(true - stored)


def _with_ancestors(group_ids: set[str], parents: dict[str, set[str]]) -> set[str]:
    found = set(group_ids)
    todo = list(group_ids)
    while todo:
        fresh = parents.get(todo.pop(), set()) - found
        found |= fresh
        todo.extend(fresh)
    return found


def _delete(pairs: set[tuple[str, str]]) -> None:
    rights.announce(person_id for person_id, _ in pairs)
    by_group: dict[str, list[str]] = {}
    for person_id, principal_id in pairs:
        by_group.setdefault(principal_id, []).append(person_id)
    for principal_id, person_ids in by_group.items():
        Membership.objects.filter(principal_id=principal_id, person_id__in=person_ids).delete()


def _insert(pairs: Iterable[tuple[str, str]]) -> None:
    rows = [Membership(person_id=person, principal_id=principal) for person, principal in pairs]
    rights.announce(row.person_id for row in rows)
    Membership.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)
