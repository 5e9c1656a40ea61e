"""What the routes of provisioning take and give."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict


class ProblemOut(Schema):
    """Why a plan is refused."""

    line: int
    column: str
    message: str


class RowOut(Schema):
    """One row of a plan and what it does."""

    line: int
    email: str
    name: str
    action: str
    changes: dict[str, list[Any]]
    person_id: str
    problems: list[ProblemOut] = Field(default_factory=list)


class PlanSummary(Schema):
    """A plan in the list."""

    id: str
    source: str
    state: str
    created_by: str
    created_at: datetime
    applied_at: datetime | None


class PlanOut(PlanSummary):
    """A plan with its rows and problems."""

    counts: dict[str, int]
    problems: list[ProblemOut]
    notices: list[str]
    rows: list[RowOut]
    abilities: dict[str, bool]


class PlanPage(Schema):
    """Some plans, newest first."""

    items: list[PlanSummary]
    next: str | None


class RowsIn(Schema):
    """Rows whose cells are named as the columns of a roster."""

    source: str = Field("", max_length=200)
    rows: list[dict[str, str]] = Field(max_length=10_000)


class StepOut(Schema):
    """One step of one person."""

    key: str
    state: str
    error: str
    duration_ms: int | None


class PersonProgressOut(Schema):
    """How far one person is."""

    line: int
    email: str
    name: str
    action: str
    person_id: str
    state: str
    error: str
    seconds: float | None
    steps: list[StepOut]


class Progress(Schema):
    """How far a plan is."""

    state: str
    counts: dict[str, int]
    persons: list[PersonProgressOut]


class DriveWish(Schema):
    """A shared drive to become a member of."""

    id: str = Field(min_length=1, max_length=26)
    name: str = Field("", max_length=255)
    role: Literal["viewer", "commenter", "contributor", "editor", "manager"] = "contributor"


class CourseWish(Schema):
    """A training to be invited to."""

    id: str = Field(min_length=1, max_length=26)
    title: str = Field("", max_length=200)


class TemplateSettings(Schema):
    """What a template gives; unknown fields are refused, so that a typing error gives no less than
    was meant.
    """

    model_config = ConfigDict(extra="forbid")

    groups: list[str] = Field(default_factory=list, max_length=100)
    """Addresses."""
    shared_drives: list[DriveWish] = Field(default_factory=list, max_length=100)
    courses: list[CourseWish] = Field(default_factory=list, max_length=100)
    drive_quota_bytes: int | None = Field(default=None, ge=1)
    language: Literal["en", "fr"] | None = None
    """Where the roster says none."""
    time_zone: str | None = Field(default=None, max_length=40)
    """Where the roster says none and the country has several."""


class JoinerTemplateIn(Schema):
    """What everybody of a unit and country gets."""

    name: str = Field(min_length=1, max_length=120)
    unit_id: str | None = None
    country: str = Field("", max_length=2)
    settings: TemplateSettings = TemplateSettings()


class JoinerTemplateOut(Schema):
    """A template."""

    id: str
    name: str
    unit_id: str | None
    country: str
    settings: TemplateSettings


class JoinerTemplateList(Schema):
    """All templates."""

    items: list[JoinerTemplateOut]
    next: str | None = None


class LeavingIn(Schema):
    """Who leaves and who takes over."""

    person_id: str
    to_id: str


class PreviewOut(Schema):
    """What one app would hand over, in sentences."""

    key: str
    sentences: list[str]


class LeavingStepOut(Schema):
    """How far one handing-over is."""

    key: str
    state: str
    error: str
    finished_at: datetime | None


class WhoOut(Schema):
    """A person in a leaving."""

    id: str
    name: str
    email: str


class LeavingOut(Schema):
    """A leaving."""

    id: str
    person: WhoOut
    to: WhoOut
    state: str
    preview: list[PreviewOut]
    steps: list[LeavingStepOut] = Field(default_factory=list)
    has_legal_hold: bool
    delete_after: datetime | None
    error: str
    created_at: datetime
    applied_at: datetime | None
    abilities: dict[str, bool]


class LeavingPage(Schema):
    """Some leavings, newest first."""

    items: list[LeavingOut]
    next: str | None


class HoldIn(Schema):
    """Whether a legal hold is on."""

    has_legal_hold: bool
