"""Reads of rules and their runs."""

from typing import Any

from bureau.people import Actor
from bureau.platform.db import Page, paginate
from bureau.platform.errors import NotFound

from .models import Rule, RuleRun
from .policies import may_manage_scope

RUN_COLUMNS = (
    "id", "rule_id", "version", "event_id", "root_id", "object_kind", "object_id", "state",
    "effects", "error", "replay_of_id", "started_at", "finished_at",
)  # fmt: skip


def rules_of(scope: str) -> list[Rule]:
    """Return the rules of a scope in the order they are tried, for their own app. One query."""
    return list(Rule.objects.filter(scope=scope).order_by("position", "id"))


def visible_rules(actor: Actor, scope: str) -> list[Rule]:
    """Return the rules of a scope; raises `NotFound` for who may not manage it. One query."""
    if not may_manage_scope(actor, scope):
        raise NotFound()
    return rules_of(scope)


def visible_rule(actor: Actor, rule_id: str) -> Rule:
    """Return a rule that the actor manages, else raise `NotFound`. One query."""
    rule = Rule.objects.filter(id=rule_id).first()
    if rule is None or not may_manage_scope(actor, rule.scope):
        raise NotFound()
    return rule


def page_of_runs(rule: Rule, cursor: str | None, limit: int) -> Page[dict[str, Any]]:
    """Return the runs of a rule, newest first. One query on `run_list`."""
    return paginate(rule.runs.values(*RUN_COLUMNS), ["-id"], cursor, limit)


def visible_run(actor: Actor, run_id: str) -> RuleRun:
    """Return a run of a rule that the actor manages, else raise `NotFound`. One query."""
    run = RuleRun.objects.select_related("rule").filter(id=run_id).first()
    if run is None or not may_manage_scope(actor, run.rule.scope):
        raise NotFound()
    return run
