"""Routes of listings; all are paged by cursor."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router

from bureau.drive import finding, queries
from bureau.drive.queries import Direction, Sort
from bureau.drive.rows import Row
from bureau.people.http.auth import signed_in
from bureau.platform.http.answers import page_answer

from .requests import SignedRequest
from .schemas import Crumb, NodePage, RevisionList

router = Router(auth=signed_in)

Cursor = Annotated[str | None, Query()]
Limit = Annotated[int, Query(ge=1, le=queries.MOST)]


@router.get("/drive/nodes/{id}/children", response=NodePage)
def list_children(
    request: SignedRequest,
    id: str,
    sort: Sort = "name",
    direction: Direction = "asc",
    cursor: Cursor = None,
    limit: Limit = 100,
) -> HttpResponse:
    """What a folder holds, folders before files. A page may be shorter than the limit."""
    return page_answer(queries.children(request.auth, id, sort, direction, cursor, limit))


@router.get("/drive/nodes/{id}/path", response=list[Crumb])
def get_path(request: SignedRequest, id: str) -> list[dict[str, str]]:
    """The folders above a node that I may see, and the node itself last."""
    return queries.path(request.auth, id)


@router.get("/drive/nodes/{id}/revisions", response=RevisionList)
def list_revisions(request: SignedRequest, id: str) -> dict[str, list[Row]]:
    """What a file contained, newest first."""
    return {"items": queries.revisions(request.auth, id)}


@router.get("/drive/recent", response=NodePage)
def list_recent(request: SignedRequest, cursor: Cursor = None, limit: Limit = 50) -> HttpResponse:
    """Files I may see, last changed first."""
    return page_answer(queries.recent(request.auth, cursor, limit))


@router.get("/drive/starred", response=NodePage)
def list_starred(request: SignedRequest, cursor: Cursor = None, limit: Limit = 50) -> HttpResponse:
    """What I starred, last starred first."""
    return page_answer(queries.starred(request.auth, cursor, limit))


@router.get("/drive/shared", response=NodePage)
def list_shared(request: SignedRequest, cursor: Cursor = None, limit: Limit = 50) -> HttpResponse:
    """What others shared with me, last shared first."""
    return page_answer(queries.shared_with(request.auth, cursor, limit))


@router.get("/drive/search", response=NodePage)
def search_nodes(
    request: SignedRequest,
    q: Annotated[str, Query(max_length=500)],
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Files and folders by words and operators: `type:` `owner:` `in:` `before:` `after:` `is:`."""
    return page_answer(finding.find(request.auth, q, cursor, limit))
