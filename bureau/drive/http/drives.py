"""Routes of drives."""

from collections.abc import Mapping
from typing import Annotated

from ninja import Query, Router, Status

from bureau.drive import queries
from bureau.drive.actions.drives import change_drive, create_shared_drive, my_drive, set_quota
from bureau.drive.actions.purge import empty_trash
from bureau.people import Person
from bureau.people.http.auth import admin_only, signed_in

from .requests import SignedRequest
from .schemas import ChangeList, Count, DriveList, DriveOut, DrivePatch, NameIn, QuotaIn

Row = Mapping[str, object]

router = Router(auth=signed_in)


@router.get("/drive/drives", response=DriveList)
def list_drives(request: SignedRequest) -> Mapping[str, object]:
    """My Drive first, then the shared drives I am a member of."""
    found = queries.drives(request.auth)
    if not any(drive["kind"] == "my" for drive in found):
        my_drive(Person.objects.get(id=request.auth.person_id))
        found = queries.drives(request.auth)
    return {"items": found}


@router.post("/drive/drives", response={201: DriveOut})
def add_drive(request: SignedRequest, body: NameIn) -> Status[Row]:
    """Make a shared drive that I manage."""
    drive = create_shared_drive(request.auth, body.name)
    return Status(201, queries.describe_drive(request.auth, drive.id))


@router.get("/drive/drives/{id}", response=DriveOut)
def get_drive(request: SignedRequest, id: str) -> Mapping[str, object]:
    """One drive, with the space it uses."""
    return queries.describe_drive(request.auth, id)


@router.patch("/drive/drives/{id}", response=DriveOut)
def patch_drive(request: SignedRequest, id: str, body: DrivePatch) -> Mapping[str, object]:
    """Rename a shared drive, or say what it is for."""
    queries.describe_drive(request.auth, id)
    change_drive(request.auth, id, body.name, body.description)
    return queries.describe_drive(request.auth, id)


@router.put("/drive/drives/{id}/quota", response={204: None}, auth=admin_only)
def put_quota(request: SignedRequest, id: str, body: QuotaIn) -> Status[None]:
    """Limit a drive, or lift its limit."""
    set_quota(request.auth, id, body.quota_bytes)
    return Status(204, None)


@router.get("/drive/drives/{id}/changes", response=ChangeList)
def list_changes(
    request: SignedRequest, id: str, since: Annotated[int, Query(ge=0)] = 0
) -> Mapping[str, object]:
    """What changed in a drive after a number of its sequence."""
    items, following = queries.changes(request.auth, id, since)
    return {"items": items, "next": following}


@router.delete("/drive/drives/{id}/trash", response=Count)
def delete_trash(request: SignedRequest, id: str) -> Mapping[str, int]:
    """Delete for good what is in the trash of a drive."""
    queries.describe_drive(request.auth, id)
    return {"count": empty_trash(request.auth, id)}
