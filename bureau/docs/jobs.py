"""Background work of docs; every job may run again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bureau import drive
from bureau.platform import jobs
from bureau.realtime import Change

from . import indexing

MOST_AT_ONCE = 20
"""Documents that are written in one transaction."""


def on_changed(changes: Sequence[Change]) -> None:
    """Queue the indexing of changes; the engine calls this after commit, once a second at most."""
    found = [(one.item_id, min(one.person_ids, default=""), one.seq) for one in changes]
    for start in range(0, len(found), MOST_AT_ONCE):
        index_soon(*found[start : start + MOST_AT_ONCE])


def index_soon(*changes: tuple[str, str, int]) -> None:
    """Queue the indexing of changes: (document, person, number of the update). Each number has a
    job of its own: one that is running may have read the document before this change.
    """
    document_id, _, seq = changes[0]
    key = f"docs.reindex/{document_id}/{seq}/{len(changes)}"
    reindex.at(None, key=key).enqueue(changes=changes, at=timezone.now().isoformat())


# No transaction while documents are read and drawn: on SQLite all keystrokes would wait for it.
@jobs.job("docs.reindex", atomic=False)
def reindex(changes: Sequence[tuple[str, str, int]], at: str) -> None:
    """Renew text, picture and page of documents, and the time of their nodes."""
    persons = {document_id: person_id for document_id, person_id, _ in changes}
    news, failed = indexing.renewed({document_id: seq for document_id, _, seq in changes})
    with transaction.atomic():
        for document in news:
            if indexing.keep(document):
                drive.touch(document.id, persons[document.id], datetime.fromisoformat(at))
    if failed and len(changes) == 1:
        raise failed[changes[0][0]]
    # Alone, a document that cannot be read holds up no other one.
    for change in changes:
        if change[0] in failed:
            index_soon(change)
