"""Making plans: nothing in the directory changes here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from django.db import transaction

from bureau.people import Actor, Person
from bureau.platform.config import config

from .. import checks, directory, roster
from ..checks import Candidate
from ..directory import Directory
from ..models import Joining, Plan, PlanRow
from ..policies import require_admin
from ..roster import Problem, Roster, Row
from ..templates import fill_in

CREATE_DEFAULTS = {"language": "en", "time_zone": "UTC", "role": "member"}


def plan_csv(raw: bytes, actor: Actor, source: str = "") -> Plan:
    """Check a roster and store what it would do; a plan with problems is stored as refused.

    Raises `Forbidden`. About 10 queries, and a few more per 500 rows.
    """
    require_admin(actor)
    return _store(roster.read_csv(raw), actor, source)


def plan_rows(rows: Iterable[Mapping[str, str]], actor: Actor, source: str = "") -> Plan:
    """Check rows whose cells are named as the columns of a roster; otherwise as `plan_csv`."""
    require_admin(actor)
    return _store(roster.read_rows(rows), actor, source)


def check_again(plan: Plan) -> list[Problem]:
    """Plan the stored rows afresh against the directory as it is now; return the problems.

    Runs in the caller's transaction; when there are problems the rows stay as they were.
    """
    stored = plan.rows.order_by("line").values_list("line", "cells")
    rows = [Row(line, cells) for line, cells in stored]
    known = _directory_for(rows)
    candidates, problems = checks.check(rows, known, config().domain)
    if not problems:
        plan.rows.all().delete()
        _store_rows(plan, rows, candidates, known)
    return problems


@transaction.atomic
def _store(read: Roster, actor: Actor, source: str) -> Plan:
    known = _directory_for(read.rows)
    candidates, found = checks.check(read.rows, known, config().domain)
    problems = [*read.problems, *found]
    plan = Plan.objects.create(
        source=source[:200],
        state=Plan.State.REFUSED if problems else Plan.State.READY,
        problems=[asdict(problem) for problem in problems],
        notices=[*read.notices, *_language_notices(read.rows)],
        created_by=actor.person_id,
    )
    _store_rows(plan, read.rows, candidates, known)
    return plan


def _language_notices(rows: Iterable[Row]) -> list[str]:
    asked = {row["language"].lower() for row in rows if row["language"]}
    return [
        f"There is no “{language}” yet; these persons start in English."
        for language in sorted(asked)
        if not language.startswith(checks.SPOKEN)
    ]


def _directory_for(rows: Sequence[Row]) -> Directory:
    return directory.load(checks.mentioned(rows, config().domain))


def _store_rows(
    plan: Plan, rows: Sequence[Row], candidates: Sequence[Candidate], known: Directory
) -> None:
    cells = {row.line: dict(row.values) for row in rows}
    unfinished = _unfinished(known)
    fill_in(one.fields for one in candidates if one.email not in known.persons)
    PlanRow.objects.bulk_create(
        (
            _plan_row(plan, position, one, cells[one.line], known, unfinished)
            for position, one in enumerate(candidates)
        ),
        batch_size=200,
    )


def _plan_row(
    plan: Plan,
    position: int,
    one: Candidate,
    cells: dict[str, str],
    known: Directory,
    unfinished: frozenset[str],
) -> PlanRow:
    person = known.persons.get(one.email)
    changes = changes_of(one, person, known)
    return PlanRow(
        plan=plan,
        position=position,
        line=one.line,
        cells=cells,
        action=_action(person, changes, unfinished),
        email=one.email,
        name=one.fields.get("name") or (person.name if person else one.email),
        fields=one.fields,
        groups=one.groups,
        aliases=one.aliases,
        changes=changes,
        person_id=person.id if person else "",
    )


def _action(
    person: Person | None, changes: Mapping[str, object], unfinished: frozenset[str]
) -> PlanRow.Action:
    if person is None:
        return PlanRow.Action.CREATE
    if changes:
        return PlanRow.Action.UPDATE
    return PlanRow.Action.REPAIR if person.id in unfinished else PlanRow.Action.UNCHANGED


def _unfinished(known: Directory) -> frozenset[str]:
    """Return the persons whose steps are not all done, or who never had any."""
    ids = {person.id for person in known.persons.values()}
    ready = Joining.objects.filter(state=Joining.State.READY).values_list("person_id", flat=True)
    return frozenset(ids - set(ready))


def changes_of(one: Candidate, person: Person | None, known: Directory) -> dict[str, list[object]]:
    """Return what the row changes, as {field: [before, after]} in words for people."""
    wanted = one.fields if person else {**CREATE_DEFAULTS, **one.fields}
    pairs = {name: (_before(person, name), value) for name, value in wanted.items()}
    changes: dict[str, list[object]] = {
        _shown_name(name): [_shown(before, known), _shown(after, known)]
        for name, (before, after) in pairs.items()
        if before != after
    }
    if groups := [g for g in one.groups if not person or (person.id, g) not in known.memberships]:
        changes["groups"] = [None, [known.titles[group] for group in groups]]
    if aliases := [alias for alias in one.aliases if alias not in known.owners]:
        changes["aliases"] = [None, aliases]
    return changes


def _shown_name(field: str) -> str:
    return {"unit_id": "unit", "recovery_email": "personal_email"}.get(field, field)


def _shown(value: str | None, known: Directory) -> str | None:
    return known.titles.get(value, value) if value else value


def _before(person: Person | None, name: str) -> str | None:
    if person is None:
        return None
    if name == "manager":
        return person.manager.email if person.manager else None
    if name == "start_date":
        return person.start_date.isoformat() if person.start_date else None
    value: str | None = getattr(person, name)
    return value or None
