"""Routes of search under /api/v1."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from bureau.people import actor_of
from bureau.people.http.auth import signed_in

from ..queries import Group, find
from .schemas import HitGroupOut, HitOut, SearchOut

router = Router(tags=["search"])


@router.get("/search", response=SearchOut, auth=signed_in)
def search(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=500)],
    kinds: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=50)] = 8,
) -> SearchOut:
    """Find objects of all kinds, or of the comma-separated `kinds`, that the caller may see."""
    wanted = frozenset(kind for kind in kinds.split(",") if kind)
    return SearchOut(groups=[_group(group) for group in find(actor_of(request), q, wanted, limit)])


def _group(group: Group) -> HitGroupOut:
    items = [
        HitOut(
            kind=group.kind,
            id=hit.entry.object_id,
            title=hit.entry.title,
            excerpt=hit.excerpt,
            url=hit.entry.url,
            at=hit.entry.at,
        )
        for hit in group.hits
    ]
    return HitGroupOut(kind=group.kind, items=items, more=group.more)
