"""What people registers with the engines below it; called once at start."""

from datetime import timedelta

from bureau.platform import jobs


def register() -> None:
    """Register the job that removes ended sessions."""
    from .jobs import remove_ended_sessions

    jobs.schedule(remove_ended_sessions, timedelta(hours=6))
