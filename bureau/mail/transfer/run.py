"""One run of a transfer: reads, files a batch, notes the position in the same transaction, goes on.

Killed at any point, the next run begins where the last commit was. Two runs at once do not disturb
each other: whoever finds the position moved by another stops.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone

from bureau.platform import blobs, live

from ..ledger import writing
from ..models import Transfer
from .export import export_blob
from .filer import Filer, Ready, make_ready
from .found import BadSource, Found, Skipped, Step, Steps
from .from_imap import note_pulled
from .sources import opened_steps, total_of

BATCH = 20
BATCH_BYTES = 16 << 20
SLICE_S = 30.0
LONGEST_REPORT = 500
NO_MESSAGE = "no message: it has no header fields"


KEPT = timedelta(days=7)


class _Overtaken(Exception):
    """Another run, or a person, changed the transfer."""


def go_on(transfer_id: str, slice_s: float | None = SLICE_S) -> bool:
    """Read and file for a while (None: to the end); return whether it is over.

    Raises what the network raises, so that the job comes back later.
    """
    transfer = Transfer.objects.filter(id=transfer_id).first()
    if transfer is None or transfer.state not in _LIVING:
        return True
    try:
        return _run(transfer, slice_s)
    except _Overtaken:
        return True
    except BadSource as error:
        _end(transfer, Transfer.State.FAILED, str(error))
        return True
    except OSError as error:
        rows = Transfer.objects.filter(id=transfer.id)
        rows.update(error=f"Will be tried again: {error}"[:500])
        raise


_LIVING = (Transfer.State.WAITING, Transfer.State.RUNNING)


def run_for_a_while(transfer_id: str) -> bool:
    """Do a part of an import, or a whole export; return whether it is over."""
    return go_on(transfer_id, SLICE_S)


def _run(transfer: Transfer, slice_s: float | None) -> bool:
    if transfer.state == Transfer.State.WAITING:
        _begin(transfer)
    if transfer.kind == Transfer.Kind.EXPORT:
        return _export(transfer)
    deadline = None if slice_s is None else time.monotonic() + slice_s
    filer = Filer(transfer.account_id, transfer.id)
    with opened_steps(transfer) as steps:
        for batch in _batches(steps):
            _file(transfer, filer, batch)
            if deadline is not None and time.monotonic() > deadline:
                return False
    _end(transfer, Transfer.State.DONE, "")
    return True


def _begin(transfer: Transfer) -> None:
    transfer.total = total_of(transfer)
    transfer.state = Transfer.State.RUNNING
    rows = Transfer.objects.filter(id=transfer.id, state=Transfer.State.WAITING)
    if not rows.update(total=transfer.total, state=transfer.state, changed_at=timezone.now()):
        raise _Overtaken


def _export(transfer: Transfer) -> bool:
    """Write the file; begun anew after a crash, for nothing of it was seen."""
    ref, count = export_blob(transfer.account_id, str(transfer.options.get("mailbox_id", "")))
    with transaction.atomic():
        rows = Transfer.objects.filter(id=transfer.id, state=Transfer.State.RUNNING)
        if rows.update(blob=ref.hash, filed=count, done=ref.size_bytes, total=ref.size_bytes):
            blobs.retain(ref.hash)
    _end(transfer, Transfer.State.DONE, "")
    return True


def forget_old() -> None:
    """Let go of the bytes of transfers that were over a week ago."""
    over = Transfer.objects.exclude(state__in=_LIVING).filter(changed_at__lt=timezone.now() - KEPT)
    for row in over.exclude(blob="")[:200]:
        with transaction.atomic():
            blobs.release(row.blob)
            Transfer.objects.filter(id=row.id).update(blob="")


def _batches(steps: Steps) -> Iterator[list[Step]]:
    """Cut the steps where a batch is full by count or by size."""
    batch: list[Step] = []
    size = 0
    for step in steps:
        batch.append(step)
        size += len(step.item.raw) if isinstance(step.item, Found) else 0
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _file(transfer: Transfer, filer: Filer, batch: list[Step]) -> None:
    skipped = [step.item for step in batch if isinstance(step.item, Skipped)]
    ready: list[Ready] = []
    for step in batch:
        if isinstance(step.item, Found):
            one = make_ready(step.item)
            if one is None:
                skipped.append(Skipped(step.item.where, NO_MESSAGE))
            else:
                ready.append(one)
    filer.prepare(ready)
    with transaction.atomic():
        with writing(transfer.account_id) as write, _locked(transfer) as row:
            filed = sum([filer.file(write, one) for one in ready])
            _note(row, batch[-1], filed, len(ready) - filed, skipped)
            if row.kind == Transfer.Kind.IMAP:
                note_pulled(row.account_id, [step.position for step in batch])
        for name in ("position", "done", "filed", "known", "skipped", "report"):
            setattr(transfer, name, getattr(row, name))


@contextmanager
def _locked(transfer: Transfer) -> Iterator[Transfer]:
    row = Transfer.objects.select_for_update().get(id=transfer.id)
    if row.state != Transfer.State.RUNNING or row.position != transfer.position:
        raise _Overtaken
    yield row
    row.save()


def _note(row: Transfer, last: Step, filed: int, known: int, skipped: list[Skipped]) -> None:
    row.position, row.done = dict(last.position), last.done
    row.filed += filed
    row.known += known
    row.skipped += len(skipped)
    row.error = ""
    told = [{"where": one.where[:300], "why": one.why} for one in skipped]
    row.report = [*row.report, *islice(told, max(0, LONGEST_REPORT - len(row.report)))]
    if row.person_id:
        live.publish([row.person_id], "mail", account=row.account_id, transfer=row.id)


def _end(transfer: Transfer, state: Transfer.State, error: str) -> None:
    with transaction.atomic():
        rows = Transfer.objects.filter(id=transfer.id, state__in=_LIVING)
        rows.update(state=state, error=error[:500], secret="", changed_at=timezone.now())
        if transfer.person_id:
            message = {"account": transfer.account_id, "transfer": transfer.id}
            live.publish([transfer.person_id], "mail", **message)
    transfer.state = state
