"""What provisioning registers with the engines below it; called once at start."""

from bureau.platform import events


def register() -> None:
    """Register its jobs, its own steps, and what it hears."""
    from . import jobs as _jobs  # noqa: F401
    from . import reports, welcome
    from .hearing import start_joining
    from .steps import LeavingStep, Step, register_leaving_step, register_step

    register_step(
        Step("provisioning.welcome", 1, ("mail.mailbox",), welcome.schedule, kinds=("person",))
    )
    register_leaving_step(LeavingStep("people.reports", reports.preview, reports.hand_over))
    events.subscribe("provisioning.joining", ["person.created"], start_joining)
