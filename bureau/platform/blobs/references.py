"""Reference counts and the collection of garbage."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from bureau.platform import jobs

from .models import Blob
from .store import MissingBlob, store

GRACE = timedelta(days=1)
_RETAIN = 'UPDATE blobs_blob SET "references" = "references" + %s WHERE hash = %s'


def retain(hash: str, count: int = 1) -> None:
    """Count references to a blob, in the transaction that writes the rows; raises `MissingBlob`."""
    with connection.cursor() as cursor:
        cursor.execute(_RETAIN, [count, hash])
        if not cursor.rowcount:
            raise MissingBlob()


def release(hash: str, count: int = 1) -> None:
    """Take references back, in the transaction that deletes the rows."""
    Blob.objects.filter(hash=hash, references__gte=count).update(
        references=F("references") - count, put_at=timezone.now()
    )


@jobs.job("blobs.collect", atomic=False, slow=True)
def collect() -> None:
    """Delete blobs that nothing has referred to for a day."""
    garbage = Blob.objects.filter(references=0, put_at__lt=timezone.now() - GRACE)
    for hash in list(garbage.values_list("hash", flat=True)[:10_000]):
        _delete(hash)


def _delete(hash: str) -> None:
    with transaction.atomic():
        still = Blob.objects.filter(hash=hash, references=0, put_at__lt=timezone.now() - GRACE)
        if still.delete()[0]:
            store().delete(hash)


jobs.schedule(collect, timedelta(hours=6))


def missing(hashes: Iterable[str]) -> list[str]:
    """Return which of the hashes the store does not hold."""
    return [hash for hash in hashes if store().head(hash) is None]
