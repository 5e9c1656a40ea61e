"""Background work of docs; every job may run again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bureau import drive
from bureau.platform import jobs

from . import indexing


def on_changed(document_id: str, person_ids: frozenset[str], seq: int) -> None:
    """Queue the indexing of a change; the engine calls this after commit, once a second at most."""
    index_soon(document_id, min(person_ids, default=""), seq)


def index_soon(document_id: str, person_id: str, seq: int) -> None:
    """Queue the indexing of a change. Each number has a job of its own: one that is running may
    have read the document before this change.
    """
    now = timezone.now()
    reindex.at(None, key=f"docs.reindex/{document_id}/{seq}").enqueue(
        document_id=document_id, person_id=person_id, seq=seq, at=now.isoformat()
    )


# No transaction while the document is read and drawn: on SQLite all keystrokes would wait for it.
@jobs.job("docs.reindex", atomic=False)
def reindex(document_id: str, person_id: str, seq: int, at: str) -> None:
    """Renew text, picture and page of a document, and the time of its node."""
    if indexing.index(document_id, seq):
        with transaction.atomic():
            drive.touch(document_id, person_id, datetime.fromisoformat(at))
