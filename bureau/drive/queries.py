"""Reads of drive. Every listing has a fixed number of statements, however many rows it answers."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal

from django.db.models import F, Q, QuerySet

from bureau.access import Grant, Role, roles_on, visible_scopes
from bureau.people import SYSTEM, Actor
from bureau.platform.db import Page, paginate
from bureau.platform.errors import BadInput

from .kinds import kind_named
from .media import has_preview
from .models import Change, Drive, Node, Place, Revision, Star
from .policies import Facts, Verb, abilities, principals, standing
from .tree import ancestor_ids

Row = dict[str, Any]
Sort = Literal["name", "modified", "size"]
Direction = Literal["asc", "desc"]

MOST = 200
_SORT_COLUMNS: dict[Sort, str] = {
    "name": "sort_key",
    "modified": "modified_at",
    "size": "size_bytes",
}

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


def read_node(actor: Actor, node_id: str) -> Node:
    """Return a node the actor may read, with its drive, or `NodeNotFound`. Three queries."""
    return standing(actor, node_id, Verb.READ).node


def describe(actor: Actor, node_id: str) -> Row:
    """Return one node as the client sees it. Five queries."""
    found = standing(actor, node_id, Verb.READ)
    rows = _rows(Node.objects.filter(id=node_id))
    return _present(actor, rows, {found.node.scope_id: found.role})[0]


def children(
    actor: Actor,
    node_id: str,
    sort: Sort = "name",
    direction: Direction = "asc",
    cursor: str | None = None,
    limit: int = 100,
) -> Page[Row]:
    """Return a page of a folder, folders before files. Six queries by index, eight with places."""
    folder = standing(actor, node_id, Verb.READ)
    page = folder_page(folder.node, sort, direction, cursor, limit)
    known = {folder.node.scope_id: folder.role}
    return Page(_present(actor, page.items, known), page.next)


def folder_page(
    folder: Node, sort: Sort, direction: Direction, cursor: str | None, limit: int
) -> Page[Row]:
    """Read a page of a folder in two index ranges: what is left of the folders, then files."""
    sign = "-" if direction == "desc" else ""
    order = (sign + _SORT_COLUMNS[sort], sign + "id")
    group, inner = _split_cursor(cursor)
    rows = _rows(Node.objects.filter(parent=folder, trashed_at=None))
    limit = min(limit, MOST)
    page: Page[Row] = paginate(rows.filter(group=group), order, inner, limit)
    if page.next or group == Node.Group.FILE:
        return Page(page.items, page.next and f"{group}.{page.next}")
    room = limit - len(page.items)
    if not room:
        return Page(page.items, f"{Node.Group.FILE}.")
    files: Page[Row] = paginate(rows.filter(group=Node.Group.FILE), order, None, room)
    return Page(page.items + files.items, files.next and f"{Node.Group.FILE}.{files.next}")


def _split_cursor(cursor: str | None) -> tuple[int, str | None]:
    if not cursor:
        return Node.Group.FOLDER, None
    group, dot, inner = cursor.partition(".")
    if not dot or group not in ("0", "1"):
        raise BadInput("The cursor is not one of ours. Start again from the first page.")
    return int(group), inner or None


def recent(actor: Actor, cursor: str | None, limit: int) -> Page[Row]:
    """Return the files the actor sees, last changed first. Five queries."""
    rows = _rows(_seen(actor).filter(group=Node.Group.FILE))
    return _listed(actor, rows, ("-modified_at", "-id"), cursor, limit)


def of_kind(
    actor: Actor,
    kind: str,
    q: str = "",
    owner: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Row]:
    """Return the items of one kind that the actor sees, last changed first. Five queries.

    `owner` is a person's id: only what that person made; `q` is part of the name.
    """
    wanted = _seen(actor).filter(group=Node.Group.FILE, kind=kind)
    if q:
        wanted = wanted.filter(name__icontains=q)
    if owner:
        wanted = wanted.filter(created_by_id=owner)
    return _listed(actor, _rows(wanted), ("-modified_at", "-id"), cursor, limit)


def starred(actor: Actor, cursor: str | None, limit: int) -> Page[Row]:
    """Return what the actor starred, last starred first. Five queries."""
    marked = _seen(actor).filter(stars__person_id=actor.person_id)
    rows = _rows(marked.annotate(star_id=F("stars__id")), "star_id")
    return _listed(actor, rows, ("-star_id",), cursor, limit)


def shared_with(actor: Actor, cursor: str | None, limit: int) -> Page[Row]:
    """Return what others shared with the actor: heads of places outside the actor's own My Drive.
    Five queries.
    """
    granted = Grant.objects.filter(principal_id__in=principals(actor)).values("scope_id")
    heads = _seen(actor).filter(
        own_place__scope_id__in=granted, own_place__shared_at__isnull=False, parent__isnull=False
    )
    others = heads.exclude(scope__drive__owner_id=actor.person_id or None)
    rows = _rows(others.annotate(shared=F("own_place__shared_at")), "shared")
    return _listed(actor, rows, ("-shared", "-id"), cursor, limit)


def trashed(actor: Actor, drive_id: str | None, cursor: str | None, limit: int) -> Page[Row]:
    """Return what the actor may restore, last trashed first. Five queries."""
    may = visible_scopes(principals(actor), Role.CONTRIBUTOR)
    heads = Node.objects.filter(
        Q(scope__drive__owner_id=actor.person_id) | Q(scope__drive__kind=Drive.Kind.SHARED),
        trashed_at__isnull=False,
        purged_at=None,
        scope_id__in=may,
    )
    if drive_id:
        heads = heads.filter(scope__drive_id=drive_id)
    return _listed(actor, _rows(heads), ("-trashed_at", "-id"), cursor, limit)


def _seen(actor: Actor) -> QuerySet[Node]:
    return Node.objects.filter(
        trashed_at=None,
        scope__trashed_by=None,
        scope_id__in=visible_scopes(principals(actor)),
    )


def search_scopes(actor: Actor) -> Iterable[str]:
    """Return the scopes whose files the actor finds: what is in the trash is not among them. Two
    queries.
    """
    places = Place.objects.filter(trashed_by=None, scope_id__in=visible_scopes(principals(actor)))
    return places.values_list("scope_id", flat=True)


def path(actor: Actor, node_id: str) -> list[dict[str, str]]:
    """Return the folders above a node that the actor may see, and itself. Six queries."""
    found = standing(actor, node_id, Verb.READ)
    ids = ancestor_ids(node_id)
    nodes = {node.id: node for node in Node.objects.filter(id__in=ids)}
    roles = scope_roles(actor, {node.scope_id for node in nodes.values()})
    trail = []
    for id in ids:
        if id != found.node.id and not roles.get(nodes[id].scope_id):
            break
        trail.append({"id": id, "name": nodes[id].name})
    return trail[::-1]


def revisions(actor: Actor, node_id: str) -> list[Row]:
    """Return what a file contained, newest first. Four queries."""
    standing(actor, node_id, Verb.READ)
    rows = Revision.objects.filter(node_id=node_id).select_related("author").order_by("-version")
    return [
        {
            "version": row.version,
            "size_bytes": row.size_bytes,
            "media_type": row.media_type,
            "created_at": row.created_at,
            "author": _person(row.author_id, row.author.name if row.author else None),
        }
        for row in rows
    ]


def drives(actor: Actor) -> list[Row]:
    """Return the actor's My Drive and the shared drives it belongs to, by name. Three queries."""
    mine = Q(owner_id=actor.person_id)
    member = Q(kind=Drive.Kind.SHARED, root__scope_id__in=visible_scopes(principals(actor)))
    rows = list(
        Drive.objects.filter(mine | member)
        .select_related("root")
        .order_by("kind", "root__sort_key", "id")
    )
    roles = scope_roles(actor, {drive.root.scope_id for drive in rows if drive.root})
    return [_drive_row(drive, roles) for drive in rows]


def describe_drive(actor: Actor, drive_id: str) -> Row:
    """Return one drive of the actor. Five queries."""
    found = Drive.objects.select_related("root").filter(id=drive_id).first()
    member = standing(actor, found.root_id if found and found.root_id else "", Verb.READ)
    return _drive_row(member.drive, {member.node.scope_id: member.role})


def _drive_row(drive: Drive, roles: dict[str, int]) -> Row:
    root = drive.root
    assert root is not None
    role = roles.get(root.scope_id, 0)
    facts = Facts(True, True, drive.kind, False, False)
    return {
        "id": drive.id,
        "kind": drive.kind,
        "name": root.name,
        "root": root.id,
        "used_bytes": drive.used_bytes,
        "quota_bytes": drive.quota_bytes,
        "change_seq": drive.change_seq,
        "role": role_name(role),
        "abilities": abilities(role, facts),
    }


def changes(actor: Actor, drive_id: str, since: int, limit: int = 500) -> tuple[list[Row], int]:
    """Return the steps after number `since` that the actor may see, and the number to ask with
    next.

    Five queries. Who may not see a node any more is told that it is gone.
    """
    found = Drive.objects.filter(id=drive_id).first()
    standing(actor, found.root_id if found and found.root_id else "", Verb.READ)
    steps = list(
        Change.objects.filter(drive_id=drive_id, seq__gt=since).order_by("seq", "id")[:limit]
    )
    roles = scope_roles(actor, {step.scope_id for step in steps})
    rows = [
        {"seq": step.seq, "node": step.node_id, "what": step.what}
        for step in steps
        if step.what == Change.What.GONE or roles.get(step.scope_id)
    ]
    return rows, steps[-1].seq if steps else since


def scope_roles(actor: Actor, scope_ids: set[str]) -> dict[str, int]:
    """Return the actor's role per scope. Two queries."""
    if actor == SYSTEM:
        return dict.fromkeys(scope_ids, int(Role.MANAGER))
    return roles_on(principals(actor), scope_ids)


def role_name(role: int) -> str | None:
    """Return how the API writes a role."""
    return Role(role).name.lower() if role else None


def _rows(nodes: QuerySet[Node], *more: str) -> QuerySet[Node, Row]:
    rows: QuerySet[Node, Row] = nodes.values(
        *_COLUMNS,
        *more,
        modifier=F("modified_by__name"),
        drive_id=F("scope__drive_id"),
        drive_kind=F("scope__drive__kind"),
        owner_id=F("scope__drive__owner_id"),
        place_trashed=F("scope__trashed_by_id"),
        is_limited=F("own_place__is_limited"),
        shared_at=F("own_place__shared_at"),
    )
    return rows


def _listed(
    actor: Actor, rows: QuerySet[Node, Row], order: tuple[str, ...], cursor: str | None, limit: int
) -> Page[Row]:
    page: Page[Row] = paginate(rows, order, cursor, min(limit, MOST))
    return Page(_present(actor, page.items), page.next)


def _present(
    actor: Actor, rows: Iterable[Row], known: Mapping[str, int] = MappingProxyType({})
) -> list[Row]:
    """Add the actor's view to the rows and leave out those it may not see.

    `known` are roles per scope found before. One query, two more for other scopes.
    """
    found = list(rows)
    unknown = {row["scope_id"] for row in found} - known.keys()
    roles = {**known, **(scope_roles(actor, unknown) if unknown else {})}
    ids = [row["id"] for row in found]
    marked = Star.objects.filter(person_id=actor.person_id, node_id__in=ids)
    stars = set(marked.values_list("node_id", flat=True)) if actor.person_id else set()
    return list(_visible(actor, found, roles, stars))


def _visible(
    actor: Actor, rows: list[Row], roles: dict[str, int], stars: set[str]
) -> Iterator[Row]:
    for row in rows:
        role = _row_role(actor, row, roles.get(row["scope_id"], 0))
        if role:
            yield present(row, role, row["id"] in stars)


def _row_role(actor: Actor, row: Row, role: int) -> int:
    if row["trashed_at"] is None and row["place_trashed"] is None:
        return role
    if row["drive_kind"] == Drive.Kind.MY and actor != SYSTEM:
        return role if row["owner_id"] == actor.person_id else 0
    return role if role >= Role.CONTRIBUTOR else 0


def present(row: Row, role: int, is_starred: bool) -> Row:
    """Return the shape in which the API shows a node."""
    is_folder = row["group"] == Node.Group.FOLDER
    is_trashed = row["trashed_at"] is not None or row["place_trashed"] is not None
    facts = Facts(
        is_folder,
        row["parent_id"] is None,
        row["drive_kind"],
        row["trashed_at"] is not None,
        is_trashed,
    )
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
        "modified_by": _person(row["modified_by_id"], row["modifier"]),
        "trashed_at": row["trashed_at"],
        "is_trashed": is_trashed,
        "is_starred": is_starred,
        "is_shared": row["shared_at"] is not None,
        "is_limited": bool(row["is_limited"]),
        "has_preview": has_preview(row["media_type"]),
        "url": kind_named(row["kind"]).url.format(id=row["id"]),
        "role": role_name(role),
        "abilities": abilities(role, facts),
    }


def _person(id: str | None, name: str | None) -> dict[str, str] | None:
    return {"id": id, "name": name or ""} if id else None
