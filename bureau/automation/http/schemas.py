"""What the routes of automation take and give."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema


class RuleAction(Schema):
    """One action of a rule, its arguments with placeholders."""

    action: str
    arguments: dict[str, Any] = Field(default_factory=dict)


class RuleIn(Schema):
    """A rule as a person writes it."""

    title: str = Field(max_length=200)
    scope: str = Field("", max_length=80)
    events: list[str]
    condition: str = Field("", max_length=2000)
    condition_tree: dict[str, Any] | None = None
    actions: list[RuleAction]
    position: int = Field(0, ge=0)
    stops: bool = False
    is_enabled: bool = True
    owner_id: str = ""


class RuleOut(Schema):
    """A rule."""

    id: str
    title: str
    scope: str
    owner_id: str
    events: list[str]
    condition: str
    condition_tree: dict[str, Any] | None
    actions: list[RuleAction]
    position: int
    stops: bool
    is_enabled: bool
    pause_reason: str
    version: int
    updated_at: datetime
    abilities: dict[str, bool]


class RuleList(Schema):
    """The rules of a scope in the order they are tried."""

    items: list[RuleOut]
    next: str | None = None


class RunOut(Schema):
    """One run of a rule."""

    id: str
    rule_id: str
    version: int
    event_id: str
    root_id: str
    object_kind: str
    object_id: str
    state: str
    effects: list[dict[str, Any]]
    error: str
    replay_of_id: str | None
    started_at: datetime
    finished_at: datetime | None


class RunPage(Schema):
    """Some runs, newest first."""

    items: list[RunOut]
    next: str | None


class Enabling(Schema):
    """Whether a rule is to be on."""

    is_enabled: bool


class VersionOut(Schema):
    """What a rule said at one time."""

    number: int
    content: dict[str, Any]
    saved_by: str
    saved_at: datetime


class ActionOut(Schema):
    """An action that rules may use."""

    name: str
    title: str
    parameters: dict[str, Any]


class TriggerOut(Schema):
    """An event that rules may start from."""

    event: str
    title: str
    fields: dict[str, str]


class Catalogue(Schema):
    """What rules are made of."""

    actions: list[ActionOut]
    triggers: list[TriggerOut]


class DryRun(Schema):
    """What a rule would have done with past events."""

    examined: int
    matched: int
    actions: dict[str, int]
    samples: list[dict[str, Any]]
