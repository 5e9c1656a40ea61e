"""Reads of drive. Every listing has a fixed number of statements, however many rows it answers."""

from collections.abc import Collection, Iterable
from functools import partial
from typing import Literal, Protocol

from django.db.models import Q, QuerySet

from bureau.access import Role, roles_on, visible_scopes
from bureau.people import SYSTEM, Actor
from bureau.platform.db import Page, prepared, read_page, seek
from bureau.platform.errors import BadInput

from . import rows
from .models import Change, Drive, Node, Place, Revision, Star
from .policies import Facts, Verb, abilities, principals, standing
from .rows import After, Order, Row
from .tree import ancestor_ids

Sort = Literal["name", "modified", "size"]
Direction = Literal["asc", "desc"]

MOST = 200
_SORT_COLUMNS: dict[Sort, str] = {
    "name": "sort_key",
    "modified": "modified_at",
    "size": "size_bytes",
}

CHANGED: Order = ("-modified_at", "-id")
STARRED: Order = ("-star_id",)
SHARED: Order = ("-shared", "-id")
TRASHED: Order = ("-trashed_at", "-id")


def read_node(actor: Actor, node_id: str) -> Node:
    """Return a node the actor may read, with its drive, or `NodeNotFound`. Three queries."""
    return standing(actor, node_id, Verb.READ).node


def describe(actor: Actor, node_id: str) -> Row:
    """Return one node as the client sees it. Four queries."""
    found = standing(actor, node_id, Verb.READ)
    shown = rows.one(actor.person_id, node_id)
    return rows.visible(actor, shown, {found.node.scope_id: found.role})[0]


def children(
    actor: Actor,
    node_id: str,
    sort: Sort = "name",
    direction: Direction = "asc",
    cursor: str | None = None,
    limit: int = 100,
) -> Page[Row]:
    """Return a page of a folder, folders before files. Five queries by index, six with places."""
    folder = standing(actor, node_id, Verb.READ)
    page = folder_page(folder.node, sort, direction, cursor, limit, actor.person_id)
    roles = {folder.node.scope_id: folder.role}
    others = {row["scope_id"] for row in page.items} - roles.keys()
    if others:
        roles |= _roles_on(actor, folder.principals, others)
    return Page(rows.visible(actor, page.items, roles), page.next)


def folder_page(
    folder: Node,
    sort: Sort,
    direction: Direction,
    cursor: str | None,
    limit: int,
    person_id: str = "",
) -> Page[Row]:
    """Read a page of a folder in two index ranges: what is left of the folders, then files."""
    sign = "-" if direction == "desc" else ""
    order = (sign + _SORT_COLUMNS[sort], sign + "id")

    def part(group: int, cursor: str | None, limit: int) -> Page[Row]:
        def read(after: After) -> list[Row]:
            return rows.in_folder(
                person_id, folder.id, after, group=group, order=order, limit=limit
            )

        return read_page(read, order, cursor, limit)

    group, inner = _split_cursor(cursor)
    limit = min(limit, MOST)
    page = part(group, inner, limit)
    if page.next or group == Node.Group.FILE:
        return Page(page.items, page.next and f"{group}.{page.next}")
    room = limit - len(page.items)
    if not room:
        return Page(page.items, f"{Node.Group.FILE}.")
    files = part(Node.Group.FILE, None, room)
    return Page(page.items + files.items, files.next and f"{Node.Group.FILE}.{files.next}")


def _split_cursor(cursor: str | None) -> tuple[int, str | None]:
    if not cursor:
        return Node.Group.FOLDER, None
    group, dot, inner = cursor.partition(".")
    if not dot or group not in ("0", "1"):
        raise BadInput("The cursor is not one of ours. Start again from the first page.")
    return int(group), inner or None


def recent(actor: Actor, cursor: str | None, limit: int) -> Page[Row]:
    """Return the files the actor sees, last changed first. Three queries."""
    return _listed(actor, partial(rows.recent, actor.person_id), CHANGED, cursor, limit)


def of_kind(
    actor: Actor,
    kind: str,
    q: str = "",
    owner: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Row]:
    """Return the items of one kind that the actor sees, last changed first. Three queries.

    `owner` is a person's id: only what that person made; `q` is part of the name.
    """

    def read(mine: frozenset[str], after: After, *, order: Order, limit: int) -> list[Row]:
        if not q:
            return rows.of_kind(
                actor.person_id, mine, owner or None, after, kind=kind, order=order, limit=limit
            )
        named = rows.files_of_kind(mine, kind, owner or None).filter(name__icontains=q)
        return list(seek(rows.rows(named, actor.person_id), order, after, limit))

    return _listed(actor, read, CHANGED, cursor, limit)


def starred(actor: Actor, cursor: str | None, limit: int) -> Page[Row]:
    """Return what the actor starred, last starred first. Three queries."""
    return _listed(actor, partial(rows.starred, actor.person_id), STARRED, cursor, limit)


def shared_with(actor: Actor, cursor: str | None, limit: int) -> Page[Row]:
    """Return what others shared with the actor: heads of places outside the actor's own My Drive.
    Three queries.
    """
    return _listed(actor, partial(rows.shared_with, actor.person_id), SHARED, cursor, limit)


def trashed(actor: Actor, drive_id: str | None, cursor: str | None, limit: int) -> Page[Row]:
    """Return what the actor may restore, last trashed first. Three queries."""

    def read(mine: frozenset[str], after: After, *, order: Order, limit: int) -> list[Row]:
        return rows.trashed(
            actor.person_id, mine, drive_id or None, after, order=order, limit=limit
        )

    return _listed(actor, read, TRASHED, cursor, limit)


def is_starred(actor: Actor, node_id: str) -> bool:
    """Tell whether the actor starred a node. One query."""
    return Star.objects.filter(person_id=actor.person_id, node_id=node_id).exists()


def search_scopes(actor: Actor) -> Iterable[str]:
    """Return the scopes whose files the actor finds: what is in the trash is not among them. Two
    queries.
    """
    places = Place.objects.filter(trashed_by=None, scope_id__in=visible_scopes(principals(actor)))
    return places.values_list("scope_id", flat=True)


def path(actor: Actor, node_id: str) -> list[dict[str, str]]:
    """Return the folders above a node that the actor may see, and itself. Five queries."""
    found = standing(actor, node_id, Verb.READ)
    ids = ancestor_ids(node_id)
    nodes = {id: (name, scope_id) for id, name, scope_id in _names(ids)}
    roles = _roles_on(actor, found.principals, {scope_id for _, scope_id in nodes.values()})
    trail = []
    for id in ids:
        name, scope_id = nodes[id]
        if id != found.node.id and not roles.get(scope_id):
            break
        trail.append({"id": id, "name": name})
    return trail[::-1]


@prepared
def _names(ids: Collection[str]) -> QuerySet[Node, tuple[str, str, str]]:
    return Node.objects.filter(id__in=ids).values_list("id", "name", "scope_id")


def revisions(actor: Actor, node_id: str) -> list[Row]:
    """Return what a file contained, newest first. Four queries."""
    standing(actor, node_id, Verb.READ)
    found = Revision.objects.filter(node_id=node_id).select_related("author").order_by("-version")
    return [
        {
            "version": row.version,
            "size_bytes": row.size_bytes,
            "media_type": row.media_type,
            "created_at": row.created_at,
            "author": rows.person(row.author_id, row.author.name if row.author else None),
        }
        for row in found
    ]


def drives(actor: Actor) -> list[Row]:
    """Return the actor's My Drive and the shared drives it belongs to, by name. Three queries."""
    mine = principals(actor)
    found = _drives(actor.person_id, mine)
    roles = _roles_on(actor, mine, {drive.root.scope_id for drive in found if drive.root})
    return [_drive_row(drive, roles) for drive in found]


@prepared
def _drives(person_id: str, principals: Collection[str]) -> QuerySet[Drive]:
    member = Q(kind=Drive.Kind.SHARED, root__scope_id__in=visible_scopes(principals))
    seen = Drive.objects.filter(Q(owner_id=person_id) | member).select_related("root")
    return seen.order_by("kind", "root__sort_key", "id")


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
        "description": drive.description,
        "root": root.id,
        "used_bytes": drive.used_bytes,
        "quota_bytes": drive.quota_bytes,
        "change_seq": drive.change_seq,
        "role": rows.role_name(role),
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
    seen = [
        {"seq": step.seq, "node": step.node_id, "what": step.what}
        for step in steps
        if step.what == Change.What.GONE or roles.get(step.scope_id)
    ]
    return seen, steps[-1].seq if steps else since


def scope_roles(actor: Actor, scope_ids: set[str]) -> dict[str, int]:
    """Return the actor's role per scope. Two queries."""
    return _roles_on(actor, principals(actor), scope_ids)


def _roles_on(actor: Actor, mine: frozenset[str], scope_ids: set[str]) -> dict[str, int]:
    if actor == SYSTEM:
        return dict.fromkeys(scope_ids, int(Role.MANAGER))
    return roles_on(mine, scope_ids)


class _Read(Protocol):
    """Reads the rows of a page that the principals may see."""

    def __call__(
        self, principals: frozenset[str], after: After, /, *, order: Order, limit: int
    ) -> list[Row]: ...


def _listed(actor: Actor, read: _Read, order: Order, cursor: str | None, limit: int) -> Page[Row]:
    """Return a page with the actor's view of each row. Three queries."""
    mine, limit = principals(actor), min(limit, MOST)
    page = read_page(
        lambda after: read(mine, after, order=order, limit=limit), order, cursor, limit
    )
    roles = _roles_on(actor, mine, {row["scope_id"] for row in page.items})
    return Page(rows.visible(actor, page.items, roles), page.next)
