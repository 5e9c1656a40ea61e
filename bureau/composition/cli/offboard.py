"""Let a person leave: suspend the account and hand everything over, or show what would happen."""

import argparse

from bureau.people import SYSTEM
from bureau.provisioning import (
    Leaving,
    apply_leaving,
    leaving_steps_of,
    person_with_email,
    plan_leaving,
)

from ._output import show
from ._work import work_off, work_until

DONE, FAILED = 0, 1


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
    _hand_over(leaving)
    return _report(options, leaving)


def _show_plan(options: argparse.Namespace, leaving: Leaving) -> int:
    sentences = [text for part in leaving.preview for text in part["sentences"]]
    show(
        options,
        {"leaving_id": leaving.id, "preview": leaving.preview},
        "\n".join([f"{leaving.person.email} would be suspended at once.", *sentences]),
    )
    return DONE


def _hand_over(leaving: Leaving) -> None:
    """Work until everything is handed over or something failed."""

    def is_over() -> bool:
        leaving.refresh_from_db()
        return leaving.state != Leaving.State.APPLYING or bool(leaving.error)

    work_until(is_over)
    work_off()


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
