"""Trying a rule on the newest messages: what it would mean and do, without doing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..errors import BadRule
from ..models import Email, Rule
from .criteria import Criteria, RuleActions
from .label_tree import tree_of
from .stored import Matched, matches, script_of

LOOKED_AT = 500
SHOWN = 50


@dataclass(frozen=True, slots=True)
class TriedMessage:
    """A message that the rule would mean."""

    email_id: str
    thread_id: str
    subject: str
    from_name: str
    from_email: str
    received_at: datetime
    added: list[str]
    removed: list[str]
    keywords: list[str]


@dataclass(slots=True)
class Tried:
    """The result of a trial."""

    looked_at: int
    matched: int
    items: list[TriedMessage] = field(default_factory=list)
    next: str | None = None


def try_rule(account_id: str, criteria: Mapping[str, Any], actions: Mapping[str, Any]) -> Tried:
    """Run the rule on the newest `LOOKED_AT` messages. Five queries, index `email_newest`, and
    each message's bytes.
    """
    wanted = Criteria.from_json(criteria)
    if wanted.is_empty:
        raise BadRule("Say which messages the rule is for: without that it would be all of them.")
    does = RuleActions.from_json(actions)
    rule = Rule(criteria=wanted.to_json(), actions=does.to_json())
    emails = list(
        Email.objects.filter(account_id=account_id, is_delivered=True).order_by(
            "-received_at", "id"
        )[:LOOKED_AT]
    )
    found = matches(account_id, script_of(rule, tree_of(account_id)), emails)
    return Tried(len(emails), len(found), [_shown(one) for one in found[:SHOWN]])


def _shown(one: Matched) -> TriedMessage:
    author = (one.email.addresses.get("from") or [{"name": "", "email": ""}])[0]
    return TriedMessage(
        email_id=one.email.id,
        thread_id=one.email.thread_id,
        subject=one.email.subject,
        from_name=author["name"],
        from_email=author["email"],
        received_at=one.email.received_at,
        added=sorted(one.mailbox_ids - one.before),
        removed=sorted(one.before - one.mailbox_ids),
        keywords=sorted(one.keywords - set(one.email.keywords)),
    )
