"""What automation registers with the engines below it; called once at start."""


def register() -> None:
    """Make its jobs known."""
    from . import engine as _engine  # noqa: F401
