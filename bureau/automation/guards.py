"""Guards against runaway rules. A tripped guard pauses the rule and tells its owner; nothing is
sent any more.

Limits: a rule once per (root event, object), by constraint; a chain of 5 events; 50 actions per
root event;
20 mails per object and hour.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from bureau.platform import events
from bureau.platform.db import prepared
from bureau.platform.events import Event

from .models import Rule, RuleRun

MAX_DEPTH = 5
MAX_ACTIONS_PER_ROOT = 50
MAX_MAILS_PER_OBJECT = 20
MAIL_WINDOW = timedelta(hours=1)


def chain_too_long(event: Event) -> str:
    """Return why a rule may not start from this event, else nothing."""
    if event.depth <= MAX_DEPTH:
        return ""
    return f"It was part of a chain of more than {MAX_DEPTH} events, each causing the next."


def budget_spent(run: RuleRun, action_count: int, mail_count: int) -> str:
    """Return why a run may not do this much more, else nothing. Two index reads."""
    if sum(_actions(run.root_id)) + action_count > MAX_ACTIONS_PER_ROOT:
        return f"One event led to more than {MAX_ACTIONS_PER_ROOT} actions."
    since = timezone.now() - MAIL_WINDOW
    if mail_count and mail_count + sum(_mails(run.object_kind, run.object_id, since)) > (
        MAX_MAILS_PER_OBJECT
    ):
        return f"More than {MAX_MAILS_PER_OBJECT} mails about one {run.object_kind} in an hour."
    return ""


@prepared
def _actions(root_id: str) -> QuerySet[RuleRun, int]:
    runs = RuleRun.objects.filter(root_id=root_id, action_count__gt=0)
    return runs.values_list("action_count", flat=True)


@prepared
def _mails(object_kind: str, object_id: str, since: datetime) -> QuerySet[RuleRun, int]:
    runs = RuleRun.objects.filter(
        object_kind=object_kind, object_id=object_id, started_at__gt=since, mail_count__gt=0
    )
    return runs.values_list("mail_count", flat=True)


def pause(rule: Rule, reason: str) -> None:
    """Switch the rule off, in the caller's transaction, and announce it for its owner."""
    if not Rule.objects.filter(id=rule.id, is_enabled=True).update(
        is_enabled=False, pause_reason=reason
    ):
        return
    events.emit(
        "rule.paused",
        stream=f"rule:{rule.id}",
        subject=("rule", rule.id),
        payload={"title": rule.title, "owner_id": rule.owner_id, "reason": reason},
        changes={"is_enabled": [True, False], "pause_reason": ["", reason]},
    )
