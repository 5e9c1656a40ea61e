"""Shapes of the API of docs."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema

Id = str
Format = Literal["json", "markdown", "html", "text"]


class WhoWrote(Schema):
    id: Id
    name: str


class NewDocument(Schema):
    parent: Id = ""
    name: str = Field("", max_length=200)
    template: str = Field("", max_length=60)


class MadeDocument(Schema):
    id: Id
    name: str
    url: str


class DocumentOut(Schema):
    id: Id
    name: str
    url: str
    parent: Id | None
    drive: Id | None
    role: Literal["viewer", "commenter", "contributor", "editor", "manager"]
    abilities: dict[str, bool]
    schema_version: int
    page: dict[str, Any]
    created_at: datetime
    modified_at: datetime
    created_by: WhoWrote | None
    modified_by: WhoWrote | None
    is_starred: bool
    is_trashed: bool
    thumbnail: str | None
    guest_name: str | None


class RecentDocument(Schema):
    id: Id
    name: str
    url: str
    parent: Id | None
    drive: Id
    modified_at: datetime
    modified_by: WhoWrote | None
    is_starred: bool
    is_shared: bool
    role: str | None
    abilities: dict[str, bool]
    thumbnail: str | None


class RecentList(Schema):
    items: list[RecentDocument]
    next: str | None


class TemplateOut(Schema):
    id: str
    title: str
    description: str
    preview: str
    thumbnail: str


class TemplateList(Schema):
    items: list[TemplateOut]
    next: None = None
