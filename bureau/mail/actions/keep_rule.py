"""Making, changing, ordering and removing rules. A rule that cannot work is refused with what is
wrong; one whose label went away later says so and leaves mail in the inbox.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from ..errors import BadRule, NoSuchRule
from ..ledger import writing
from ..models import Forwarding, Mailbox, Rule
from ..rules.compile import compile_rules
from ..rules.criteria import Criteria, RuleActions
from ..rules.label_tree import tree_of
from ..sieve import SieveError, compile_script

MOST_RULES = 500
LONGEST_NAME = 200
Json = Mapping[str, Any]


def make_rule(
    account_id: str, name: str, criteria: Json, actions: Json, *, is_enabled: bool = True
) -> Rule:
    """Make a rule that stands behind all others."""
    row = Rule(account_id=account_id)
    _fill(row, name, criteria, actions, is_enabled=is_enabled)
    with transaction.atomic(), writing(account_id):
        rows = Rule.objects.filter(account_id=account_id)
        if rows.count() >= MOST_RULES:
            raise BadRule("There are too many rules. Remove some first.")
        row.position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
        row.save(force_insert=True)
    return row


def change_rule(
    account_id: str, rule_id: str, name: str, criteria: Json, actions: Json, *, is_enabled: bool
) -> Rule:
    """Replace what a rule says."""
    with transaction.atomic(), writing(account_id):
        row = find_rule(account_id, rule_id)
        _fill(row, name, criteria, actions, is_enabled=is_enabled)
        row.save(update_fields=["name", "criteria", "actions", "is_enabled"])
    return row


def remove_rule(account_id: str, rule_id: str) -> None:
    """Remove a rule; what it did stays."""
    with transaction.atomic(), writing(account_id):
        find_rule(account_id, rule_id).delete()


def order_rules(account_id: str, rule_ids: Sequence[str]) -> None:
    """Put the rules into this order; all of them must be named."""
    with transaction.atomic(), writing(account_id):
        rows = {row.id: row for row in Rule.objects.filter(account_id=account_id)}
        if set(rows) != set(rule_ids) or len(rule_ids) != len(rows):
            raise BadRule("The rules have changed meanwhile. Load the page again.")
        for position, rule_id in enumerate(rule_ids, 1):
            rows[rule_id].position = position
        Rule.objects.bulk_update(rows.values(), ["position"])


def find_rule(account_id: str, rule_id: str) -> Rule:
    """Return a rule of the account; raises `NoSuchRule`."""
    row = Rule.objects.filter(account_id=account_id, id=rule_id).first()
    if row is None:
        raise NoSuchRule()
    return row


def _fill(row: Rule, name: str, criteria: Json, actions: Json, *, is_enabled: bool) -> None:
    wanted, done = Criteria.from_json(criteria), RuleActions.from_json(actions)
    check_rule(row.account_id, wanted, done)
    row.name = " ".join(name.split())[:LONGEST_NAME]
    row.criteria, row.actions, row.is_enabled = wanted.to_json(), done.to_json(), is_enabled


def check_rule(account_id: str, criteria: Criteria, actions: RuleActions) -> None:
    """Refuse a rule that cannot work; raises `BadRule`. At most four queries."""
    if criteria.is_empty:
        raise BadRule("Say which messages the rule is for: without that it would be all of them.")
    if actions.is_empty:
        raise BadRule("Say what the rule does.")
    if actions.important and actions.never_important:
        raise BadRule("A message cannot be always and never important.")
    if actions.snooze and (actions.delete or actions.skip_inbox):
        raise BadRule("What is snoozed comes to the inbox: it cannot be archived or deleted too.")
    boxes = Mailbox.objects.filter(account_id=account_id, id__in=actions.labels)
    if boxes.filter(category="").count() != len(actions.labels):
        raise BadRule("A label of this rule does not exist any more. Choose another one.")
    if actions.forward_to and not _is_confirmed(account_id, actions.forward_to):
        raise BadRule(
            f"Nobody has confirmed yet that mail may be forwarded to {actions.forward_to}. "
            "Add it under forwarding first."
        )
    try:
        probe = Rule(criteria=criteria.to_json(), actions=actions.to_json())
        compile_script(compile_rules([probe], tree_of(account_id).names))
    except SieveError as error:
        raise BadRule(f"The rule cannot be used: {error}") from None


def _is_confirmed(account_id: str, email: str) -> bool:
    rows = Forwarding.objects.filter(account_id=account_id, email=email)
    return rows.filter(confirmed_at__isnull=False).exists()
