"""What access registers with the engines below it; called once at start."""

from datetime import timedelta

from bureau.platform import jobs


def register() -> None:
    """Register the job that removes expired grants."""
    from .jobs import remove_expired

    jobs.schedule(remove_expired, timedelta(minutes=15))
