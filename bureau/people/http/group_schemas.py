"""What goes in and out of the routes of groups and units."""

from ninja import Schema

from .schemas import Input


class GroupOut(Schema):
    """A group."""

    id: str
    name: str
    email: str
    description: str
    member_count: int
    abilities: dict[str, bool] = {}


class GroupPage(Schema):
    """A page of groups."""

    items: list[GroupOut]
    next: str | None


class GroupIn(Input):
    """A group to be made."""

    name: str
    email: str = ""
    description: str = ""


class GroupPatch(Input):
    """Fields to change; what is absent stays."""

    name: str | None = None
    email: str | None = None
    description: str | None = None


class MemberIn(Input):
    """The person or group to put in."""

    id: str


class MemberOut(Schema):
    """A direct member."""

    id: str
    kind: str
    name: str
    email: str


class MemberPage(Schema):
    """A page of direct members."""

    items: list[MemberOut]
    next: str | None


class PrincipalList(Schema):
    """Persons and groups found for completion."""

    items: list[MemberOut]
    next: None = None


class UnitOut(Schema):
    """A unit of the tree."""

    id: str
    name: str
    parent_id: str | None
    people_count: int = 0


class UnitList(Schema):
    """All units."""

    items: list[UnitOut]
    next: None = None


class UnitIn(Input):
    """A unit to be made or changed."""

    name: str
    parent_id: str | None = None
