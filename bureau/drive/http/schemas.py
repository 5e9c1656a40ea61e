"""Shapes of drive's API."""

from datetime import datetime
from typing import Literal

from ninja import Field, Schema

RoleName = Literal["viewer", "commenter", "contributor", "editor", "manager"]
Id = str


class AuthorOut(Schema):
    """Who did something."""

    id: Id
    name: str


class NodeOut(Schema):
    """A file or folder as the caller sees it."""

    id: Id
    parent: Id | None
    drive: Id
    name: str
    kind: str
    is_folder: bool
    media_type: str
    size_bytes: int
    version: int
    created_at: datetime
    modified_at: datetime
    modified_by: AuthorOut | None
    trashed_at: datetime | None
    is_trashed: bool
    is_starred: bool
    is_shared: bool
    shared_at: datetime | None
    """When somebody was last given access to it."""
    is_limited: bool
    has_preview: bool
    url: str
    role: RoleName | None
    abilities: dict[str, bool]


class NodePage(Schema):
    """A page of nodes."""

    items: list[NodeOut]
    next: str | None


class Crumb(Schema):
    """A step of the way to a node."""

    id: Id
    name: str


class DriveOut(Schema):
    """A drive as the caller sees it."""

    id: Id
    kind: Literal["my", "shared"]
    name: str
    description: str
    root: Id
    used_bytes: int
    quota_bytes: int | None
    change_seq: int
    role: RoleName | None
    abilities: dict[str, bool]


class DriveList(Schema):
    """All drives of the caller."""

    items: list[DriveOut]
    next: None = None


class DrivePatch(Schema):
    """What to change of a shared drive; what is absent stays."""

    name: str | None = Field(None, min_length=1, max_length=1000)
    description: str | None = Field(None, max_length=500)


class NameIn(Schema):
    """A name to give."""

    name: str = Field(min_length=1, max_length=1000)


class NewItem(NameIn):
    """A document to make."""

    kind: str


class QuotaIn(Schema):
    """A limit for a drive."""

    quota_bytes: int | None = Field(ge=0)


class Ids(Schema):
    """Several nodes."""

    ids: list[Id] = Field(min_length=1, max_length=1000)


class IdsInto(Ids):
    """Several nodes and where they go."""

    parent: Id


class OperationOut(Schema):
    """What was done at once; give its id to undo it."""

    id: Id
    verb: str
    nodes: list[Id]


class Count(Schema):
    """How many things were done."""

    count: int


class RevisionOut(Schema):
    """One content a file has had."""

    version: int
    size_bytes: int
    media_type: str
    created_at: datetime
    author: AuthorOut | None


class RevisionList(Schema):
    """All contents a file has had, newest first."""

    items: list[RevisionOut]
    next: None = None


class ChangeOut(Schema):
    """One step of a drive's change sequence."""

    seq: int
    node: Id
    what: Literal["put", "gone"]


class ChangeList(Schema):
    """Steps, and the number to ask with next."""

    items: list[ChangeOut]
    next: int


class Principal(Schema):
    """A person, a group or everyone."""

    id: str
    kind: str
    name: str
    email: str


class GrantOut(Schema):
    """Who has a role; `inherited_from` names the folder where it was given, None: on this very
    node.
    """

    principal: Principal
    role: RoleName
    expires_at: datetime | None
    inherited_from: Crumb | None


class GrantList(Schema):
    """Who has access."""

    items: list[GrantOut]
    next: None = None


class GrantIn(Schema):
    """Roles to give."""

    principals: list[str] = Field(min_length=1, max_length=100)
    role: RoleName
    expires_at: datetime | None = None


class LimitIn(Schema):
    """Whether only those named on the folder have access."""

    is_limited: bool


class LinkIn(Schema):
    """A link to make; a role above viewer counts for documents alone."""

    role: Literal["viewer", "commenter", "contributor"] = "viewer"
    password: str | None = Field(None, max_length=200)
    expires_at: datetime | None = None


class LinkOut(Schema):
    """A link; its page is `/s/{token}`."""

    token: str
    role: RoleName
    has_password: bool
    expires_at: datetime | None
    created_at: datetime


class LinkList(Schema):
    """The links of a node."""

    items: list[LinkOut]
    next: None = None


class LinkPasswordIn(Schema):
    """What opens a link."""

    password: str = Field("", max_length=200)


class SharedNode(Schema):
    """A node as somebody with a link sees it."""

    id: Id
    name: str
    is_folder: bool
    media_type: str
    size_bytes: int
    modified_at: datetime
    has_preview: bool


class SharedPage(Schema):
    """A page of a folder behind a link."""

    items: list[SharedNode]
    next: str | None
