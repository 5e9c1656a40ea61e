"""Rows of listings: how they are read, prepared as they are asked for all day, and how shown.

Each function that reads takes its page in one query; what the actor may do with a row is added from
the roles on its scope.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bureau.access import Grant, Role, visible_scopes
from bureau.people import SYSTEM, Actor
from bureau.platform.db import prepared, seek

from .kinds import kind_named
from .media import has_preview
from .models import Drive, Node, Star
from .policies import Facts, abilities

Row = dict[str, Any]
Order = tuple[str, ...]
After = tuple[Any, ...] | None

_COLUMNS = (
    "id",
    "parent_id",
    "scope_id",
    "group",
    "sort_key",
    "name",
    "kind",
    "media_type",
    "size_bytes",
    "version",
    "created_at",
    "modified_at",
    "modified_by_id",
    "trashed_at",
)
_ROLE_NAMES = {int(role): role.name.lower() for role in Role}


def rows(nodes: QuerySet[Node], person_id: str, *more: str) -> QuerySet[Node, Row]:
    """Return the columns of nodes that a listing shows to this person."""
    found: QuerySet[Node, Row] = nodes.values(
        *_COLUMNS,
        *more,
        modifier=F("modified_by__name"),
        drive_id=F("scope__drive_id"),
        drive_kind=F("scope__drive__kind"),
        owner_id=F("scope__drive__owner_id"),
        place_trashed=F("scope__trashed_by_id"),
        is_limited=F("own_place__is_limited"),
        shared_at=F("own_place__shared_at"),
        is_starred=Exists(Star.objects.filter(node_id=OuterRef("id"), person_id=person_id)),
    )
    return found


def seen_by(principals: Collection[str]) -> QuerySet[Node]:
    """Return all that the principals see, without what is in the trash."""
    return Node.objects.filter(
        trashed_at=None,
        scope__trashed_by=None,
        scope_id__in=visible_scopes(principals),
    )


@prepared
def one(person_id: str, node_id: str) -> QuerySet[Node, Row]:
    """Read a single node."""
    return rows(Node.objects.filter(id=node_id), person_id)


@prepared
def in_folder(
    person_id: str, folder_id: str, after: After, *, group: int, order: Order, limit: int
) -> QuerySet[Node, Row]:
    """Read a page of the folders, or of the files, of a folder."""
    nodes = Node.objects.filter(parent_id=folder_id, trashed_at=None, group=group)
    return seek(rows(nodes, person_id), order, after, limit)


@prepared
def recent(
    person_id: str, principals: Collection[str], after: After, *, order: Order, limit: int
) -> QuerySet[Node, Row]:
    """Read a page of the files that the principals see."""
    files = seen_by(principals).filter(group=Node.Group.FILE)
    return seek(rows(files, person_id), order, after, limit)


@prepared
def of_kind(
    person_id: str,
    principals: Collection[str],
    owner_id: str | None,
    after: After,
    *,
    kind: str,
    order: Order,
    limit: int,
) -> QuerySet[Node, Row]:
    """Read a page of the items of a kind, of those only that the owner made where one is given."""
    return seek(rows(files_of_kind(principals, kind, owner_id), person_id), order, after, limit)


def files_of_kind(principals: Collection[str], kind: str, owner_id: str | None) -> QuerySet[Node]:
    """Return the items of a kind that the principals see, those only that this person made."""
    files = seen_by(principals).filter(group=Node.Group.FILE, kind=kind)
    return files if owner_id is None else files.filter(created_by_id=owner_id)


@prepared
def starred(
    person_id: str, principals: Collection[str], after: After, *, order: Order, limit: int
) -> QuerySet[Node, Row]:
    """Read a page of what the person starred; `star_id` tells the order."""
    marked = seen_by(principals).filter(stars__person_id=person_id)
    found = rows(marked.annotate(star_id=F("stars__id")), person_id, "star_id")
    return seek(found, order, after, limit)


@prepared
def shared_with(
    person_id: str, principals: Collection[str], after: After, *, order: Order, limit: int
) -> QuerySet[Node, Row]:
    """Read a page of the heads of places that were granted to the principals and are not the
    person's own; `shared` tells when.
    """
    granted = Grant.objects.filter(principal_id__in=principals).values("scope_id")
    heads = seen_by(principals).filter(
        own_place__scope_id__in=granted, own_place__shared_at__isnull=False, parent__isnull=False
    )
    others = heads.exclude(scope__drive__owner_id=person_id)
    found = rows(others.annotate(shared=F("own_place__shared_at")), person_id, "shared")
    return seek(found, order, after, limit)


@prepared
def trashed(
    person_id: str,
    principals: Collection[str],
    drive_id: str | None,
    after: After,
    *,
    order: Order,
    limit: int,
) -> QuerySet[Node, Row]:
    """Read a page of what the principals may restore, of one drive where it is given."""
    heads = Node.objects.filter(
        Q(scope__drive__owner_id=person_id) | Q(scope__drive__kind=Drive.Kind.SHARED),
        trashed_at__isnull=False,
        purged_at=None,
        scope_id__in=visible_scopes(principals, Role.CONTRIBUTOR),
    )
    if drive_id is not None:
        heads = heads.filter(scope__drive_id=drive_id)
    return seek(rows(heads, person_id), order, after, limit)


def role_in(actor: Actor, row: Row, role: int) -> int:
    """Return what is left of a role on the row's scope: in the trash only who may restore sees."""
    if row["trashed_at"] is None and row["place_trashed"] is None:
        return role
    if row["drive_kind"] == Drive.Kind.MY and actor != SYSTEM:
        return role if row["owner_id"] == actor.person_id else 0
    return role if role >= Role.CONTRIBUTOR else 0


def visible(actor: Actor, found: list[Row], roles: Mapping[str, int]) -> list[Row]:
    """Return the rows that the actor may see, as the API shows them."""
    judged = [(row, role_in(actor, row, roles.get(row["scope_id"], 0))) for row in found]
    return [present(row, role) for row, role in judged if role]


def present(row: Row, role: int) -> Row:
    """Return the shape in which the API shows a node."""
    is_folder = row["group"] == Node.Group.FOLDER
    is_trash_head = row["trashed_at"] is not None
    is_trashed = is_trash_head or row["place_trashed"] is not None
    is_root = row["parent_id"] is None
    facts = Facts(is_folder, is_root, row["drive_kind"], is_trash_head, is_trashed)
    return {
        "id": row["id"],
        "parent": row["parent_id"],
        "drive": row["drive_id"],
        "name": row["name"],
        "kind": row["kind"],
        "is_folder": is_folder,
        "media_type": row["media_type"],
        "size_bytes": row["size_bytes"],
        "version": row["version"],
        "created_at": row["created_at"],
        "modified_at": row["modified_at"],
        "modified_by": person(row["modified_by_id"], row["modifier"]),
        "trashed_at": row["trashed_at"],
        "is_trashed": is_trashed,
        "is_starred": bool(row["is_starred"]),
        "is_shared": row["shared_at"] is not None,
        "shared_at": row["shared_at"],
        "is_limited": bool(row["is_limited"]),
        "has_preview": has_preview(row["media_type"]),
        "url": kind_named(row["kind"]).url.format(id=row["id"]),
        "role": role_name(role),
        "abilities": abilities(role, facts),
    }


def role_name(role: int) -> str | None:
    """Return how the API writes a role."""
    return _ROLE_NAMES[role] if role else None


def person(id: str | None, name: str | None) -> dict[str, str] | None:
    """Return how the API shows who did something."""
    return {"id": id, "name": name or ""} if id else None
