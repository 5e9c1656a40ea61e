"""Routes of automation under /api/v1."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from bureau.people import Actor, actor_of
from bureau.people.http.auth import signed_in

from .. import dry_run as dry_runs
from .. import queries, registry
from ..actions import replay as replays
from ..actions import rules
from ..actions.rules import RuleFields
from ..models import Rule
from ..policies import abilities
from .schemas import (
    Catalogue,
    DryRun,
    Enabling,
    RuleIn,
    RuleList,
    RuleOut,
    RunOut,
    RunPage,
    VersionOut,
)

Limit = Annotated[int, Query(ge=1, le=200)]

router = Router(tags=["automation"], auth=signed_in)


@router.get("/rules/catalogue", response=Catalogue)
def show_catalogue(request: HttpRequest) -> dict[str, object]:
    """List the actions and events that rules are made of."""
    return {
        "actions": sorted(registry.actions.values(), key=lambda action: action.title),
        "triggers": sorted(registry.triggers.values(), key=lambda trigger: trigger.title),
    }


@router.get("/rules", response=RuleList)
def list_rules(request: HttpRequest, scope: str = "") -> dict[str, object]:
    """List the rules of a scope, in the order they are tried."""
    actor = actor_of(request)
    return {"items": [_shown(actor, rule) for rule in queries.visible_rules(actor, scope)]}


@router.post("/rules", response={201: RuleOut})
def create_rule(request: HttpRequest, body: RuleIn) -> Status[dict[str, Any]]:
    """Make a rule."""
    actor = actor_of(request)
    return Status(201, _shown(actor, rules.save_rule(actor, _fields(body))))


@router.post("/rules/dry-run", response=DryRun)
def dry_run(request: HttpRequest, body: RuleIn) -> dry_runs.Preview:
    """Count what a rule would have done with the latest events."""
    return dry_runs.preview(actor_of(request), _fields(body))


@router.get("/rules/{rule_id}", response=RuleOut)
def show_rule(request: HttpRequest, rule_id: str) -> dict[str, Any]:
    """Show a rule."""
    actor = actor_of(request)
    return _shown(actor, queries.visible_rule(actor, rule_id))


@router.put("/rules/{rule_id}", response=RuleOut)
def change_rule(request: HttpRequest, rule_id: str, body: RuleIn) -> dict[str, Any]:
    """Replace what a rule says; the former version is kept."""
    actor = actor_of(request)
    return _shown(actor, rules.save_rule(actor, _fields(body), rule_id))


@router.post("/rules/{rule_id}/enabled", response=RuleOut)
def enable_rule(request: HttpRequest, rule_id: str, body: Enabling) -> dict[str, Any]:
    """Switch a rule on or off."""
    actor = actor_of(request)
    return _shown(actor, rules.set_enabled(actor, rule_id, body.is_enabled))


@router.delete("/rules/{rule_id}", response={204: None})
def delete_rule(request: HttpRequest, rule_id: str) -> Status[None]:
    """Delete a rule."""
    rules.delete_rule(actor_of(request), rule_id)
    return Status(204, None)


@router.get("/rules/{rule_id}/versions", response=list[VersionOut])
def list_versions(request: HttpRequest, rule_id: str) -> object:
    """List what the rule said over time, the latest first."""
    return queries.visible_rule(actor_of(request), rule_id).versions.order_by("-number")


@router.get("/rules/{rule_id}/runs", response=RunPage)
def list_runs(
    request: HttpRequest,
    rule_id: str,
    cursor: str | None = None,
    limit: Limit = 50,
) -> object:
    """List the runs of a rule, newest first."""
    rule = queries.visible_rule(actor_of(request), rule_id)
    return queries.page_of_runs(rule, cursor, limit)


@router.post("/rules/runs/{run_id}/replay", response={202: RunOut})
def replay_run(request: HttpRequest, run_id: str) -> Status[object]:
    """Run a rule once more for the event of an earlier run."""
    return Status(202, replays.replay(actor_of(request), run_id))


def _fields(body: RuleIn) -> RuleFields:
    return RuleFields(**body.model_dump())


def _shown(actor: Actor, rule: Rule) -> dict[str, Any]:
    names = [name for name in RuleOut.model_fields if name != "abilities"]
    return {
        **{name: getattr(rule, name) for name in names},
        "abilities": abilities(actor, rule),
    }
