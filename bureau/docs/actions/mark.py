"""Marking the place of a thread for somebody who may comment but not write."""

from base64 import b64decode
from binascii import Error as BadBase64

from bureau.access import Role
from bureau.comments import Thread
from bureau.docs.content.marking import find_place, mark_comment, unmark_comment
from bureau.docs.content.ydoc import Shared
from bureau.docs.errors import BadContent, DocumentReadOnly, PlaceNotFound
from bureau.docs.policies import KIND, Caller, standing
from bureau.drive import Verb

from .edit import edit


def mark_thread(caller: Caller, document_id: str, thread_id: str, start: str, end: str) -> None:
    """Mark what lies between two relative positions as what a thread is about.

    For whoever opened the thread, and for who may write. Raises `PlaceNotFound` where nothing lies
    between, or not any more.
    """
    found = standing(caller, document_id, Verb.COMMENT)
    _require_opener(caller, document_id, thread_id, may_write=found.role >= Role.CONTRIBUTOR)
    places = [_decoded(start), _decoded(end)]

    def change(doc: Shared) -> None:
        first, last = (find_place(doc, position) for position in places)
        if first is None or last is None:
            raise PlaceNotFound
        unmark_comment(doc, thread_id)
        if not mark_comment(doc, thread_id, first, last):
            raise PlaceNotFound("Select some text first.")

    edit(document_id, caller.author, change)


def _require_opener(caller: Caller, document_id: str, thread_id: str, *, may_write: bool) -> None:
    thread = Thread.objects.filter(id=thread_id, kind=KIND, item_id=document_id).first()
    if thread is None:
        raise PlaceNotFound("This comment does not exist any more.")
    first = thread.comments.order_by("id").values_list("author_id", flat=True).first()
    if not may_write and (first or "") != caller.actor.person_id:
        raise DocumentReadOnly("Only who opened a comment may say what it is about.")


def _decoded(position: str) -> bytes:
    try:
        return b64decode(position, validate=True)
    except (BadBase64, ValueError) as error:
        raise BadContent("A position is a Yjs relative position in base64.") from error
