"""What people registers with the engines below it; called once at start."""

from datetime import timedelta

from bureau.platform import jobs


def register() -> None:
    """Register the job that removes ended sessions, and principals with WebDAV."""
    from bureau.platform.dav import register_home, register_root_reports

    from .http.dav.home import home
    from .http.dav.searching import REPORTS
    from .jobs import remove_ended_sessions

    jobs.schedule(remove_ended_sessions, timedelta(hours=6))
    register_home("principals", home)
    register_root_reports(REPORTS)
