"""Background work of provisioning."""

from datetime import timedelta

from bureau.platform import jobs

from . import joining, welcome
from .actions import apply, leave


@jobs.job("provisioning.apply", atomic=False, lease_s=900)
def apply_rows(plan_id: str) -> None:
    """Write the persons of a plan."""
    apply.apply_batches(plan_id)


@jobs.job("provisioning.person", atomic=False, attempts=8, lease_s=300)
def provision_person(person_id: str) -> None:
    """Do the steps of one account."""
    joining.proceed(person_id)


@jobs.job("provisioning.welcome")
def send_welcome(person_id: str) -> None:
    """Send one welcome mail."""
    welcome.send(person_id)


@jobs.job("provisioning.leave", atomic=False, attempts=8, lease_s=900)
def hand_over(leaving_id: str) -> None:
    """Hand over what one leaver leaves."""
    leave.proceed(leaving_id)


@jobs.job("provisioning.delete_due")
def delete_due() -> None:
    """Delete the accounts whose hold is over."""
    leave.delete_due()


jobs.schedule(delete_due, timedelta(hours=1))
