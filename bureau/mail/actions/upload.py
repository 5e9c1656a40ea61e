"""Keeping an uploaded file for a day, until a draft or an import makes it part of a message."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from bureau.people import Actor
from bureau.platform import blobs

from ..blob_ids import UPLOAD_LIFE
from ..models import Upload


def store_upload(actor: Actor, account_id: str, chunks: Iterable[bytes], media_type: str) -> Upload:
    """Store the bytes for an account that the actor was checked to read."""
    blob = blobs.put_stream(chunks)
    with transaction.atomic():
        blobs.retain(blob.hash)
        return Upload.objects.create(
            account_id=account_id,
            person_id=actor.person_id,
            blob=blob.hash,
            media_type=media_type,
            size_bytes=blob.size_bytes,
        )


def forget_uploads() -> None:
    """Let go of uploads that are a day old; messages made of them have bytes of their own."""
    old = Upload.objects.filter(created_at__lt=timezone.now() - UPLOAD_LIFE)[:1_000]
    for upload in old:
        with transaction.atomic():
            blobs.release(upload.blob)
            upload.delete()
