"""Routes of nodes: content, names, and what is done to several at once."""

from collections.abc import Mapping

from django.http import HttpResponse
from ninja import Router, Status

from bureau.drive import queries, thumbnails
from bureau.drive.actions import files
from bureau.drive.actions.copy import copy
from bureau.drive.actions.move import move
from bureau.drive.actions.purge import purge
from bureau.drive.actions.rename import rename
from bureau.drive.actions.star import star, unstar
from bureau.drive.actions.trash import restore, trash
from bureau.drive.actions.undo import undo
from bureau.drive.errors import NodeNotFound, NotAFile
from bureau.drive.models import Operation, Revision
from bureau.drive.policies import Verb, standing
from bureau.people.http.auth import signed_in
from bureau.platform.http.answers import page_answer

from .download import expected_version, file_response, thumbnail_response
from .incoming import stored_body
from .lists import Cursor, Limit
from .requests import SignedRequest
from .schemas import Count, Ids, IdsInto, NameIn, NewItem, NodeOut, NodePage, OperationOut

router = Router(auth=signed_in)

Row = Mapping[str, object]


@router.get("/drive/nodes/{id}", response=NodeOut)
def get_node(request: SignedRequest, id: str) -> Row:
    """One file or folder."""
    return queries.describe(request.auth, id)


@router.patch("/drive/nodes/{id}", response=NodeOut)
def patch_node(request: SignedRequest, id: str, body: NameIn) -> Row:
    """Rename."""
    rename(request.auth, id, body.name)
    return queries.describe(request.auth, id)


@router.post("/drive/nodes/{id}/folders", response={201: NodeOut})
def add_folder(request: SignedRequest, id: str, body: NameIn) -> Status[Row]:
    """Make a folder in a folder."""
    node = files.create_folder(request.auth, id, body.name)
    return Status(201, queries.describe(request.auth, node.id))


@router.post("/drive/nodes/{id}/items", response={201: NodeOut})
def add_item(request: SignedRequest, id: str, body: NewItem) -> Status[Row]:
    """Make a document of a product in a folder."""
    node = files.create_item(request.auth, id, body.name, body.kind)
    return Status(201, queries.describe(request.auth, node.id))


@router.post("/drive/nodes/{id}/files", response={201: NodeOut})
def add_file(request: SignedRequest, id: str, name: str) -> Status[Row]:
    """Upload a small file in one request; the body is its bytes."""
    standing(request.auth, id, Verb.ADD)
    content = stored_body(request, name)
    node = files.add_file(request.auth, id, name, content.blob, content.media_type)
    return Status(201, queries.describe(request.auth, node.id))


@router.put("/drive/nodes/{id}/content", response=NodeOut)
def put_content(request: SignedRequest, id: str) -> Row:
    """Replace a file's bytes in one request; If-Match guards a newer version."""
    node = standing(request.auth, id, Verb.EDIT).node
    content = stored_body(request, node.name)
    files.save_revision(request.auth, id, content, expected_version(request))
    return queries.describe(request.auth, id)


@router.get("/drive/nodes/{id}/content", response={200: bytes})
def get_content(
    request: SignedRequest, id: str, version: int | None = None, inline: bool = False
) -> HttpResponse:
    """The bytes of a file, or of one of its earlier versions."""
    node = queries.read_node(request.auth, id)
    if not node.blob:
        raise NotAFile
    if version is None:
        version = node.version
    kept = Revision.objects.filter(node=node, version=version).first()
    if kept is None:
        raise NodeNotFound("This version does not exist any more.")
    return file_response(
        name=node.name,
        blob=kept.blob,
        media_type=kept.media_type,
        version=kept.version,
        inline=inline,
    )


@router.get("/drive/nodes/{id}/thumbnail", response={200: bytes})
def get_thumbnail(request: SignedRequest, id: str) -> HttpResponse:
    """A small picture of a file. While it is being made the answer is 202; ask again then."""
    return thumbnail_response(thumbnails.blob_of(queries.read_node(request.auth, id)))


@router.post("/drive/nodes/{id}/revisions/{version}/restore", response=NodeOut)
def restore_version(request: SignedRequest, id: str, version: int) -> Row:
    """Make an earlier version the current one again."""
    files.restore_revision(request.auth, id, version)
    return queries.describe(request.auth, id)


@router.put("/drive/nodes/{id}/star", response={204: None})
def put_star(request: SignedRequest, id: str) -> Status[None]:
    """Star."""
    star(request.auth, id)
    return Status(204, None)


@router.delete("/drive/nodes/{id}/star", response={204: None})
def delete_star(request: SignedRequest, id: str) -> Status[None]:
    """Take the star away."""
    unstar(request.auth, id)
    return Status(204, None)


@router.post("/drive/move", response=OperationOut)
def move_nodes(request: SignedRequest, body: IdsInto) -> Row:
    """Move nodes into a folder; all or none."""
    return _operation(move(request.auth, body.ids, body.parent))


@router.post("/drive/copy", response=OperationOut)
def copy_nodes(request: SignedRequest, body: IdsInto) -> Row:
    """Copy nodes into a folder; `nodes` are the copies."""
    return _operation(copy(request.auth, body.ids, body.parent))


@router.get("/drive/trash", response=NodePage)
def list_trash(
    request: SignedRequest, drive: str | None = None, cursor: Cursor = None, limit: Limit = 50
) -> HttpResponse:
    """What I may restore, last trashed first."""
    return page_answer(queries.trashed(request.auth, drive, cursor, limit))


# On one router with the list: the first router that knows a path answers all its methods.
@router.post("/drive/trash", response=OperationOut)
def trash_nodes(request: SignedRequest, body: Ids) -> Row:
    """Put nodes into the trash; all or none."""
    return _operation(trash(request.auth, body.ids))


@router.post("/drive/restore", response=Count)
def restore_nodes(request: SignedRequest, body: Ids) -> Row:
    """Bring nodes back from the trash; all or none."""
    return {"count": len(restore(request.auth, body.ids))}


@router.post("/drive/delete", response=Count)
def delete_nodes(request: SignedRequest, body: Ids) -> Row:
    """Delete nodes in the trash for good; all or none."""
    return {"count": purge(request.auth, body.ids)}


@router.post("/drive/operations/{id}/undo", response=OperationOut)
def undo_operation(request: SignedRequest, id: str) -> Row:
    """Undo a move, copy or trash of mine."""
    return _operation(undo(request.auth, id))


def _operation(operation: Operation) -> Row:
    nodes = [item["node"] for item in operation.items]
    return {"id": operation.id, "verb": operation.verb, "nodes": nodes}
