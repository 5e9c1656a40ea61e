"""Who may do what with threads: viewers read, commenters write, authors change their own, and who
arranges the item may delete anything. Guests with a link cannot change what they wrote: nobody
could tell them from other guests.
"""

from bureau.access import Role

from .errors import CommentingForbidden, NotYourComment, ThreadNotFound
from .kinds import Visit, kind_named
from .models import Comment, Thread


def role_on(visit: Visit, kind: str, item_id: str) -> int:
    """Return the visitor's role, at least viewer; raises `ThreadNotFound` below."""
    role = kind_named(kind).role_of(visit, item_id)
    if role < Role.VIEWER:
        raise ThreadNotFound
    return role


def require_commenter(visit: Visit, kind: str, item_id: str) -> int:
    """Return the visitor's role, at least commenter."""
    role = role_on(visit, kind, item_id)
    if role < Role.COMMENTER:
        raise CommentingForbidden
    return role


def thread_for(visit: Visit, thread_id: str) -> Thread:
    """Return a thread that the visitor may write in. One query beside those of the role."""
    thread = Thread.objects.filter(id=thread_id).first()
    if thread is None:
        raise ThreadNotFound
    require_commenter(visit, thread.kind, thread.item_id)
    return thread


def comment_for(visit: Visit, comment_id: str) -> tuple[Comment, int]:
    """Return a comment with its thread, and the role of a visitor who may comment there."""
    comment = Comment.objects.select_related("thread").filter(id=comment_id).first()
    if comment is None:
        raise ThreadNotFound
    thread = comment.thread
    return comment, require_commenter(visit, thread.kind, thread.item_id)


def may_edit(visit: Visit, author_id: str | None) -> bool:
    """Tell whether the visitor wrote the comment."""
    return bool(visit.actor.person_id) and visit.actor.person_id == author_id


def may_delete(visit: Visit, role: int, author_id: str | None) -> bool:
    """Tell whether the visitor may delete a comment."""
    return role >= Role.EDITOR or may_edit(visit, author_id)


def require_author(visit: Visit, comment: Comment) -> None:
    """Refuse whoever did not write the comment."""
    if not may_edit(visit, comment.author_id):
        raise NotYourComment
