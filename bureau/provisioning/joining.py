"""What every new account goes through: the steps that apps registered, each done once per version.

`start` is called in the transaction that made the persons; `proceed` runs in a job and may be
killed anywhere.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from bureau.people import SYSTEM, Group, Person, add_members
from bureau.platform import jobs, live
from bureau.platform.errors import Refusal

from .models import Joining, Plan, StepRun, Template
from .steps import Step, ordered_steps
from .templates import matching, merged, units_above


class StepsFailed(Exception):
    """Some steps could not be done yet; the job is tried again."""


def start(plan: Plan | None, joiners: Sequence[tuple[Person, Mapping[str, Any]]]) -> None:
    """Queue the steps of these persons with what is wished for them, in the caller's transaction.

    Done steps stay done. A fixed number of queries, plus one per person for its job and one per
    template's group.
    """
    if not joiners:
        return
    settings = _settings(joiners)
    persons = [person for person, _ in joiners]
    now = timezone.now()
    Joining.objects.bulk_create(
        (
            Joining(person=person, plan=plan, settings=settings[person.id], started_at=now)
            for person in persons
        ),
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["plan", "settings", "state", "error", "started_at", "finished_at"],
    )
    StepRun.objects.bulk_create(
        (
            StepRun(person=person, key=step.key, version=step.version)
            for person in persons
            for step in ordered_steps(person.kind)
        ),
        ignore_conflicts=True,
    )
    _join_template_groups(persons, settings)
    for person in persons:
        provision_person.at(
            None, key=f"provision:{person.id}", serial=f"provision:{person.id}"
        ).enqueue(person_id=person.id)


def _settings(joiners: Sequence[tuple[Person, Mapping[str, Any]]]) -> dict[str, dict[str, Any]]:
    templates = list(Template.objects.all())
    above = units_above() if templates else {}
    return {
        person.id: merged(
            [
                *(
                    template.settings
                    for template in matching(
                        templates, above.get(person.unit_id or "", frozenset()), person.country
                    )
                ),
                wishes,
            ]
        )
        for person, wishes in joiners
    }


def _join_template_groups(
    persons: Iterable[Person], settings: Mapping[str, Mapping[str, Any]]
) -> None:
    members: dict[str, list[str]] = defaultdict(list)
    for person in persons:
        if person.kind == Person.Kind.PERSON:
            for email in settings[person.id].get("groups", ()):
                members[email].append(person.id)
    for group in Group.objects.filter(email__in=members):
        add_members(SYSTEM, group, members[group.email])


@jobs.job("provisioning.person", atomic=False, attempts=8, lease_s=300)
def provision_person(person_id: str) -> None:
    """Do the steps of one account."""
    proceed(person_id)


def proceed(person_id: str) -> None:
    """Do every step that is not done yet; raises `StepsFailed` when some could not be done.

    A step runs in one transaction with its mark, so it is done exactly once for the database.
    """
    joining = Joining.objects.select_related("person", "plan").filter(person_id=person_id).first()
    if joining is None or joining.person.state in (
        Person.State.SUSPENDED,
        Person.State.DELETED,
    ):
        return
    errors = _run_steps(joining)
    _conclude(joining, errors)
    if errors:
        raise StepsFailed("; ".join(errors))


def _run_steps(joining: Joining) -> list[str]:
    """Run the open steps in order, skipping those behind a failed one; return the failures."""
    runs = StepRun.objects.filter(person_id=joining.person_id)
    done = {(run.key, run.version) for run in runs if run.state == StepRun.State.DONE}
    failed: set[str] = set()
    errors = []
    for step in ordered_steps(joining.person.kind):
        if (step.key, step.version) in done:
            continue
        if failed.intersection(step.after):
            failed.add(step.key)
            continue
        error = _run(step, joining)
        if error:
            failed.add(step.key)
            errors.append(f"{step.key}: {error}")
    return errors


def _run(step: Step, joining: Joining) -> str:
    """Run one step; return why it failed, or nothing."""
    began = time.monotonic()
    try:
        with transaction.atomic():
            step.run(joining.person, joining.settings)
            _mark(step, joining, StepRun.State.DONE, "", began)
    except Refusal as refusal:
        reason = refusal.detail
    except Exception as error:  # the boundary of foreign steps: recorded, and retried
        reason = f"{type(error).__name__}: {error}"
    else:
        return ""
    with transaction.atomic():
        _mark(step, joining, StepRun.State.FAILED, reason[:500], began)
    return reason


def _mark(step: Step, joining: Joining, state: StepRun.State, error: str, began: float) -> None:
    outcome = {
        "state": state,
        "error": error,
        "duration_ms": round((time.monotonic() - began) * 1000),
        "finished_at": timezone.now(),
    }
    once = {"person_id": joining.person_id, "key": step.key, "version": step.version}
    # The row is there unless the step is younger than the joining.
    if not StepRun.objects.filter(**once).update(**outcome):
        StepRun.objects.create(**once, **outcome)


@transaction.atomic
def _conclude(joining: Joining, errors: Sequence[str]) -> None:
    joining.state = Joining.State.FAILED if errors else Joining.State.READY
    joining.error = "; ".join(errors)[:500]
    joining.finished_at = timezone.now()
    joining.save(update_fields=["state", "error", "finished_at"])
    plan = joining.plan
    if plan and plan.created_by:
        live.publish(
            [plan.created_by],
            "provisioning",
            plan_id=plan.id,
            person_id=joining.person_id,
            state=joining.state,
        )
