"""Taking files into quarantine, and clearing out those that no response claimed."""

from collections.abc import Iterator
from datetime import timedelta

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from bureau.forms.blocks import MAX_FILE_BYTES, Block
from bureau.forms.errors import BadUpload
from bureau.forms.media import HEAD_BYTES, accepts, sniff
from bureau.forms.models import Form, Upload
from bureau.forms.words import Language, word
from bureau.platform import blobs

KEPT = timedelta(hours=24)
_SALT = "forms.upload"


def quarantine(form: Form, block: Block, file: "UploadedFile[bytes]", language: Language) -> Upload:
    """Store a file that nobody can fetch, until its form is submitted; raises `BadUpload`."""
    name = _plain_name(file.name or "")
    size_bytes = file.size or 0
    if not size_bytes:
        raise BadUpload(word(language, "file_empty"))
    if size_bytes > MAX_FILE_BYTES:
        raise BadUpload(word(language, "file_too_large", most=MAX_FILE_BYTES // 1024**2))
    head = file.read(HEAD_BYTES)
    media_type = sniff(head, name)
    if not accepts(block.accept, media_type):
        raise BadUpload(word(language, "file_type", type=media_type))
    file.seek(0)
    ref = blobs.put_stream(_chunks(file))
    with transaction.atomic():
        blobs.retain(ref.hash)
        return Upload.objects.create(
            form=form,
            block_id=block.id,
            blob=ref.hash,
            name=name,
            media_type=media_type,
            size_bytes=ref.size_bytes,
        )


def _chunks(file: "UploadedFile[bytes]") -> Iterator[bytes]:
    yield from file.chunks(256 * 1024)


def _plain_name(name: str) -> str:
    """Return the last part of a path without what could confuse a file system or a header."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '"<>|:*?')
    return kept.strip(" .")[-200:] or "file"


def ticket_of(upload: Upload) -> str:
    """Return the secret that lets the page claim the upload for its form and question, once."""
    return signing.dumps([upload.id, upload.form_id, upload.block_id], salt=_SALT)


def claimed_uploads(form: Form, tickets: dict[str, list[str]]) -> dict[str, list[Upload]]:
    """Return the uploads that the tickets of each block stand for, in order. One query.

    Forged tickets, those of another form or block, and those already used count for nothing.
    """
    wanted = {
        block_id: [upload_id for ticket in given if (upload_id := _read(form, block_id, ticket))]
        for block_id, given in tickets.items()
    }
    ids = {upload_id for block_ids in wanted.values() for upload_id in block_ids}
    found = {upload.id: upload for upload in Upload.objects.filter(form=form, id__in=ids)}
    return {
        block_id: [found[upload_id] for upload_id in block_ids if upload_id in found]
        for block_id, block_ids in wanted.items()
    }


def _read(form: Form, block_id: str, ticket: str) -> str:
    try:
        upload_id, form_id, of_block = signing.loads(ticket, salt=_SALT, max_age=KEPT)
    except (signing.BadSignature, ValueError):
        return ""
    return str(upload_id) if (form_id, of_block) == (form.id, block_id) else ""


def clear_orphans() -> int:
    """Delete uploads that no response claimed within a day; return how many."""
    old = Upload.objects.filter(created_at__lt=timezone.now() - KEPT)
    removed = 0
    for upload in old.order_by("created_at")[:10_000]:
        with transaction.atomic():
            if Upload.objects.filter(id=upload.id).delete()[0]:
                blobs.release(upload.blob)
                removed += 1
    return removed
