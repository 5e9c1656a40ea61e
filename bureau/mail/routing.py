"""The administrators' rules between senders and recipients: patterns against the envelope."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from bureau.platform.db import prepared

from .models import RoutingRule


@dataclass(frozen=True, slots=True)
class Routed:
    """What the rules say about one message."""

    refusal: str = ""
    """An SMTP reply, when a rule refuses it."""
    held_by: str = ""
    """The name of the rule that sets it aside."""
    relay: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    copies: tuple[str, ...] = ()


def routed(direction: str, sender: str, recipients: Sequence[str]) -> Routed:
    """Return what the rules in order say; the first refusal, quarantine and relay each count. One
    query.
    """
    found = [rule for rule in _rules(direction) if _applies(rule, sender, recipients)]
    by_action: dict[str, list[RoutingRule]] = {}
    for rule in found:
        by_action.setdefault(rule.action, []).append(rule)
    kinds = RoutingRule.Action

    def first(action: str) -> str:
        rules = by_action.get(action)
        return (rules[0].argument or rules[0].name) if rules else ""

    refusal = first(kinds.REJECT)
    return Routed(
        refusal=f"550 5.7.1 {refusal}" if refusal else "",
        held_by=by_action[kinds.QUARANTINE][0].name if kinds.QUARANTINE in by_action else "",
        relay=first(kinds.RELAY),
        headers=tuple(_header(rule.argument) for rule in by_action.get(kinds.HEADER, ())),
        copies=tuple(rule.argument for rule in by_action.get(kinds.COPY, ())),
    )


@prepared
def _rules(direction: str) -> QuerySet[RoutingRule]:
    both = RoutingRule.Direction.BOTH.value
    rows = RoutingRule.objects.filter(is_enabled=True, direction__in=[direction, both])
    return rows.order_by("position", "id")


def _applies(rule: RoutingRule, sender: str, recipients: Sequence[str]) -> bool:
    wanted = pattern(rule.recipient)
    return bool(pattern(rule.sender).match(sender.lower())) and any(
        wanted.match(one.lower()) for one in recipients
    )


@lru_cache(maxsize=500)
def pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of `*` and `?`; one without `@` means a whole domain and those below."""
    plain = text.strip().lower() or "*"
    if "@" not in plain and "*" not in plain:
        return re.compile(rf".*[@.]{re.escape(plain)}\Z", re.DOTALL)
    # Runs of stars are one, so that no pattern is slow.
    parts = re.split(r"(\*+|\?)", plain)
    text = "".join({"*": ".*", "?": "."}.get(one[:1], re.escape(one)) for one in parts)
    return re.compile(text + r"\Z", re.DOTALL)


def _header(argument: str) -> tuple[str, str]:
    name, _, value = argument.partition(":")
    return name.strip(), value.strip()
