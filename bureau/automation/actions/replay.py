"""Running a rule once more for an event that it ran for."""

from django.db import transaction

from bureau.people import Actor
from bureau.platform import events
from bureau.platform.errors import Conflict

from ..engine import run_rule
from ..models import RuleRun
from ..queries import visible_run


class StillWaiting(Conflict):
    """The run has not ended."""

    code = "run_waiting"
    title = "This run has not ended yet. Wait until it has."


@transaction.atomic
def replay(actor: Actor, run_id: str) -> RuleRun:
    """Queue a new run with the rule as it is now, within the same guards. Raises `NotFound`,
    `StillWaiting`.
    """
    run = visible_run(actor, run_id)
    if run.state == RuleRun.State.WAITING:
        raise StillWaiting()
    again = RuleRun.objects.create(
        rule=run.rule,
        version=run.rule.version,
        event_id=run.event_id,
        root_id=run.root_id,
        object_kind=run.object_kind,
        object_id=run.object_id,
        replay_of=run,
    )
    run_rule.enqueue(run_id=again.id)
    events.emit(
        "rule.replayed",
        stream=f"rule:{run.rule_id}",
        subject=("rule", run.rule_id),
        payload={"run_id": again.id},
        changes={"replay_of": [None, run.id]},
    )
    return again
