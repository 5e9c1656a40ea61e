"""Small pictures of files: made once per content, by a job, in a limited sub-process."""

from django.db import transaction

from bureau.platform import blobs, jobs
from bureau.platform.blobs import Blob
from bureau.platform.pictures import made_small

from .errors import NoThumbnail
from .media import has_preview
from .models import Node, Thumbnail

LARGEST_BYTES = 64 << 20
BOX = (512, 384)


def ask_for(node: Node) -> None:
    """Have the picture of a file's content made, unless there is one; in the caller's transaction.
    One query for a picture, none for other files.
    """
    if _can_be_made(node) and not Thumbnail.objects.filter(source=node.blob).exists():
        make_thumbnail.at(None, key=f"thumbnail:{node.blob}").enqueue(source=node.blob)


def blob_of(node: Node) -> str | None:
    """Return the hash of a file's picture; None where it is not made yet, and has it made.

    Raises `NoThumbnail`. One query.
    """
    if not _can_be_made(node):
        raise NoThumbnail
    found = Thumbnail.objects.filter(source=node.blob).first()
    if found is None:
        with transaction.atomic():
            ask_for(node)
        return None
    if not found.blob:
        raise NoThumbnail
    return found.blob


def _can_be_made(node: Node) -> bool:
    return bool(node.blob) and has_preview(node.media_type) and node.size_bytes <= LARGEST_BYTES


@jobs.job("drive.thumbnail", atomic=False, slow=True, attempts=3)
def make_thumbnail(source: str) -> None:
    """Make the picture of some bytes; where that cannot be done, remember it."""
    if Thumbnail.objects.filter(source=source).exists():
        return
    picture = made_small(blobs.stream(source), *BOX)
    ref = blobs.put(picture) if picture else None
    with transaction.atomic():
        _, is_new = Thumbnail.objects.get_or_create(
            source=source, defaults={"blob": ref.hash if ref else ""}
        )
        if ref and is_new:
            blobs.retain(ref.hash)


@jobs.job("drive.forget_thumbnails")
def forget_thumbnails() -> None:
    """Let go of the pictures of bytes that nobody keeps any more."""
    kept = Blob.objects.filter(references__gt=0).values("hash")
    for row in Thumbnail.objects.exclude(source__in=kept)[:1000]:
        if row.blob:
            blobs.release(row.blob)
        row.delete()
