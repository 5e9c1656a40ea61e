"""Shapes of the mail routes under /api/v1."""

from typing import Literal

from ninja import Schema


class DelegateIn(Schema):
    """Whom to let read an account."""

    principal_id: str
    may_send: bool = False
    on_behalf: bool = False
    """Where they send, recipients see who really wrote."""


class DelegateOut(Schema):
    """Who reads an account."""

    principal_id: str
    kind: str
    name: str
    email: str
    may_send: bool
    on_behalf: bool


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


class GroupSenderIn(Schema):
    """Whom to let send with a group's address."""

    principal_id: str
    on_behalf: bool = False


class MailAddressOut(Schema):
    """An address that somebody may send from."""

    email: str
    name: str
    kind: Literal["primary", "alias", "send", "account", "group"]
    on_behalf: bool


class AddressesOut(Schema):
    """Addresses to choose from; the first is the usual one."""

    items: list[MailAddressOut]
    next: str | None = None
