"""Shapes of the API of comments."""

from datetime import datetime

from ninja import Field, Schema

Id = str


class NamedPerson(Schema):
    id: Id
    name: str


class CommentAuthor(Schema):
    id: Id | None
    name: str


class ReactionOut(Schema):
    emoji: str
    count: int
    is_mine: bool


class CommentAbilities(Schema):
    edit: bool
    delete: bool


class CommentOut(Schema):
    id: Id
    author: CommentAuthor
    text: str
    mentions: list[NamedPerson]
    created_at: datetime
    edited_at: datetime | None
    by_mail: bool
    reactions: list[ReactionOut]
    abilities: CommentAbilities


class ThreadAbilities(Schema):
    reply: bool
    resolve: bool
    assign: bool
    delete: bool


class ThreadOut(Schema):
    id: Id
    anchor_text: str
    suggestion_id: str | None
    created_at: datetime
    is_resolved: bool
    resolved_at: datetime | None
    resolved_by: NamedPerson | None
    assignee: NamedPerson | None
    comments: list[CommentOut]
    abilities: ThreadAbilities


class ThreadPage(Schema):
    items: list[ThreadOut]
    next: str | None


class RemarkIn(Schema):
    text: str = Field(max_length=20_000)
    mentions: list[Id] = Field(default_factory=list, max_length=100)


class ThreadIn(RemarkIn):
    anchor_text: str = Field("", max_length=20_000)
    suggestion_id: str = Field("", max_length=64)


class ThreadChanges(Schema):
    is_resolved: bool | None = None
    assignee: Id | None = None
