"""The list of apps, bottom up, and what of each is taken up: its registrations, routes and URLs.

An app has only the files it needs; one that is missing is passed over.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

APPS = (
    "people",
    "access",
    "audit",
    "automation",
    "provisioning",
    "search",
    "notifications",
    "realtime",
    "comments",
    "drive",
    "contacts",
    "compose",
    "docs",
    "mail",
    "calendar",
    "forms",
    "desk",
)


def wire() -> None:
    """Let every app register its subscribers, jobs, actions, steps and services."""
    from .engines import connect

    connect()
    for module in parts("register"):
        module.register()


def parts(name: str) -> Iterator[ModuleType]:
    """Yield the module of this name, such as `http.urls`, of every app that has it."""
    for app in APPS:
        module = f"bureau.{app}.{name}"
        if _exists(module):
            yield import_module(module)


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
