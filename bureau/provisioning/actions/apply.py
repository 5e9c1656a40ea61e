"""Applying plans: a job writes the persons in batches, each batch with everything that follows
from it.

A batch is one transaction that also marks its rows, so a killed run goes on where it stopped.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils import timezone

from bureau.people import (
    SYSTEM,
    Actor,
    Group,
    NewPerson,
    Person,
    PersonChanges,
    add_members,
    addresses_of,
    create_person,
    set_role,
    update_person,
)
from bureau.platform import events, live
from bureau.platform.errors import NotFound, Refusal

from .. import joining
from ..errors import AlreadyApplied, PlanOutdated, PlanRefused
from ..models import Plan, PlanRow
from ..policies import require_admin
from .plan import check_again

BATCH = 25


@transaction.atomic
def apply_plan(actor: Actor, plan_id: str) -> Plan:
    """Start applying a plan; its jobs run after commit.

    Checks it again against the directory of now. Raises `PlanRefused`, `PlanOutdated`,
    `AlreadyApplied`,
    `NotFound`, `Forbidden`.
    """
    from ..jobs import apply_rows

    require_admin(actor)
    plan = Plan.objects.select_for_update().filter(id=plan_id).first()
    if plan is None:
        raise NotFound()
    if plan.state == Plan.State.REFUSED:
        raise PlanRefused(errors=plan.problems)
    if plan.state != Plan.State.READY:
        raise AlreadyApplied()
    problems = check_again(plan)
    if problems:
        raise PlanOutdated(errors=[asdict(problem) for problem in problems])
    plan.state, plan.applied_at = Plan.State.APPLYING, timezone.now()
    plan.save(update_fields=["state", "applied_at"])
    _announce(plan)
    apply_rows.enqueue(plan_id=plan.id)
    return plan


def apply_batches(plan_id: str) -> None:
    """Apply what is left of a plan, one transaction per batch."""
    plan = Plan.objects.get(id=plan_id)
    PlanRow.objects.filter(plan=plan, action=PlanRow.Action.UNCHANGED).update(is_applied=True)
    while _apply_batch(plan):
        pass
    with transaction.atomic():
        Plan.objects.filter(id=plan_id).update(state=Plan.State.APPLIED)
        _tell(plan)


def _announce(plan: Plan) -> None:
    counts: dict[str, int] = defaultdict(int)
    for action in plan.rows.values_list("action", flat=True):
        counts[action] += 1
    events.emit(
        "plan.applied",
        stream=f"plan:{plan.id}",
        subject=("plan", plan.id),
        payload={"source": plan.source, "counts": counts},
        changes={"rows": [None, dict(counts)]},
    )


def _tell(plan: Plan) -> None:
    if plan.created_by:
        live.publish([plan.created_by], "provisioning", plan_id=plan.id)


@transaction.atomic
def _apply_batch(plan: Plan) -> bool:
    rows = list(plan.rows.filter(is_applied=False).order_by("position")[:BATCH])
    managers = _managers(rows)
    persons: dict[str, Person] = {}
    for row in rows:
        try:
            person = _write_person(row, managers)
        except Refusal as refusal:
            row.error = refusal.detail[:500]
            continue
        managers[row.email] = row.person_id = person.id
        persons[row.id] = person
    _join_groups(rows)
    joining.start(plan, [(persons[row.id], _wishes(row)) for row in rows if row.id in persons])
    for row in rows:
        row.is_applied = True
    PlanRow.objects.bulk_update(rows, ["is_applied", "person_id", "error"])
    return bool(rows)


def _managers(rows: Iterable[PlanRow]) -> dict[str, str]:
    wanted = {row.fields["manager"] for row in rows if row.fields.get("manager")}
    return dict(Person.objects.filter(email__in=wanted).values_list("email", "id"))


def _write_person(row: PlanRow, managers: dict[str, str]) -> Person:
    if row.action == PlanRow.Action.CREATE:
        return _create(row, managers)
    return _update(row, managers)


def _create(row: PlanRow, managers: dict[str, str]) -> Person:
    fields = row.fields
    role = fields.get("role", "member")
    return create_person(
        SYSTEM,
        NewPerson(
            email=row.email,
            name=row.name,
            role="admin" if role == "admin" else "helpdesk" if role == "helpdesk" else "member",
            given_name=fields.get("given_name", ""),
            family_name=fields.get("family_name", ""),
            title=fields.get("title", ""),
            language=fields.get("language", "en"),
            country=fields.get("country", ""),
            time_zone=fields.get("time_zone", "UTC"),
            unit_id=fields.get("unit_id"),
            manager_id=managers.get(fields.get("manager", "")),
            start_date=_date(fields.get("start_date")),
            recovery_email=fields.get("recovery_email", ""),
            aliases=tuple(row.aliases),
        ),
    )


def _update(row: PlanRow, managers: dict[str, str]) -> Person:
    person = Person.objects.get(id=row.person_id)
    changes = _own_changes(row.fields)
    if "manager" in row.fields:
        changes["manager_id"] = managers.get(row.fields["manager"])
    if "start_date" in row.fields:
        changes["start_date"] = _date(row.fields["start_date"])
    if row.aliases:
        changes["aliases"] = sorted({*addresses_of(person.id), *row.aliases} - {person.email})
    person = update_person(SYSTEM, person.id, changes)
    role = row.fields.get("role")
    return set_role(SYSTEM, person, role) if role and role != person.role else person


def _own_changes(fields: dict[str, str]) -> PersonChanges:
    """Return the fields that are taken as they are; those the row leaves out stay."""
    known = PersonChanges.__annotations__
    taken = {name: value for name, value in fields.items() if name in known}
    changes = PersonChanges()
    changes.update(taken)  # type: ignore[typeddict-item]
    changes.pop("start_date", None)
    return changes


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _join_groups(rows: Sequence[PlanRow]) -> None:
    """Put the batch's persons into the groups that the roster names: one action per group."""
    members: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for group_id in row.groups:
            if row.person_id:
                members[group_id].append(row.person_id)
    for group in Group.objects.filter(id__in=members):
        add_members(SYSTEM, group, members[group.id])


def _wishes(row: PlanRow) -> dict[str, object]:
    return {
        name: row.fields[name] for name in ("recovery_email", "start_date") if name in row.fields
    }
