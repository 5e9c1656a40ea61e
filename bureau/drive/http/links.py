"""Public routes: what somebody with a link sees, without an account.

A link with a password is opened once; a signed cookie, good for this link alone, lets the browser
in after that. Tries are limited per link and address.
"""

from collections.abc import Mapping
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from bureau import access
from bureau.access import Link
from bureau.drive.errors import NotAFile, NotAFolder
from bureau.drive.media import has_preview
from bureau.drive.models import Node
from bureau.drive.queries import MOST, Direction, Sort, folder_page
from bureau.drive.reach import PASS_S, link_pass, node_behind, opened_link
from bureau.platform import limits
from bureau.platform.context import current

from .download import file_response
from .schemas import LinkPasswordIn, SharedNode, SharedPage

router = Router(auth=None)


@router.post("/links/{token}/open", response=SharedNode)
def open_link(
    request: HttpRequest, response: HttpResponse, token: str, body: LinkPasswordIn
) -> Mapping[str, object]:
    """Open a link, with its password if it has one."""
    limits.take("drive.link_password", f"{token} {_address(request)}", 10, 60)
    link = access.open_link(token, body.password)
    name, value = link_pass(link)
    # For every path: documents are opened by their own routes and over a websocket.
    response.set_cookie(
        name,
        value,
        max_age=PASS_S,
        path="/",
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )
    return _show(node_behind(link))


@router.get("/links/{token}", response=SharedNode)
def get_link(request: HttpRequest, token: str) -> Mapping[str, object]:
    """What a link leads to; 403 with code `link_password_required` asks for the password."""
    return _show(node_behind(_opened(request, token)))


@router.get("/links/{token}/nodes/{id}", response=SharedNode)
def get_linked_node(request: HttpRequest, token: str, id: str) -> Mapping[str, object]:
    """A node below the folder of a link."""
    return _show(node_behind(_opened(request, token), id))


@router.get("/links/{token}/children", response=SharedPage)
def list_linked(
    request: HttpRequest,
    token: str,
    node: str | None = None,
    sort: Sort = "name",
    direction: Direction = "asc",
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
) -> Mapping[str, object]:
    """What the folder of a link holds, or one below it."""
    folder = node_behind(_opened(request, token), node)
    if not folder.is_folder:
        raise NotAFolder
    page = folder_page(folder, sort, direction, cursor, limit)
    items = [_show_row(row) for row in page.items if not row["is_limited"]]
    return {"items": items, "next": page.next}


@router.get("/links/{token}/content", response={200: bytes})
def get_linked_content(
    request: HttpRequest, token: str, node: str | None = None, inline: bool = False
) -> HttpResponse:
    """The bytes of the file of a link, or of one below its folder."""
    found = node_behind(_opened(request, token), node)
    if not found.blob:
        raise NotAFile
    return file_response(
        name=found.name,
        blob=found.blob,
        media_type=found.media_type,
        version=found.version,
        inline=inline,
    )


def _opened(request: HttpRequest, token: str) -> Link:
    """Return the link when it has no password or this browser has given it."""
    limits.take("drive.link", _address(request), 600, 60)
    return opened_link(token, request.COOKIES)


def _address(request: HttpRequest) -> str:
    return current().address or str(request.META.get("REMOTE_ADDR", ""))


def _show(node: Node) -> Mapping[str, object]:
    return {
        "id": node.id,
        "name": node.name,
        "is_folder": node.is_folder,
        "media_type": node.media_type,
        "size_bytes": node.size_bytes,
        "modified_at": node.modified_at,
        "has_preview": has_preview(node.media_type),
    }


def _show_row(row: Mapping[str, object]) -> Mapping[str, object]:
    return {
        **row,
        "is_folder": row["group"] == Node.Group.FOLDER,
        "has_preview": has_preview(str(row["media_type"])),
    }
