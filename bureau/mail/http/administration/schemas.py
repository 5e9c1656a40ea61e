"""Shapes of the administrators' routes of mail."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

Direction = Literal["in", "out", "both"]
RuleAction = Literal["reject", "quarantine", "relay", "header", "copy"]
StsMode = Literal["none", "testing", "enforce"]


class DomainIn(Schema):
    name: str = Field(max_length=253)


class DomainPatch(Schema):
    catch_all: str = Field("", max_length=320)
    sts_mode: StsMode = "testing"


class DomainOut(Schema):
    name: str
    is_primary: bool
    catch_all: str
    sts_mode: StsMode


class DomainsOut(Schema):
    items: list[DomainOut]
    next: str | None = None


class DnsItem(Schema):
    """A DNS record: what to enter, and what is there. `state` is ok, missing, wrong, optional (not
    there, and not needed) or unknown; `problem` says what is wrong.
    """

    purpose: str
    type: str
    name: str
    value: str
    is_needed: bool
    state: Literal["ok", "missing", "wrong", "optional", "unknown"]
    found: list[str]
    problem: str


class DnsOut(Schema):
    domain: str
    host: str
    items: list[DnsItem]


class AliasIn(Schema):
    email: str = Field(max_length=320)
    targets: list[str] = Field(max_length=100)


class AliasOut(Schema):
    email: str
    targets: list[str]
    created_at: datetime


class AliasPage(Schema):
    items: list[AliasOut]
    next: str | None


class RoutingRuleIn(Schema):
    name: str = Field(min_length=1, max_length=200)
    is_enabled: bool = True
    direction: Direction = "both"
    sender: str = Field("*", max_length=320)
    recipient: str = Field("*", max_length=320)
    action: RuleAction
    argument: str = Field("", max_length=500)


class RoutingRuleOut(RoutingRuleIn):
    id: str
    position: int


class RoutingRulesOut(Schema):
    items: list[RoutingRuleOut]
    next: str | None = None


class OrderIn(Schema):
    ids: list[str] = Field(max_length=200)


class HeldOut(Schema):
    id: str
    sender: str
    recipients: list[str]
    author: str
    subject: str
    reason: str
    size_bytes: int
    held_at: datetime
    trust: dict[str, Any]


class HeldPage(Schema):
    items: list[HeldOut]
    next: str | None


class HeaderOut(Schema):
    name: str
    value: str


class AttachmentOut(Schema):
    name: str
    type: str
    size_bytes: int


class HeldPreview(HeldOut):
    """A held message as text; nothing of it is loaded, and no HTML of it is shown."""

    headers: list[HeaderOut]
    text: str
    attachments: list[AttachmentOut]


class TraceFilter(Schema):
    """Steps that match all that is given."""

    sender: str = ""
    recipient: str = ""
    message_id: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


class TraceOut(Schema):
    id: str
    at: datetime
    step: str
    is_incoming: bool
    sender: str
    recipient: str
    message_id: str
    subject: str
    host: str
    reply: str
    tls: str
    submission_id: str


class TracePage(Schema):
    items: list[TraceOut]
    next: str | None


class WaitingRecipient(Schema):
    email: str
    domain: str
    attempts: int
    reply: str
    changed_at: datetime


class WaitingMessage(Schema):
    id: str
    author: str
    envelope_from: str
    message_id: str
    is_automatic: bool
    created_at: datetime
    next_try_at: datetime | None
    recipients: list[WaitingRecipient]


class QueuePage(Schema):
    items: list[WaitingMessage]
    next: str | None


class SuppressionOut(Schema):
    email: str
    reply: str
    since: datetime


class SuppressionPage(Schema):
    items: list[SuppressionOut]
    next: str | None


class SendingOut(Schema):
    """What an account sent outside today."""

    person_id: str
    name: str
    email: str
    count: int


class SendingToday(Schema):
    organisation: int
    items: list[SendingOut]
    next: str | None = None
