"""What provisioning refuses, and why."""

from bureau.platform.errors import Conflict, Refusal


class ProvisioningRefusal(Refusal):
    """Base of all refusals of provisioning."""


class PlanRefused(ProvisioningRefusal):
    """The roster has problems; `errors` lists {line, column, message}. Nothing was changed."""

    status = 422
    code = "plan_refused"
    title = "This roster has problems. Correct them and send it again; nothing was changed."


class PlanOutdated(Conflict):
    """The directory changed since the plan was made, and the plan does not fit any more."""

    code = "plan_outdated"
    title = "The directory changed since this plan was made. Upload the roster again."


class AlreadyApplied(Conflict):
    """It was applied, or somebody is applying it."""

    code = "already_applied"
    title = "This was applied already."


class CannotLeave(ProvisioningRefusal):
    """The person cannot leave like this."""

    status = 422
    code = "cannot_leave"
    title = "This person cannot leave like this."


class OnLegalHold(Conflict):
    """A legal hold keeps everything as it is."""

    code = "legal_hold"
    title = "A legal hold keeps this account. Lift it first."


class HoldIsOver(Conflict):
    """Too late to undo."""

    code = "hold_is_over"
    title = "This cannot be undone any more."
