"""Editing by the server: an ordinary update that collaborators see live, and that is indexed."""

from collections.abc import Callable

from django.db import transaction

from bureau import realtime
from bureau.docs.content.ydoc import Shared
from bureau.docs.jobs import index_soon


@transaction.atomic
def edit(document_id: str, author: str, change: Callable[[Shared], None]) -> int:
    """Change the shared document and queue its indexing; return the number of the last update."""
    seq = realtime.edit(document_id, author, change)
    index_soon((document_id, "" if author.startswith("guest:") else author, seq))
    return seq
