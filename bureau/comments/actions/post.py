"""Opening threads and answering in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from bureau.comments.errors import BadComment
from bureau.comments.events import announce
from bureau.comments.kinds import Visit, kind_named
from bureau.comments.models import Comment, Thread
from bureau.comments.policies import require_commenter, thread_for
from bureau.people import Person

LONGEST = 10_000
MOST_MENTIONS = 50
MOST_ANCHOR = 2_000


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody says."""

    text: str
    mentions: Sequence[str] = ()
    """Ids of persons who are named in it."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a thread is about."""

    text: str = ""
    suggestion_id: str = ""


@transaction.atomic
def open_thread(
    visit: Visit, kind: str, item_id: str, remark: Remark, anchor: Anchor | None = None
) -> Thread:
    """Open a thread with a first comment. The place in the item is marked by who edits it, or by
    the product.
    """
    require_commenter(visit, kind, item_id)
    about = anchor or Anchor()
    thread = Thread.objects.create(
        kind=kind,
        item_id=item_id,
        anchor_text=about.text[:MOST_ANCHOR],
        suggestion_id=about.suggestion_id[:64],
    )
    _add(visit, thread, remark)
    return thread


@transaction.atomic
def reply(visit: Visit, thread_id: str, remark: Remark, source: str = "") -> Comment:
    """Answer in a thread; in a resolved one, that opens it again.

    `source` is the Message-ID of a mail: the same one gives the comment that is there.
    """
    thread = thread_for(visit, thread_id)
    if source:
        # Two deliveries of one mail wait for each other here.
        Thread.objects.select_for_update().get(id=thread.id)
        known = Comment.objects.filter(source=source[:250]).first()
        if known:
            return known
    if thread.resolved_at:
        thread.resolved_at, thread.resolved_by = None, None
        thread.save(update_fields=["resolved_at", "resolved_by"])
        announce("thread.reopened", thread, ("thread", thread.id))
    return _add(visit, thread, remark, source)


def _add(visit: Visit, thread: Thread, remark: Remark, source: str = "") -> Comment:
    text, mentions = checked(remark)
    comment = Comment.objects.create(
        thread=thread,
        author_id=visit.actor.person_id or None,
        author_name=visit.actor.name[:200],
        text=text,
        mentions=mentions,
        source=source[:250] or None,
    )
    announce("comment.posted", thread, ("comment", comment.id), comment=comment.id)
    kind_named(thread.kind).changed(thread.item_id)
    return comment


def checked(remark: Remark) -> tuple[str, list[str]]:
    """Return text and mentions of a remark that can be kept; raises `BadComment`."""
    text = remark.text.replace("\0", "").strip()
    if not text:
        raise BadComment(errors=[{"field": "text", "message": "Write something."}])
    if len(text) > LONGEST:
        message = f"Use at most {LONGEST:,} characters."
        raise BadComment(errors=[{"field": "text", "message": message}])
    wanted = list(dict.fromkeys(remark.mentions))
    if len(wanted) > MOST_MENTIONS:
        message = f"Name at most {MOST_MENTIONS} people."
        raise BadComment(errors=[{"field": "mentions", "message": message}])
    known = set(Person.objects.filter(id__in=wanted).values_list("id", flat=True))
    return text, [id for id in wanted if id in known]
