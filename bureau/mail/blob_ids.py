"""Blob ids of JMAP and who may read them: raw messages, their parts, uploads. Never a bare address.

`B<hash>` is a whole message of the account or an upload to it; `G<email>-<section>` is a part of a
message; `P<blob id>~<section>` is a part of a blob that is a message itself.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.errors import NotFound
from bureau.platform.mime import Part, parse, part_content

from .models import Email, Upload

UPLOAD_LIFE = timedelta(days=1)
DEEPEST = 5
"""How far messages within messages are looked into."""


def message_blob_id(blob: str) -> str:
    """Return the id of a whole blob."""
    return f"B{blob}"


def part_blob_id(email_id: str, section: str) -> str:
    """Return the id of a part of a message."""
    return f"G{email_id}-{section}"


def inner_blob_id(blob_id: str, section: str) -> str:
    """Return the id of a part of a blob that is a message itself."""
    return f"P{blob_id}~{section}"


@dataclass(frozen=True, slots=True)
class Content:
    """What a blob id means to an account."""

    media_type: str
    name: str
    size_bytes: int
    blob: str
    """The stored blob that holds it."""
    part: Part | None = None
    """The part of it that is meant; None for all."""
    inner: bytes | None = None
    """The bytes of a part that lies within a part."""

    def read(self) -> bytes:
        """Return the bytes."""
        if self.inner is not None:
            return self.inner
        raw = blobs.read(self.blob)
        return part_content(raw, self.part) if self.part else raw


def find_blob(account_id: str, blob_id: str) -> Content:
    """Return what a blob id means to this account; raises `NotFound` for all it does not own. One
    query.
    """
    kind, rest = blob_id[:1], blob_id[1:]
    if kind == "G":
        return _part(account_id, rest)
    if kind == "B":
        return _whole(account_id, rest)
    if kind == "P" and blob_id.count("~") <= DEEPEST:
        return _inner(account_id, rest)
    raise NotFound()


def _inner(account_id: str, rest: str) -> Content:
    outer_id, _, section = rest.rpartition("~")
    outer = find_blob(account_id, outer_id)
    raw = outer.read()
    for part in parse(raw).root.walk():
        if part.section == section and not part.is_multipart:
            inner = part_content(raw, part)
            return Content(part.media_type, part.name, len(inner), outer.blob, part, inner)
    raise NotFound()


def _part(account_id: str, rest: str) -> Content:
    email_id, _, section = rest.partition("-")
    email = Email.objects.filter(account_id=account_id, id=email_id).first()
    if email is None:
        raise NotFound()
    for part in Part.from_json(email.structure.get("root", {})).walk():
        if part.section == section and not part.is_multipart:
            return Content(part.media_type, part.name, part.size_bytes, email.blob, part)
    raise NotFound()


def _whole(account_id: str, blob: str) -> Content:
    email = Email.objects.filter(account_id=account_id, blob=blob).first()
    if email is not None:
        return Content("message/rfc822", "", email.size_bytes, blob)
    upload = Upload.objects.filter(
        account_id=account_id, blob=blob, created_at__gt=timezone.now() - UPLOAD_LIFE
    ).first()
    if upload is None:
        raise NotFound()
    return Content(upload.media_type, "", upload.size_bytes, blob)
