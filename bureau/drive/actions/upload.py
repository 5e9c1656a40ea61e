"""Resumable uploads: created, filled in order, and turned into a file exactly once."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bureau.drive import partial
from bureau.drive.actions.files import Content, add_file, save_or_fork
from bureau.drive.errors import (
    BadChecksum,
    BadUpload,
    NotAFile,
    OverQuota,
    UploadGone,
    UploadOffset,
)
from bureau.drive.kinds import FILE
from bureau.drive.media import HEAD_BYTES, sniff
from bureau.drive.models import Node, Upload
from bureau.drive.names import clean_name
from bureau.drive.policies import Verb, standing
from bureau.people import Actor
from bureau.platform import blobs
from bureau.platform.ids import new_id

KEPT = timedelta(days=7)
LARGEST_BYTES = 1 << 42
CHECKSUMS = ("sha1", "sha256", "sha512", "md5")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client wants to upload, and where to."""

    size_bytes: int
    name: str
    parent_id: str | None = None
    replaces_id: str | None = None
    if_version: int | None = None
    media_type: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Checksum:
    """The hash a client says the bytes of one request have."""

    algorithm: str
    digest: bytes

    @classmethod
    def parse(cls, header: str) -> "Checksum":
        """Read `sha1 base64…`; raises `BadUpload`."""
        algorithm, _, text = header.partition(" ")
        if algorithm not in CHECKSUMS:
            raise BadUpload(f"Use one of these checksums: {', '.join(CHECKSUMS)}.")
        try:
            return cls(algorithm, base64.b64decode(text, validate=True))
        except ValueError as error:
            raise BadUpload("The checksum is not base64.") from error


@transaction.atomic
def create_upload(actor: Actor, wanted: Wanted) -> Upload:
    """Open an upload; asked again with the same key, return the first one. Checks rights and room
    now.
    """
    if not 0 <= wanted.size_bytes <= LARGEST_BYTES:
        raise BadUpload("This file is too large.")
    upload_id = new_id()
    known = Upload.objects.filter(person_id=actor.person_id, key=wanted.key).first()
    if wanted.key and known:
        return known
    _check_target(actor, wanted)
    return Upload.objects.create(
        id=upload_id,
        person_id=actor.person_id,
        key=wanted.key or upload_id,
        parent_id=wanted.parent_id,
        replaces_id=wanted.replaces_id,
        if_version=wanted.if_version,
        name=clean_name(wanted.name),
        media_type=wanted.media_type[:127],
        size_bytes=wanted.size_bytes,
        expires_at=timezone.now() + KEPT,
    )


def _check_target(actor: Actor, wanted: Wanted) -> None:
    if wanted.replaces_id:
        found = standing(actor, wanted.replaces_id, Verb.EDIT)
        if found.node.kind != FILE.name:
            raise NotAFile
    elif wanted.parent_id:
        found = standing(actor, wanted.parent_id, Verb.ADD)
    else:
        raise BadUpload("Say into which folder (`parent`) or over which file (`node`) this goes.")
    quota = found.drive.quota_bytes
    if quota is not None and found.drive.used_bytes + wanted.size_bytes > quota:
        raise OverQuota


def find_upload(actor: Actor, upload_id: str) -> Upload:
    """Return the actor's own upload; raises `UploadGone`. One query."""
    found = Upload.objects.filter(
        id=upload_id, person_id=actor.person_id, expires_at__gt=timezone.now()
    ).first()
    if found is None:
        raise UploadGone
    return found


def append_bytes(
    actor: Actor,
    upload_id: str,
    offset: int,
    chunks: Iterable[bytes],
    checksum: Checksum | None = None,
) -> Upload:
    """Add bytes at the offset, durable when this returns; the last ones make the file.

    With a checksum the bytes count only when it holds. Raises `UploadOffset`, `UploadBusy`,
    `BadChecksum`.
    """
    find_upload(actor, upload_id)
    with partial.opened(upload_id) as file:
        # Read again under the lock: a request before this one may have added bytes.
        upload = find_upload(actor, upload_id)
        if offset != upload.offset_bytes:
            raise UploadOffset
        room = upload.size_bytes - offset
        if not upload.finished_at:
            hasher = hashlib.new(checksum.algorithm) if checksum else None
            written = partial.append(file, offset, _hashed(chunks, hasher), room)
            if checksum and hasher and hasher.digest() != checksum.digest:
                raise BadChecksum
            upload.offset_bytes = offset + written
            upload.save(update_fields=["offset_bytes"])
        return settle(actor, upload)


def _hashed(chunks: Iterable[bytes], hasher: "hashlib._Hash | None") -> Iterable[bytes]:
    for chunk in chunks:
        if hasher:
            hasher.update(chunk)
        yield chunk


def settle(actor: Actor, upload: Upload) -> Upload:
    """Make the file when all bytes are there and it was not made yet; safe to call again after a
    crash.
    """
    if upload.finished_at or upload.offset_bytes < upload.size_bytes:
        return upload
    path = partial.path_of(upload.id)
    # An empty file never had a byte written.
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    content = Content(blobs.put_file(path), sniff(head, upload.name))
    done = _finish(actor, upload.id, content)
    partial.discard(upload.id)
    return done


@transaction.atomic
def _finish(actor: Actor, upload_id: str, content: Content) -> Upload:
    """Make the node and close the upload in one transaction; a second call finds it closed."""
    upload = Upload.objects.select_for_update().get(id=upload_id)
    if upload.finished_at is None:
        upload.node = _make_node(actor, upload, content)
        upload.finished_at = timezone.now()
        upload.save(update_fields=["node", "finished_at"])
    return upload


def _make_node(actor: Actor, upload: Upload, content: Content) -> Node:
    if upload.replaces_id:
        return save_or_fork(actor, upload.replaces_id, content, upload.if_version)
    return add_file(actor, upload.parent_id or "", upload.name, content.blob, content.media_type)


def end_upload(actor: Actor, upload_id: str) -> None:
    """Forget an upload and its bytes; a file it became stays."""
    upload = find_upload(actor, upload_id)
    with partial.opened(upload.id):
        upload.delete()
        partial.discard(upload_id)
