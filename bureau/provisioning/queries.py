"""Reads of plans, progress and leavings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from bureau.people import Actor, Person
from bureau.platform.db import Page, paginate
from bureau.platform.errors import NotFound

from .models import Joining, Leaving, LeavingStepRun, Plan, PlanRow, StepRun, Template
from .policies import require_admin

PLAN_COLUMNS = ("id", "source", "state", "created_by", "created_at", "applied_at")


@dataclass(frozen=True, slots=True)
class PersonProgress:
    """How far one person of a plan is."""

    line: int
    email: str
    name: str
    action: str
    person_id: str
    state: str
    """waiting, working, ready, failed or unchanged"""
    error: str
    seconds: float | None
    steps: tuple[Mapping[str, Any], ...] = ()


def page_of_plans(actor: Actor, cursor: str | None, limit: int) -> Page[dict[str, Any]]:
    """Return plans, newest first. One query on `plan_list`."""
    require_admin(actor)
    return paginate(Plan.objects.values(*PLAN_COLUMNS), ["-id"], cursor, limit)


def visible_plan(actor: Actor, plan_id: str) -> Plan:
    """Return a plan; raises `NotFound`, `Forbidden`. One query."""
    require_admin(actor)
    plan = Plan.objects.filter(id=plan_id).first()
    if plan is None:
        raise NotFound()
    return plan


def counts_of(plan: Plan) -> dict[str, int]:
    """Return how many rows create, update, repair, or change nothing. One query."""
    found = plan.rows.values("action").annotate(count=Count("id")).values_list("action", "count")
    return {**dict.fromkeys(PlanRow.Action.values, 0), **dict(found)}


def rows_of(plan: Plan) -> list[PlanRow]:
    """Return the rows by line. One query."""
    return list(plan.rows.order_by("line"))


def progress_of(plan: Plan) -> list[PersonProgress]:
    """Return how far everybody of the plan is, by line. Three queries."""
    rows = rows_of(plan)
    ids = [row.person_id for row in rows if row.person_id]
    joinings = {one.person_id: one for one in Joining.objects.filter(plan=plan)}
    steps: dict[str, list[dict[str, Any]]] = {}
    columns = ("person_id", "key", "state", "error", "duration_ms")
    for start in range(0, len(ids), 500):
        runs = StepRun.objects.filter(person_id__in=ids[start : start + 500])
        for run in runs.order_by("id").values(*columns):
            steps.setdefault(run.pop("person_id"), []).append(run)
    return [_progress(row, joinings, steps) for row in rows]


def is_over(plan: Plan) -> bool:
    """Tell whether nobody of an applied plan is on the way any more. Two queries."""
    if plan.rows.filter(is_applied=False).exists():
        return False
    return not Joining.objects.filter(plan=plan, state=Joining.State.WORKING).exists()


def _progress(
    row: PlanRow, joinings: Mapping[str, Joining], steps: Mapping[str, list[dict[str, Any]]]
) -> PersonProgress:
    person_id = row.person_id or ""
    joining = joinings.get(person_id)
    return PersonProgress(
        line=row.line,
        email=row.email,
        name=row.name,
        action=row.action,
        person_id=row.person_id,
        state=_state(row, joining),
        error=row.error or (joining.error if joining else ""),
        seconds=_seconds(joining),
        steps=tuple(steps.get(person_id, ())),
    )


def _state(row: PlanRow, joining: Joining | None) -> str:
    if row.error:
        return "failed"
    if row.action == PlanRow.Action.UNCHANGED:
        return "unchanged"
    if not row.is_applied or joining is None:
        return "waiting"
    return str(joining.state)


def _seconds(joining: Joining | None) -> float | None:
    began: datetime | None = joining.started_at if joining else None
    ended = joining.finished_at if joining else None
    return round((ended - began).total_seconds(), 3) if began and ended else None


def visible_templates(actor: Actor) -> list[Template]:
    """Return all templates. One query."""
    require_admin(actor)
    return list(Template.objects.select_related("unit").order_by("name"))


def page_of_leavings(actor: Actor, cursor: str | None, limit: int) -> Page[Leaving]:
    """Return leavings, newest first. One query."""
    require_admin(actor)
    return paginate(Leaving.objects.select_related("person", "to"), ["-id"], cursor, limit)


def visible_leaving(actor: Actor, leaving_id: str) -> Leaving:
    """Return a leaving; raises `NotFound`, `Forbidden`. One query."""
    require_admin(actor)
    leaving = Leaving.objects.select_related("person", "to").filter(id=leaving_id).first()
    if leaving is None:
        raise NotFound()
    return leaving


def leaving_steps_of(leaving: Leaving) -> list[dict[str, Any]]:
    """Return how far each step of a leaving is. One query."""
    runs = LeavingStepRun.objects.filter(leaving=leaving).order_by("key")
    return [dict(run) for run in runs.values("key", "state", "error", "finished_at")]


def person_with_email(email: str) -> Person:
    """Return the person with this primary address; raises `NotFound`. One query."""
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise NotFound(f"There is nobody with the address {email}.")
    return person
