"""What the calendar registers with the engines below it; called once at start."""


def register() -> None:
    """Register the steps for joiners and leavers."""
    from bureau import provisioning

    from .provisioning_steps import CALENDAR, LEAVING

    provisioning.register_step(CALENDAR)
    provisioning.register_leaving_step(LEAVING)
