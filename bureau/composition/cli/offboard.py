"""Let a person leave: suspend the account and hand everything over, or show what would happen."""

import argparse
import time

from bureau.people import SYSTEM
from bureau.platform import jobs
from bureau.provisioning import (
    Leaving,
    apply_leaving,
    leaving_steps_of,
    person_with_email,
    plan_leaving,
)

from ._output import show

DONE, FAILED = 0, 1
PATIENCE_S = 300
LOOK_AGAIN_S = 0.2


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bureau offboard`."""
    parser.add_argument("person", help="address of the person who leaves")
    parser.add_argument("--to", required=True, help="address of the person who takes over")
    parser.add_argument("--plan", action="store_true", help="only show what would happen")


def run(options: argparse.Namespace) -> int:
    """Plan, and apply unless only the plan is wanted."""
    person, to = person_with_email(options.person), person_with_email(options.to)
    leaving = plan_leaving(person, to, SYSTEM)
    if options.plan:
        return _show_plan(options, leaving)
    apply_leaving(SYSTEM, leaving.id)
    _work_until_done(leaving)
    return _report(options, leaving)


def _show_plan(options: argparse.Namespace, leaving: Leaving) -> int:
    sentences = [text for part in leaving.preview for text in part["sentences"]]
    show(
        options,
        {"leaving_id": leaving.id, "preview": leaving.preview},
        "\n".join([f"{leaving.person.email} would be suspended at once.", *sentences]),
    )
    return DONE


def _work_until_done(leaving: Leaving) -> None:
    """Run the jobs here, beside workers that may run too, until everything is handed over or failed."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if jobs.drain():
            continue
        leaving.refresh_from_db()
        if leaving.state != Leaving.State.APPLYING or leaving.error:
            return
        time.sleep(LOOK_AGAIN_S)


def _report(options: argparse.Namespace, leaving: Leaving) -> int:
    steps = leaving_steps_of(leaving)
    lines = [f"{step['state']:<8} {step['key']} {step['error']}".rstrip() for step in steps]
    done = leaving.state == Leaving.State.HELD
    last = (
        f"{leaving.person.email} is suspended; deletion after {leaving.delete_after:%Y-%m-%d}."
        if leaving.delete_after
        else ""
    )
    show(
        options,
        {"leaving_id": leaving.id, "state": leaving.state, "steps": steps},
        "\n".join([*lines, last]),
    )
    return DONE if done else FAILED
