"""Who may do what in drive: a verb needs a role, and some places raise the bar.

Shared drives follow the roles people know: managers run the drive, content managers arrange it,
contributors add and edit but neither move nor delete, commenters and viewers read. In My Drive the
owner
manages, and somebody a thing was shared with for editing may also share it on.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet

from bureau.access import Role, role_on
from bureau.people import SYSTEM, Actor, principals_of
from bureau.platform.db import prepared
from bureau.platform.errors import Refusal

from .errors import InTrash, IsARoot, NodeNotFound, NotAFolder, NotAllowed, NotInTrash
from .models import Drive, Node

NO_ROLE = 0


class Verb(StrEnum):
    """What can be asked for on a node."""

    READ = "read"
    COMMENT = "comment"
    ADD = "add"
    EDIT = "edit"
    RENAME = "rename"
    MOVE = "move"
    SHARE = "share"
    LIMIT = "limit"
    TRASH = "trash"
    RESTORE = "restore"
    PURGE = "purge"
    LEAVE = "leave"  # move to another drive
    MANAGE = "manage"  # name, quota and members of a shared drive


_NEEDED: dict[Verb, Role] = {
    Verb.READ: Role.VIEWER,
    Verb.COMMENT: Role.COMMENTER,
    Verb.ADD: Role.CONTRIBUTOR,
    Verb.EDIT: Role.CONTRIBUTOR,
    Verb.RENAME: Role.CONTRIBUTOR,
    Verb.MOVE: Role.EDITOR,
    Verb.TRASH: Role.EDITOR,
    Verb.RESTORE: Role.CONTRIBUTOR,
    Verb.PURGE: Role.MANAGER,
    Verb.LIMIT: Role.MANAGER,
    Verb.LEAVE: Role.MANAGER,
    Verb.MANAGE: Role.MANAGER,
}

_IN_TRASH = {Verb.READ, Verb.RESTORE, Verb.PURGE}
_NOT_ON_ROOTS = {Verb.RENAME, Verb.MOVE, Verb.TRASH, Verb.PURGE, Verb.LEAVE, Verb.LIMIT}


class Facts(NamedTuple):
    """What of a node decides about verbs, beside the role."""

    is_folder: bool
    is_root: bool
    drive_kind: str
    is_trash_head: bool
    is_trashed: bool


def facts_of(node: Node) -> Facts:
    """Read the facts of a node loaded with its scope and drive."""
    return Facts(
        node.is_folder,
        node.parent_id is None,
        node.scope.drive.kind,
        node.trashed_at is not None,
        is_trashed(node),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """A node and the role the actor has on it."""

    node: Node
    role: int
    principals: frozenset[str] = frozenset()
    """What the role was found by; empty where a link was opened."""

    @property
    def drive(self) -> Drive:
        """The drive the node is in; loaded with the node."""
        return self.node.scope.drive


@lru_cache(maxsize=512)
def abilities(role: int, facts: Facts) -> dict[str, bool]:
    """Return what the role allows on such a node, for the client to show. Not to be changed."""
    return {
        verb.value: role >= needed_role(verb, facts) and _refusal(verb, facts) is None
        for verb in Verb
    }


def needed_role(verb: Verb, facts: Facts) -> int:
    """Return the least role that allows the verb on the node."""
    if verb is not Verb.SHARE:
        return _NEEDED[verb]
    if facts.drive_kind == Drive.Kind.MY:
        return Role.EDITOR
    return Role.MANAGER if facts.is_folder else Role.CONTRIBUTOR


def is_trashed(node: Node) -> bool:
    """Tell whether the node, or a folder above it, is in the trash."""
    return node.trashed_at is not None or node.scope.trashed_by_id is not None


def principals(actor: Actor) -> frozenset[str]:
    """Return what the actor's rights hang on. One query for a person, none for others."""
    return principals_of(actor.person_id) if actor.person_id else frozenset()


def counted_role(actor: Actor, node: Node, role: int) -> int:
    """Return what is left of a role where the node is in the trash: only who may restore still sees
    it.
    """
    if node.purged_at:
        return NO_ROLE
    if not is_trashed(node):
        return role
    if node.scope.drive.kind == Drive.Kind.MY:
        return role if node.scope.drive.owner_id == actor.person_id else NO_ROLE
    return role if role >= Role.CONTRIBUTOR else NO_ROLE


def role_of(actor: Actor, node: Node, mine: frozenset[str] | None = None) -> int:
    """Return the actor's role on a node that was loaded with its scope and drive. Two queries, one
    where the actor's principals are known.
    """
    if actor == SYSTEM:
        return NO_ROLE if node.purged_at else Role.MANAGER
    known = principals(actor) if mine is None else mine
    return counted_role(actor, node, role_on(known, node.scope_id))


def standing(actor: Actor, node_id: str, verb: Verb) -> Standing:
    """Return the node if the actor may do this with it, else refuse. Three queries.

    Raises `NodeNotFound` where the actor may not even know of it, `NotAllowed` where the role is
    too low, and the reason where nobody could.
    """
    nodes = _with_drive(node_id)
    if not nodes:
        raise NodeNotFound
    mine = principals(actor)
    found = Standing(nodes[0], role_of(actor, nodes[0], mine), mine)
    require(found, verb)
    return found


@prepared
def _with_drive(node_id: str) -> QuerySet[Node]:
    return Node.objects.select_related("scope__drive").filter(id=node_id)


def require(found: Standing, verb: Verb) -> None:
    """Refuse unless the standing allows the verb."""
    facts = facts_of(found.node)
    if found.role < Role.VIEWER:
        raise NodeNotFound
    if found.role < needed_role(verb, facts):
        raise NotAllowed
    refusal = _refusal(verb, facts)
    if refusal:
        raise refusal


def _refusal(verb: Verb, facts: Facts) -> Refusal | None:
    """Return why nobody may do this with such a node, None where somebody may."""
    is_my_drive = facts.drive_kind == Drive.Kind.MY
    if facts.is_root and verb in _NOT_ON_ROOTS:
        return IsARoot()
    if verb is Verb.SHARE and facts.is_root and is_my_drive:
        return NotAllowed("A whole My Drive cannot be shared. Share a folder in it.")
    if verb is Verb.MANAGE and (is_my_drive or not facts.is_root):
        return NotAllowed()
    if verb in (Verb.ADD, Verb.LIMIT) and not facts.is_folder:
        return NotAFolder()
    if verb in (Verb.RESTORE, Verb.PURGE) and not facts.is_trash_head:
        return NotInTrash()
    if verb not in _IN_TRASH and facts.is_trashed:
        return InTrash()
    return None
