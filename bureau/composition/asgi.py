"""Builds the front door over Django's WSGI side."""

import asyncio
from functools import lru_cache
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler
from django.urls import is_valid_path

import bureau
from bureau.platform.config import config
from bureau.platform.http.bridge import WsgiBridge
from bureau.platform.http.frontdoor import Door, FrontDoor
from bureau.platform.http.lanes import Lane
from bureau.platform.http.static import WebApp

WEB_APP = Path(bureau.__path__[0]).parent / "web" / "dist"
ALWAYS_DJANGO = ("/api/", "/_allauth/")
# allauth names these; their pages are never shown.
NEVER_DJANGO = ("/accounts/",)

# More threads than this only wait for each other: the interpreter runs one at a time.
FAST_THREADS = 8
BULK_THREADS = 24
MOST_WAITING = 256


@lru_cache(4096)
def is_django_path(path: str) -> bool:
    """Tell whether Django, not the web app, answers a GET of the path."""
    if path.startswith(ALWAYS_DJANGO):
        return True
    return not path.startswith(NEVER_DJANGO) and is_valid_path(path) is not False


def build_front_door(stopping: asyncio.Event) -> FrontDoor:
    """Return the ASGI application; `stopping` ends its event streams."""
    bridge = WsgiBridge(
        WSGIHandler(),
        fast=Lane("page", FAST_THREADS, MOST_WAITING),
        bulk=Lane("bulk", BULK_THREADS, MOST_WAITING),
    )
    door = Door(bridge, WebApp(WEB_APP), config().proxies, is_django_path, stopping)
    return FrontDoor(door)
