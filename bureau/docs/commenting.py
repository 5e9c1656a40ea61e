"""What docs tells the comments engine about documents, and what it does when threads change."""

from bureau import drive, realtime
from bureau.comments import CommentKind, Visit
from bureau.people import SYSTEM

from .content.marking import unmark_comment
from .policies import KIND, role_with


def comment_kind() -> CommentKind:
    """Return how documents are commented on."""
    return CommentKind(
        name=KIND,
        role_of=_role_of,
        title_of=_title_of,
        url_of=_url_of,
        people_of=_people_of,
        changed=_tell_editors,
        deleted=_forget_marks,
    )


def _role_of(visit: Visit, document_id: str) -> int:
    link = drive.opened_link(visit.link, visit.cookies) if visit.link else None
    return role_with(visit.actor, document_id, link)


def _title_of(document_id: str) -> str:
    return drive.read_node(SYSTEM, document_id).name


def _url_of(document_id: str, thread_id: str) -> str:
    return f"/docs/{document_id}?thread={thread_id}"


def _people_of(document_id: str) -> list[str]:
    """Whoever made the document looks after it."""
    maker = drive.read_node(SYSTEM, document_id).created_by_id
    return [maker] if maker else []


def _tell_editors(document_id: str) -> None:
    realtime.send_event(document_id, {"topic": "threads"})


def _forget_marks(document_id: str, thread_id: str) -> None:
    realtime.edit(document_id, "", lambda doc: unmark_comment(doc, thread_id))
