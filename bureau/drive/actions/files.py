"""Adding folders, files and documents; saving new revisions and returning to old ones.

The bytes are stored first (`blobs.put_stream`, durable, harmless when repeated); the rows that name
them are one transaction.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from bureau.drive import thumbnails
from bureau.drive.errors import NodeNotFound, NotAFile, VersionChanged
from bureau.drive.journal import index, record, stream_of
from bureau.drive.kinds import FILE, FOLDER, kind_named
from bureau.drive.models import Node, Revision
from bureau.drive.names import conflict_name
from bureau.drive.policies import Verb, standing
from bureau.drive.tree import add_node, charge
from bureau.people import Actor
from bureau.platform import blobs, events
from bureau.platform.blobs import BlobRef


@dataclass(frozen=True, slots=True)
class Content:
    """Stored bytes and what they are."""

    blob: BlobRef
    media_type: str


@transaction.atomic
def create_folder(actor: Actor, parent_id: str, name: str) -> Node:
    """Make a folder; a taken name gets a number."""
    parent = standing(actor, parent_id, Verb.ADD).node
    node = add_node(actor, parent, name, FOLDER.name, Node.Group.FOLDER)
    _announce_new(node)
    return node


@transaction.atomic
def add_file(actor: Actor, parent_id: str, name: str, blob: BlobRef, media_type: str) -> Node:
    """Put stored bytes into a folder as a new file; a taken name gets a number."""
    parent = standing(actor, parent_id, Verb.ADD).node
    return _new_file(actor, parent, name, Content(blob, media_type))


@transaction.atomic
def create_item(actor: Actor, parent_id: str, name: str, kind: str) -> Node:
    """Make a node of a registered kind, whose content its product keeps."""
    parent = standing(actor, parent_id, Verb.ADD).node
    node = add_node(actor, parent, name, kind_named(kind).name, Node.Group.FILE)
    kind_named(kind).created(node.id)
    _announce_new(node)
    return node


@transaction.atomic
def save_revision(
    actor: Actor, node_id: str, content: Content, if_version: int | None = None
) -> Node:
    """Give a file new content; raises `VersionChanged` when it is not `if_version` now."""
    node = _locked_file(actor, node_id)
    if if_version is not None and node.version != if_version:
        raise VersionChanged
    return _revise(actor, node, content)


@transaction.atomic
def save_or_fork(actor: Actor, node_id: str, content: Content, if_version: int | None) -> Node:
    """Give a file new content, or, when somebody else saved in between, put it beside as a conflict
    copy.
    """
    node = _locked_file(actor, node_id)
    if if_version is None or node.version == if_version:
        return _revise(actor, node, content)
    if node.parent is None:
        raise NodeNotFound
    name = conflict_name(node.name, actor.name, timezone.now().date().isoformat())
    return _new_file(actor, node.parent, name, content)


@transaction.atomic
def restore_revision(actor: Actor, node_id: str, version: int) -> Node:
    """Make an old content the current one again, as a new revision."""
    node = _locked_file(actor, node_id)
    old = Revision.objects.filter(node=node, version=version).first()
    if old is None:
        raise NodeNotFound("This version does not exist any more.")
    return _revise(actor, node, Content(BlobRef(old.blob, old.size_bytes), old.media_type))


def _locked_file(actor: Actor, node_id: str) -> Node:
    found = standing(actor, node_id, Verb.EDIT)
    if found.node.kind != FILE.name:
        raise NotAFile
    fresh = Node.objects.select_for_update().only("version").get(id=node_id)
    found.node.version = fresh.version
    return found.node


def _new_file(actor: Actor, parent: Node, name: str, content: Content) -> Node:
    node = add_node(actor, parent, name, FILE.name, Node.Group.FILE)
    _write(actor, node, content)
    _announce_new(node)
    return node


def _revise(actor: Actor, node: Node, content: Content) -> Node:
    before = node.version
    node.version += 1
    node.modified_at = timezone.now()
    # The type checker takes every reference for one that is always there.
    node.modified_by_id = actor.person_id or None  # type: ignore[assignment]
    _write(actor, node, content)
    index(node)
    record(node.scope.drive_id, [node])
    events.emit(
        "node.updated",
        stream=stream_of(node.scope.drive_id),
        subject=("node", node.id),
        payload={"node": node.id, "version": node.version, "before": before},
    )
    return node


def _write(actor: Actor, node: Node, content: Content) -> None:
    """Store the revision and make it the current one."""
    charge(node.scope.drive_id, content.blob.size_bytes)
    blobs.retain(content.blob.hash)
    node.blob, node.size_bytes = content.blob.hash, content.blob.size_bytes
    node.media_type = content.media_type
    node.save()
    Revision.objects.create(
        node=node,
        version=node.version,
        blob=node.blob,
        size_bytes=node.size_bytes,
        media_type=node.media_type,
        author_id=actor.person_id or None,
    )
    thumbnails.ask_for(node)


def _announce_new(node: Node) -> None:
    index(node)
    record(node.scope.drive_id, [node])
    events.emit(
        "node.created",
        stream=stream_of(node.scope.drive_id),
        subject=("node", node.id),
        payload={"node": node.id, "parent": node.parent_id, "kind": node.kind, "name": node.name},
    )
