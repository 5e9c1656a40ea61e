"""Routes of groups and units."""

from ninja import Router, Status

from bureau.people import directory
from bureau.people.actions import groups, units
from bureau.people.actor import Actor
from bureau.people.models import Group, Person
from bureau.platform.errors import NotFound

from .auth import admin_only, signed_in
from .group_schemas import (
    GroupIn,
    GroupOut,
    GroupPage,
    GroupPatch,
    MemberIn,
    MemberPage,
    UnitIn,
    UnitList,
    UnitOut,
)
from .me import SignedIn
from .presenters import Row
from .schemas import Limit

router = Router()


@router.get("/groups", response=GroupPage, auth=signed_in)
def get_groups(request: SignedIn, q: str = "", cursor: str | None = None, limit: Limit = 50) -> Row:
    """Groups by name with the number of persons in each. Two queries with the session's."""
    page = directory.list_groups(q, cursor, limit)
    return {"items": [_able(request.auth, row) for row in page.items], "next": page.next}


@router.post("/groups", response={201: GroupOut}, auth=admin_only)
def post_group(request: SignedIn, body: GroupIn) -> Status[Row]:
    """Create an empty group."""
    group = groups.create_group(request.auth, body.name, body.email, body.description)
    return Status(201, _shown(request, group.id))


@router.get("/groups/{group_id}", response=GroupOut, auth=signed_in)
def get_group(request: SignedIn, group_id: str) -> Row:
    """One group. Two queries with the session's."""
    return _shown(request, group_id)


@router.patch("/groups/{group_id}", response=GroupOut, auth=admin_only)
def patch_group(request: SignedIn, group_id: str, body: GroupPatch) -> Row:
    """Rename a group, give it another address or description."""
    groups.update_group(request.auth, group_id, body.name, body.email, body.description)
    return _shown(request, group_id)


@router.delete("/groups/{group_id}", response={204: None}, auth=admin_only)
def delete_group(request: SignedIn, group_id: str) -> Status[None]:
    """Delete a group; what was granted to it stops counting."""
    groups.delete_group(request.auth, group_id)
    return Status(204, None)


@router.get("/groups/{group_id}/members", response=MemberPage, auth=signed_in)
def get_members(
    request: SignedIn, group_id: str, cursor: str | None = None, limit: Limit = 50
) -> Row:
    """Direct members in the order they were added. Three queries with the session's."""
    groups.find_group(group_id)
    page = directory.list_direct_members(group_id, cursor, limit)
    return {"items": page.items, "next": page.next}


@router.post("/groups/{group_id}/members", response=GroupOut, auth=admin_only)
def post_member(request: SignedIn, group_id: str, body: MemberIn) -> Row:
    """Put a person or a group into the group."""
    groups.add_member(request.auth, groups.find_group(group_id), _principal(body.id))
    return _shown(request, group_id)


@router.delete("/groups/{group_id}/members/{member_id}", response=GroupOut, auth=admin_only)
def delete_member(request: SignedIn, group_id: str, member_id: str) -> Row:
    """Take a person or a group out of the group."""
    groups.remove_member(request.auth, groups.find_group(group_id), _principal(member_id))
    return _shown(request, group_id)


@router.get("/units", response=UnitList, auth=signed_in)
def get_units(request: SignedIn) -> Row:
    """The whole tree of units. Two queries with the session's."""
    return {"items": directory.list_units()}


@router.post("/units", response={201: UnitOut}, auth=admin_only)
def post_unit(request: SignedIn, body: UnitIn) -> Status[Row]:
    """Create a unit."""
    unit = units.create_unit(request.auth, body.name, body.parent_id)
    return Status(201, {"id": unit.id, "name": unit.name, "parent_id": unit.parent_id})


@router.put("/units/{unit_id}", response=UnitOut, auth=admin_only)
def put_unit(request: SignedIn, unit_id: str, body: UnitIn) -> Row:
    """Rename a unit and put it where it belongs."""
    unit = units.update_unit(request.auth, unit_id, body.name, body.parent_id)
    return {"id": unit.id, "name": unit.name, "parent_id": unit.parent_id}


@router.delete("/units/{unit_id}", response={204: None}, auth=admin_only)
def delete_unit(request: SignedIn, unit_id: str) -> Status[None]:
    """Delete an empty unit."""
    units.delete_unit(request.auth, unit_id)
    return Status(204, None)


def _able(actor: Actor, row: Row) -> Row:
    return {**row, "abilities": {"update": actor.is_admin, "delete": actor.is_admin}}


def _shown(request: SignedIn, group_id: str) -> Row:
    return _able(request.auth, directory.find_group_row(group_id))


def _principal(id: str) -> Person | Group:
    found = Person.objects.filter(id=id).first() or Group.objects.filter(id=id).first()
    if found is None:
        raise NotFound
    return found
