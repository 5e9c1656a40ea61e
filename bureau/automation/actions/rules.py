"""Writing rules. A rule is checked when it is saved; each save makes a new immutable version."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from bureau.people import Actor, Person
from bureau.platform import events
from bureau.platform.conditions import BadCondition, compile_condition, source_of
from bureau.platform.errors import BadInput, Forbidden

from ..models import Rule, RuleVersion
from ..policies import may_manage_scope
from ..queries import visible_rule
from ..registry import actions, triggers

MAX_ACTIONS = 20


@dataclass(frozen=True, slots=True)
class RuleFields:
    """What a person says about a rule."""

    title: str
    events: list[str]
    actions: list[dict[str, Any]]
    scope: str = ""
    condition: str = ""
    """CEL; left empty when `condition_tree` is given."""
    condition_tree: dict[str, Any] | None = None
    position: int = 0
    stops: bool = False
    is_enabled: bool = True
    owner_id: str = field(default="")
    """Empty: the one who saves it."""


@transaction.atomic
def save_rule(actor: Actor, fields: RuleFields, rule_id: str = "") -> Rule:
    """Make a rule, or a new version of one; raises `Forbidden`, `NotFound`, `BadInput` with every
    problem.

    Saving switches a paused rule on again when the fields say so, and acts with the rights of its
    owner.
    """
    rule = visible_rule(actor, rule_id) if rule_id else Rule()
    if not may_manage_scope(actor, fields.scope):
        raise Forbidden("You may not write rules here. Ask who manages it.")
    condition = checked_condition(fields)
    before = _content(rule) if rule_id else {}
    rule.version = rule.version + 1 if rule_id else 1
    rule.owner_id = _owner_id(actor, fields, rule)
    _write(rule, fields, condition)
    RuleVersion.objects.create(
        rule=rule, number=rule.version, content=_content(rule), saved_by=actor.person_id
    )
    _announce("rule.changed" if rule_id else "rule.created", rule, before, _content(rule))
    return rule


@transaction.atomic
def set_enabled(actor: Actor, rule_id: str, enabled: bool) -> Rule:
    """Switch a rule on or off; raises `NotFound`."""
    rule = visible_rule(actor, rule_id)
    before = {"is_enabled": rule.is_enabled}
    rule.is_enabled, rule.pause_reason = enabled, ""
    rule.save(update_fields=["is_enabled", "pause_reason", "updated_at"])
    _announce("rule.changed", rule, before, {"is_enabled": enabled})
    return rule


@transaction.atomic
def delete_rule(actor: Actor, rule_id: str) -> None:
    """Delete a rule with its versions and runs; the audit record keeps what it said. Raises
    `NotFound`.
    """
    rule = visible_rule(actor, rule_id)
    _announce("rule.deleted", rule, _content(rule), {})
    rule.delete()


@transaction.atomic
def hand_over_rules(person: Person, to: Person) -> int:
    """Make `to` the owner of all rules of `person`; return how many."""
    rules = list(Rule.objects.filter(owner=person))
    for rule in rules:
        rule.owner = to
        rule.save(update_fields=["owner", "updated_at"])
        _announce("rule.changed", rule, {"owner_id": person.id}, {"owner_id": to.id})
    return len(rules)


def _owner_id(actor: Actor, fields: RuleFields, rule: Rule) -> str:
    """Nobody lends a rule another person's rights, except an administrator."""
    if fields.owner_id and actor.is_admin:
        return fields.owner_id
    if not actor.person_id:
        raise BadInput(errors=[{"field": "owner_id", "message": "Say whose rights it has."}])
    return actor.person_id


def _write(rule: Rule, fields: RuleFields, condition: str) -> None:
    for name, value in asdict(fields).items():
        if name not in ("owner_id", "condition"):
            setattr(rule, name, value)
    rule.condition, rule.pause_reason = condition, ""
    rule.save()


def checked_condition(fields: RuleFields) -> str:
    """Return the condition in CEL; raise `BadInput` with every problem of the fields."""
    errors = [*_event_errors(fields), *_action_errors(fields)]
    if not fields.title.strip():
        errors.append({"field": "title", "message": "Give the rule a name."})
    condition = fields.condition
    try:
        if fields.condition_tree:
            condition = source_of(fields.condition_tree)
        if condition:
            compile_condition(condition)
    except BadCondition as problem:
        errors.append({"field": "condition", "message": problem.detail})
    if errors:
        raise BadInput(errors=errors)
    return condition


def _event_errors(fields: RuleFields) -> list[dict[str, str]]:
    if not fields.events:
        return [{"field": "events", "message": "Choose at least one event."}]
    return [
        {"field": "events", "message": f"No rule can start from {name}."}
        for name in fields.events
        if name not in triggers
    ]


def _action_errors(fields: RuleFields) -> list[dict[str, str]]:
    if not 1 <= len(fields.actions) <= MAX_ACTIONS:
        return [{"field": "actions", "message": f"Choose 1 to {MAX_ACTIONS} actions."}]
    return [
        {"field": f"actions.{position}.{name}", "message": message}
        for position, action in enumerate(fields.actions)
        for name, message in _problems_of(action)
    ]


def _problems_of(action: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Arguments hold placeholders, so only what is missing can be told now; the rest when it
    runs.
    """
    known = actions.get(str(action.get("action")))
    if known is None:
        return [("action", "This action does not exist. Choose one of the list.")]
    arguments = action.get("arguments", {})
    if not isinstance(arguments, Mapping):
        return [("arguments", "Give the values by name.")]
    needed = known.parameters.get("required", ())
    return [(name, "This is needed.") for name in needed if arguments.get(name) in (None, "")]


def _content(rule: Rule) -> dict[str, Any]:
    return {
        "title": rule.title,
        "scope": rule.scope,
        "owner_id": rule.owner_id,
        "events": rule.events,
        "condition": rule.condition,
        "condition_tree": rule.condition_tree,
        "actions": rule.actions,
        "position": rule.position,
        "stops": rule.stops,
        "is_enabled": rule.is_enabled,
    }


def _announce(name: str, rule: Rule, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    fields = {**before, **after}
    changes = {
        key: [before.get(key), after.get(key)]
        for key in fields
        if before.get(key) != after.get(key)
    }
    events.emit(
        name,
        stream=f"rule:{rule.id}",
        subject=("rule", rule.id),
        payload={"title": rule.title, "scope": rule.scope},
        changes=changes,
    )
