"""Background work of realtime: compaction, versions at the end of an editing session, and letting
history go. Each job does nothing when there is nothing to do, and none holds a transaction while it
decodes a document: everybody's keystrokes would wait for it.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bureau.platform import jobs
from bureau.realtime.models import Item, Snapshot, Update
from bureau.realtime.store import Taken

COMPACT_EVERY = 500
"""Updates after which a new snapshot is due."""
IDLE = timedelta(minutes=5)
"""So long without an update ends an editing session."""
HISTORY = timedelta(days=30)
"""So long updates are kept after a snapshot covers them."""


def after_edit(item_id: str, taken: Taken, count: int) -> None:
    """Enqueue, in the caller's transaction, what `count` fresh updates make due."""
    fresh = taken.seq - taken.snapshot_seq
    if fresh // COMPACT_EVERY != (fresh - count) // COMPACT_EVERY:
        compact.at(None, key=f"realtime.compact/{item_id}").enqueue(item_id=item_id)
    if taken.seq - count == taken.version_seq:
        _settle_at(item_id, timezone.now() + IDLE)


def _settle_at(item_id: str, when: datetime) -> None:
    settle.at(when, key=f"realtime.settle/{item_id}/{int(when.timestamp())}").enqueue(
        item_id=item_id
    )


@jobs.job("realtime.compact", atomic=False, slow=True)
def compact(item_id: str) -> None:
    """Write a snapshot that covers the log."""
    from bureau.realtime.compaction import write_snapshot

    write_snapshot(item_id)


@jobs.job("realtime.settle", atomic=False, slow=True)
def settle(item_id: str) -> None:
    """Once nobody has edited for a while: snapshot and keep a version; else look again later."""
    from bureau.realtime.actions.versions import keep_version
    from bureau.realtime.compaction import write_snapshot

    item = Item.objects.filter(id=item_id).first()
    if item is None:
        return
    if item.edited_at > timezone.now() - IDLE:
        with transaction.atomic():
            _settle_at(item_id, item.edited_at + IDLE)
        return
    write_snapshot(item_id)
    keep_version(item_id, "", "")


@jobs.job("realtime.trim", atomic=False, slow=True)
def trim() -> None:
    """Delete updates and snapshots that are covered by a newer snapshot and older than the
    history that is kept.
    """
    from bureau.realtime.compaction import forget

    before = timezone.now() - HISTORY
    old = Update.objects.filter(at__lt=before).values_list("item_id", flat=True).distinct()
    stale = Snapshot.objects.filter(at__lt=before).values_list("item_id", flat=True).distinct()
    for item_id in {*old, *stale}:
        forget(item_id, before)


jobs.schedule(trim, timedelta(hours=6))
