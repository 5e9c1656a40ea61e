"""Shapes of the mail routes under /api/v1."""

from typing import Literal

from ninja import Schema


class DelegateIn(Schema):
    """Whom to let read an account."""

    principal_id: str
    may_send: bool = False


class DelegateOut(Schema):
    """Who reads an account."""

    principal_id: str
    kind: str
    name: str
    email: str
    may_send: bool


class DelegatesOut(Schema):
    """All who read an account."""

    items: list[DelegateOut]
    next: str | None = None


class ListRuleIn(Schema):
    """Who may write to a group."""

    posting: Literal["anybody", "inside", "members", "nobody"]


class ListRuleOut(ListRuleIn):
    """Who may write to a group."""

    group_id: str
