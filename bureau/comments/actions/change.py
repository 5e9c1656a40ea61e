"""Changing and deleting comments, and setting signs under them."""

from django.db import transaction
from django.utils import timezone

from bureau.comments.errors import BadComment, NotYourComment
from bureau.comments.events import announce
from bureau.comments.kinds import Visit, kind_named
from bureau.comments.models import Comment, Reaction, Thread
from bureau.comments.policies import comment_for, may_delete, require_author

from .post import Remark, checked


@transaction.atomic
def change_comment(visit: Visit, comment_id: str, remark: Remark) -> Comment:
    """Give one's own comment another text."""
    comment, _ = comment_for(visit, comment_id)
    require_author(visit, comment)
    comment.text, comment.mentions = checked(remark)
    comment.edited_at = timezone.now()
    comment.save(update_fields=["text", "mentions", "edited_at"])
    announce("comment.edited", comment.thread, ("comment", comment.id), comment=comment.id)
    kind_named(comment.thread.kind).changed(comment.thread.item_id)
    return comment


@transaction.atomic
def delete_comment(visit: Visit, comment_id: str) -> None:
    """Delete a comment; with the first one its thread goes, which takes the right to delete all
    of it.
    """
    comment, role = comment_for(visit, comment_id)
    thread = comment.thread
    rows = list(thread.comments.order_by("id").values_list("id", "author_id"))
    is_first = rows[0][0] == comment.id
    doomed = [author for _, author in rows] if is_first else [comment.author_id]
    if not all(may_delete(visit, role, author) for author in doomed):
        raise NotYourComment
    if is_first:
        _delete_thread(thread)
    else:
        announce(
            "comment.deleted", thread, ("comment", comment.id), {"comment": [comment.id, None]}
        )
        comment.delete()
    kind_named(thread.kind).changed(thread.item_id)


def _delete_thread(thread: Thread) -> None:
    announce("thread.deleted", thread, ("thread", thread.id), {"thread": [thread.id, None]})
    thread_id = thread.id
    thread.delete()
    kind_named(thread.kind).deleted(thread.item_id, thread_id)


@transaction.atomic
def react(visit: Visit, comment_id: str, emoji: str, is_set: bool) -> None:
    """Set a sign under a comment, or take it away; for people with an account."""
    comment, _ = comment_for(visit, comment_id)
    if not visit.actor.person_id:
        raise NotYourComment("Sign in to react to comments.")
    if not emoji or len(emoji) > 16 or emoji.isascii():
        raise BadComment("This is not an emoji.")
    person_id = visit.actor.person_id
    if is_set:
        Reaction.objects.get_or_create(comment=comment, person_id=person_id, emoji=emoji)
    else:
        Reaction.objects.filter(comment=comment, person_id=person_id, emoji=emoji).delete()
    kind_named(comment.thread.kind).changed(comment.thread.item_id)
