"""What administrators see of the shared drives of others: that they are there, and their size."""

from ninja import Router, Schema

from bureau.drive.all_drives import Row, shared_drives
from bureau.people.http.auth import admin_only
from bureau.platform.db import Page

from .lists import Cursor, Limit
from .requests import SignedRequest

router = Router(auth=admin_only)


class SharedDrive(Schema):
    """A shared drive in the list of all."""

    id: str
    root_id: str
    name: str
    used_bytes: int
    quota_bytes: int | None


class SharedDrivePage(Schema):
    """A page of all shared drives."""

    items: list[SharedDrive]
    next: str | None


@router.get("/drive/shared-drives", response=SharedDrivePage)
def list_shared_drives(
    request: SignedRequest, q: str = "", cursor: Cursor = None, limit: Limit = 100
) -> Page[Row]:
    """All shared drives of the organisation by name."""
    return shared_drives(q, cursor, limit)
