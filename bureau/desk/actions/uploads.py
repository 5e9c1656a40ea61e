"""Files that an agent is about to attach: stored at once, named by a signed ticket that only they
can use.
"""

from collections.abc import Iterable

from django.core import signing

from bureau.people import Actor
from bureau.platform import blobs

from ..errors import UnknownUpload
from .messages import File

_SALT = "desk.upload"
LIFETIME_S = 20 * 3600
"""Less than the day for which an unreferenced blob is kept."""


def keep_upload(
    actor: Actor, name: str, media_type: str, chunks: Iterable[bytes]
) -> tuple[str, File]:
    """Store a file; return its ticket and facts."""
    ref = blobs.put_stream(chunks)
    file = File(ref.hash, _plain_name(name), media_type[:120], ref.size_bytes)
    facts = [actor.person_id, file.blob, file.name, file.media_type, file.size_bytes]
    return signing.dumps(facts, salt=_SALT, compress=True), file


def uploaded(actor: Actor, tickets: Iterable[str]) -> tuple[File, ...]:
    """Return the files of the actor's upload tickets; raises `UnknownUpload`."""
    return tuple(_read(actor, ticket) for ticket in tickets)


def _read(actor: Actor, ticket: str) -> File:
    try:
        owner, blob, name, media_type, size = signing.loads(ticket, salt=_SALT, max_age=LIFETIME_S)
    except signing.BadSignature as error:
        raise UnknownUpload() from error
    if owner != actor.person_id:
        raise UnknownUpload()
    return File(blob, name, media_type, size)


def _plain_name(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[:250] or "attachment"
