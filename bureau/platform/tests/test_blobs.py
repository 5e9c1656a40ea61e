"""Blobs: content addresses, references and the collection of garbage."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from blake3 import blake3
from django.db import transaction
from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.blobs.local import LocalStore
from bureau.platform.blobs.models import Blob
from bureau.platform.blobs.references import collect
from bureau.platform.jobs import registry

pytestmark = pytest.mark.django_db


def test_a_blob_is_addressed_by_its_content() -> None:
    ref = blobs.put(b"hello")
    assert ref == blobs.BlobRef(blake3(b"hello").hexdigest(), 5)
    assert blobs.read(ref.hash) == b"hello"
    assert blobs.put(b"hello") == ref
    assert Blob.objects.filter(hash=ref.hash).count() == 1


def test_a_range_is_half_open() -> None:
    ref = blobs.put_stream(iter([b"abc", b"def"]))
    assert b"".join(blobs.stream(ref.hash, 1, 4)) == b"bcd"
    assert b"".join(blobs.stream(ref.hash, 4)) == b"ef"


def test_an_unknown_blob_is_named_missing() -> None:
    with pytest.raises(blobs.MissingBlob):
        blobs.read("0" * 64)
    with pytest.raises(blobs.MissingBlob):
        blobs.retain("0" * 64)


def test_a_failed_write_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = LocalStore(tmp_path)
    monkeypatch.setattr(import_module("bureau.platform.blobs.store"), "store", lambda: own)

    def broken() -> Iterator[bytes]:
        yield b"some"
        raise OSError("the peer went away")

    with pytest.raises(OSError, match="went away"):
        blobs.put_stream(broken())
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_bytes_that_are_put_again_while_they_are_collected_stay() -> None:
    garbage = blobs.put(b"garbage")
    Blob.objects.update(put_at=timezone.now() - timedelta(days=2))

    def collected_meanwhile() -> Iterator[bytes]:
        yield b"garbage"
        collect()

    assert blobs.put_stream(collected_meanwhile()) == garbage
    assert blobs.read(garbage.hash) == b"garbage"
    collect()
    assert Blob.objects.filter(hash=garbage.hash).exists()


def test_the_collector_runs_by_itself() -> None:
    assert registry.recurrences["blobs.collect"].every == timedelta(hours=6)


def test_garbage_is_collected_a_day_after_the_last_put() -> None:
    kept, garbage, fresh = blobs.put(b"kept"), blobs.put(b"garbage"), blobs.put(b"fresh")
    blobs.retain(kept.hash)
    old = timezone.now() - timedelta(days=2)
    Blob.objects.filter(hash__in=[kept.hash, garbage.hash]).update(put_at=old)
    collect()
    assert blobs.store().head(garbage.hash) is None
    assert blobs.read(kept.hash) == b"kept"
    assert blobs.read(fresh.hash) == b"fresh"
    assert not Blob.objects.filter(hash=garbage.hash).exists()


def test_a_released_blob_stays_for_a_day() -> None:
    ref = blobs.put(b"one reference")
    blobs.retain(ref.hash, 2)
    blobs.release(ref.hash)
    blobs.release(ref.hash)
    collect()
    assert blobs.read(ref.hash) == b"one reference"


def test_references_of_a_rolled_back_transaction_do_not_count() -> None:
    ref = blobs.put(b"rolled back")
    with transaction.atomic():
        blobs.retain(ref.hash)
        transaction.set_rollback(True)
    assert Blob.objects.get(hash=ref.hash).references == 0
