"""Background work of provisioning."""

from datetime import timedelta

from bureau.platform import jobs

from .actions import apply, leave


@jobs.job("provisioning.apply", atomic=False, lease_s=900)
def apply_rows(plan_id: str) -> None:
    """Write the persons of a plan."""
    apply.apply_batches(plan_id)


@jobs.job("provisioning.leave", atomic=False, attempts=8, lease_s=900)
def hand_over(leaving_id: str) -> None:
    """Hand over what one leaver leaves."""
    leave.proceed(leaving_id)


@jobs.job("provisioning.delete_due")
def delete_due() -> None:
    """Delete the accounts whose hold is over."""
    leave.delete_due()


jobs.schedule(delete_due, timedelta(hours=1))
