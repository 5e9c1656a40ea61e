"""What automation registers with the engines below it; called once at start."""


def register() -> None:
    """Register the subscribers, jobs, actions and steps of automation."""
