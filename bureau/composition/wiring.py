"""The list of apps, bottom up, and their registration."""

from importlib import import_module

APPS = (
    "people",
    "access",
    "audit",
    "automation",
    "provisioning",
    "search",
    "notifications",
    "drive",
    "mail",
    "forms",
    "desk",
)


def wire() -> None:
    """Let every app register its subscribers, jobs, actions, steps and services."""
    from .engines import connect

    connect()
    for app in APPS:
        import_module(f"bureau.{app}.register").register()
