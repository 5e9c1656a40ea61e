"""A dry run: what a rule would have done with the latest past events. Nothing is performed or
stored.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bureau.people import Actor
from bureau.platform.conditions import compile_condition
from bureau.platform.errors import Forbidden
from bureau.platform.events import Event

from .actions.rules import RuleFields, checked_condition
from .policies import may_manage_scope
from .variables import fill, variables_of

MAX_EVENTS = 1_000
SAMPLES = 5


@dataclass(slots=True)
class Preview:
    """What would have happened."""

    examined: int = 0
    matched: int = 0
    actions: Counter[str] = field(default_factory=Counter)
    samples: list[dict[str, Any]] = field(default_factory=list)
    """The first few matches: {event_id, occurred_at, actions} with the placeholders filled in."""


def preview(actor: Actor, fields: RuleFields) -> Preview:
    """Try a rule on the latest events of its scope. One query; raises `Forbidden`, `BadInput`."""
    if not may_manage_scope(actor, fields.scope):
        raise Forbidden("You may not write rules here. Ask who manages it.")
    source = checked_condition(fields)
    condition = compile_condition(source) if source else None
    past = Event.objects.filter(name__in=fields.events)
    if fields.scope:
        past = past.filter(stream=fields.scope)
    result = Preview()
    for event in past.order_by("-id")[:MAX_EVENTS]:
        variables = variables_of(event)
        result.examined += 1
        if condition is None or condition.holds(variables):
            _count(result, event, fields, variables)
    return result


def _count(result: Preview, event: Event, fields: RuleFields, variables: dict[str, Any]) -> None:
    result.matched += 1
    result.actions.update(action["action"] for action in fields.actions)
    if len(result.samples) < SAMPLES:
        result.samples.append(
            {
                "event_id": event.id,
                "occurred_at": event.occurred_at.isoformat(),
                "actions": fill(fields.actions, variables),
            }
        )
