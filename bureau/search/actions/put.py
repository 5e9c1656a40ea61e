"""Make an object findable, or renew what is found of it."""

from datetime import datetime

from django.db import connection, transaction

from bureau.platform.db import upsert_one
from bureau.platform.text import words

from ..index import index
from ..models import Entry

EXCERPT_CHARS = 4_000
_KEY = ("kind", "object_id")
_REST = ("scope", "title", "excerpt", "at", "url")
_FORGET = "DELETE FROM search_entry WHERE kind = %s AND object_id = %s"


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
            with connection.cursor() as cursor:
                cursor.execute(_FORGET, [kind, object_id])
        # Meets a row only when a concurrent put of the same object came first; ours replaces it.
        upsert_one(entry, _KEY, _REST)
        index().write(entry, words(title), words(body))


def _storable(text: str) -> str:
    """PostgreSQL's text holds no NUL."""
    return text.replace("\0", " ")
