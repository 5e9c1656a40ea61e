"""Routes of comments under /api/v1."""

from typing import Annotated

from ninja import Query, Router, Status

from bureau.comments import queries
from bureau.comments.actions.change import change_comment, delete_comment, react
from bureau.comments.actions.post import Anchor, Remark, open_thread, reply
from bureau.comments.actions.settle import assign, set_resolved
from bureau.comments.kinds import Visit
from bureau.comments.models import Thread
from bureau.comments.policies import thread_for
from bureau.comments.queries import Row
from bureau.platform.db import Page

from .requests import VisitRequest, limit_guest, visit
from .schemas import RemarkIn, ThreadChanges, ThreadIn, ThreadOut, ThreadPage

router = Router(tags=["comments"], auth=visit)

Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/comments/{kind}/{item_id}/threads", response=ThreadPage)
def list_threads(
    request: VisitRequest,
    kind: str,
    item_id: str,
    resolved: bool | None = None,
    cursor: str | None = None,
    limit: Limit = 100,
) -> Page[Row]:
    """The threads of an item with their comments, oldest first."""
    return queries.threads_of(
        request.auth, kind, item_id, resolved=resolved, cursor=cursor, limit=limit
    )


@router.post("/comments/{kind}/{item_id}/threads", response={201: ThreadOut})
def add_thread(request: VisitRequest, kind: str, item_id: str, body: ThreadIn) -> Status[Row]:
    """Open a thread with its first comment."""
    limit_guest(request)
    remark = Remark(body.text, body.mentions)
    anchor = Anchor(body.anchor_text, body.suggestion_id)
    thread = open_thread(request.auth, kind, item_id, remark, anchor)
    return Status(201, queries.describe_thread(request.auth, thread))


@router.patch("/comments/threads/{thread_id}", response=ThreadOut)
def patch_thread(request: VisitRequest, thread_id: str, body: ThreadChanges) -> Row:
    """Resolve a thread, open it again, or give it to somebody; `assignee` null is nobody."""
    thread = thread_for(request.auth, thread_id)
    if "assignee" in body.model_fields_set:
        thread = assign(request.auth, thread_id, body.assignee or None)
    if body.is_resolved is not None:
        thread = set_resolved(request.auth, thread_id, body.is_resolved)
    return queries.describe_thread(request.auth, thread)


@router.post("/comments/threads/{thread_id}/comments", response={201: ThreadOut})
def add_comment(request: VisitRequest, thread_id: str, body: RemarkIn) -> Status[Row]:
    """Answer in a thread; answers with the whole thread."""
    limit_guest(request)
    comment = reply(request.auth, thread_id, Remark(body.text, body.mentions))
    return Status(201, _shown(request.auth, comment.thread_id))


@router.patch("/comments/{comment_id}", response=ThreadOut)
def patch_comment(request: VisitRequest, comment_id: str, body: RemarkIn) -> Row:
    """Change one's own comment; answers with the whole thread."""
    comment = change_comment(request.auth, comment_id, Remark(body.text, body.mentions))
    return _shown(request.auth, comment.thread_id)


@router.delete("/comments/{comment_id}", response={204: None})
def remove_comment(request: VisitRequest, comment_id: str) -> Status[None]:
    """Delete a comment; with the first one, its thread."""
    delete_comment(request.auth, comment_id)
    return Status(204, None)


@router.put("/comments/{comment_id}/reactions/{emoji}", response={204: None})
def set_reaction(request: VisitRequest, comment_id: str, emoji: str) -> Status[None]:
    """Set an emoji under a comment."""
    react(request.auth, comment_id, emoji, is_set=True)
    return Status(204, None)


@router.delete("/comments/{comment_id}/reactions/{emoji}", response={204: None})
def remove_reaction(request: VisitRequest, comment_id: str, emoji: str) -> Status[None]:
    """Take one's emoji away."""
    react(request.auth, comment_id, emoji, is_set=False)
    return Status(204, None)


def _shown(visitor: Visit, thread_id: str) -> Row:
    return queries.describe_thread(visitor, Thread.objects.get(id=thread_id))
