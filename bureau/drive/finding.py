"""Finding files: words by the search index, everything else by the tree itself."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from bureau import search
from bureau.people import Actor
from bureau.platform.db import Page, paginate

from . import rows
from .kinds import search_kinds
from .models import Drive, Node
from .names import sort_key
from .policies import principals
from .queries import CHANGED, MOST, scope_roles
from .rows import Row
from .wish import TYPES, Wish, read_wish

MOST_FOLDERS = 5_000
"""Folders that `in:` looks into; beyond them the search is as wide as without it."""


def find(actor: Actor, text: str, cursor: str | None, limit: int) -> Page[Row]:
    """Return the files and folders that the actor sees and the text asks for.

    With words: the best 200, those with the words in their names first. Without: all, last changed
    first, by pages. Five queries, three more with words, and one per level of folders with `in:`.
    """
    wish = read_wish(text)
    if wish.is_empty:
        return Page([], None)
    mine = principals(actor)
    nodes = _asked_for(actor, wish, rows.seen_by(mine), mine)
    if wish.words:
        return Page(_shown(actor, _by_words(actor, wish.words, nodes)), None)
    found = rows.rows(nodes, actor.person_id)
    page: Page[Row] = paginate(found, CHANGED, cursor, min(limit, MOST))
    return Page(_shown(actor, page.items), page.next)


def _by_words(actor: Actor, words: str, nodes: QuerySet[Node]) -> list[Row]:
    groups = search.find(actor, words, search_kinds(), MOST)
    ranks = {hit.entry.object_id: rank for g in groups for rank, hit in enumerate(g.hits)}
    found = rows.rows(nodes.filter(id__in=ranks), actor.person_id)
    return sorted(found, key=lambda row: ranks[row["id"]])


def _shown(actor: Actor, found: list[Row]) -> list[Row]:
    return rows.visible(actor, found, scope_roles(actor, {row["scope_id"] for row in found}))


def _asked_for(
    actor: Actor, wish: Wish, nodes: QuerySet[Node], mine: Collection[str]
) -> QuerySet[Node]:
    if wish.type:
        nodes = nodes.filter(_of_type(wish.type))
    if wish.owner:
        nodes = nodes.filter(_owned_by(actor, wish.owner))
    if wish.before:
        nodes = nodes.filter(modified_at__lt=wish.before)
    if wish.after:
        nodes = nodes.filter(modified_at__gte=wish.after)
    if "starred" in wish.marks:
        nodes = nodes.filter(stars__person_id=actor.person_id)
    if "shared" in wish.marks:
        nodes = nodes.filter(own_place__shared_at__isnull=False)
    if wish.inside:
        nodes = nodes.filter(parent_id__in=_folders_named(wish.inside, rows.seen_by(mine)))
    return nodes.filter(parent__isnull=False)


def _of_type(type: str) -> Q:
    if type == "file":
        return Q(group=Node.Group.FILE)
    wanted = Q(kind=type)
    for beginning in TYPES.get(type, ()):
        wanted |= Q(media_type__startswith=beginning)
    return wanted


def _owned_by(actor: Actor, owner: str) -> Q:
    """What is in somebody's My Drive, and what they made in shared drives."""
    if owner.lower() == "me":
        whose, made = Q(scope__drive__owner_id=actor.person_id), Q(created_by_id=actor.person_id)
    else:
        whose = Q(scope__drive__owner__name__icontains=owner) | Q(
            scope__drive__owner__email__istartswith=owner
        )
        made = Q(created_by__name__icontains=owner) | Q(created_by__email__istartswith=owner)
    return whose | (Q(scope__drive__kind=Drive.Kind.SHARED) & made)


def _folders_named(name: str, seen: QuerySet[Node]) -> list[str]:
    """Return the folders and shared drives whose names begin so, and all folders in them."""
    folders = seen.filter(group=Node.Group.FOLDER)
    level = list(
        folders.filter(sort_key__startswith=sort_key(name)).values_list("id", flat=True)[:50]
    )
    found = list(level)
    while level and len(found) < MOST_FOLDERS:
        level = list(folders.filter(parent_id__in=level[:500]).values_list("id", flat=True)[:500])
        found += level
    return list(dict.fromkeys(found))
