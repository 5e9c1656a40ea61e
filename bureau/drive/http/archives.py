"""Routes of archives: a folder or a selection as one zip, written while it is sent."""

from threading import BoundedSemaphore
from typing import Annotated

from django.http import HttpResponseBase, StreamingHttpResponse
from ninja import Query, Router, Schema

from bureau.drive.archive import Packing, pack, zip_chunks
from bureau.people.http.auth import signed_in
from bureau.platform.errors import TooManyRequests

from .download import content_disposition
from .requests import SignedRequest

router = Router(auth=signed_in)

Ids = Annotated[list[str], Query(min_length=1, max_length=200)]

AT_A_TIME = 8
"""Archives under way in one process: each holds a thread for as long as its reader takes."""
_slots = BoundedSemaphore(AT_A_TIME)


class ArchiveSize(Schema):
    """What an archive would hold."""

    name: str
    files: int
    size_bytes: int
    left_out: int
    """Documents that have no bytes of their own."""


class _Archive(StreamingHttpResponse):
    """An answer that frees its slot when it ends, also when its reader leaves."""

    def close(self) -> None:
        is_first = not self.closed
        super().close()
        if is_first:
            _slots.release()


@router.get("/drive/archive/size", response=ArchiveSize)
def get_archive_size(request: SignedRequest, ids: Ids) -> dict[str, object]:
    """What an archive of these would hold; refuses as the archive itself would."""
    packing = pack(request.auth, ids)
    return {
        "name": packing.name,
        "files": sum(not entry.path.endswith("/") for entry in packing.entries),
        "size_bytes": packing.size_bytes,
        "left_out": len(packing.left_out),
    }


@router.get("/drive/archive", response={200: bytes})
def get_archive(request: SignedRequest, ids: Ids) -> HttpResponseBase:
    """A zip of files and folders with what I may read in them."""
    packing = pack(request.auth, ids)
    if not _slots.acquire(blocking=False):
        raise TooManyRequests("Many archives are being made. Try again in a minute.")
    return _answer(packing)


def _answer(packing: Packing) -> HttpResponseBase:
    response = _Archive(zip_chunks(packing), content_type="application/zip")
    response["Content-Disposition"] = content_disposition(packing.name, inline=False)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
