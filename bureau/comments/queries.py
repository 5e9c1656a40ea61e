"""Reads of comments, each with its query count."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bureau.access import Role
from bureau.people import Person, actor_for
from bureau.platform.db import Page, paginate
from bureau.platform.errors import Refusal

from .kinds import Visit, kind_named
from .models import Comment, Reaction, Thread
from .policies import may_delete, may_edit, role_on

Row = dict[str, Any]


def threads_of(
    visit: Visit,
    kind: str,
    item_id: str,
    *,
    resolved: bool | None = None,
    cursor: str | None = None,
    limit: int = 100,
) -> Page[Row]:
    """Return threads with all their comments, oldest first; `resolved` chooses among them. Four
    queries beside those of the role.
    """
    role = role_on(visit, kind, item_id)
    wanted = Thread.objects.filter(kind=kind, item_id=item_id)
    if resolved is not None:
        wanted = wanted.filter(resolved_at__isnull=not resolved)
    page: Page[Thread] = paginate(wanted, ["id"], cursor, limit)
    return Page(_present(visit, role, page.items), page.next)


def describe_thread(visit: Visit, thread: Thread) -> Row:
    """Return one thread as the visitor sees it. Three queries beside those of the role."""
    role = role_on(visit, thread.kind, thread.item_id)
    return _present(visit, role, [thread])[0]


def _present(visit: Visit, role: int, threads: list[Thread]) -> list[Row]:
    remarks = list(
        Comment.objects.filter(thread_id__in=[thread.id for thread in threads]).order_by("id")
    )
    signs = _signs(remarks, visit.actor.person_id)
    ids = {id for thread in threads for id in (thread.assignee_id, thread.resolved_by_id)}
    ids |= {id for remark in remarks for id in (remark.author_id, *remark.mentions)}
    names = dict(Person.objects.filter(id__in=ids - {None}).values_list("id", "name"))
    inside: dict[str, list[Row]] = {thread.id: [] for thread in threads}
    for remark in remarks:
        shown = _comment_row(visit, role, remark, names)
        inside[remark.thread_id].append({**shown, "reactions": signs.get(remark.id, [])})
    return [_thread_row(role, thread, inside[thread.id], names) for thread in threads]


def _thread_row(role: int, thread: Thread, remarks: list[Row], names: dict[str, str]) -> Row:
    may_write = role >= Role.COMMENTER
    return {
        "id": thread.id,
        "anchor_text": thread.anchor_text,
        "suggestion_id": thread.suggestion_id or None,
        "created_at": thread.created_at,
        "is_resolved": thread.resolved_at is not None,
        "resolved_at": thread.resolved_at,
        "resolved_by": _person(thread.resolved_by_id, names),
        "assignee": _person(thread.assignee_id, names),
        "comments": remarks,
        "abilities": {
            "reply": may_write,
            "resolve": may_write,
            "assign": may_write,
            "delete": all(remark["abilities"]["delete"] for remark in remarks),
        },
    }


def _comment_row(visit: Visit, role: int, remark: Comment, names: dict[str, str]) -> Row:
    may_write = role >= Role.COMMENTER
    author = names.get(remark.author_id or "", remark.author_name)
    return {
        "id": remark.id,
        "author": {"id": remark.author_id, "name": author},
        "text": remark.text,
        "mentions": [{"id": id, "name": names[id]} for id in remark.mentions if id in names],
        "created_at": remark.created_at,
        "edited_at": remark.edited_at,
        "by_mail": remark.source is not None,
        "abilities": {
            "edit": may_write and may_edit(visit, remark.author_id),
            "delete": may_write and may_delete(visit, role, remark.author_id),
        },
    }


def _signs(remarks: list[Comment], person_id: str) -> dict[str, list[Row]]:
    rows = Reaction.objects.filter(comment_id__in=[remark.id for remark in remarks])
    found: dict[str, dict[str, Row]] = {}
    for sign in rows.order_by("id"):
        under = found.setdefault(sign.comment_id, {})
        row = under.setdefault(sign.emoji, {"emoji": sign.emoji, "count": 0, "is_mine": False})
        row["count"] += 1
        row["is_mine"] |= sign.person_id == person_id
    return {comment_id: list(under.values()) for comment_id, under in found.items()}


def _person(id: str | None, names: dict[str, str]) -> Row | None:
    return {"id": id, "name": names[id]} if id and id in names else None


@dataclass(frozen=True, slots=True)
class Notice:
    """A comment as it is told to people who may read it."""

    thread: Thread
    comment: Comment
    title: str
    url: str
    is_first: bool
    mentioned: frozenset[str]
    others: frozenset[str]
    """Who takes part, is in charge, or looks after the item; the author is never among them."""


def notice_of(comment_id: str) -> Notice | None:
    """Return who must hear of a comment, None where it is gone. Four queries and a role each."""
    comment = Comment.objects.select_related("thread").filter(id=comment_id).first()
    if comment is None:
        return None
    thread, kind = comment.thread, kind_named(comment.thread.kind)
    earlier = Comment.objects.filter(thread=thread, id__lt=comment.id)
    writers = set(earlier.values_list("author_id", flat=True))
    told = writers | {thread.assignee_id} | set(kind.people_of(thread.item_id))
    mentioned = readers_among(thread, set(comment.mentions) - {comment.author_id})
    others = readers_among(thread, told - mentioned - {None, comment.author_id})
    url, title = kind.url_of(thread.item_id, thread.id), kind.title_of(thread.item_id)
    return Notice(thread, comment, title, url, not writers, mentioned, others)


def readers_among(thread: Thread, person_ids: Iterable[str | None]) -> frozenset[str]:
    """Return who of these persons is active and may read the thread."""
    kind = kind_named(thread.kind)
    wanted = Person.objects.filter(id__in=[id for id in person_ids if id])
    return frozenset(
        person.id for person in wanted if person.is_active and _reads(kind.role_of, person, thread)
    )


def _reads(role_of: Any, person: Person, thread: Thread) -> bool:
    try:
        role: int = role_of(Visit(actor_for(person)), thread.item_id)
    except Refusal:
        return False
    return role >= Role.VIEWER


def export_threads(kind: str, item_id: str) -> list[Row]:
    """Return the threads of an item for a file; rights are the caller's. Two queries."""
    threads = list(Thread.objects.filter(kind=kind, item_id=item_id).order_by("id"))
    remarks = Comment.objects.filter(thread__in=threads).select_related("author").order_by("id")
    inside: dict[str, list[Row]] = {thread.id: [] for thread in threads}
    for remark in remarks:
        name = remark.author.name if remark.author else remark.author_name
        inside[remark.thread_id].append(
            {"author": name, "at": remark.created_at.isoformat(), "text": remark.text}
        )
    return [
        {
            "id": thread.id,
            "anchor_text": thread.anchor_text,
            "resolved": thread.resolved_at is not None,
            "comments": inside[thread.id],
        }
        for thread in threads
    ]
