"""What happens to threads when the item they are on comes or goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bureau.comments.models import Comment, Thread


@dataclass(frozen=True, slots=True)
class ImportedComment:
    """A remark that came in a file, by somebody who need not have an account."""

    author: str
    at: datetime
    text: str


def import_thread(
    kind: str,
    item_id: str,
    comments: Sequence[ImportedComment],
    *,
    anchor_text: str = "",
    resolved_at: datetime | None = None,
) -> str:
    """Keep a thread that came with an imported file, without telling anybody; return its id. In the
    caller's transaction.
    """
    thread = Thread.objects.create(
        kind=kind, item_id=item_id, anchor_text=anchor_text[:2000], resolved_at=resolved_at
    )
    Comment.objects.bulk_create(
        Comment(
            thread=thread,
            author_name=comment.author[:200],
            text=comment.text.replace("\0", "")[:10_000],
            created_at=comment.at,
        )
        for comment in comments
    )
    return thread.id


def delete_threads(kind: str, item_id: str) -> None:
    """Delete all threads of an item for good, in the caller's transaction."""
    Thread.objects.filter(kind=kind, item_id=item_id).delete()
