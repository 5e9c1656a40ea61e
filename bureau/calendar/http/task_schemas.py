"""Shapes of tasks, and of what imports say."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from .shapes import CalendarInput, Moment, Title


class TaskFields(CalendarInput):
    """What a task says."""

    title: Title = ""
    notes: str = Field("", max_length=50_000)
    due: Moment | None = None
    is_all_day: bool = True
    priority: int = Field(0, ge=0, le=9, description="1 is highest, 0 is none (RFC 5545 §3.8.1.9)")
    completed: bool = False


class TaskIn(TaskFields):
    """A task to make; in the caller's default calendar if none is given."""

    title: str = Field(min_length=1, max_length=1000)
    calendar_id: str | None = Field(None, max_length=26)


class TaskPatch(TaskFields):
    """Some fields; those left out stay."""


class TaskOut(Schema):
    """A task."""

    id: str
    calendar_id: str
    title: str
    notes: str
    due: Moment | None
    is_all_day: bool
    priority: int
    completed: bool
    completed_at: datetime | None
    etag: str
    may_edit: bool


class TasksQuery(Schema):
    """Which calendar (all of the caller's list if empty), and open or done ones."""

    calendar: str = Field("", max_length=26)
    state: Literal["open", "completed", "all"] = "open"
    cursor: str | None = None
    limit: int = Field(100, ge=1, le=200)


class TasksOut(Schema):
    """Tasks by when they are due, those without a date last."""

    items: list[TaskOut]
    next: str | None = None


class SkippedPartOut(Schema):
    """What an import left out."""

    line: int
    why: str


class CalendarImportOut(Schema):
    """What an import did."""

    added: int
    changed: int
    skipped: list[SkippedPartOut]
