"""Edits of the server: ordinary updates, which those who have the document open see at once."""

from collections.abc import Callable

from django.db import transaction
from pycrdt import Doc, TransactionEvent

from bureau.realtime import announcements, store
from bureau.realtime.changes import changes
from bureau.realtime.errors import ItemNotFound
from bureau.realtime.jobs import after_edit
from bureau.realtime.models import Item
from bureau.realtime.queries import AnyDoc, apply_all, read_content

SERVER_CLIENT = 1
"""The client id of all edits of the server. It may be the same each time because the item's lock
is held from loading to commit, so no two edits use one clock.
"""


def edit(item_id: str, author_id: str, change: Callable[[AnyDoc], None]) -> int:
    """Let `change` edit the document and store what it did; return the number of the last update.

    Runs in the caller's transaction (it needs one), which holds the item's lock until it ends.
    Raises `ItemNotFound`. Nothing is stored when nothing changed.
    """
    item = Item.objects.select_for_update().filter(id=item_id).first()
    if item is None:
        raise ItemNotFound
    update = _changed(item_id, change)
    if update is None:
        return item.seq
    taken = store.append(item_id, [store.NewUpdate(author_id, update)])
    assert taken
    after_edit(item_id, taken, 1)
    message = announcements.Stored(taken.seq, (update,)).message()

    def announce() -> None:
        announcements.publish(item_id, message)
        changes.note(item_id, item.kind, {author_id}, taken.seq)

    transaction.on_commit(announce)
    return taken.seq


def _changed(item_id: str, change: Callable[[AnyDoc], None]) -> bytes | None:
    doc: AnyDoc = Doc(client_id=SERVER_CLIENT, allow_multithreading=True)
    apply_all(doc, read_content(item_id).updates)
    made: list[bytes] = []

    def note(event: TransactionEvent) -> None:
        made.append(event.update)

    subscription = doc.observe(note)
    try:
        with doc.transaction():
            change(doc)
    finally:
        doc.unobserve(subscription)
    return made[0] if made else None
