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


class ContentIn(Schema):
    format: Format = "markdown"
    content: Any
    """Text, or for `json` a document node, a list of blocks or an envelope."""


class BlockRange(Schema):
    first: int = Field(ge=0)
    last: int = Field(ge=0)
    expected: str | None = None
    """What these blocks say now; lest somebody else's are replaced."""


class ReplaceIn(ContentIn):
    find: str = Field("", max_length=10_000)
    everywhere: bool = False
    blocks: BlockRange | None = None
    """Blocks by number, the last excluded; instead of `find`."""


class Written(Schema):
    seq: int


class PictureOut(Schema):
    src: str
    url: str
    width: int | None
    height: int | None
    """Pixels; null where the bytes do not tell."""


class PictureFrom(Schema):
    url: str = Field(max_length=4_000)


class MarkIn(Schema):
    thread_id: Id
    start: str = Field(alias="from", max_length=2_000)
    end: str = Field(alias="to", max_length=2_000)


class VersionName(Schema):
    name: str = Field(max_length=200)


class VersionAuthor(Schema):
    id: Id | None
    name: str


class DocumentVersionOut(Schema):
    id: Id
    name: str
    at: datetime
    created_by: VersionAuthor | None
    authors: list[VersionAuthor]


class DocumentVersionList(Schema):
    items: list[DocumentVersionOut]
    next: None = None


class ComparedPart(Schema):
    text: str
    change: Literal["insert", "delete"] | None
    authors: list[int]
    """Places in `people`."""


class ComparedBlockOut(Schema):
    attributes: dict[str, Any]
    is_in_table: bool
    is_reformatted: bool
    parts: list[ComparedPart]


class Comparison(Schema):
    people: list[VersionAuthor]
    blocks: list[ComparedBlockOut]


class LinkPreviewOut(Schema):
    title: str
    detail: str
