"""Shapes of rules, forwarding and blocked senders under /api/v1."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

CategoryName = Literal["", "primary", "social", "promotions", "updates", "forums"]
NapName = Literal["", "evening", "morning", "workday", "saturday", "monday"]
Text = Field(default="", max_length=500)


class RuleCriteria(Schema):
    """Which messages: all that is given must hold."""

    from_: str = Field(default="", max_length=500, alias="from")
    to: str = Text
    subject: str = Text
    has: str = Text
    has_not: str = Text
    has_attachment: bool = False
    larger: int = Field(default=0, ge=0, le=1 << 40)
    smaller: int = Field(default=0, ge=0, le=1 << 40)
    list_id: str = Text


class RuleDoes(Schema):
    """What is done with them."""

    labels: list[str] = Field(default_factory=list, max_length=10)
    skip_inbox: bool = False
    star: bool = False
    important: bool = False
    never_important: bool = False
    mark_read: bool = False
    delete: bool = False
    never_spam: bool = False
    category: CategoryName = ""
    forward_to: str = Field(default="", max_length=254)
    snooze: NapName = ""
    """Until the next such time in the person's time zone; for mail that arrives."""
    stop: bool = False


class MailRuleIn(Schema):
    """A rule as it is to be."""

    name: str = Field(default="", max_length=200)
    enabled: bool = True
    criteria: RuleCriteria
    actions: RuleDoes


class MailRuleOut(Schema):
    """A rule; `missing_labels` names labels that are gone: such mail stays in the inbox."""

    id: str
    name: str
    position: int
    enabled: bool
    criteria: RuleCriteria
    actions: RuleDoes
    missing_labels: list[str]


class RulesOut(Schema):
    """All rules of an account, in their order."""

    items: list[MailRuleOut]
    next: str | None = None


class RuleOrderIn(Schema):
    """All rules, in the order that they are to have."""

    ids: list[str] = Field(max_length=500)


class RuleTestIn(Schema):
    """What to try on the last messages."""

    criteria: RuleCriteria
    actions: RuleDoes = Field(default_factory=RuleDoes)


class RuleTestedOut(Schema):
    """A message that the rule would mean, and what would happen to it."""

    email_id: str
    thread_id: str
    subject: str
    from_name: str
    from_email: str
    received_at: datetime
    added: list[str]
    """Ids of labels that it would get."""
    removed: list[str]
    keywords: list[str]
    """That it would get."""


class RuleTestOut(Schema):
    """What a trial found among the newest messages."""

    looked_at: int
    matched: int
    items: list[RuleTestedOut]
    next: str | None = None


class FromSearchIn(Schema):
    """A search."""

    query: str = Field(max_length=1_000)


class FromSearchOut(Schema):
    """What a rule can ask of it, and the parts that it cannot."""

    criteria: RuleCriteria
    left_out: list[str]


class RuleRunOut(Schema):
    """How far the application of a rule is."""

    id: str
    rule_id: str | None
    state: Literal["running", "done", "undoing", "undone"]
    total: int
    seen: int
    matched: int
    changed: int


class ForwardingIn(Schema):
    """An address to forward to."""

    email: str = Field(max_length=254)


class ForwardingPatch(Schema):
    """Whether all mail goes there, and what becomes of the copy here."""

    enabled: bool
    keep: Literal["inbox", "archive", "trash"] = "inbox"


class ForwardingOut(Schema):
    """An address that mail may be forwarded to."""

    id: str
    email: str
    confirmed: bool
    enabled: bool
    keep: Literal["inbox", "archive", "trash"]


class ForwardingsOut(Schema):
    """The addresses of an account, and whether ones outside are allowed."""

    items: list[ForwardingOut]
    outside_allowed: bool
    next: str | None = None


class BlockedIn(Schema):
    """An address, or `@domain`."""

    email: str = Field(max_length=254)


class BlockedOut(BlockedIn):
    """A blocked sender."""

    id: str


class BlockedListOut(Schema):
    """The blocked senders, newest first."""

    items: list[BlockedOut]
    next: str | None = None
