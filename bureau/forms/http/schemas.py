"""What the API of forms takes and answers."""

from datetime import datetime
from typing import Any

from ninja import Schema


class NewForm(Schema):
    title: str
    audience: str = "public"
    slug: str = ""
    settings: dict[str, Any] = {}
    blocks: list[Any] = []


class FormChanges(Schema):
    title: str | None = None
    slug: str | None = None
    audience: str | None = None
    state: str | None = None
    settings: dict[str, Any] | None = None


class Draft(Schema):
    blocks: list[Any]
    draft_number: int | None = None
    """The number the draft grew from; the header If-Match says the same."""


class DraftSaved(Schema):
    draft_number: int
    problems: list[dict[str, str]]


class FormOwnerOut(Schema):
    id: str
    name: str


class FormRow(Schema):
    id: str
    title: str
    slug: str
    url: str
    state: str
    audience: str
    owner: FormOwnerOut
    version_number: int
    response_count: int
    created_at: datetime
    updated_at: datetime
    abilities: dict[str, bool]


class FormOut(FormRow):
    settings: dict[str, Any]
    scope_id: str
    blocks: list[Any]
    draft_number: int
    problems: list[dict[str, str]]
    """What keeps the draft from being published."""
    has_unpublished_changes: bool


class FormList(Schema):
    items: list[FormRow]
    next: str | None


class VersionRow(Schema):
    number: int
    title: str
    created_by: str
    created_at: datetime


class FormVersionOut(VersionRow):
    blocks: list[Any]


class VersionList(Schema):
    items: list[VersionRow]


class Answers(Schema):
    """Answers as a browser sends them: block id → text or list of texts."""

    answers: dict[str, str | list[str]] = {}
    blocks: list[Any] | None = None
    """Blocks to try; the stored draft when left out."""


class Preview(Schema):
    shown: list[str]
    options: dict[str, list[str]]
    answers: dict[str, Any]
    problems: list[dict[str, str]]


class FileOut(Schema):
    id: str
    block_id: str
    name: str
    media_type: str
    size_bytes: int
    url: str


class RespondentOut(Schema):
    person_id: str
    name: str
    email: str


class ResponseRow(Schema):
    id: str
    created_at: datetime
    state: str
    held_because: str
    version: int
    respondent: RespondentOut
    cells: dict[str, str]
    """Block id → the answer as people read it."""


class ColumnOut(Schema):
    block_id: str
    key: str
    kind: str
    label: str


class ResponseList(Schema):
    columns: list[ColumnOut]
    items: list[ResponseRow]
    next: str | None


class ResponseOut(ResponseRow):
    answers: dict[str, Any]
    blocks: list[Any]
    """The version that was answered."""
    files: list[FileOut]
    abilities: dict[str, bool]


class OptionCount(Schema):
    key: str
    label: str
    count: int


class TallyOut(ColumnOut):
    answered: int
    options: list[OptionCount]


class SummaryOut(Schema):
    accepted: int
    held: int
    counted: int
    questions: list[TallyOut]


class FormGrantIn(Schema):
    role: int


class FormGrantOut(Schema):
    principal_id: str
    role: int
