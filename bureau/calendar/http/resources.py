"""Routes of rooms and equipment."""

from ninja import PatchDict, Query, Router, Status

from bureau.people.http.auth import admin_only, signed_in

from .. import resource_queries
from ..actions import resources
from .requests import SignedRequest
from .resource_schemas import (
    BuildingsOut,
    ResourceIn,
    ResourceOut,
    ResourcePatch,
    ResourceQuery,
    ResourcesOut,
)

router = Router(auth=signed_in)


@router.get("/calendar/resources", response=ResourcesOut)
def list_resources(request: SignedRequest, wanted: Query[ResourceQuery]) -> dict[str, object]:
    """What can be booked, by building and name. At most five queries."""
    return resource_queries.find(
        request.auth, resource_queries.Wish(**wanted.model_dump(by_alias=False))
    )


@router.get("/calendar/resources/buildings", response=BuildingsOut)
def list_buildings(request: SignedRequest) -> dict[str, object]:
    """Buildings and how much can be booked there. One query."""
    return {"items": resource_queries.buildings()}


@router.post("/calendar/resources", response={201: ResourceOut}, auth=admin_only)
def create_resource(request: SignedRequest, body: ResourceIn) -> Status[dict[str, object]]:
    """Make a room or a thing that can be booked."""
    made = resources.create_resource(request.auth, body.model_dump())
    return Status(201, resource_queries.one(request.auth, made.id))


@router.patch("/calendar/resources/{resource_id}", response=ResourceOut, auth=admin_only)
def update_resource(
    request: SignedRequest, resource_id: str, body: PatchDict[ResourcePatch]
) -> dict[str, object]:
    """Change what is written down about a resource."""
    resources.change(request.auth, resource_id, body)
    return resource_queries.one(request.auth, resource_id)


@router.delete("/calendar/resources/{resource_id}", response={204: None}, auth=admin_only)
def delete_resource(request: SignedRequest, resource_id: str) -> Status[None]:
    """Take a resource out of use: nobody books it any more, what was booked stays."""
    resources.retire(request.auth, resource_id)
    return Status(204, None)
