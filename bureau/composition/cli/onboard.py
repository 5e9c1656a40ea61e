"""Open the accounts of a roster (CSV), or show what it would do."""

import argparse
import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from bureau.people import SYSTEM
from bureau.provisioning import (
    PersonProgress,
    Plan,
    apply_plan,
    is_over,
    plan_csv,
    progress_of,
    rows_of,
)

from ._output import show, table
from ._work import work_off, work_until

DONE, FAILED, BAD_INPUT = 0, 1, 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bureau onboard`."""
    parser.add_argument("file", type=Path, help="roster in CSV, UTF-8")
    parser.add_argument("--plan", action="store_true", help="only show what would happen")


def run(options: argparse.Namespace) -> int:
    """Plan, and apply unless only the plan is wanted. Bad input changes nothing."""
    try:
        raw = options.file.read_bytes()
    except OSError as error:
        print(f"{options.file} cannot be read: {error.strerror}.", file=sys.stderr)
        return BAD_INPUT
    plan = plan_csv(raw, SYSTEM, options.file.name)
    if plan.state == Plan.State.REFUSED:
        return _refuse(options, plan)
    if options.plan:
        return _show_plan(options, plan)
    apply_plan(SYSTEM, plan.id)
    seconds = _carry_out(plan)
    return _report(options, plan, seconds)


def _refuse(options: argparse.Namespace, plan: Plan) -> int:
    lines = [
        f"line {problem['line']}{', ' + problem['column'] if problem['column'] else ''}: "
        f"{problem['message']}"
        for problem in plan.problems
    ]
    count = "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
    text = "\n".join([*lines, f"{count}; nothing was changed."])
    show(options, {"state": plan.state, "problems": plan.problems, "changes": 0}, text)
    return BAD_INPUT


def _show_plan(options: argparse.Namespace, plan: Plan) -> int:
    rows = [
        {"line": row.line, "action": row.action, "email": row.email, "changes": row.changes}
        for row in rows_of(plan)
    ]
    shown = [{**row, "changes": ", ".join(row["changes"])} for row in rows]
    changes = sum(row["action"] != "unchanged" for row in rows)
    text = table(shown, ["line", "action", "email", "changes"])
    notices = "".join(f"\n{notice}" for notice in plan.notices)
    show(
        options,
        {"plan_id": plan.id, "state": plan.state, "rows": rows, "changes": changes},
        f"{text}\n{changes} changes{notices}",
    )
    return DONE


def _carry_out(plan: Plan) -> float:
    """Work until everybody is ready or failed, then on what follows (mails, indexes); return the
    first time.
    """
    began = time.monotonic()
    work_until(lambda: _is_over(plan))
    seconds = time.monotonic() - began
    work_off()
    return seconds


def _is_over(plan: Plan) -> bool:
    plan.refresh_from_db(fields=["state"])
    return plan.state == Plan.State.APPLIED and is_over(plan)


def _report(options: argparse.Namespace, plan: Plan, seconds: float) -> int:
    persons = progress_of(plan)
    counts = Counter(person.state for person in persons)
    changes = sum(person.action != "unchanged" for person in persons)
    rows = [_line(person) for person in persons if person.state != "unchanged"]
    words = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
    text = table(rows, ["email", "action", "state", "seconds", "reason"]) + "\n" if rows else ""
    show(
        options,
        {
            "plan_id": plan.id,
            "changes": changes,
            "seconds": round(seconds, 3),
            "counts": dict(counts),
            "persons": [asdict(person) for person in persons],
        },
        f"{text}{changes} changes: {words} in {seconds:.1f} s",
    )
    return DONE if set(counts) <= {"ready", "unchanged"} else FAILED


def _line(person: PersonProgress) -> dict[str, object]:
    return {
        "email": person.email,
        "action": person.action,
        "state": person.state,
        "seconds": "" if person.seconds is None else f"{person.seconds:.2f}",
        "reason": person.error,
    }
