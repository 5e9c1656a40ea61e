"""Routes of joining under /api/v1: plans, their progress, and templates. Administrators only."""

from collections import Counter
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from bureau.people import Actor, actor_of
from bureau.people.http.auth import admin_only

from .. import queries
from ..actions import apply, plan, templates
from ..actions.templates import TemplateFields
from ..models import Plan
from ..policies import abilities
from .leavings import router as leavings
from .schemas import (
    JoinerTemplateIn,
    JoinerTemplateList,
    JoinerTemplateOut,
    PlanOut,
    PlanPage,
    PlanSummary,
    ProblemOut,
    Progress,
    RowOut,
    RowsIn,
)

Limit = Annotated[int, Query(ge=1, le=100)]

router = Router(tags=["provisioning"], auth=admin_only)
router.add_router("", leavings)


@router.get("/provisioning/plans", response=PlanPage)
def list_plans(request: HttpRequest, cursor: str | None = None, limit: Limit = 30) -> object:
    """List plans, newest first."""
    return queries.page_of_plans(actor_of(request), cursor, limit)


@router.post("/provisioning/plans", response={201: PlanOut})
def upload_plan(request: HttpRequest, file: File[UploadedFile]) -> Status[PlanOut]:
    """Check a roster (CSV) and show what it would do; nothing changes."""
    actor = actor_of(request)
    made = plan.plan_csv(file.read(), actor, file.name or "")
    return Status(201, _shown(actor, made))


@router.post("/provisioning/plans/rows", response={201: PlanOut})
def send_plan(request: HttpRequest, body: RowsIn) -> Status[PlanOut]:
    """Check rows and show what they would do; nothing changes."""
    actor = actor_of(request)
    return Status(201, _shown(actor, plan.plan_rows(body.rows, actor, body.source)))


@router.get("/provisioning/plans/{plan_id}", response=PlanOut)
def show_plan(request: HttpRequest, plan_id: str) -> PlanOut:
    """Show a plan with its rows, and the problems of each."""
    actor = actor_of(request)
    return _shown(actor, queries.visible_plan(actor, plan_id))


@router.post("/provisioning/plans/{plan_id}/apply", response={202: PlanSummary})
def apply_plan(request: HttpRequest, plan_id: str) -> Status[Plan]:
    """Carry out a plan."""
    return Status(202, apply.apply_plan(actor_of(request), plan_id))


@router.get("/provisioning/plans/{plan_id}/progress", response=Progress)
def show_progress(request: HttpRequest, plan_id: str) -> dict[str, Any]:
    """Show how far everybody of a plan is."""
    found = queries.visible_plan(actor_of(request), plan_id)
    persons = queries.progress_of(found)
    return {
        "state": found.state,
        "counts": Counter(person.state for person in persons),
        "persons": persons,
    }


@router.get("/provisioning/templates", response=JoinerTemplateList)
def list_templates(request: HttpRequest) -> dict[str, object]:
    """List all templates."""
    return {"items": queries.visible_templates(actor_of(request))}


@router.post("/provisioning/templates", response={201: JoinerTemplateOut})
def create_template(request: HttpRequest, body: JoinerTemplateIn) -> Status[object]:
    """Make a template."""
    fields = _fields(body)
    return Status(201, templates.save_template(actor_of(request), fields))


@router.put("/provisioning/templates/{template_id}", response=JoinerTemplateOut)
def change_template(request: HttpRequest, template_id: str, body: JoinerTemplateIn) -> object:
    """Change a template; it counts for those who join from then on."""
    fields = _fields(body)
    return templates.save_template(actor_of(request), fields, template_id)


@router.delete("/provisioning/templates/{template_id}", response={204: None})
def delete_template(request: HttpRequest, template_id: str) -> Status[None]:
    """Delete a template."""
    templates.delete_template(actor_of(request), template_id)
    return Status(204, None)


def _fields(body: JoinerTemplateIn) -> TemplateFields:
    settings = body.settings.model_dump(exclude_defaults=True)
    return TemplateFields(body.name, body.unit_id, body.country, settings)


def _shown(actor: Actor, made: Plan) -> PlanOut:
    problems: dict[int, list[ProblemOut]] = {}
    for problem in made.problems:
        problems.setdefault(problem["line"], []).append(ProblemOut(**problem))
    return PlanOut(
        **{name: getattr(made, name) for name in PlanSummary.model_fields},
        counts=queries.counts_of(made),
        problems=[one for line in sorted(problems) for one in problems[line]],
        notices=made.notices,
        rows=[
            RowOut(
                line=row.line,
                email=row.email,
                name=row.name,
                action=row.action,
                changes=row.changes,
                person_id=row.person_id,
                problems=problems.get(row.line, []),
            )
            for row in queries.rows_of(made)
        ],
        abilities=abilities(actor, can_apply=made.state == Plan.State.READY),
    )
