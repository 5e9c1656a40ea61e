"""The engine: hears events, picks the rules that match, and runs each as a job of its own.

Picking happens in the transaction that takes the event off the queue, so no match is lost and
none doubled;
running commits effects and record together, so a killed run starts over or is already done.
"""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bureau.people import Person, actor_for
from bureau.platform import context, jobs
from bureau.platform.conditions import BadCondition, compile_condition
from bureau.platform.db import insert, prepared, update
from bureau.platform.errors import Refusal
from bureau.platform.events import Event, event_of

from . import guards
from .models import Rule, RuleRun, RuleVersion
from .registry import action_named, perform
from .variables import fill, variables_of


def hears(event: Event) -> bool:
    """Tell whether an enabled rule listens to the event. One index read."""
    return any(event.name in names for names in _listened_to(["", event.stream]))


@prepared
def _listened_to(scopes: list[str]) -> QuerySet[Rule, list[str]]:
    rules = Rule.objects.filter(scope__in=scopes, is_enabled=True)
    return rules.values_list("events", flat=True)


def receive(event: Event) -> None:
    """Start a run of every enabled rule whose condition holds, in order, up to one that stops."""
    variables = variables_of(event)
    for rule in _listening(event):
        if not _holds(rule, variables):
            continue
        reason = guards.chain_too_long(event)
        if reason:
            guards.pause(rule, reason)
            continue
        _start(rule, event)
        if rule.stops:
            return


def _listening(event: Event) -> list[Rule]:
    return [rule for rule in _enabled(["", event.stream]) if event.name in rule.events]


@prepared
def _enabled(scopes: list[str]) -> QuerySet[Rule]:
    rules = Rule.objects.filter(scope__in=scopes, is_enabled=True)
    return rules.order_by("position", "id")


def _holds(rule: Rule, variables: dict[str, object]) -> bool:
    try:
        return not rule.condition or compile_condition(rule.condition).holds(variables)
    except BadCondition:
        # It names what this event does not have: it does not speak of this event.
        return False


def _start(rule: Rule, event: Event) -> None:
    """Queue one run, unless this rule already ran for the root event and this object."""
    if _started(rule.id, event.root_id, event.subject_kind, event.subject_id):
        return
    run = RuleRun(
        rule=rule,
        root_id=event.root_id,
        object_kind=event.subject_kind,
        object_id=event.subject_id,
        event_id=event.id,
        version=rule.version,
    )
    insert(run)
    run_rule.enqueue(run_id=run.id)


@prepared
def _started(
    rule_id: str, root_id: str, object_kind: str, object_id: str
) -> QuerySet[RuleRun, str]:
    once = RuleRun.objects.filter(
        rule_id=rule_id, root_id=root_id, object_kind=object_kind, object_id=object_id
    )
    return once.values_list("id", flat=True)


@jobs.job("automation.run", atomic=False)
def run_rule(run_id: str) -> None:
    """Perform one run of a rule."""
    execute(run_id)


def execute(run_id: str) -> None:
    """Perform a waiting run and record the outcome; a second call changes nothing.

    A refusal ends the run as failed, with what it had done undone; any other error is raised, to
    be tried again.
    """
    runs = _runs(run_id)
    if not runs or runs[0].state != RuleRun.State.WAITING:
        return
    run = runs[0]
    try:
        with transaction.atomic():
            _act(run)
    except Refusal as refusal:
        run.effects, run.action_count, run.mail_count = [], 0, 0
        _finish(run, RuleRun.State.FAILED, _sentence(refusal))


@prepared
def _runs(run_id: str) -> QuerySet[RuleRun]:
    return RuleRun.objects.select_related("rule__owner").filter(id=run_id)


def _act(run: RuleRun) -> None:
    wanted = _contents(run.rule_id, run.version)[0]["actions"]
    mail_count = sum(action_named(action["action"]).sends_mail for action in wanted)
    reason = _owner_gone(run.rule) or guards.budget_spent(run, len(wanted), mail_count)
    if reason:
        guards.pause(run.rule, reason)
        _finish(run, RuleRun.State.STOPPED, reason)
        return
    owner = actor_for(run.rule.owner)
    variables = variables_of(event_of(run.event_id))
    with context.acting(owner.person_id):
        for action in wanted:
            arguments = fill(action.get("arguments", {}), variables)
            result = perform(action["action"], arguments, owner=owner)
            run.effects.append(
                {"action": action["action"], "arguments": arguments, "result": result}
            )
    run.action_count, run.mail_count = len(wanted), mail_count
    _finish(run, RuleRun.State.DONE, "")


@prepared
def _contents(rule_id: str, number: int) -> QuerySet[RuleVersion, dict[str, Any]]:
    versions = RuleVersion.objects.filter(rule_id=rule_id, number=number)
    return versions.values_list("content", flat=True)


def _owner_gone(rule: Rule) -> str:
    if rule.owner.state in (Person.State.SUSPENDED, Person.State.DELETED):
        return f"{rule.owner.name}, whose rights it used, has left."
    return ""


def _finish(run: RuleRun, state: RuleRun.State, error: str) -> None:
    run.state, run.error, run.finished_at = state, error, timezone.now()
    update(run, "state", "error", "finished_at", "effects", "action_count", "mail_count")


def _sentence(refusal: Refusal) -> str:
    errors = refusal.members.get("errors") or []
    return " ".join([refusal.detail, *(f"{e['field']}: {e['message']}" for e in errors)])
