"""What the calendar registers with the engines below it; called once at start."""


def register() -> None:
    """Register CalDAV, and the steps for joiners and leavers."""
    from bureau import provisioning
    from bureau.platform.dav import register_home, register_principal_properties

    from . import feed_jobs, jobs, rolling_jobs
    from .dav.home import home
    from .dav.names import HOME
    from .dav.properties import PRINCIPAL
    from .provisioning_steps import CALENDAR, LEAVING, LEAVING_SEATS, TRAINING

    provisioning.register_step(CALENDAR)
    provisioning.register_step(TRAINING)
    provisioning.register_leaving_step(LEAVING)
    provisioning.register_leaving_step(LEAVING_SEATS)
    register_home(HOME, home, features=("calendar-access", "calendar-auto-schedule"))
    register_principal_properties(PRINCIPAL)
    feed_jobs.schedule()
    rolling_jobs.schedule()
    jobs.register()
