"""Routes of rules: what happens to arriving mail, tried and applied to mail that is there.

All take `account_id` for a mailbox that the caller may send as; without it they mean the caller's.
"""

from typing import Any

from ninja import Router, Status

from bureau.people import Actor
from bureau.people.http.auth import signed_in

from ..actions.apply_rule import apply_rule, find_run, undo_run
from ..actions.keep_rule import change_rule, find_rule, make_rule, order_rules, remove_rule
from ..models import Rule, RuleRun
from ..policies import check_keeps_rules
from ..rules.criteria import Criteria, RuleActions
from ..rules.from_search import criteria_from_search
from ..rules.label_tree import LabelTree, tree_of
from ..rules.trial import Tried, try_rule
from .requests import SignedRequest
from .rules_schemas import (
    FromSearchIn,
    FromSearchOut,
    MailRuleIn,
    MailRuleOut,
    RuleOrderIn,
    RuleRunOut,
    RulesOut,
    RuleTestIn,
    RuleTestOut,
)

router = Router()
Json = dict[str, Any]


def account_of(actor: Actor, account_id: str) -> str:
    """Return the account that is meant, which the caller was checked to keep."""
    wanted = account_id or actor.person_id
    check_keeps_rules(actor, wanted)
    return wanted


def _shown(row: Rule, labels: LabelTree) -> Json:
    actions = RuleActions.from_json(row.actions)
    return {
        "id": row.id,
        "name": row.name,
        "position": row.position,
        "enabled": row.is_enabled,
        "criteria": _criteria(Criteria.from_json(row.criteria)),
        "actions": actions.to_json(),
        "missing_labels": [one for one in actions.labels if one not in labels.names],
    }


def _criteria(criteria: Criteria) -> Json:
    return criteria.to_json()


def _given(body: MailRuleIn | RuleTestIn) -> tuple[Json, Json]:
    return body.criteria.dict(by_alias=True), body.actions.dict()


@router.get("/mail/rules", response=RulesOut, auth=signed_in, by_alias=True)
def list_rules(request: SignedRequest, account_id: str = "") -> Json:
    """The rules of an account in their order. At most seven queries."""
    account = account_of(request.auth, account_id)
    labels = tree_of(account)
    rows = Rule.objects.filter(account_id=account).order_by("position", "id")
    return {"items": [_shown(row, labels) for row in rows]}


@router.post("/mail/rules", response={201: MailRuleOut}, auth=signed_in, by_alias=True)
def create_rule(request: SignedRequest, body: MailRuleIn, account_id: str = "") -> Status[Json]:
    """Make a rule behind the others."""
    account = account_of(request.auth, account_id)
    row = make_rule(account, body.name, *_given(body), is_enabled=body.enabled)
    return Status(201, _shown(row, tree_of(account)))


@router.put("/mail/rules/order", response={204: None}, auth=signed_in)
def put_order(request: SignedRequest, body: RuleOrderIn, account_id: str = "") -> Status[None]:
    """Put all rules into an order."""
    order_rules(account_of(request.auth, account_id), body.ids)
    return Status(204, None)


@router.post("/mail/rules/test", response=RuleTestOut, auth=signed_in)
def try_out(request: SignedRequest, body: RuleTestIn, account_id: str = "") -> Tried:
    """Which of the newest 500 messages a rule would mean, and what would happen to them."""
    return try_rule(account_of(request.auth, account_id), *_given(body))


@router.post("/mail/rules/from-search", response=FromSearchOut, auth=signed_in, by_alias=True)
def rule_from_search(request: SignedRequest, body: FromSearchIn) -> Json:
    """The criteria of a rule that means what a search finds. No query."""
    found = criteria_from_search(body.query)
    return {"criteria": _criteria(found.criteria), "left_out": found.left_out}


@router.put("/mail/rules/{rule_id}", response=MailRuleOut, auth=signed_in, by_alias=True)
def update_rule(
    request: SignedRequest, rule_id: str, body: MailRuleIn, account_id: str = ""
) -> Json:
    """Replace what a rule says."""
    account = account_of(request.auth, account_id)
    row = change_rule(account, rule_id, body.name, *_given(body), is_enabled=body.enabled)
    return _shown(row, tree_of(account))


@router.delete("/mail/rules/{rule_id}", response={204: None}, auth=signed_in)
def delete_rule(request: SignedRequest, rule_id: str, account_id: str = "") -> Status[None]:
    """Remove a rule; what it did stays."""
    remove_rule(account_of(request.auth, account_id), rule_id)
    return Status(204, None)


@router.post("/mail/rules/{rule_id}/apply", response={202: RuleRunOut}, auth=signed_in)
def apply_to_existing(
    request: SignedRequest, rule_id: str, account_id: str = ""
) -> Status[RuleRun]:
    """Apply a rule to the mail that is there; nothing is forwarded."""
    account = account_of(request.auth, account_id)
    return Status(202, apply_rule(account, find_rule(account, rule_id)))


@router.get("/mail/rule-runs/{run_id}", response=RuleRunOut, auth=signed_in)
def get_run(request: SignedRequest, run_id: str, account_id: str = "") -> RuleRun:
    """How far an application of a rule is."""
    return find_run(account_of(request.auth, account_id), run_id)


@router.post("/mail/rule-runs/{run_id}/undo", response={202: RuleRunOut}, auth=signed_in)
def undo(request: SignedRequest, run_id: str, account_id: str = "") -> Status[RuleRun]:
    """Restore what a run changed, where nothing changed since."""
    return Status(202, undo_run(account_of(request.auth, account_id), run_id))
