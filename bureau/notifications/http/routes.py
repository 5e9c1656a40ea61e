"""Routes of notifications under /api/v1."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from bureau.people import actor_of
from bureau.people.http.auth import signed_in
from bureau.platform.http.answers import page_answer

from .. import queries
from ..actions import mark
from .schemas import NotificationPage, Unread

Limit = Annotated[int, Query(ge=1, le=100)]

router = Router(tags=["notifications"], auth=signed_in)


@router.get("/notifications", response=NotificationPage)
def list_notifications(
    request: HttpRequest, cursor: str | None = None, limit: Limit = 30
) -> HttpResponse:
    """List the caller's notifications, newest first."""
    actor = actor_of(request)
    page = queries.page_of(actor, cursor, limit)
    return page_answer(page, unread=queries.unread_count(actor))


@router.get("/notifications/unread", response=Unread)
def count_unread(request: HttpRequest) -> Unread:
    """Count what the caller has not read."""
    return Unread(unread=queries.unread_count(actor_of(request)))


@router.post("/notifications/read", response={204: None})
def mark_all_read(request: HttpRequest) -> Status[None]:
    """Mark all as read."""
    mark.mark_all_read(actor_of(request))
    return Status(204, None)


@router.post("/notifications/{notification_id}/read", response={204: None})
def mark_read(request: HttpRequest, notification_id: str) -> Status[None]:
    """Mark one as read."""
    mark.mark_read(actor_of(request), notification_id)
    return Status(204, None)
