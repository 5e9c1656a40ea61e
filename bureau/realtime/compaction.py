"""Compaction: the log of a document folded into a snapshot, and later the deletion of what is
covered.

Snapshot and deletion are never in one transaction, and a document with pending structs (an update
came whose predecessor has not) is left as it is: a state cannot hold them.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from pycrdt import Doc

from .models import Authorship, Item, Snapshot, Update
from .queries import AnyDoc, apply_all, merged, read_content
from .store import NewUpdate
from .updates import Spans, spans_of
from .wire import read_state_vector

AT_ONCE = 500


def write_snapshot(item_id: str) -> bool:
    """Write a snapshot of the committed content, in a transaction of its own; tell whether one was
    due and possible.
    """
    found = Item.objects.filter(id=item_id).first()
    if found is None or found.seq == found.snapshot_seq:
        return False
    content = read_content(item_id)
    doc: AnyDoc = Doc(allow_multithreading=True)
    apply_all(doc, content.updates)
    if has_pending(doc, content.updates):
        return False
    with transaction.atomic():
        item = Item.objects.select_for_update().filter(id=item_id).first()
        if item is None or item.snapshot_seq >= content.seq:
            return False
        Snapshot.objects.create(item=item, upto_seq=content.seq, state=doc.get_update())
        Item.objects.filter(id=item_id).update(snapshot_seq=content.seq)
    return True


def has_pending(doc: AnyDoc, updates: Sequence[bytes]) -> bool:
    """Tell whether the updates speak of something that the document lacks."""
    known = read_state_vector(doc.get_state())
    return any(
        end > known.get(client, 0)
        for update in updates
        for spans in [spans_of(update)]
        for client, _, end in (*spans.written, *spans.deleted)
    )


def forget(item_id: str, before: datetime) -> int:
    """Delete what the newest snapshot covers and is older than `before`; return how many updates
    went. Authorship stays.
    """
    gone = 0
    while count := _forget_some(item_id, before):
        gone += count
    with transaction.atomic():
        item = Item.objects.select_for_update().filter(id=item_id).first()
        if item:
            covered = Snapshot.objects.filter(item=item, upto_seq__lt=item.snapshot_seq)
            covered.filter(at__lt=before).delete()
    return gone


def _forget_some(item_id: str, before: datetime) -> int:
    with transaction.atomic():
        item = Item.objects.select_for_update().filter(id=item_id).first()
        if item is None:
            return 0
        rows = Update.objects.filter(item=item, seq__lte=item.snapshot_seq, at__lt=before)
        oldest = list(rows.order_by("seq").values_list("seq", "author", "data")[:AT_ONCE])
        if not oldest:
            return 0
        _keep_authorship(item, [NewUpdate(author, bytes(data)) for _, author, data in oldest])
        Update.objects.filter(item=item, seq__lte=oldest[-1][0]).delete()
    return len(oldest)


def _keep_authorship(item: Item, updates: list[NewUpdate]) -> None:
    read: list[tuple[str, Spans]] = [(update.author, spans_of(update.data)) for update in updates]
    for is_deletion in (False, True):
        found = [
            (span, author)
            for author, spans in read
            for span in (spans.deleted if is_deletion else spans.written)
        ]
        Authorship.objects.bulk_create(
            Authorship(
                item=item,
                client=client,
                clock_from=written.clock_from,
                clock_to=written.clock_to,
                author=written.author,
                is_deletion=is_deletion,
            )
            for client, ranges in merged(found).items()
            for written in ranges
        )
