"""Make an object findable, or renew what is found of it."""

from datetime import datetime

from django.db import transaction

from ..index import index
from ..models import Entry
from ..words import words

EXCERPT_CHARS = 4_000


def put(
    kind: str,
    object_id: str,
    scope: str,
    title: str,
    body: str,
    at: datetime,
    url: str,
    *,
    is_new: bool = False,
) -> None:
    """Store the entry of an object in the caller's transaction, replacing an earlier one.

    `is_new` says that there cannot be an earlier one, and saves looking for it.
    """
    with transaction.atomic(savepoint=False):
        entry = Entry(
            kind=kind,
            object_id=object_id,
            scope=scope,
            title=_storable(title)[:500],
            excerpt=_storable(body[:EXCERPT_CHARS]),
            at=at,
            url=url,
        )
        if not is_new:
            Entry.objects.filter(kind=kind, object_id=object_id).delete()
        # Meets a row only when a concurrent put of the same object came first; ours replaces it.
        Entry.objects.bulk_create(
            [entry],
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=["scope", "title", "excerpt", "at", "url"],
        )
        index().write(entry, words(title), words(body))


def _storable(text: str) -> str:
    """PostgreSQL's text holds no NUL."""
    return text.replace("\0", " ")
